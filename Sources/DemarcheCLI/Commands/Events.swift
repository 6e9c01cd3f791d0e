import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

let eventsCommand = Command(
  name: "events", summary: "the events of a ledger", operands: "",
  examples: [
    "demarche events --actor EGY --recipient ISR --from 1977-01-01",
    "demarche events --quad 4 --format csv > conflict.csv",
  ],
  flags: [
    LedgerFlags.flag, Flag("actor", "CODE", "who acts: USA, UNO ..."),
    Flag("recipient", "CODE", "toward whom"),
    Flag("pair", "A,B", "two that both take part, in either role"), Flag("event", "TYPE", "a PLOVER type"),
    Flag("quad", "1-4", "a quad"), Flag("from", "DATE", "from this day"),
    Flag("until", "DATE", "up to this day"),
    Flag("source", "NAME", "reports of an outlet"), Flag("report", "ID", "one report"),
    Flag("negated", nil, "denied events too"), Flag("limit", "N", "at most so many"),
    Flag("format", "table|jsonl|csv", "a table on a terminal, else JSON lines"),
  ]
) { arguments in
  let format =
    try arguments.choice("format", ["table", "jsonl", "csv"]) ?? (Output.isTerminal ? "table" : "jsonl")
  let filter = try EventFilter(arguments)
  let ledger = try LedgerFlags.open(arguments)
  let output = Output()
  var writer = EventWriter(format: format, output: output)
  var count = 0
  try ledger.forEachEvent(matching: filter) { event throws(LedgerError) in
    count += 1
    writer.write(event)
    return true
  }
  writer.finish()
  output.flush()
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
    self.init(
      actor: try party("actor"), recipient: try party("recipient"), pair: pair,
      types: arguments.value("event").map { [$0] } ?? [], quad: try arguments.number("quad", least: 1),
      from: try EventFilter.day(arguments, "from", end: false),
      until: try EventFilter.day(arguments, "until", end: true),
      source: arguments.value("source"), report: arguments.value("report"),
      excluding: arguments.has("negated") ? [] : [.negation], limit: try arguments.number("limit", least: 1))
  }

  static func day(_ arguments: Arguments, _ name: String, end: Bool) throws(UsageError) -> Day? {
    guard let text = arguments.value(name) else { return nil }
    guard let day = Day(iso: text, end: end) else {
      throw UsageError("--\(name) is no date: \(text)", help: "write it as 2015-07-14, 2015-07 or 2015")
    }
    return day
  }
}
