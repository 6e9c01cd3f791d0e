import DemarcheData
import DemarcheSyntax
import DemarcheText
import DemarcheTraining

let evaluateCommand = Command(
  name: "evaluate",
  summary:
    "score syntax on treebanks, coding on labelled pairs, unit records and what people decided, the rest on tables of cases",
  operands:
    "syntax FILE.conllu... | mentions FILE.tsv... | dates FILE.tsv... | places FILE.tsv... | coding FILE.tsv|Corpus/en... | petrarch RECORDS.jsonl... | incidents REPORTS.jsonl... | corrections",
  examples: [
    "demarche evaluate syntax dev.conllu", "demarche evaluate dates Tests/Knowledge/dates.tsv",
    "demarche evaluate petrarch records.jsonl --actors my.actors --agents my.agents --instead",
    "demarche evaluate corrections --split test --ledger gulf.db",
  ],
  flags: [
    Flag("model", "FILE", "a model other than the pack's"),
    Flag("ranker", "FILE", "a ranker other than the pack's"),
    Flag("corpus", "FOLDER", "sentences of the project's own to learn from as well: Corpus/en"),
    Flag("print", nil, "a corpus: its sentences with names in their slots, as JSON lines"),
    Flag("silver", "FILE", "pairs that a slower model labelled, to learn from as well"),
    Flag(
      "folds", "N", "parts of which each is labelled by a ranker learnt from the others; 5 when not given"),
    Flag("epochs", "N", "passes of the ranker over its examples"), Flag("seed", "N", "the order of learning"),
    Flag("all", nil, "all families of the corpus, not only those that are held out"),
    Flag("show", nil, "each sentence of the corpus or record of petrarch that came out wrong"),
    Flag("counts", nil, "how many sentences of the corpus stand for each type and mode"),
    Flag("write", "FILE", "how well each type is coded, as a table: Data/codebook/precision.tsv"),
    Flag("half", "odd|even", "the cases of odd or of even number alone"),
    Flag("copies", nil, "incidents: near copies alone"),
    Flag("pairs", nil, "incidents: each pair of acts that was compared, with its signs"),
    Flag("jobs", "N", "incidents: threads; 1 when not given"),
    Flag("ledger", "FILE", "corrections: the ledger; else DEMARCHE_LEDGER or demarche.db"),
    Flag("gold", "FILE", "corrections: decisions of a file instead of those in the ledger; may stand again"),
    Flag("split", "test|dev", "corrections: what may be tested on, or what may be learnt from"),
    Flag("random", nil, "corrections: without events that were drawn because they were uncertain"),
  ] + ReportInput.flags + Engine.flags
) { arguments in
  if arguments.operands == ["corrections"] { return try CorrectionScores.evaluate(arguments) }
  guard let what = arguments.operands.first, arguments.operands.count > 1 else {
    throw UsageError("evaluate needs what to score and on what: evaluate syntax FILE.conllu")
  }
  if CaseTables.kinds.contains(what) {
    let pipeline = try Engine.pipeline(arguments, withTriggers: false)
    let half = try arguments.choice("half", ["odd", "even"])
    for path in arguments.operands.dropFirst() { try CaseTables.evaluate(what, path, half, pipeline) }
    return Status.done
  }
  if what == "coding" {
    for path in arguments.operands.dropFirst() {
      if Files.isFolder(path) {
        try CorpusScores.evaluate(path, arguments)
      } else {
        try CodingScores.evaluate(path, arguments)
      }
    }
    return Status.done
  }
  if what == "petrarch" {
    for path in arguments.operands.dropFirst() { try PetrarchScores.evaluate(path, arguments) }
    return Status.done
  }
  if what == "incidents" {
    return try IncidentLines.write(Array(arguments.operands.dropFirst()), arguments)
  }
  guard what == "syntax" else {
    throw UsageError(
      "evaluate knows no \(what)",
      help:
        "one of: syntax, coding, petrarch, incidents, corrections, \(CaseTables.kinds.joined(separator: ", "))"
    )
  }
  // What is scored is what `parse` writes, the tables that mend the model's answers included.
  let parser = try Engine.parser(arguments)
  for path in arguments.operands.dropFirst() {
    try Treebank.printScores(path) { parser.parse(words: $0) }
    try Treebank.printPlainScores(path, parser)
  }
  return Status.done
}

/// Treebanks in CoNLL-U, and scores on them.
enum Treebank {
  static func trees(_ path: String) throws(DataFileError) -> [Tree] {
    let document = CoNLLU.read(try Files.text(path), file: path)
    for error in document.errors { Output.error("\(error)") }
    return document.trees
  }

  /// Scores with the words and sentences of the treebank given.
  static func printScores(_ path: String, parse: (Tree) -> Tree) throws(DataFileError) {
    let gold = try trees(path)
    let start = Progress.seconds()
    let system = gold.map(parse)
    print("\(path), from gold tokens, \(rate(system, Progress.seconds() - start)) words/s")
    printTable(Evaluation(gold: gold, system: system))
  }

  /// Scores from the plain text of the treebank.
  static func printPlainScores(_ path: String, _ parser: TextParser) throws(DataFileError) {
    let gold = try trees(path)
    let text = PlainText.text(of: gold)
    let start = Progress.seconds()
    let system = parser.trees(of: text)
    print("\(path), from plain text, \(rate(system, Progress.seconds() - start)) words/s")
    printTable(Evaluation(gold: gold, system: system))
  }

  private static func rate(_ trees: [Tree], _ seconds: Double) -> Int {
    Int(Double(trees.reduce(0) { $0 + $1.words.count }) / max(seconds, 1e-9))
  }

  private static func printTable(_ evaluation: Evaluation) {
    for (name, score) in evaluation.named {
      let hundredths = Int((score.f1 * 10_000).rounded())
      let fraction = hundredths % 100
      print("  " + pad(name, 12) + "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)")
    }
  }
}
