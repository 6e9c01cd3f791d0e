package import DemarcheData

/// The learnt rows whose sum is what the network knows of a word.
///
/// One for its form, if it is frequent enough, else the one of unknown forms; four for its ends, by hash; one
/// for its shape.
package enum WordRows {
  /// Rows a word sums.
  package static let each = 6
  package static let ends = 16_384
  package static let boundary = ends + 256
  package static let unknown = boundary + 1
  package static let firstForm = boundary + 8

  /// The numbers of a word's rows; `form` is the first.
  @inline(__always)
  package static func fill(_ rows: UnsafeMutablePointer<UInt32>, _ word: Lexical, form: UInt32) {
    rows[0] = form
    rows[1] = end(UInt64(word.suffix), 1)
    rows[2] = end(UInt64(word.suffix & 0xFF_FFFF), 2)
    rows[3] = end(UInt64(word.suffix & 0xFFFF), 3)
    rows[4] = end(UInt64(word.prefix & 0xFF_FFFF), 4)
    rows[5] = UInt32(ends) + UInt32(word.shape)
  }

  @inline(__always)
  private static func end(_ bytes: UInt64, _ kind: UInt64) -> UInt32 {
    UInt32(truncatingIfNeeded: Hashing.mix(bytes | kind << 40) & 16_383)
  }
}

/// Finds the row of a form by the hash of its folded bytes.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct FormTable: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  /// The upper 44 bits of a slot mark the form, the lower 20 hold its number plus 1; 0 is empty.
  private let slots: UnsafePointer<UInt64>
  private let mask: Int

  package init(_ reader: ModelFile.Reader, forms: Int) throws(DataFileError) {
    let slots = try reader.values(.forms, as: UInt64.self)
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0, slots.contains(0),
      slots.allSatisfy({ $0 & 0xF_FFFF <= UInt64(forms) })
    else { throw reader.fault("the table of forms is broken") }
    self.slots = base
    mask = slots.count - 1
  }

  /// The row of a form, or that of unknown forms.
  @inline(__always)
  package func row(of hash: UInt64) -> UInt32 {
    var at = Int(truncatingIfNeeded: hash) & mask
    while slots[at] != 0 {
      if slots[at] >> 20 == hash >> 20 {
        return UInt32(WordRows.firstForm - 1) + UInt32(truncatingIfNeeded: slots[at] & 0xF_FFFF)
      }
      at = (at + 1) & mask
    }
    return UInt32(WordRows.unknown)
  }

  /// Lays out forms for a model file; the number of a form is its place in the list.
  package static func layOut(_ forms: [UInt64]) -> [UInt64] {
    var size = 16
    while size * 3 < forms.count * 4 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for (number, hash) in forms.enumerated() {
      var at = Int(truncatingIfNeeded: hash) & (size - 1)
      while slots[at] != 0 { at = (at + 1) & (size - 1) }
      slots[at] = (hash & ~0xF_FFFF) | UInt64(number + 1)
    }
    return slots
  }
}
