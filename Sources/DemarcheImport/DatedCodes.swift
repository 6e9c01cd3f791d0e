import DemarcheData
public import DemarcheEvents

/// A code with the days on which it holds; a side without a bound is nil.
public struct DatedCode: Hashable, Sendable {
  public var code: String
  public var from: Day?
  public var until: Day?

  public init(code: String, from: Day? = nil, until: Day? = nil) {
    self.code = code
    self.from = from
    self.until = until
  }

  /// Whether any bound is given.
  public var isDated: Bool { from != nil || until != nil }
}

extension DatedCode {
  /// Reads what stands between the brackets: `ELI`, `ELI 790101-840229`, `ELI <19790101`, `ELI >840229`.
  ///
  /// `<` ends on the day before, `>` begins on the day itself, both ends of a range count: so do TABARI and
  /// PETRARCH. Years of two digits up to 30 are of this century.
  ///
  /// - Throws: ``ImportFault/Reason``.
  public init(bracket text: some StringProtocol) throws(ImportFault.Reason) {
    let text = text.trimmed
    var end = text.firstIndex { $0 == "<" || $0 == ">" || $0 == " " || $0 == "\t" } ?? text.endIndex
    // A date may touch the code; fewer digits are part of the code, and wrong there.
    if let digit = text[..<end].firstIndex(where: \.isNumber),
      text[digit...].prefix(while: \.isNumber).count >= 6
    {
      end = digit
    }
    let restriction = text[end...].filter { $0 != " " && $0 != "\t" }
    self.init(code: String(text[..<end]))
    if restriction.isEmpty { return }
    if restriction.hasPrefix("<") {
      until = try DatedCode.day(restriction.dropFirst(), end: false).adding(days: -1)
    } else if restriction.hasPrefix(">") {
      from = try DatedCode.day(restriction.dropFirst(), end: false)
    } else {
      let ends = restriction.split(separator: "-", omittingEmptySubsequences: false)
      guard ends.count == 2 else { throw .noSuchDate }
      let first = try DatedCode.day(ends[0], end: false)
      let last = try DatedCode.day(ends[1], end: true)
      guard first <= last else { throw .reversedDates }
      from = first
      until = last
    }
  }

  /// A date of six or eight digits; a month or day of 00 is the whole year or month.
  private static func day(_ text: some StringProtocol, end: Bool) throws(ImportFault.Reason) -> Day {
    let digits = text.compactMap(\.wholeNumberValue)
    guard digits.count == text.count, digits.count == 6 || digits.count == 8 else { throw .noSuchDate }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let count = digits.count
    var year = number(0..<(count - 4))
    if count == 6 { year += year <= 30 ? 2000 : 1900 }
    let month = number((count - 4)..<(count - 2))
    let dayOfMonth = number((count - 2)..<count)
    let wholeMonth = month == 0 ? (end ? 12 : 1) : month
    guard (1...12).contains(wholeMonth) else { throw .noSuchDate }
    let last = Day.length(ofMonth: wholeMonth, year)
    guard let day = Day(year, wholeMonth, dayOfMonth == 0 ? (end ? last : 1) : dayOfMonth) else {
      throw .noSuchDate
    }
    return day
  }
}

extension DatedCode {
  /// The codes as stretches of time that do not overlap, in order of time.
  ///
  /// On each day the first dated code that holds counts, as in PETRARCH, and a code without dates where none
  /// does. Neighbouring stretches of one code are joined. A stretch of `isNobody` is left out.
  public static func timeline(_ codes: [DatedCode], isNobody: (String) -> Bool) -> [DatedCode] {
    let dated = codes.filter(\.isDated)
    let rest = codes.first { !$0.isDated }
    // Each number is the first day of a stretch on which the same codes hold.
    var starts: Set<Int> = [.min]
    for code in dated {
      if let from = code.from { starts.insert(from.number) }
      if let until = code.until { starts.insert(until.number + 1) }
    }
    let ordered = starts.sorted()
    var stretches: [DatedCode] = []
    var isOpen = false
    for (index, start) in ordered.enumerated() {
      let holds = dated.first { code in
        (code.from.map { $0.number <= start } ?? true) && (code.until.map { start <= $0.number } ?? true)
      }
      guard let code = (holds ?? rest)?.code, !isNobody(code) else {
        isOpen = false
        continue
      }
      let end = index + 1 < ordered.count ? Day(number: ordered[index + 1] - 1) : nil
      if isOpen, let last = stretches.indices.last, stretches[last].code == code {
        stretches[last].until = end
      } else {
        stretches.append(DatedCode(code: code, from: start == .min ? nil : Day(number: start), until: end))
      }
      isOpen = true
    }
    return stretches
  }
}
