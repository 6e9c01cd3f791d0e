import DemarcheText

/// The 64 bits by which a record is found: those its id is made of, or a hash of another id.
///
/// The program's own ids are a prefix and 16 hexadecimal digits, such as `ev_8f2c0d4e51a0b3c7`. Ids of other origin are hashed; whoever
/// looks one up compares the whole id as well.
struct HashedID: Hashable {
  var number: Int

  init(_ id: String) {
    number = HashedID.digits(id).flatMap { $0.count == 16 ? HashedID.value($0) : nil } ?? HashedID.hashed(id)
  }

  /// The ids of the program's own that begin with a text, as a range; nil for what is no such beginning.
  static func range(prefix: String) -> ClosedRange<Int>? {
    guard let digits = digits(prefix), (1...16).contains(digits.count) else { return nil }
    func filled(_ digit: String) -> Int? {
      value(Substring(digits + String(repeating: digit, count: 16 - digits.count)))
    }
    guard let from = filled("0"), let until = filled("f"), from <= until else { return nil }
    return from...until
  }

  /// What stands behind `ev_` or `in_`.
  private static func digits(_ id: String) -> Substring? {
    guard let mark = id.firstIndex(of: "_"), id.utf8.count <= 19 else { return nil }
    return id[id.index(after: mark)...]
  }

  private static func value(_ digits: Substring) -> Int? {
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }) else {
      return nil
    }
    return UInt64(digits, radix: 16).map { Int(truncatingIfNeeded: $0) }
  }

  private static func hashed(_ id: String) -> Int {
    var hash = SHA256()
    hash.update(id.utf8)
    return hash.digest.prefix(8).reduce(0) { $0 << 8 | Int($1) }
  }
}
