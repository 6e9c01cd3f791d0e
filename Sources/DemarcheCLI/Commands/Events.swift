import Demarche
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

let eventsCommand = Command(
  name: "events", summary: "the events of a ledger", operands: "",
  examples: [
    "demarche events --actor EGY --recipient ISR --from 1977-01-01",
    "demarche events --quad 4 --format csv > conflict.csv",
    "demarche events --text '\"peace treaty\" signed' --limit 100",
  ],
  flags: [LedgerFlags.flag] + EventFilter.flags + [
    Flag("format", "table|jsonl|csv", "a table on a terminal, else JSON lines")
  ] + Engine.flags
) { arguments in
  let format =
    try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
  var filter = try EventFilter(arguments)
  let ledger = try LedgerFlags.open(arguments)
  try filter.narrow(to: arguments, ledger)
  let output = Output()
  var writer = EventWriter(format: format, output: output)
  var count = 0
  var next: EventCursor?
  if filter.limit == nil {
    try ledger.forEachEvent(matching: filter) { event throws(LedgerError) in
      count += 1
      writer.write(event)
      return true
    }
  } else {
    let page = try ledger.page(matching: filter)
    count = page.events.count
    next = page.next
    for event in page.events { writer.write(event) }
  }
  writer.finish()
  output.flush()
  if let next { Output.error("more: --after '\(next)'") }
  if count == 0 {
    let counts = try ledger.counts()
    Output.error(
      "no event of \(counts.events) in \(counts.reports) reports fits; leave a filter out to see more")
  }
  return Status.done
}

extension EventFilter {
  /// The filter that flags ask for.
  init(_ arguments: Arguments) throws(UsageError) {
    func party(_ name: String) throws(UsageError) -> Party? {
      guard let text = arguments.value(name) else { return nil }
      guard let party = Party(text) else {
        throw UsageError("--\(name) is a code, not \"\(text)\"", help: "--\(name) USA, or USA/GOV")
      }
      return party
    }
    var pair: Pair?
    if let text = arguments.value("pair") {
      let parties = text.split(separator: ",").compactMap { Party(String($0)) }
      guard parties.count == 2 else {
        throw UsageError("--pair is two codes, not \"\(text)\"", help: "--pair EGY,ISR")
      }
      pair = Pair(parties[0], parties[1])
    }
    func marks(_ name: String) throws(UsageError) -> Set<Auxiliary> {
      var marks: Set<Auxiliary> = []
      for text in (arguments.value(name) ?? "").split(separator: ",") {
        guard let mark = Auxiliary(rawValue: String(text)) else {
          let known = Auxiliary.allCases.map(\.rawValue).joined(separator: ", ")
          throw UsageError("--\(name) knows no mark \"\(text)\"", help: "marks: \(known)")
        }
        marks.insert(mark)
      }
      return marks
    }
    var after: EventCursor?
    if let text = arguments.value("after") {
      after = EventCursor(text)
      if after == nil {
        throw UsageError("--after is no place of a page: \(text)", help: "give what the page before printed")
      }
    }
    var excluding = try marks("without")
    let including = try marks("aux")
    if !arguments.has("negated"), !including.contains(.negation) { excluding.insert(.negation) }
    let quads = EventFilter.list(arguments, "quad")
    if let wrong = quads.first(where: { Int($0) == nil }) {
      throw UsageError("--quad is a number, not \"\(wrong)\"", help: "--quad 4, or --quad 3,4")
    }
    let confidence = arguments.value("confidence")
    if let confidence, Double(confidence) == nil {
      throw UsageError("--confidence is a number from 0 to 1, not \"\(confidence)\"")
    }
    self.init(
      actor: try party("actor"), recipient: try party("recipient"), participant: try party("with"),
      pair: pair,
      types: EventFilter.list(arguments, "event"),
      quads: Set(quads.compactMap { Int($0) }),
      from: try EventFilter.day(arguments, "from", end: false),
      until: try EventFilter.day(arguments, "until", end: true),
      report: arguments.value("report"),
      incident: arguments.value("incident"), speaker: arguments.value("speaker"),
      country: arguments.value("country"), place: arguments.value("place"), rule: arguments.value("rule"),
      confidence: confidence.flatMap(Double.init), text: arguments.value("text"), including: including,
      excluding: excluding, allVersions: arguments.has("versions"), after: after,
      limit: try arguments.number("limit", least: 1))
  }

  private static func list(_ arguments: Arguments, _ name: String) -> [String] {
    (arguments.value(name) ?? "").split(separator: ",").map(String.init)
  }

  /// Narrows to the outlets that flags ask for.
  mutating func narrow(to arguments: Arguments, _ ledger: Ledger) throws {
    let conditions = try SourceChoice.conditions(arguments)
    if conditions.isEmpty { return }
    let choice = try SourceChoice(arguments, ledger, Engine.release(arguments).knowledge)
    sources = try choice.outlets(conditions).keys.sorted().compactMap { choice.names[$0] }
  }

  static let flags =
    [
      Flag("actor", "CODE", "who acts: USA, UNO, USA/MIL ..."),
      Flag("recipient", "CODE", "toward whom"), Flag("with", "CODE", "who takes part in either role"),
      Flag("pair", "A,B", "two that an event joins, whoever acts"),
      Flag("event", "TYPE,...", "PLOVER types"), Flag("quad", "1-4,...", "quads"),
      Flag("from", "DATE", "from this day"), Flag("until", "DATE", "up to this day"),
      Flag("report", "ID", "one report"),
      Flag("incident", "ID", "one incident, across reports"),
      Flag("speaker", "WHO", "on whose word: a code, or a name as in the record"),
      Flag("country", "CODE", "where it took place"),
      Flag("place", "NAME", "where, by the name of the place"),
      Flag("text", "WORDS", "reports that hold the words; a \"phrase\" as it stands"),
      Flag("rule", "ID", "coded by this rule"), Flag("confidence", "X", "of at least this confidence"),
      Flag("aux", "MARK,...", "with these marks: historical, future, hypothetical, negation"),
      Flag("without", "MARK,...", "without these marks"), Flag("negated", nil, "denied events too"),
      Flag("versions", nil, "with --report: of its older versions too"),
      Flag("limit", "N", "at most so many"), Flag("after", "PLACE", "go on where a page ended"),
    ] + SourceChoice.flags

  static func day(_ arguments: Arguments, _ name: String, end: Bool) throws(UsageError) -> Day? {
    guard let text = arguments.value(name) else { return nil }
    guard let day = Day(iso: text, end: end) else {
      throw UsageError("--\(name) is no date: \(text)", help: "write it as 2015-07-14, 2015-07 or 2015")
    }
    return day
  }
}
