import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheImport
import DemarcheJSON
import DemarcheKnowledge
import DemarcheText

/// Scores of the coder on unit records of the PETRARCH kind: a text, its date, and the events expected of it.
///
/// A line is `{"id", "date", "text", "events": [{"source", "target", "code"}]}`; the codes are CAMEO's.
enum PetrarchScores {
  /// Codes the records of a file with the knowledge that the command line names, and prints the scores.
  ///
  /// - Throws: the first line that is no record, with what is wrong with it.
  static func evaluate(_ path: String, _ arguments: Arguments) throws {
    let pipeline = try Engine.pipeline(arguments)
    let codes = try UserKnowledge.codes(arguments, states: UserKnowledge.builtIn(arguments).states)
    let codebook = pipeline.release.knowledge.codebook
    var scores = Scores()
    for record in try PetrarchRecord.records(path, codes, codebook) {
      let report = Report(id: record.id, text: record.text, published: record.day)
      // Denied acts count: the records have codes of their own for them.
      let events = pipeline.code(report).flatMap(\.events)
      let answers = record.expected.map { expected in
        PetrarchAnswer(expected, given: events, isMutual: record.isMutual(expected), codebook)
      }
      let isRight = scores.add(answers, events: events.count)
      if arguments.has("show"), !isRight { show(record, events) }
    }
    scores.print()
  }

  private static func show(_ record: PetrarchRecord, _ events: [Event]) {
    func side(_ participants: [Participant]) -> String {
      let codes = participants.map { ($0.code ?? "?") + $0.sectors.joined() }
      return codes.isEmpty ? "-" : codes.joined(separator: " + ")
    }
    let given = events.map { "\(side($0.actor)) > \(side($0.recipient)) \($0.cameo ?? "-") \($0.event)" }
    print("\(record.id)\t\(record.text)")
    print(
      "  expected\t\(record.expected.isEmpty ? "nothing" : record.expected.map(\.shown).joined(separator: "; "))"
    )
    print("  got\t\(given.isEmpty ? "nothing" : given.joined(separator: "; "))")
  }

  /// How many records and expected events came out right, by what was asked of them.
  private struct Scores {
    private typealias Measure = (
      name: String, isRight: @Sendable (PetrarchAnswer) -> Bool, isAsked: @Sendable (PetrarchAnswer) -> Bool
    )

    private static let measures: [Measure] = [
      ("dyad: countries", { $0.hasCountries }, { _ in true }),
      ("dyad: countries and roles", { $0.hasRoles }, { _ in true }),
      ("root code", { $0.hasRoot }, { $0.isCameo }),
      ("PLOVER type", { $0.hasType }, { $0.isTyped }),
      ("countries and root code", { $0.hasCountriesAndRoot }, { $0.isCameo }),
      ("countries and PLOVER type", { $0.hasCountriesAndType }, { $0.isTyped }),
      ("countries, roles and root code", { $0.hasRolesAndRoot }, { $0.isCameo }),
    ]

    private var records = [(right: Int, asked: Int)](repeating: (0, 0), count: measures.count)
    private var events = [(right: Int, asked: Int)](repeating: (0, 0), count: measures.count)
    private var count = 0
    private var given = 0
    private var empty = (right: 0, asked: 0)

    /// Counts a record; tells whether its dyads, or its lack of events, are right.
    mutating func add(_ answers: [PetrarchAnswer], events given: Int) -> Bool {
      count += 1
      self.given += given
      if answers.isEmpty {
        empty.asked += 1
        empty.right += given == 0 ? 1 : 0
        return given == 0
      }
      for (index, measure) in Scores.measures.enumerated() {
        let asked = answers.filter(measure.isAsked)
        if asked.isEmpty { continue }
        let right = asked.count(where: measure.isRight)
        events[index].asked += asked.count
        events[index].right += right
        records[index].asked += 1
        records[index].right += right == asked.count ? 1 : 0
      }
      return answers.allSatisfy(\.hasRoles)
    }

    func print() {
      func share(_ score: (right: Int, asked: Int)) -> String {
        "\(score.right) of \(score.asked)"
          + (score.asked == 0 ? "" : " (\(percent(Double(score.right) / Double(score.asked))) %)")
      }
      Swift.print("\(count) records, \(given) events found")
      Swift.print(pad("", 32) + pad("records", 24) + "expected events")
      for (index, measure) in Scores.measures.enumerated() {
        Swift.print(pad(measure.name, 32) + pad(share(records[index]), 24) + share(events[index]))
      }
      Swift.print(pad("nothing where none is expected", 32) + share(empty))
    }
  }
}

/// A unit record: a text of a day and what is expected of it.
struct PetrarchRecord {
  var id: String
  /// ISO 8601.
  var day: String?
  var text: String
  var expected: [Expected]

  /// An expected event.
  struct Expected {
    var source: Party
    var target: Party
    /// The code without letters that the suite hangs on.
    var code: String
    /// Source, target and code as they are written.
    var shown: String
    /// Whether CAMEO has codes that begin like this one.
    var isCameo: Bool
    /// The types that the codebook maps to codes that begin like this one.
    var types: Set<String>
  }

  /// Who is expected: nobody, or a country and the roles behind it.
  enum Party: Hashable {
    case nobody
    case actor(code: String?, sectors: Set<String>)

