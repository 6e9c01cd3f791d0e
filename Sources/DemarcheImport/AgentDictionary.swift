import DemarcheData
public import DemarcheKnowledge

/// Turns agent dictionaries of TABARI and PETRARCH into rows of `roles.tsv`.
///
/// `POLICEMAN_ {POLICEMEN_} [~COP]` gives a row for each form; sets such as `!PERSON! = MAN, WOMAN` are filled
/// in. The kind of a role is that of the known role it ends with; else a role without a plural (`{}`) is a
/// group and any other a person, since the dictionaries do not tell.
///
/// - Invariant: every line that says something is accepted, skipped or rejected in `report`, and once.
public struct AgentDictionary: Sendable {
  public private(set) var report = ImportReport()
  private let codes: CameoCodes
  private let casing: NameCasing
  private let known: KnownActors
  /// The rows of all files read; only roles.
  public private(set) var rows = KnowledgeRows()
  private var seen: Set<String> = []

  public init(codes: CameoCodes, casing: NameCasing, known: KnownActors) {
    self.codes = codes
    self.casing = casing
    self.known = known
  }

  /// Reads a file; `file` is its name, which faults and the source column carry.
  public mutating func read(_ text: String, file: String) {
    var sets: [String: [String]] = [:]
    for line in DictionaryLine.lines(of: text) {
      do throws(ImportFault.Reason) {
        if line.isUnclosed { throw .unclosed }
        if line.phrase.unicodeScalars.contains("\u{FFFD}") { throw .encoding }
        if line.phrase.hasPrefix("!"), line.brackets.isEmpty, let equals = line.phrase.firstIndex(of: "=") {
          let members = line.phrase[line.phrase.index(after: equals)...].split(separator: ",").map(\.trimmed)
          sets[line.phrase[..<equals].trimmed] = members.filter { !$0.isEmpty }
          report.skip("a substitution set, filled in where it is used")
          continue
        }
        guard let bracket = line.brackets.first else { throw .notTwoParts }
        try add(line, bracket, sets, file: file)
      } catch {
        let text = line.brackets.first.map { "\(line.phrase) [\($0)]" } ?? line.phrase
        report.reject(ImportFault(file: file, line: line.number, reason: error, text: text))
      }
    }
  }

  /// Hands over the faults not yet told.
  public mutating func takeFaults() -> [ImportFault] { report.takeFaults() }

  private mutating func add(
    _ line: DictionaryLine, _ bracket: String, _ sets: [String: [String]], file: String
  ) throws(ImportFault.Reason) {
    let reading: CameoCodes.Reading
    do { reading = try codes.agent(bracket) } catch { throw ImportFault.Reason(error) }
    var forms = try AgentDictionary.filled(line.phrase, sets)
    for plural in (line.plurals ?? "").split(separator: ",") {
      forms += try AgentDictionary.filled(plural.trimmed, sets)
    }
    forms = forms.map { phrase in
      // A comma is a word of its own in a sentence.
      let apart = String(phrase.flatMap { $0 == "," ? [" ", ",", " "] : [$0] })
      return casing.words(apart).joined(separator: " ").lowercased()
    }
    forms = forms.filter { form in form.contains(where: \.isLetter) }
    guard let first = forms.first else { throw .noName }
    let isNew = forms.filter { known.role($0) == nil && !seen.contains($0) }
    guard !isNew.isEmpty else {
      report.skip(
        known.role(first) != nil
          ? "a role that the tables have already" : "a role that stood before in the files")
      return
    }
    report.note("parts of codes without a sector, kept in the source column", reading.unread.count)
    let base = file.split(separator: "/").last.map(String.init) ?? file
    for form in isNew where seen.insert(form).inserted {
      let words = form.split(separator: " ").map(String.init)
      let like = known.roleAtEnd(of: words[...])
      let kind = like?.kind.rawValue ?? (line.plurals?.isEmpty == true ? "group" : "person")
      rows.roles.append([
        form, reading.sectors[0], reading.sectors.dropFirst().joined(separator: ","), "", kind,
        "\(base):\(line.number) [\(bracket.trimmed)]",
      ])
    }
    report.accept()
  }

  /// The most phrases that one line is filled in to, halves of the way counted; no dictionary comes near it.
  private static let mostFilled = 1000

  /// A phrase with each set filled in by each of its members.
  ///
  /// - Throws: that a set is unknown, or that sets of sets, or one that holds itself, would fill in without end.
  private static func filled(
    _ phrase: String, _ sets: [String: [String]]
  ) throws(ImportFault.Reason) -> [String] {
    var all: [String] = []
    // The next one last.
    var waiting = [phrase]
    var count = 0
    while let phrase = waiting.popLast() {
      count += 1
      guard count <= mostFilled else { throw .endlessSet }
      guard let start = phrase.firstIndex(of: "!") else {
        all.append(phrase)
        continue
      }
      let after = phrase.index(after: start)
      guard let end = phrase[after...].firstIndex(of: "!") else { throw .unknownSet }
      guard let members = sets[String(phrase[start...end])] else { throw .unknownSet }
      let rest = phrase[phrase.index(after: end)...]
      guard waiting.count + members.count <= mostFilled else { throw .endlessSet }
      waiting += members.reversed().map { phrase[..<start] + $0 + rest }
    }
    return all
  }
}
