/// Texts as they stand in addresses (RFC 3986).
public enum PercentEncoding {
  /// What an escaped text says; nil when an escape is broken or the bytes are no UTF-8.
  ///
  /// - Parameter plusIsSpace: as forms write it.
  public static func decode(_ text: some Collection<UInt8>, plusIsSpace: Bool = false) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var at = text.startIndex
    while at != text.endIndex {
      let byte = text[at]
      text.formIndex(after: &at)
      switch byte {
      case UInt8(ascii: "%"):
        var value: UInt8 = 0
        for _ in 0..<2 {
          guard at != text.endIndex, let digit = digit(text[at]) else { return nil }
          value = value << 4 | digit
          text.formIndex(after: &at)
        }
        bytes.append(value)
      case UInt8(ascii: "+") where plusIsSpace: bytes.append(0x20)
      default: bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  /// The text as one segment of a path, or as a name or value of a query.
  ///
  /// - Parameter kept: what stays as it is beside the unreserved characters of RFC 3986.
  public static func encode(_ text: String, keeping kept: [UInt8] = []) -> String {
    let hex = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      case _ where kept.contains(byte): bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), hex[Int(byte >> 4)], hex[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