    /// Reads a code of CAMEO; `---` and `###` stand for nobody, and `---GOV` for a role without a country.
    init(_ text: String?, _ codes: CameoCodes) throws(CameoCodes.Fault) {
      let marks: Set<Character> = ["-", "#"]
      let letters = (text ?? "").drop { marks.contains($0) }
      if letters.isEmpty {
        self = .nobody
      } else {
        let reading =
          letters.count == text?.count
          ? try codes.actor(String(letters), keepForeign: true) : try codes.agent(String(letters))
        self = .actor(code: reading.code, sectors: Set(reading.sectors))
      }
    }

    /// Whether those of an event are the one expected.
    func isAmong(_ participants: [Participant], withRoles: Bool) -> Bool {
      guard case .actor(let code, let sectors) = self else { return participants.isEmpty }
      return participants.contains { $0.code == code && (!withRoles || Set($0.sectors) == sectors) }
    }
  }

  /// Whether the record expects the same act the other way round as well.
  func isMutual(_ event: Expected) -> Bool {
    expected.contains {
      $0.source == event.target && $0.target == event.source && $0.code.prefix(2) == event.code.prefix(2)
    }
  }

  /// The records of a file; those whose events name nobody are left out.
  ///
  /// - Throws: the first line that is no record.
  static func records(_ path: String, _ codes: CameoCodes, _ codebook: Codebook) throws -> [PetrarchRecord] {
    var records: [PetrarchRecord] = []
    for (index, line) in try Files.text(path).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.trimmed.isEmpty { continue }
      func fault(_ message: String) -> DataFileError {
        DataFileError(
          file: path, line: index + 1, message: message,
          help: "a record is {\"id\", \"date\", \"text\", \"events\": [{\"source\", \"target\", \"code\"}]}")
      }
      let json: JSON
      do { json = try JSON.read(String(line)) } catch { throw fault("\(error)") }
      guard let text = json["text"]?.string else { throw fault("the record has no text") }
      guard let events = json["events"]?.array else { throw fault("the record has no list of events") }
      let expected = try events.map { event in
        guard let code = event["code"]?.string else { throw fault("an event has no code") }
        let (source, target) = (event["source"]?.string, event["target"]?.string)
        do throws(CameoCodes.Fault) {
          let root = String(code.prefix(2))
          return Expected(
            source: try Party(source, codes), target: try Party(target, codes), code: code,
            shown: "\(source ?? "-") > \(target ?? "-") \(code)",
            isCameo: codebook.goldstein[root] != nil, types: codebook.types(atRoot: root))
        } catch {
          throw fault("\(source ?? "") > \(target ?? ""): \(ImportFault.Reason(error).rawValue)")
        }
      }
      if !expected.isEmpty, expected.allSatisfy({ $0.source == .nobody && $0.target == .nobody }) { continue }
      let date = json["date"]?.string
      records.append(
        PetrarchRecord(
          id: json["id"]?.string ?? "\(path):\(index + 1)", day: date.map(iso), text: text, expected: expected
        ))
    }
    return records
  }

  /// 19950131 as 1995-01-31; what is written otherwise stays.
  private static func iso(_ date: String) -> String {
    guard date.count == 8, date.allSatisfy(\.isNumber) else { return date }
    return "\(date.prefix(4))-\(date.dropFirst(4).prefix(2))-\(date.suffix(2))"
  }
}

/// What of an expected event the events found have.
struct PetrarchAnswer {
  private(set) var hasCountries = false
  private(set) var hasRoles = false
  private(set) var hasRoot = false
  private(set) var hasType = false
  private(set) var hasCountriesAndRoot = false
  private(set) var hasCountriesAndType = false
  private(set) var hasRolesAndRoot = false
  /// Whether the code expected is one that CAMEO, and the codebook, has.
  let isCameo: Bool
  let isTyped: Bool

  /// - Parameter isMutual: whether the act is expected both ways: one event between the two answers for both.
  init(_ expected: PetrarchRecord.Expected, given: [Event], isMutual: Bool, _ codebook: Codebook) {
    isCameo = expected.isCameo
    isTyped = !expected.types.isEmpty
    for event in given {
      let countries = PetrarchAnswer.isBetween(expected, event, isMutual, withRoles: false)
      let roles = PetrarchAnswer.isBetween(expected, event, isMutual, withRoles: true)
      let root = event.cameo?.prefix(2) == expected.code.prefix(2)
      let type = expected.types.contains(event.event)
      hasCountries = hasCountries || countries
      hasRoles = hasRoles || roles
      hasRoot = hasRoot || root
      hasType = hasType || type
      hasCountriesAndRoot = hasCountriesAndRoot || countries && root
      hasCountriesAndType = hasCountriesAndType || countries && type
      hasRolesAndRoot = hasRolesAndRoot || roles && root
    }
  }

  /// Whether an event is between those expected: from one to the other, or of both together.
  private static func isBetween(
    _ expected: PetrarchRecord.Expected, _ event: Event, _ isMutual: Bool, withRoles: Bool
  ) -> Bool {
    func isOn(_ party: PetrarchRecord.Party, _ side: [Participant]) -> Bool {
      party.isAmong(side, withRoles: withRoles)
    }
    let (source, target) = (expected.source, expected.target)
    if isOn(source, event.actor), isOn(target, event.recipient) { return true }
    if isMutual, isOn(target, event.actor), isOn(source, event.recipient) { return true }
    return event.recipient.isEmpty && source != target && isOn(source, event.actor)
      && isOn(target, event.actor)
  }
}

extension Codebook {
  /// The types that have a CAMEO code, of their own or of a mode, that begins with a root.
  fileprivate func types(atRoot root: String) -> Set<String> {
    Set(types.filter { $0.cameo.hasPrefix(root) }.map(\.name))
      .union(modes.filter { $0.cameo.hasPrefix(root) }.map(\.type))
  }
}
