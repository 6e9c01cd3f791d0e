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
  /// What the number of a form takes in a ``NumberTable``.
  package static let bits: UInt64 = 20

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
