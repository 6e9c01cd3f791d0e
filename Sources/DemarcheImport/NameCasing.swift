public import DemarcheData

/// Writes names that a foreign file has in capitals as newspapers write them.
///
/// TABARI's `THE_UNITED_NATIONS_` becomes "United Nations": underscores are spaces, an article at the head
/// goes, words keep their capitals where they are abbreviations. A form that has small letters already
/// keeps its case.
public struct NameCasing: Sendable {
  private var articles: Set<String> = []
  private var small: Set<String> = []
  private var exact: [String: String] = [:]
  /// Words known to be written in capitals.
  private var capitals: Set<String>

  public static let columns = ["form", "use", "source"]

  /// - Parameter abbreviations: forms that are written in capitals wherever they stand.
  /// - Throws: every row with an unknown use, at once.
  public init(_ table: Table, abbreviations: Set<String> = []) throws(DataErrors) {
    capitals = abbreviations
    var errors: [DataFileError] = []
    for row in table.rows {
      let form = row["form"]
      switch row["use"] {
      case "article":
        articles.insert(form.uppercased())
        small.insert(form.uppercased())
      case "small": small.insert(form.uppercased())
      case "exact": exact[form.uppercased()] = form
      default: errors.append(row.fault("unknown use \(row["use"])", help: "one of: article, small, exact"))
      }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// Adds words that are written in capitals.
  public mutating func addCapitals(_ words: some Sequence<String>) { capitals.formUnion(words) }

  /// Whether a word is nothing but capitals: it is known to be, or no vowel makes it sayable.
  public func isAbbreviation(_ word: String) -> Bool {
    if exact[word] != nil || small.contains(word) { return false }
    if capitals.contains(word) { return true }
    let letters = word.filter(\.isLetter)
    return letters.count > 1 && !letters.contains { "AEIOUYaeiouy".contains($0) || !$0.isASCII }
  }

  /// Whether a word is one that initials pass over.
  public func isSmall(_ word: String) -> Bool { small.contains(word.uppercased()) }

  /// The words of a phrase: underscores and spaces part them, an article at the head is dropped.
  public func words(_ phrase: some StringProtocol) -> [String] {
    var words = phrase.split { $0 == "_" || $0 == " " || $0 == "\t" || $0 == "\u{A0}" }.map { String($0) }
    if words.count > 1, articles.contains(words[0].uppercased()) { words.removeFirst() }
    return words
  }

  /// A phrase as it is written; "" when it holds nothing but separators.
  public func name(_ phrase: some StringProtocol) -> String {
    let words = words(phrase)
    if words.contains(where: { $0.contains(where: \.isLowercase) }) { return words.joined(separator: " ") }
    return words.enumerated().map { cased($1, isFirst: $0 == 0) }.joined(separator: " ")
  }

  private func cased(_ word: String, isFirst: Bool) -> String {
    if let exact = exact[word] { return exact }
    if !isFirst, small.contains(word) { return word.lowercased() }
    if isAbbreviation(word) || isDotted(word) { return word }
    var cased = ""
    var isOpen = true
    for (at, letter) in zip(word.indices, word) {
      if !letter.isLetter {
        // "People's" and "Côte d'Or": only a longer piece behind the apostrophe is a word.
        let isApostrophe = letter == "'" || letter == "\u{2019}"
        isOpen = !isApostrophe || word.distance(from: at, to: word.endIndex) > 3
        cased.append(letter)
        continue
      }
      cased += isOpen ? String(letter) : letter.lowercased()
      isOpen = false
    }
    return cased
  }

  /// Whether every letter has a full stop behind it, as in "U.N." and "K.".
  private func isDotted(_ word: String) -> Bool {
    var wantsLetter = true
    for letter in word {
      if wantsLetter ? !letter.isLetter : letter != "." { return false }
      wantsLetter.toggle()
    }
    return word.contains(".")
  }
}
