import DemarcheData
import DemarcheReading
import DemarcheSyntax
import DemarcheText
import DemarcheTraining

let trainCommand = Command(
  name: "train", summary: "learn the model of syntax from a treebank: the same input and seed, the same file",
  operands: "--treebank FILE... [--text FILE]... [--sentences] --output FILE",
  examples: [
    "demarche train --treebank ewt/train.conllu --dev ewt/dev.conllu --output Models/english-ewt.model --seed 1",
    "demarche train --treebank ewt/train.conllu --sentences --output Data/lexicon/en/boundaries.tsv",
  ],
  flags: [
    Flag("treebank", "FILE", "CoNLL-U to learn from; may stand several times with --sentences"),
    Flag("sentences", nil, "learn the ends of sentences alone, and write their table"),
    Flag(
      "text", "FILE", "free text, plain or as report lines, for clusters of words; may stand several times"),
    Flag("dev", "FILE", "CoNLL-U to score the result on"),
    Flag("output", "FILE", "the model to write"),
    Flag("seed", "N", "the order of learning; 1 when not given"),
    Flag("tagger-epochs", "N", "passes of the tagger"), Flag("parser-epochs", "N", "passes of the parser"),
    Flag("tagger-margin", "N", "by how much the right tag must win"),
    Flag("parser-margin", "N", "by how much the right action must win"),
    Flag("folds", "N", "parts of the treebank that are tagged by a tagger of the rest"),
  ] + Engine.flags
) { arguments in
  guard let treebank = arguments.value("treebank"), let output = arguments.value("output") else {
    throw UsageError("train needs --treebank and --output")
  }
  if arguments.has("sentences") { return try SentenceEnds.train(arguments, output) }
  var options = Trainer.Options()
  if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
  if let epochs = try arguments.number("tagger-epochs", least: 1) { options.taggerEpochs = epochs }
  if let epochs = try arguments.number("parser-epochs", least: 1) { options.parserEpochs = epochs }
  if let margin = try arguments.number("tagger-margin") { options.taggerMargin = Int32(margin) }
  if let margin = try arguments.number("parser-margin") { options.parserMargin = Int32(margin) }
  if let folds = try arguments.number("folds", least: 2) { options.folds = folds }
  let trees = try Treebank.trees(treebank)
  let progress = Progress(unit: "passes", quiet: false)
  var clusters = WordClusters()
  let texts = arguments.values("text")
  if !texts.isEmpty {
    var counter = WordClusters.Counter(segmenter: try Engine.segmenter(arguments))
    for path in texts { try FreeText.read(path) { counter.add($0) } }
    clusters = counter.clusters { Output.error($0) }
  }
  let bytes = Trainer.train(trees, clusters: clusters, options: options) { Output.error($0) }
  Output.error("trained in \(Int(progress.elapsed)) s: \(bytes.count) bytes")
  try Files.write(bytes, to: output)
  if let dev = arguments.value("dev") { try Treebank.printScores(try SyntaxModel(path: output), dev) }
  return Status.done
}

/// Free text to learn from.
enum FreeText {
  /// Hands over the texts of a file: one, or one for each report line.
  static func read(_ path: String, _ body: (String) -> Void) throws(Rejection) {
    var options = ReportReader.Options()
    // A corpus may be one long file.
    options.limit = 1 << 30
    var rejection: Rejection?
    ReportReader(options: options).read(path: path) { item in
      switch item {
      case .report(let report), .mended(let report, _):
        // A report line is one paragraph: its newlines are no ends of sentences.
        body(
          options.format == .jsonl || path.hasSuffix(".jsonl")
            ? report.text.replacing("\n", with: " ") : report.text)
      case .rejected(let rejected): rejection = rejected
      }
      return rejection == nil
    }
    if let rejection { throw rejection }
  }
}

/// The table of the ends of sentences.
enum SentenceEnds {
  static func train(_ arguments: Arguments, _ output: String) throws -> Int32 {
    var options = BoundaryTraining.Options()
    if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
    var treebanks: [[Tree]] = []
    for path in arguments.values("treebank") { treebanks.append(try Treebank.trees(path)) }
    let segmenter = try Engine.segmenter(arguments, withEvidence: false)
    let rows = BoundaryTraining.learn(treebanks, segmenter: segmenter, options: options)
    var table = head
    for row in rows { table += "\(row.evidence)\t\(row.weight)\n" }
    try Files.write(Array(table.utf8), to: output)
    Output.error("\(rows.count) weights")
    return Status.done
  }

  /// What stands above the table.
  static let head = """
    # Licence: CC BY-SA 4.0. Learnt from Universal Dependencies English EWT 2.16 (train, CC BY-SA 4.0) and from the
    # part of English GUM that is under CC BY 4.0 (train), by `demarche train --sentences`.
    # What speaks for the end of a sentence between two tokens (more than 0) and against it, in hundredths of a
    # logit. Evidence: the kind, what the rules say (+ end, - none), and what is seen: shapes and a word.
    # `BoundaryEvidence.swift` tells the kinds and the shapes.
    evidence\tweight

    """
}
