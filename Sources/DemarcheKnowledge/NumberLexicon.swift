public import DemarcheData

/// The words of number of a language: what each form means in a count.
///
/// Read from `lexicon/<language>/numbers.tsv`; its head explains the kinds and their values.
public final class NumberLexicon: Sendable {
  /// What a form means.
  public enum Sense: Hashable, Sendable {
    case number(Int)
    /// "dozen": so many times what stands before it.
    case multiplier(Int)
    /// "dozens": at least so many.
    case rough(Int)
    /// "at least", "more than": a bound below, so much above the number.
    case atLeast(Int)
    /// "up to", "fewer than": a bound above, so much below the number.
    case atMost(Int)
    case about
    /// "between", "and", "to": the parts of a range.
    case rangeStart, rangeAnd, rangeMiddle
    /// One, before a multiplier.
    case article
    /// What parts whole from fraction in figures, and the thousands.
    case fraction, group
    /// "twice".
    case times(Int)
  }

  public static let columns = ["form", "kind", "value", "source"]

  private let senses: [String: Sense]
  private let firstWords: Set<String>
  /// The words of the longest form.
  public let longest: Int
  /// The signs inside figures.
  public let fraction: Character?
  public let group: Character?

  /// A lexicon that knows figures alone.
  public init() {
    senses = [:]
    firstWords = []
    longest = 1
    fraction = nil
    group = nil
  }

  /// Reads the table.
  ///
  /// - Throws: every row whose kind or value is unknown, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    var senses: [String: Sense] = [:]
    var firstWords: Set<String> = []
    var longest = 1
    var signs: (fraction: Character?, group: Character?)
    for row in table.rows {
      guard let sense = NumberLexicon.sense(kind: row["kind"], value: row["value"]) else {
        errors.append(
          row.fault(
            "unknown sense of number \(row["kind"]) \(row["value"])", help: "the head of the file lists them")
        )
        continue
      }
      let form = row["form"].lowercased()
      senses[form] = sense
      if let first = form.split(separator: " ").first { firstWords.insert(String(first)) }
      longest = max(longest, form.split(separator: " ").count)
      if sense == .fraction { signs.fraction = form.first }
      if sense == .group { signs.group = form.first }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.senses = senses
    self.firstWords = firstWords
    self.longest = longest
    fraction = signs.fraction
    group = signs.group
  }

  /// Whether some form begins with a word in lower case.
  public func opens(_ word: String) -> Bool { firstWords.contains(word) }

  /// What a form in lower case means, its words with one space between them.
  public subscript(_ form: String) -> Sense? { senses[form] }

  private static func sense(kind: String, value: String) -> Sense? {
    let number = Int(value)
    switch kind {
    case "number": return number.map { .number($0) }
    case "multiplier": return number.map { .multiplier($0) }
    case "rough": return number.map { .rough($0) }
    case "at-least": return number.map { .atLeast($0) }
    case "at-most": return number.map { .atMost($0) }
    case "times": return number.map { .times($0) }
    case "about": return .about
    case "range-start": return .rangeStart
    case "range-and": return .rangeAnd
    case "range-middle": return .rangeMiddle
    case "article": return .article
    case "fraction": return .fraction
    case "group": return .group
    default: return nil
    }
  }
}
