import Demarche
import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheReportLines
import Glibc

let correctionsCommand = Command(
  name: "corrections", summary: "what people decided on the coding: list it, export it, take it in",
  operands: "",
  examples: [
    "demarche corrections --ledger gulf.db",
    "demarche corrections --split dev --with-text > dev.jsonl",
    "demarche corrections --queue blind,missed --format doccano > sentences.jsonl",
    "demarche corrections --format brat --output annotations/",
    "demarche corrections --import other.db.corrections.jsonl",
  ],
  flags: [LedgerFlags.flag] + CorrectionFlags.flags + [
    Flag(
      "format", CorrectionFormat.allCases.map(\.rawValue).joined(separator: "|"),
      "a table on a terminal, else JSON lines"),
    Flag("with-text", nil, "JSON lines: each with the sentence it is about"),
    Flag("all", nil, "also what was superseded or taken back"),
    Flag("output", "FOLDER", "brat: where its documents go"),
    Flag("import", "FILE", "take the decisions of a file in; - is standard input"),
  ] + Engine.flags
) { arguments in
  if let path = arguments.value("import") { return try importCorrections(path, arguments) }
  let known = CorrectionFormat.allCases.map(\.rawValue)
  let format =
    try arguments.choice("format", known).flatMap(CorrectionFormat.init)
    ?? (Output.isTerminal ? .table : .jsonl)
  var filter = try CorrectionFlags.filter(arguments)
  if arguments.has("all") { filter.isInForce = false }
  let split = try CorrectionFlags.split(arguments)
  let ledger = try LedgerFlags.open(arguments)
  try CorrectionFlags.tellWaiting(ledger)
  let kept = try ledger.corrections(matching: filter).filter {
    split == nil || GoldSplit(of: $0.correction) == split
  }
  if kept.isEmpty { Output.error("no decision fits") }
  let export = CorrectionExport(ledger: ledger, kept: kept)
  switch format {
  case .table: export.writeTable()
  case .jsonl: try export.writeLines(withText: arguments.has("with-text"))
  case .brat:
    guard let folder = arguments.value("output") else {
      throw UsageError(
        "brat needs a folder", help: "demarche corrections --format brat --output annotations/")
    }
    let types = try Engine.release(arguments).knowledge.codebook.types.map(\.name)
    try export.writeBrat(to: folder, types: types)
  case .doccano, .labelStudio, .spacy, .corpus: try export.write(format)
  }
  return Status.done
}

/// The forms in which decisions go out.
enum CorrectionFormat: String, CaseIterable {
  case jsonl, table, doccano
  case labelStudio = "label-studio"
  case brat, spacy, corpus
}

private func importCorrections(_ path: String, _ arguments: Arguments) throws -> Int32 {
  let ledger = try LedgerFlags.present(arguments)
  var rejected = 0
  let file = try CorrectionLines(path) {
    rejected += 1
    Output.error($0.json.line)
  }
  var added = 0
  try ledger.transaction { () throws(LedgerError) in
    for line in file.lines {
      do throws(LedgerError) {
        if try ledger.add(line.correction) { added += 1 }
      } catch {
        guard error.kind == .refused else { throw error }
        rejected += 1
        Output.error("\(path):\(line.number): \(error.message)")
      }
    }
  }
  Output.error(
    "\(added) decisions taken in, \(file.lines.count - added) known already or refused, \(rejected) rejected")
  return rejected == 0 ? Status.done : file.lines.isEmpty ? Status.failed : Status.rejected
}

/// Decisions on their way out of a ledger.
struct CorrectionExport {
  let ledger: Ledger
  let kept: [KeptCorrection]

  func writeTable() {
    let rows = kept.map { one -> [String] in
      let correction = one.correction
      let right = correction.right.map { events in
        events.isEmpty ? "no event" : events.map(CorrectionExport.short).joined(separator: "; ")
      }
      return [
        String(correction.made.prefix(16)), correction.coder, correction.queue.rawValue,
        correction.decision.rawValue,
        "\(correction.target.report) \(correction.target.field == .title ? "title" : "\(correction.target.sentence)")",
        correction.before.map { CorrectionExport.short(MarkedEvent($0)) } ?? "",
        right ?? "", correction.comment ?? "",
      ]
    }
    let output = Output()
    let header = ["made", "coder", "queue", "decision", "sentence", "machine", "right", "comment"]
    EventTable.print(rows, header: header, to: output)
    output.flush()
  }

  /// `CONSULT AAA>BBB`.
  static func short(_ event: MarkedEvent) -> String {
    let sides = [event.actorCodes, event.recipientCodes].map { $0.joined(separator: ",") }
    return "\(event.event) \(sides[0])\(sides[1].isEmpty ? "" : ">\(sides[1])")"
  }

  func writeLines(withText: Bool) throws {
    let output = Output()
    for one in kept {
      guard case .object(var members) = one.correction.json else { continue }
      members.append(JSON.Member("split", .string(GoldSplit(of: one.correction).rawValue)))
      members.append(JSON.Member("in_force", .bool(one.isInForce)))
      if withText {
        members.append(JSON.Member("text", JSON(try ledger.sentence(of: one.correction.target))))
      }
      output.line(JSON.object(members).line)
    }
    output.flush()
  }

  /// The sentences with what is settled of them; what is disputed, or whose text is not there, is told.
  private func sentences() throws -> [GoldSentence] {
    let standing = Standing(kept.map(\.correction))
    let (sentences, leftOut) = try GoldSentence.of(standing.gold) { try ledger.sentence(of: $0) }
    Output.error(
      "\(sentences.count) sentences; left out: \(standing.disputed) disputed, \(leftOut) whose text the ledger does not keep"
    )
    return sentences
  }

  func write(_ format: CorrectionFormat) throws {
    let sentences = try sentences()
    let output = Output()
    switch format {
    case .doccano:
      for (i, sentence) in sentences.enumerated() { output.line(sentence.doccano(i).line) }
    case .labelStudio: output.line(JSON.array(sentences.map(\.labelStudio)).line)
    case .spacy: for sentence in sentences { output.line(sentence.spacy.line) }
    default:
      output.line("# Sentences that people decided on; form in Corpus/README.md of Demarche.")
      output.line(GoldSentence.corpusColumns.joined(separator: "\t"))
      for sentence in sentences {
        guard let rows = sentence.corpus else {
          Output.error("\(sentence.id) is left out: its text has braces or marks of the corpus")
          continue
        }
        for row in rows { output.line(row.joined(separator: "\t")) }
      }
    }
    output.flush()
  }

  func writeBrat(to folder: String, types: [String]) throws {
    let sentences = try sentences()
    if !Files.isFolder(folder), mkdir(folder, 0o755) != 0 {
      throw UsageError("cannot make the folder \(folder)", help: String(cString: strerror(errno)))
    }
    let width = "\(sentences.count)".utf8.count
    for (i, sentence) in sentences.enumerated() {
      let digits = "\(i + 1)"
      let name = "\(folder)/\(String(repeating: "0", count: width - digits.utf8.count))\(digits)"
      let brat = sentence.brat
      try Files.write(Array(brat.text.utf8), to: "\(name).txt")
      try Files.write(Array(brat.annotation.utf8), to: "\(name).ann")
    }
    try Files.write(
      Array(GoldSentence.bratSettings(types: types).utf8), to: "\(folder)/annotation.conf")
  }
}
