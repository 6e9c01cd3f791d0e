public import DemarcheData

/// The sentences of a language in which relations are summed up.
///
/// Read from `lexicon/<language>/summary.tsv`; its head explains it.
public struct SummaryWords: Sendable {
  public static let name = "lexicon/en/summary.tsv"
  public static let columns = ["phrase", "text", "source"]

  private var texts: [String: String] = [:]

  /// Reads the table.
  ///
  /// - Throws: every phrase that stands twice or that a summary needs and the table lacks, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in table.rows {
      if texts.updateValue(row["text"], forKey: row["phrase"]) != nil {
        errors.append(row.fault("the phrase stands twice: \(row["phrase"])"))
      }
    }
    let needed =
      SummaryPhrase.allCases.map(\.rawValue) + ChangeMeasure.allCases.map { "measure \($0.rawValue)" }
      + SummaryCount.allCases.flatMap { ["\($0.rawValue).one", "\($0.rawValue).other"] }
    for phrase in needed where texts[phrase] == nil {
      errors.append(DataFileError(file: table.file, line: 0, message: "the phrase \(phrase) is missing"))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// A phrase with its words filled in.
  func callAsFunction(_ phrase: SummaryPhrase, _ words: [String: String] = [:]) -> String {
    filled(texts[phrase.rawValue] ?? phrase.rawValue, words)
  }

  /// A phrase by a number: "1 report", "2 reports".
  func counted(_ phrase: SummaryCount, _ n: Int, _ words: [String: String] = [:]) -> String {
    let name = "\(phrase.rawValue).\(n == 1 ? "one" : "other")"
    return filled(texts[name] ?? name, words.merging(["n": number(n)]) { a, _ in a })
  }

  /// What a measure is called.
  public func name(of measure: ChangeMeasure) -> String {
    texts["measure \(measure.rawValue)"] ?? measure.rawValue
  }

  /// What outlets of an ownership are called; the ownership itself where the table has no word for it.
  public func name(ofOwnership ownership: String) -> String { texts["owner \(ownership)"] ?? ownership }

  /// A whole number with its thousands parted.
  func number(_ n: Int) -> String { grouped(n, by: self(.numberGroup), minus: "-") }

  /// A number with so many digits behind its point.
  func number(_ x: Double, digits: Int) -> String {
    let parts = decimal(x, digits: digits).split(separator: ".", maxSplits: 1)
    guard let first = parts.first, let whole = Int(first) else { return decimal(x, digits: digits) }
    let sign = whole == 0 && first.hasPrefix("-") ? "-" : ""
    return sign + number(whole) + (parts.count > 1 ? self(.numberPoint) + parts[1] : "")
  }

  /// A share of one as a whole percentage.
  func percent(_ share: Double) -> String { self(.percent, ["n": number(share * 100, digits: 0)]) }

  /// The parts as a list in words; empty without any.
  func list(_ parts: [String]) -> String {
    guard var text = parts.last else { return "" }
    for (i, part) in parts.dropLast().reversed().enumerated() {
      text =
        i == 0 ? self(.listLast, ["first": part, "last": text]) : self(.list, ["first": part, "rest": text])
    }
    return text
  }

  /// The text with `{word}` replaced; what is filled in is not looked at again.
  private func filled(_ text: String, _ words: [String: String]) -> String {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let word = String(rest[rest.index(after: open)..<close])
      result += rest[..<open]
      result += words[word] ?? "{\(word)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

/// The phrases that a summary asks for.
enum SummaryPhrase: String, CaseIterable {
  case numberGroup = "number-group"
  case numberPoint = "number-point"
  case percent, list
  case listLast = "list-last"
  case spanOne = "span-one"
  case span, nothing
  case undatedOnly = "undated-only"
  case totals
  case quads, quad, directions, direction, mutual, score, right
  case rises, falls, ratio
  case sinceOne = "since-one"
  case since
  case changeRate = "change-rate"
  case changeRateFromNothing = "change-rate-from-nothing"
  case changeCount = "change-count"
  case changeScore = "change-score"
  case noChange = "no-change"
  case doubtReports = "doubt-reports"
  case doubtSources = "doubt-sources"
  case doubtCount = "doubt-count"
  case fewIncidents = "few-incidents"
  case fewPeriods = "few-periods"
  case leftOut = "left-out"
  case sourceNone = "source-none"
  case sourceOne = "source-one"
  case sourceLargest = "source-largest"
  case sourceOwner = "source-owner"
  case sourceUnnamed = "source-unnamed"
  case compareNone = "compare-none"
  case compareOne = "compare-one"
  case compareTotals = "compare-totals"
  case compareCounts = "compare-counts"
  case compareMix = "compare-mix"
  case compareSame = "compare-same"
  case compareNoPeriod = "compare-no-period"
  case compareLittle = "compare-little"
}

/// The phrases that are taken by number, `.one` or `.other`.
enum SummaryCount: String, CaseIterable {
  case incidents, reports, texts, outlets, unmeasured, negated, hypothetical, coarse, undated
  case coverage
  case coverageUnnamed = "coverage-unnamed"
  case byPublication = "by-publication"
  case comparePeriods = "compare-periods"
}
