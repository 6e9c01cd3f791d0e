import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines
import DemarcheText

let explainCommand = Command(
  name: "explain", summary: "why a record says what it says, or why a sentence gave none",
  operands: "EVENT-ID [FILE...] | FILE...",
  examples: [
    "demarche explain ev_8f2c                an event of the ledger, by the start of its id",
    "demarche explain report.txt             every sentence of a report",
    "demarche explain ev_8f2c report.txt     an event of a report that is in no ledger",
  ],
  flags: [
    Flag("sentence", "N", "only the sentence of this number"),
    Flag("ledger", "FILE", "the ledger; else DEMARCHE_LEDGER or demarche.db"),
  ] + ReportInput.flags + Engine.flags
) { arguments in
  let pipeline = try Engine.pipeline(arguments)
  let wanted = try arguments.number("sentence", least: 1)
  let output = Output()
  defer { output.flush() }
  var operands = arguments.operands
  let id = operands.first.flatMap { $0.hasPrefix("ev_") ? $0 : nil }
  if id != nil { operands.removeFirst() }
  /// Explains what is wanted of a report and says how much that was.
  func explain(_ report: Report) -> Int {
    var found = 0
    for coding in pipeline.code(report) where wanted == nil || coding.number == wanted {
      guard let id else {
        output.line(Explanation.text(coding, pipeline.release.book))
        output.line("")
        found += 1
        continue
      }
      for event in coding.events where event.id.hasPrefix(id) {
        found += 1
        output.line("report \(report.id), \(coding.field.rawValue) sentence \(coding.number):")
        output.line("  \(Explanation.sentence(coding.tree))")
        output.line(Explanation.text(event))
        if let rule = pipeline.release.book.rules.first(where: { $0.id == event.rule }) {
          output.line("rule \(rule.id) (\(rule.file):\(rule.line)), source \(rule.source):")
          output.line("  triggers: \((rule.verbs + rule.nouns + rule.adjectives).joined(separator: ", "))")
          for condition in rule.conditions {
            output.line("  \(condition.isExclusion ? "unless" : "where") \(condition)")
          }
          output.line("  actor \(rule.actor.map(\.description).joined(separator: ", "))")
          output.line("  recipient \(rule.recipient.map(\.description).joined(separator: ", "))")
        }
        output.line("tree:")
        output.line(Explanation.tree(coding.tree))
        output.line("actors of the sentence:")
        for mention in coding.mentions { output.line("  " + Explanation.describe(mention, coding.tree)) }
      }
    }
    return found
  }

  if operands.isEmpty, let id {
    let ledger = try LedgerFlags.open(arguments)
    guard let event = try ledger.event(idPrefix: id), let report = try ledger.report(id: event.report) else {
      Output.error("no event \(id) in \(ledger.file)\n  help: demarche events --format jsonl lists ids")
      return Status.failed
    }
    if event.by == .imported {
      output.line(Explanation.text(event))
      output.line("(coded by another project; its file was read by version \(event.version))")
    } else if explain(report) == 0 {
      // Coded with other data than today's: the record's own reasons are what is left.
      output.line(Explanation.text(event))
      output.line(
        "(coded by version \(event.version) with data \(event.data); today's data does not code it so)")
    }
    return Status.done
  }
  let input = try ReportInput(arguments, operands: operands)
  var found = 0
  input.forEach { report in
    found += explain(report)
    return true
  }
  if found == 0 {
    Output.error(id.map { "no event \($0) in this input" } ?? "nothing to explain")
    return Status.failed
  }
  return input.status
}
