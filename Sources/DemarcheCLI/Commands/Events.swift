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
  let format = try EventFormat(
    arguments, else: Output.isTerminal ? .table : .jsonl, among: [.table, .jsonl, .csv])
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
