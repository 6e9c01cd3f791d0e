/// About how wide words are, in a sans-serif face; rather too wide than too narrow.
///
/// A drawing is made without any font at hand, and must not let words run into each other where a wide one is used.
enum TextWidth {
  static func of(_ text: String, size: Double, isStrong: Bool = false) -> Double {
    text.unicodeScalars.reduce(0) { $0 + width($1) } * size * (isStrong ? 1.13 : 1)
  }

  /// In parts of the size of the face.
  private static func width(_ scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case "i", "j", "l", "I", "'", ".", ",", ":", ";", "|", "!", " ", "(", ")", "[", "]": 0.36
    case "f", "r", "t", "-", "/": 0.42
    case "m", "w", "M", "W", "@", "%", "→", "↔", "←", "—": 0.92
    case "A"..."Z", "0"..."9": 0.66
    case "\u{1100}"...: 1
    default: 0.61
    }
  }

  /// The words as lines that are no wider than told; a word that is too long by itself is cut.
  static func lines(_ text: String, size: Double, width: Double) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ").flatMap({ pieces($0, size: size, width: width) }) {
      if let last = lines.last, of(last + " " + word, size: size) <= width {
        lines[lines.count - 1] = last + " " + word
      } else {
        lines.append(word)
      }
    }
    return lines
  }

  private static func pieces(_ word: Substring, size: Double, width: Double) -> [String] {
    var pieces = [""]
    for character in word {
      let longer = pieces[pieces.count - 1] + String(character)
      if of(longer, size: size) <= width || pieces[pieces.count - 1].isEmpty {
        pieces[pieces.count - 1] = longer
      } else {
        pieces.append(String(character))
      }
    }
    return pieces
  }
}
