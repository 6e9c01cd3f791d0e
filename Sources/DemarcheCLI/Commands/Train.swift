import DemarcheData
import DemarcheSyntax
import DemarcheText
import DemarcheTraining

let trainCommand = Command(
  name: "train", summary: "learn the model of syntax from a treebank: the same input and seed, the same file",
  operands:
    "--treebank FILE... [--silver FILE]... [--sentences] --output FILE | ranker [FILE...] --output FILE | triggers --output FILE",
  examples: [
    "demarche train --treebank ewt/train.conllu --dev ewt/dev.conllu --output Models/english-ewt.model --seed 1",
    "demarche train --treebank ewt/train.conllu --sentences --output Data/lexicon/en/boundaries.tsv",
    "demarche train ranker --corpus Corpus/en --output Models/ranker-en.model",
    "demarche train ranker --corpus Corpus/en plv-train.tsv --output my.ranker",
    "demarche train triggers --corpus Corpus/en --silver silver.jsonl --output Models/triggers-en.model",
    "demarche train ranker --corpus Corpus/en --corrections dev.jsonl --output my.ranker",
  ],
  flags: [
    Flag("treebank", "FILE", "CoNLL-U to learn from; may stand several times with --sentences"),
    Flag("sentences", nil, "learn the ends of sentences alone, and write their table"),
    Flag(
      "silver", "FILE",
      "trees, or for triggers words, that a slower model read in free text; may stand several times"),
    Flag("dev", "FILE", "CoNLL-U to score the result on"),
    Flag("corpus", "FOLDER", "for a ranker or triggers: sentences of the project's own, Corpus/en"),
    Flag(
      "corrections", "FILE",
      "for a ranker or triggers: what people decided, without what is tested on; may stand several times"),
    Flag("output", "FILE", "the model to write"),
    Flag("seed", "N", "the order of learning; 1 when not given"),
    Flag("epochs", "N", "passes over the treebank"),
    Flag("silver-epochs", "N", "passes over the silver trees"),
    Flag("gold-copies", "N", "how often the treebank stands in a pass over the silver trees"),
    Flag("width", "N", "numbers kept for each word; a multiple of 16"),
    Flag("layers", "N", "layers of the network"),
    Flag("batch", "N", "words read before the parameters move"),
    Flag("rate", "N", "how fast it learns, in millionths"),
    Flag("forget", "N", "how many words of a thousand lose their form while it learns"),
    Flag("keep", "N", "how many of a hundred numbers are kept while it learns"),
  ] + Engine.flags
) { arguments in
  if arguments.operands.first == "ranker" { return try RankerCommand.train(arguments) }
  if arguments.operands.first == "triggers" { return try TriggerCommand.train(arguments) }
  guard let treebank = arguments.value("treebank"), let output = arguments.value("output") else {
    throw UsageError("train needs --treebank and --output")
  }
  if arguments.has("sentences") { return try SentenceEnds.train(arguments, output) }
  var options = Trainer.Options()
  if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
  if let epochs = try arguments.number("epochs", least: 0) { options.epochs = epochs }
  if let epochs = try arguments.number("silver-epochs", least: 0) { options.silverEpochs = epochs }
  if let copies = try arguments.number("gold-copies", least: 1) { options.goldCopies = copies }
  if let width = try arguments.number("width", least: 16) { options.width = width / 16 * 16 }
  if let layers = try arguments.number("layers", least: 2) { options.layers = layers }
  if let batch = try arguments.number("batch", least: 1) { options.batch = batch }
  if let rate = try arguments.number("rate", least: 1) { options.rate = Float(rate) / 1e6 }
  if let forget = try arguments.number("forget", least: 0) { options.forget = UInt64(forget) }
  if let keep = try arguments.number("keep", least: 10) { options.keep = Float(keep) / 100 }
  let trees = try Treebank.trees(treebank)
  let progress = Progress(unit: "passes", quiet: false)
  var trainer = Trainer(trees)
  for path in arguments.values("silver") {
    for tree in try Treebank.trees(path) { trainer.addSilver(tree) }
    Output.error("\(path): \(trainer.silverWords) silver words so far")
  }
  let bytes = trainer.train(options: options) { Output.error($0) }
  Output.error("trained in \(Int(progress.elapsed)) s: \(bytes.count) bytes")
  try Files.write(bytes, to: output)
  if let dev = arguments.value("dev") {
    let model = try SyntaxModel(path: output)
    try Treebank.printScores(dev) { model.parse(words: $0) }
  }
  return Status.done
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
    # Licence: CC BY-SA 4.0. Learnt from Universal Dependencies English EWT 2.16 (train, CC BY-SA 4.0), by
    # `demarche train --sentences`.
    # What speaks for the end of a sentence between two tokens (more than 0) and against it, in hundredths of a
    # logit. Evidence: the kind, what the rules say (+ end, - none), and what is seen: shapes and a word.
    # `BoundaryEvidence.swift` tells the kinds and the shapes.
    evidence\tweight

    """
}
