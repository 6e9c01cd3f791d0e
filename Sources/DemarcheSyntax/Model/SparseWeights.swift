package import DemarcheData

/// Weights of a linear model over many classes of which each feature concerns few.
///
/// A feature is found in an open-addressed table of 8-byte slots (offset of its entries, 8 bits of
/// count, 24 bits of its hash); an entry is a class in the high byte and a signed weight in the low one.
/// A strange feature is taken for a known one about once in ten million look-ups.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct SparseWeights: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  private let slots: UnsafePointer<UInt64>
  private let entries: UnsafePointer<UInt16>
  private let mask: Int

  package init(
    _ reader: ModelFile.Reader, slots slotName: ModelFile.SectionName,
    entries entryName: ModelFile.SectionName
  ) throws(DataFileError) {
    let slots = try reader.values(slotName, as: UInt64.self)
    let entries = try reader.values(entryName, as: UInt16.self)
    guard let slotBase = slots.baseAddress, let entryBase = entries.baseAddress,
      slots.count & (slots.count - 1) == 0
    else { throw reader.fault("section \(slotName) is not a table of weights") }
    var free = 0
    for slot in slots {
      let count = Int(slot >> 32 & 0xFF)
      if count == 0 { free += 1 }
      guard Int(slot & 0xFFFF_FFFF) + count <= entries.count else {
        throw reader.fault("section \(slotName) points outside its entries")
      }
    }
    guard free > 0 else { throw reader.fault("section \(slotName) has no free slot") }
    self.slots = slotBase
    self.entries = entryBase
    mask = slots.count - 1
  }

  /// Opens tables as ``layOut(_:)`` made them; they must stay in place as long as this lives.
  package init(slots: UnsafeBufferPointer<UInt64>, entries: UnsafeBufferPointer<UInt16>) {
    guard let slotBase = slots.baseAddress, let entryBase = entries.baseAddress else {
      preconditionFailure("weights without a table")
    }
    self.slots = slotBase
    self.entries = entryBase
    mask = slots.count - 1
  }

  /// Adds the weights of the features to the scores of their classes; `scores` has room for 256.
  ///
  /// The keys are overwritten.
  @inline(__always)
  package func add(_ list: FeatureList, to scores: UnsafeMutablePointer<Int32>) {
    let keys = list.keys
    // Loading all first slots at once hides the latency of memory.
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 128) { firsts in
      for k in 0..<list.count {
        keys[k] = Hashing.mix(keys[k])
        firsts[k] = slots[Int(truncatingIfNeeded: keys[k]) & mask]
      }
      for k in 0..<list.count { add(keys[k], first: firsts[k], to: scores) }
    }
  }

  @inline(__always)
  private func add(_ hash: UInt64, first: UInt64, to scores: UnsafeMutablePointer<Int32>) {
    let print = hash >> 40
    var at = Int(truncatingIfNeeded: hash) & mask
    var slot = first
    while true {
      let count = Int(slot >> 32 & 0xFF)
      if count == 0 { return }
      if slot >> 40 == print {
        let first = entries + Int(slot & 0xFFFF_FFFF)
        for i in 0..<count {
          let entry = first[i]
          scores[Int(entry >> 8)] &+= Int32(Int8(truncatingIfNeeded: entry))
        }
        return
      }
      at = (at + 1) & mask
      slot = slots[at]
    }
  }

  /// Lays out learnt rows for a model file, in an order that depends on the rows alone.
  package static func layOut(
    _ rows: [(key: UInt64, entries: [(class: UInt8, weight: Int8)])]
  ) -> (slots: [UInt64], entries: [UInt16]) {
    var size = 16
    while size * 4 < rows.count * 5 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    var packed: [UInt16] = [0]
    for row in rows.sorted(by: { $0.key < $1.key }) where !row.entries.isEmpty {
      let hash = Hashing.mix(row.key)
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[at] >> 32 & 0xFF != 0 { at = (at + 1) & (size - 1) }
      let count = min(row.entries.count, 255)
      slots[at] = UInt64(packed.count) | UInt64(count) << 32 | hash & ~0xFF_FFFF_FFFF
      for entry in row.entries.prefix(count) {
        packed.append(UInt16(entry.class) << 8 | UInt16(UInt8(bitPattern: entry.weight)))
      }
    }
    return (slots, packed)
  }
}
