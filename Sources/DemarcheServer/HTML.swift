/// Markup: what a literal holds is markup as it stands, what is put into it is text and is escaped.
///
/// `"<b>\(title)</b>" as HTML` cannot be broken by any title: `&`, `<`, `>` and both quotation marks become
/// references, so a value is safe between tags and in a quoted attribute. Markup goes into markup unchanged.
public struct HTML: Sendable, Hashable, ExpressibleByStringInterpolation {
  public private(set) var text: String

  public init(stringLiteral value: String) { text = value }
  public init(stringInterpolation pieces: Pieces) { text = pieces.text }

  /// Text as markup that shows it.
  public init(_ text: String) { self.text = HTML.escaped(text) }

  private init(markup: String) { text = markup }

  /// Markup that was made elsewhere and is known to be sound, such as a figure.
  public static func sound(_ markup: String) -> HTML { HTML(markup: markup) }

  public static let empty = HTML(markup: "")

  public var isEmpty: Bool { text.isEmpty }

  public static func + (a: HTML, b: HTML) -> HTML { HTML(markup: a.text + b.text) }
  public static func += (a: inout HTML, b: HTML) { a.text += b.text }

  /// The literal and the values between its parts.
  public struct Pieces: StringInterpolationProtocol {
    fileprivate var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 16 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { text += literal }
    public mutating func appendInterpolation(_ html: HTML) { text += html.text }
    public mutating func appendInterpolation(_ value: String) { text += HTML.escaped(value) }
    public mutating func appendInterpolation(_ value: Int) { text += String(value) }

    /// A value if there is one, else nothing.
    public mutating func appendInterpolation(_ value: String?) { text += value.map(HTML.escaped) ?? "" }
    public mutating func appendInterpolation(_ html: HTML?) { text += html?.text ?? "" }

    /// All parts, one after the other.
    public mutating func appendInterpolation(_ parts: [HTML]) { for part in parts { text += part.text } }

    /// Markup only where a condition holds.
    public mutating func appendInterpolation(if condition: Bool, _ markup: @autoclosure () -> HTML) {
      if condition { text += markup().text }
    }

    /// An address of this site.
    public mutating func appendInterpolation(_ address: Address) { text += HTML.escaped(address.text) }

    /// An address of elsewhere, as it stands in a report: of the web, or none ("#").
    ///
    /// Nothing but `http:` and `https:` is let through, so that no address runs as a script.
    public mutating func appendInterpolation(elsewhere address: String) {
      let lower = address.lowercased()
      let isSound = lower.hasPrefix("http://") || lower.hasPrefix("https://")
      text += isSound ? HTML.escaped(address) : "#"
    }
  }

  static func escaped(_ text: String) -> String {
    let needs = text.utf8.contains {
      $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">")
        || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "'") || $0 == 0
    }
    guard needs else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): bytes += Array("&amp;".utf8)
      case UInt8(ascii: "<"): bytes += Array("&lt;".utf8)
      case UInt8(ascii: ">"): bytes += Array("&gt;".utf8)
      case UInt8(ascii: "\""): bytes += Array("&quot;".utf8)
      case UInt8(ascii: "'"): bytes += Array("&#39;".utf8)
      // No document may hold it.
      case 0: bytes += Array("\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Sequence where Element == HTML {
  /// All of them, one after the other, with markup between.
  public func joined(_ between: HTML = .empty) -> HTML {
    var all = HTML.empty
    for (i, part) in enumerated() {
      if i > 0 { all += between }
      all += part
    }
    return all
  }
}
