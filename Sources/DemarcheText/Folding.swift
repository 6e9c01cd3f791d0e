/// Letters without their marks: "Erdoğan" is looked up as "Erdogan", "Łódź" as "Lodz".
public enum Folding {
  /// The text with every Latin letter as its base letter and without combining marks; case is kept.
  ///
  /// The base letter is read from the letter's Unicode name ("LATIN SMALL LETTER G WITH BREVE" is g); letters
  /// of other scripts and those whose name tells no base stay.
  ///
  /// - Cost: nothing but a scan for text in ASCII.
  public static func folded(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      if scalar.value < 0x80 {
        result.unicodeScalars.append(scalar)
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        result += base(scalar) ?? String(scalar)
      }
    }
    return result
  }

  private static func base(_ scalar: Unicode.Scalar) -> String? {
    guard let name = scalar.properties.name else { return nil }
    let words = name.split(separator: " ")
    guard words.count >= 4, words[0] == "LATIN", words[2] == "LETTER" else { return nil }
    let letter = String(words[3] == "DOTLESS" && words.count > 4 ? words[4] : words[3])
    guard letter.utf8.count <= 2 else { return nil }
    return words[1] == "SMALL" ? letter.lowercased() : letter
  }
}
