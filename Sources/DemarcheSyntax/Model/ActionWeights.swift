package import DemarcheData

/// Weights of a linear model over three actions: one 8-byte slot a feature, 16 bits of its hash and
/// three weights, found by open addressing.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct ActionWeights: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  private let slots: UnsafePointer<SIMD4<Int16>>
  private let mask: Int

  package init(_ reader: ModelFile.Reader, _ name: ModelFile.SectionName) throws(DataFileError) {
    let slots = try reader.values(name, as: SIMD4<Int16>.self)
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0,
      slots.contains(where: { $0 == .zero })
    else { throw reader.fault("section \(name) is not a table of actions") }
    self.slots = base
    mask = slots.count - 1
  }

  /// The summed weights of the features; lane 0 is of no meaning, lanes 1 to 3 are the actions.
  @inline(__always)
  package func score(_ keys: UnsafePointer<UInt64>, _ count: Int) -> SIMD4<Int32> {
    var sum = SIMD4<Int32>.zero
    for i in 0..<count {
      let hash = Hashing.mix(keys[i])
      let print = ActionWeights.print(hash)
      var at = Int(truncatingIfNeeded: hash) & mask
      while true {
        let slot = slots[at]
        if slot[0] == print {
          sum &+= SIMD4<Int32>(truncatingIfNeeded: slot)
          break
        }
        if slot[0] == 0 { break }
        at = (at + 1) & mask
      }
    }
    return sum
  }

  /// A mark of the hash that is never 0, the mark of a free slot.
  @inline(__always)
  private static func print(_ hash: UInt64) -> Int16 {
    Int16(truncatingIfNeeded: hash >> 48 | 1)
  }

  /// Lays out learnt rows for a model file, in an order that depends on the rows alone.
  package static func layOut(_ rows: [(key: UInt64, weights: SIMD4<Int16>)]) -> [SIMD4<Int16>] {
    var size = 16
    while size * 5 < rows.count * 6 { size *= 2 }
    var slots = [SIMD4<Int16>](repeating: .zero, count: size)
    for row in rows.sorted(by: { $0.key < $1.key }) {
      let hash = Hashing.mix(row.key)
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[at][0] != 0 { at = (at + 1) & (size - 1) }
      var slot = row.weights
      slot[0] = print(hash)
      slots[at] = slot
    }
    return slots
  }
}
