import DemarcheCorrections
import DemarcheJSON
import DemarcheLedger
import DemarcheReading
import DemarcheRelations
import DemarcheReportLines

let agreementCommand = Command(
  name: "agreement", summary: "how far the people agree who decided on the same things",
  operands: "[FILE...]",
  examples: [
    "demarche agreement --ledger gulf.db", "demarche agreement --queue blind,missed --reports",
    "demarche agreement ada.jsonl bo.jsonl --format jsonl",
  ],
  flags: [LedgerFlags.flag] + CorrectionFlags.flags + [
    Flag("format", "table|jsonl", "a table on a terminal, else JSON lines"),
    Flag("reports", nil, "the table: each report by itself too"),
    Flag("seed", "N", "of the samples that make intervals; 1 when not given"),
  ]
) { arguments in
  let format = try arguments.choice("format", ["table", "jsonl"]) ?? (Output.isTerminal ? "table" : "jsonl")
  let seed = UInt64(try arguments.number("seed") ?? 1)
  let filter = try CorrectionFlags.filter(arguments)
  let split = try CorrectionFlags.split(arguments)
  var corrections: [Correction] = []
  if arguments.operands.isEmpty {
    let ledger = try LedgerFlags.open(arguments)
    try CorrectionFlags.tellWaiting(ledger)
    corrections = try ledger.corrections(matching: filter).map(\.correction)
  } else {
    for path in arguments.operands {
      let file = try CorrectionLines(path) { Output.error($0.json.line) }
      corrections += Standing(file.corrections).corrections
    }
    corrections = corrections.filter {
      (filter.coder == nil || filter.coder == $0.coder)
        && (filter.queues.isEmpty || filter.queues.contains($0.queue))
    }
  }
  if let split { corrections = corrections.filter { GoldSplit(of: $0) == split } }
  let agreement = Agreement(corrections, seed: seed)
  if agreement.coders.count < 2 {
    Output.error(
      "nothing was decided on by two people, so there is no agreement to measure\n  help: let two people work with the same seed, or take in what another wrote: demarche corrections --import FILE"
    )
  }
  let output = Output()
  if format == "jsonl" {
    agreement.writeLines(to: output)
  } else {
    agreement.writeTable(to: output, reports: arguments.has("reports"))
  }
  output.flush()
  return Status.done
}

extension Agreement {
  private static let names: [Field: String] = [
    .event: "type of the event", .actor: "actor's code", .recipient: "recipient's code", .date: "date",
  ]

  fileprivate func writeTable(to output: Output, reports: Bool) {
    output.line("coders: \(coders.isEmpty ? "none" : coders.joined(separator: ", "))")
    output.line("")
    let rows = Field.allCases.map { field -> [String] in
      let alpha = alphas[field] ?? Alpha([])
      return [Agreement.names[field] ?? field.rawValue] + alpha.cells
    }
    EventTable.print(rows, header: ["Krippendorff's alpha", "alpha", "95 % interval", "n", ""], to: output)
    output.line("")
    let overlaps = [("trigger", trigger), ("actor", actor)].map { name, overlap in
      [name, overlap.f1.map { decimal($0, digits: 2) } ?? "-", "\(overlap.pairs)"]
    }
    EventTable.print(overlaps, header: ["overlap of words", "F1", "pairs"], to: output)
    output.line("")
    EventTable.print(
      confusion.map { [$0.one, $0.other, "\($0.count)"] }, header: ["one says", "another says", "times"],
      to: output)
    if reports {
      output.line("")
      let rows = self.reports.map {
        [$0.report, $0.event.value.map { decimal($0, digits: 2) } ?? "-", "\($0.event.n)"]
      }
      EventTable.print(rows, header: ["report", "alpha of the type", "n"], to: output)
    }
  }

  fileprivate func writeLines(to output: Output) {
    for field in Field.allCases {
      let alpha = alphas[field] ?? Alpha([])
      let line: JSON = [
        "measure": "alpha", "field": .string(field.rawValue), "value": JSON(alpha.value),
        "low": JSON(alpha.interval?.lowerBound), "high": JSON(alpha.interval?.upperBound), "n": .int(alpha.n),
        "few": .bool(alpha.isFew), "why": JSON(alpha.why),
      ]
      output.line(line.line)
    }
    for (name, overlap) in [("trigger", trigger), ("actor", actor)] {
      let line: JSON = [
        "measure": "overlap", "field": .string(name), "value": JSON(overlap.f1), "pairs": .int(overlap.pairs),
      ]
      output.line(line.line)
    }
    for pair in confusion {
      let line: JSON = [
        "measure": "confusion", "one": .string(pair.one), "other": .string(pair.other),
        "count": .int(pair.count),
      ]
      output.line(line.line)
    }
    for report in reports {
      let line: JSON = [
        "measure": "report", "report": .string(report.report), "value": JSON(report.event.value),
        "n": .int(report.event.n), "why": JSON(report.event.why),
      ]
      output.line(line.line)
    }
  }
}

extension Alpha {
  /// Why there is no figure, in words.
  fileprivate var why: String? {
    switch absence {
    case .nothingShared: "nothing was coded by two people"
    case .noVariation: "all got the same name"
    case nil: nil
    }
  }

  fileprivate var cells: [String] {
    [
      value.map { decimal($0, digits: 2) } ?? "-",
      interval.map { "\(decimal($0.lowerBound, digits: 2)) to \(decimal($0.upperBound, digits: 2))" } ?? "-",
      "\(n)", why ?? (isFew ? "too few" : ""),
    ]
  }
}
