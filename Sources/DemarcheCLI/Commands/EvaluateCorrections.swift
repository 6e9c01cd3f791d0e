import DemarcheAnswers
import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheReading
import DemarcheRelations
import DemarcheReportLines
import DemarcheText

/// `demarche evaluate corrections`: how well a ledger is coded, by what people settled.
enum CorrectionScores {
  static func evaluate(_ arguments: Arguments) throws -> Int32 {
    let ledger = try LedgerFlags.open(arguments)
    var corrections: [Correction] = []
    if arguments.values("gold").isEmpty {
      try CorrectionFlags.tellWaiting(ledger)
      corrections = try ledger.corrections(matching: CorrectionFilter(isInForce: true)).map(\.correction)
    }
    for path in arguments.values("gold") {
      for var correction in try CorrectionLines(path, reject: { Output.error($0.json.line) }).corrections {
        correction.target.cluster = try ledger.cluster(of: correction.target)
        corrections.append(correction)
      }
    }
    let gold = try GoldAnswer(
      corrections, ledger, split: try CorrectionFlags.split(arguments),
      withUncertain: !arguments.has("random"))
    let items = gold.items
    Output.error(
      "\(items.count) things settled: \(items.count { $0.isWhole }) marked sentences, \(items.count { !$0.isWhole }) events; "
        + "left out: \(gold.disputed) disputed, \(gold.absent) that the ledger does not have or does not code any more"
    )
    if gold.uncertain > 0, !arguments.has("random") {
      Output.error(
        "\(gold.uncertain) were drawn because they were uncertain, so precision is that of hard cases; --random leaves them out"
      )
    }
    if items.isEmpty { return Status.done }
    let score = gold.score
    let output = Output()
    print([score.all] + score.types, "type", to: output)
    output.line("")
    print(
      score.sources.map { row in
        var row = row
        if row.name.isEmpty { row.name = "(no outlet)" }
        return row
      }, "source", to: output)
    output.flush()
    return Status.done
  }

  private static func print(_ rows: [GoldScore.Row], _ name: String, to output: Output) {
    func percent(_ share: Double) -> String { decimal(100 * share, digits: 0) }
    func cell(_ share: Share?) -> String {
      guard let share else { return "-" }
      return
        "\(percent(share.value)) (\(percent(share.low))-\(percent(share.high)))"
    }
    let cells = rows.map { row in
      [
        row.name, "\(row.machine)", cell(row.precision), cell(row.precisionWithParties), "\(row.there)",
        cell(row.recall), cell(row.recallWithParties), row.f1.map(percent) ?? "-",
        row.f1WithParties.map(percent) ?? "-",
      ]
    }
    EventTable.print(
      cells,
      header: [name, "judged", "precision", "+parties", "there", "recall", "+parties", "F1", "+parties"],
      to: output)
  }
}
