import CServer

/// Texts that only who was told them knows.
enum Secret {
  /// Whether two texts are the same; the time it takes does not tell where they differ.
  static func isEqual(_ one: String, _ other: String) -> Bool {
    let one = Array(one.utf8)
    let other = Array(other.utf8)
    guard one.count == other.count else { return false }
    return zip(one, other).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

/// Texts that nobody can guess.
public enum EntropyToken {
  /// 128 random bits of the system as 32 hexadecimal digits.
  ///
  /// - Throws: when the system has none.
  public static func random() throws(ServerError) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    guard bytes.withUnsafeMutableBytes({ $0.baseAddress.map { server_random($0, 16) } ?? false }) else {
      throw ServerError("the system gives no random numbers")
    }
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
