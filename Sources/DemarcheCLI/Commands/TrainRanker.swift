import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge

/// `demarche train ranker`: a ranker from the project's corpus, from marked sentences, or from both.
enum RankerCommand {
  static func train(_ arguments: Arguments) throws -> Int32 {
    guard let output = arguments.value("output") else { throw UsageError("train ranker needs --output FILE") }
    let files = arguments.operands.dropFirst()
    guard arguments.value("corpus") != nil || !files.isEmpty else {
      throw UsageError("train ranker needs --corpus FOLDER, or files of marked sentences")
    }
    let pipeline = try Engine.pipeline(arguments, withTriggers: false)
    let codebook = pipeline.release.knowledge.codebook
    let scheme = try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments))
    var examples: [RankerTraining.Example] = []
    if let folder = arguments.value("corpus") {
      let corpus = try CorpusReadings(folder, pipeline, arguments)
      // Beside marked sentences the corpus speaks in their labels, and all of it is learnt.
      examples = files.isEmpty ? corpus.examples : corpus.examples(in: scheme, codebook, weight: 0.5)
    }
    for path in files {
      let table = try LabelledPairs(path)
      for (reading, pair) in zip(table.readings(pipeline), table.pairs) {
        examples.append(RankerTraining.Example(features: reading.features, label: pair.label))
      }
    }
    let ranker = RankerTraining.learn(examples, options: try options(arguments))
    let bytes = ranker.bytes()
    try Files.write(bytes, to: output)
    Output.error("\(examples.count) examples, \(ranker.labels.count) labels, \(bytes.count) bytes")
    return Status.done
  }

  static func options(_ arguments: Arguments) throws -> RankerTraining.Options {
    var options = RankerTraining.Options()
    if let epochs = try arguments.number("epochs", least: 1) { options.epochs = epochs }
    if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
    return options
  }
}
