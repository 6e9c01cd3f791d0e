/// Draws SVG, element after element, as text.
///
/// What it is given is escaped, numbers have at most two decimals, and attributes keep their order; so equal drawings
/// are equal bytes. One element a line.
public struct SVG: Hashable, Sendable {
  /// Attributes in order; one that is nil is left out.
  public typealias Attributes = KeyValuePairs<String, (any SVGValue)?>

  /// The elements drawn so far.
  public private(set) var text = ""

  public init() {}

  /// Draws an element without content.
  public mutating func add(_ name: String, _ attributes: Attributes = [:]) {
    text += "<\(name)\(SVG.written(attributes))/>\n"
  }

  /// Draws an element that holds words.
  public mutating func add(_ name: String, _ attributes: Attributes = [:], words: String) {
    text += "<\(name)\(SVG.written(attributes))>\(SVG.escaped(words))</\(name)>\n"
  }

  /// Draws an element around others.
  public mutating func add<E: Error>(
    _ name: String, _ attributes: Attributes = [:], holding body: (inout SVG) throws(E) -> Void
  ) throws(E) {
    text += "<\(name)\(SVG.written(attributes))>\n"
    try body(&self)
    text += "</\(name)>\n"
  }

  /// Draws a link around elements, or the elements alone where there is no address.
  ///
  /// The keyboard passes it by: whoever has no pointer takes the links of the table.
  public mutating func link(to address: String?, around body: (inout SVG) -> Void) {
    guard let address else { return body(&self) }
    add("a", ["href": address, "tabindex": "-1"], holding: body)
  }

  /// Puts another drawing behind.
  public mutating func append(_ other: SVG) { text += other.text }

  private static func written(_ attributes: Attributes) -> String {
    var text = ""
    for (name, value) in attributes {
      if let value { text += " \(name)=\"\(escaped(value.svg))\"" }
    }
    return text
  }

  /// A text with what XML reads as its own escaped, and without the control characters that it knows no way to write.
  public static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..<"\u{20}", "\u{FFFE}", "\u{FFFF}": break
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

/// What an attribute may be.
public protocol SVGValue {
  /// As it stands in the file, before it is escaped.
  var svg: String { get }
}

extension String: SVGValue {
  public var svg: String { self }
}

extension Int: SVGValue {
  public var svg: String { String(self) }
}

extension Double: SVGValue {
  /// At most two decimals, without zeros at the end; 0 for what is no number.
  public var svg: String {
    guard isFinite, abs(self) < 1e12 else { return "0" }
    let hundredths = Int((self * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }
}
