import DemarcheSyntax

/// An averaged perceptron over sparse features and at most 255 classes, in whole numbers.
///
/// A row holds only the classes that a feature was ever updated for. The average over all steps is
/// kept by the usual trick: beside each weight stands the sum of its changes times their step.
final class Perceptron {
  struct Entry {
    var label: UInt32
    var weight: Int32
    var sum: Int64
  }

  private struct Row {
    var key: UInt64
    var start: Int
    var count: Int32
    var room: Int32
  }

  private var slots: UnsafeMutablePointer<Int32>
  private var slotCount = 1 << 16
  private var rows: [Row] = []
  private var pool: UnsafeMutablePointer<Entry>
  private var poolCount = 0
  private var poolRoom = 1 << 16
  private var step: Int64 = 1

  init() {
    slots = .allocate(capacity: slotCount)
    slots.initialize(repeating: -1, count: slotCount)
    pool = .allocate(capacity: poolRoom)
  }

  deinit {
    slots.deallocate()
    pool.deallocate()
  }

  /// Ends an example: the present weights count once more in the average.
  func tick() { step += 1 }

  /// Adds up the weights of the features for all classes; `scores` has room for 256 and is cleared.
  func score(_ keys: UnsafePointer<UInt64>, _ count: Int, into scores: UnsafeMutablePointer<Int32>) {
    scores.update(repeating: 0, count: 256)
    rows.withUnsafeBufferPointer { rows in
      for k in 0..<count {
        let index = find(keys[k], rows)
        if index < 0 { continue }
        let row = rows[index]
        let entries = pool + row.start
        for i in 0..<Int(row.count) { scores[Int(entries[i].label)] &+= entries[i].weight }
      }
    }
  }

  /// Moves the weights of the features towards `right` and away from `wrong`.
  func update(_ keys: UnsafePointer<UInt64>, _ count: Int, right: Int, wrong: Int) {
    for k in 0..<count {
      let row = row(of: keys[k])
      change(row, right, 1)
      change(row, wrong, -1)
    }
  }

  private func find(_ key: UInt64, _ rows: UnsafeBufferPointer<Row>) -> Int {
    var at = Int(truncatingIfNeeded: Hashing.mix(key)) & (slotCount - 1)
    while slots[at] >= 0 {
      if rows[Int(slots[at])].key == key { return Int(slots[at]) }
      at = (at + 1) & (slotCount - 1)
    }
    return -1
  }

  private func row(of key: UInt64) -> Int {
    let known = rows.withUnsafeBufferPointer { find(key, $0) }
    if known >= 0 { return known }
    rows.append(Row(key: key, start: 0, count: 0, room: 0))
    if rows.count * 2 > slotCount {
      slots.deallocate()
      slotCount *= 2
      slots = .allocate(capacity: slotCount)
      slots.initialize(repeating: -1, count: slotCount)
      for (i, row) in rows.enumerated() { place(row.key, Int32(i)) }
    } else {
      place(key, Int32(rows.count - 1))
    }
    return rows.count - 1
  }

  private func place(_ key: UInt64, _ index: Int32) {
    var at = Int(truncatingIfNeeded: Hashing.mix(key)) & (slotCount - 1)
    while slots[at] >= 0 { at = (at + 1) & (slotCount - 1) }
    slots[at] = index
  }

  private func change(_ index: Int, _ label: Int, _ delta: Int32) {
    let row = rows[index]
    for i in row.start..<row.start + Int(row.count) where pool[i].label == UInt32(label) {
      pool[i].weight += delta
      pool[i].sum += Int64(delta) * step
      return
    }
    if row.count == row.room {
      let room = max(2, row.room * 2)
      makeRoom(Int(room))
      (pool + poolCount).update(from: pool + row.start, count: Int(row.count))
      rows[index].start = poolCount
      rows[index].room = room
      poolCount += Int(room)
    }
    let at = rows[index].start + Int(row.count)
    pool[at] = Entry(label: UInt32(label), weight: delta, sum: Int64(delta) * step)
    rows[index].count += 1
  }

  private func makeRoom(_ extra: Int) {
    guard poolCount + extra > poolRoom else { return }
    poolRoom = max(poolRoom * 2, poolCount + extra)
    let bigger = UnsafeMutablePointer<Entry>.allocate(capacity: poolRoom)
    bigger.update(from: pool, count: poolCount)
    pool.deallocate()
    pool = bigger
  }

  /// The averaged weights times `scale`, rounded; rows without a weight are left out.
  func averaged(scale: Int64) -> [(key: UInt64, entries: [(label: Int, weight: Int)])] {
    var found: [(key: UInt64, entries: [(label: Int, weight: Int)])] = []
    for row in rows {
      var entries: [(label: Int, weight: Int)] = []
      for i in row.start..<row.start + Int(row.count) {
        let entry = pool[i]
        let sum: Int64 = (Int64(entry.weight) * step - entry.sum) * scale
        let size: Int64 = (abs(sum) + step / 2) / step
        let weight: Int64 = sum >= 0 ? size : -size
        if weight != 0 { entries.append((Int(entry.label), Int(weight))) }
      }
      if !entries.isEmpty { found.append((row.key, entries.sorted { $0.label < $1.label })) }
    }
    return found
  }

  /// The averaged weights as the bytes of a model, at most `rows` features, the strongest ones.
  ///
  /// The scale puts all but one weight in five hundred inside a signed byte; a larger one is written
  /// as several entries. Weights below `minimum` are dropped.
  func quantized(minimum: Int, rows limit: Int) -> [(key: UInt64, entries: [(class: UInt8, weight: Int8)])] {
    let rows = averaged(scale: 1024)
    let sizes = rows.flatMap { $0.entries.map { abs($0.weight) } }.sorted()
    guard let largest = sizes.isEmpty ? nil : sizes[sizes.count - 1 - sizes.count / 500] else { return [] }
    var found: [(key: UInt64, entries: [(class: UInt8, weight: Int8)], size: Int)] = []
    for row in rows {
      var entries: [(class: UInt8, weight: Int8)] = []
      var size = 0
      for entry in row.entries {
        let half: Int = entry.weight > 0 ? largest / 2 : -largest / 2
        var weight: Int = (entry.weight * 127 + half) / largest
        guard abs(weight) >= minimum else { continue }
        size = max(size, abs(weight))
        while weight != 0 && entries.count < 255 {
          let part = max(-127, min(127, weight))
          entries.append((UInt8(entry.label), Int8(part)))
          weight -= part
        }
      }
      if size > 0 { found.append((row.key, entries, size)) }
    }
    found.sort { $0.size != $1.size ? $0.size > $1.size : $0.key < $1.key }
    return found.prefix(limit).map { ($0.key, $0.entries) }
  }
}
