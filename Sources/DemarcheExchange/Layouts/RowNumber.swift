import DemarcheText

/// A number that stands for a text, for layouts whose ids are numbers.
enum RowNumber {
  /// The first 53 bits of the SHA-256 of a key, never 0.
  ///
  /// So long a number is exact as a Double too, as which R and JavaScript read it. The same key gives the same number on
  /// every machine; of a million keys two are the same with a chance of about one in 18,000.
  static func of(_ key: String) -> Int {
    var hash = SHA256()
    hash.update(key.utf8)
    let bits = hash.digest.prefix(7).reduce(0) { $0 << 8 | Int($1) } >> 3
    return max(bits, 1)
  }
}
