/// What a tagger or parser sees of a word's form: small numbers made once for each word.
///
/// Letters are compared without case (ASCII only), digits all as 0, curly apostrophes as straight.
package struct Lexical {
  package var shape: UInt8 = 0
  /// The last four bytes, the last one lowest.
  package var suffix: UInt32 = 0
  /// The first four bytes, the first one lowest.
  package var prefix: UInt32 = 0
  /// The hash of the folded form.
  package var hash: UInt64 = 0

  package init() {}

  /// Reads a form.
  ///
  /// `buffer` takes the folded form and must hold `form.count` bytes.
  package init(_ form: UnsafeBufferPointer<UInt8>, buffer: UnsafeMutablePointer<UInt8>) {
    let count = Lexical.fold(form, into: buffer)
    hash = Hashing.hash(UnsafeBufferPointer(start: buffer, count: count))
    for i in max(0, count - 4)..<count { suffix = suffix << 8 | UInt32(buffer[i]) }
    for i in stride(from: min(4, count) - 1, through: 0, by: -1) { prefix = prefix << 8 | UInt32(buffer[i]) }
    shape = Lexical.shape(form)
  }

  /// Reads a form that is a string.
  package init(_ form: String) {
    let bytes = Array(form.utf8)
    self = bytes.withUnsafeBufferPointer { bytes in
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: bytes.count + 1) { buffer in
        buffer.baseAddress.map { Lexical(bytes, buffer: $0) } ?? Lexical()
      }
    }
  }

  /// Writes the folded form, never longer than the form, and returns its length.
  package static func fold(_ form: UnsafeBufferPointer<UInt8>, into out: UnsafeMutablePointer<UInt8>) -> Int {
    var count = 0
    var i = 0
    while i < form.count {
      let byte = form[i]
      switch byte {
      case 0x41...0x5A: out[count] = byte | 0x20
      case 0x30...0x39: out[count] = 0x30
      case 0xE2
      where i + 2 < form.count && form[i + 1] == 0x80 && (form[i + 2] == 0x98 || form[i + 2] == 0x99):
        out[count] = 0x27
        i += 2
      default: out[count] = byte
      }
      count += 1
      i += 1
    }
    return count
  }

  /// Capitals (3 bits), digits (2 bits), hyphen, full stop, and whether letters are missing.
  private static func shape(_ form: UnsafeBufferPointer<UInt8>) -> UInt8 {
    var (upper, lower, digits, hyphen, stop, other) = (0, 0, 0, false, false, 0)
    for byte in form {
      switch byte {
      case 0x41...0x5A: upper += 1
      case 0x61...0x7A: lower += 1
      case 0x30...0x39: digits += 1
      case 0x2D: hyphen = true
      case 0x2E: stop = true
      case 0x80...0xFF: lower += 1
      default: other += 1
      }
    }
    let first = form.first.map { (0x41...0x5A).contains($0) } ?? false
    let capitals: UInt8
    switch (first, upper, lower) {
    case (_, 0, _): capitals = 0
    case (true, 1, 0): capitals = 1
    case (true, 1, _): capitals = 2
    case (_, _, 0): capitals = 3
    default: capitals = first ? 4 : 5
    }
    let numeric: UInt8 = digits == 0 ? 0 : upper + lower == 0 ? 2 : 1
    let bare: UInt8 = upper + lower + digits == 0 ? 1 : 0
    return capitals | numeric << 3 | (hyphen ? 1 : 0) << 5 | (stop ? 1 : 0) << 6 | bare << 7
  }
}
