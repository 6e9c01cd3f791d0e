import DemarcheData
import DemarcheSyntax
import DemarcheTraining

let trainCommand = Command(
  name: "train", summary: "learn the model of syntax from a treebank: the same input and seed, the same file",
  operands: "--treebank FILE --output FILE",
  examples: ["demarche train --treebank ewt/train.conllu --dev ewt/dev.conllu --output Models/english-ewt.model --seed 1"],
  flags: [
    Flag("treebank", "FILE", "CoNLL-U to learn from"), Flag("dev", "FILE", "CoNLL-U to score the result on"),
    Flag("output", "FILE", "the model to write"), Flag("seed", "N", "the order of learning; 1 when not given"),
    Flag("tagger-epochs", "N", "passes of the tagger"), Flag("parser-epochs", "N", "passes of the parser"),
  ]
) { arguments in
  guard let treebank = arguments.value("treebank"), let output = arguments.value("output") else {
    throw UsageError("train needs --treebank and --output")
  }
  var options = Trainer.Options()
  if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
  if let epochs = try arguments.number("tagger-epochs", least: 1) { options.taggerEpochs = epochs }
  if let epochs = try arguments.number("parser-epochs", least: 1) { options.parserEpochs = epochs }
  let trees = try Treebank.trees(treebank)
  let progress = Progress(unit: "passes", quiet: false)
  let bytes = Trainer.train(trees, options: options) { Output.error($0) }
  Output.error("trained in \(Int(progress.elapsed)) s: \(bytes.count) bytes")
  try Files.write(bytes, to: output)
  if let dev = arguments.value("dev") { try Treebank.printScores(try SyntaxModel(path: output), dev) }
  return Status.done
}
