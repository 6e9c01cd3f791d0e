import Demarche
import DemarcheCoding
import DemarcheCorrections
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReading
import DemarcheReportLines

/// `demarche train ranker`: a ranker from the project's corpus, from marked sentences, or from both.
enum RankerCommand {
  static func train(_ arguments: Arguments) throws -> Int32 {
    guard let output = arguments.value("output") else { throw UsageError("train ranker needs --output FILE") }
    let files = arguments.operands.dropFirst()
    let corrections = arguments.values("corrections")
    guard arguments.value("corpus") != nil || !files.isEmpty || !corrections.isEmpty else {
      throw UsageError("train ranker needs --corpus FOLDER, --corrections FILE, or files of marked sentences")
    }
    // Before anything is read at length: what is tested on is refused here.
    let decided = try CorrectionLines.sentencesToLearn(from: corrections)
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
    examples += CorrectedPairs.examples(decided, pipeline) { event in
      guard let event else { return files.isEmpty ? Ranker.none : nil }
      // Beside marked sentences in their labels, as the corpus.
      if files.isEmpty { return event.event }
      return scheme.label(event.event, event.mode, codebook.cameo(event.event, modes: event.mode)).label
    }
    for path in arguments.values("silver") {
      examples += try SilverPairs.examples(path, pipeline)
      Output.error("\(path): \(examples.count) examples so far")
    }
    var options = try options(arguments)
    // Free text has many words that come but a few times.
    if !arguments.values("silver").isEmpty { options.least = 4 }
    let ranker = RankerTraining.learn(examples, options: options)
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

/// Pairs of free text with what a slow model says of each:
/// `{"text", "actor": [start, end], "recipient": [start, end], "labels": {type: probability}}`.
enum SilverPairs {
  /// How much a pair that a model labelled counts against one that a person marked.
  private static let weight: Float = 0.6

  /// - Parameters:
  ///   - name: what a type is called in the labels that are learnt.
  ///   - keeps: which features are learnt from.
  static func examples(
    _ path: String, _ pipeline: Pipeline, name: (String) -> String = { $0 },
    keeps: (String) -> Bool = { _ in true }
  ) throws -> [RankerTraining.Example] {
    var examples: [RankerTraining.Example] = []
    try Silver.forEachLine(of: path) { line, number in
      guard case .object(let labels)? = (try? JSON.read(line))?["labels"] else {
        throw DataFileError(
          file: path, line: number, message: "no labels",
          help: "{\"labels\": {\"ASSAULT\": 0.9, \"NONE\": 0.1}}")
      }
      let pair: MarkedPair
      do throws(Rejection) { pair = try MarkedPair(json: line, path, number) } catch {
        throw DataFileError(file: path, line: number, message: error.error, help: error.help)
      }
      let features = pipeline.coder.labeler.reading(of: pair, pipeline.parser).features.filter(keeps)
      for label in labels {
        guard let probability = label.value.double else { continue }
        examples.append(
          RankerTraining.Example(
            features: features, label: name(label.name), weight: Float(probability) * weight))
      }
    }
    return examples
  }
}

/// What a slow model said of free text, a line each.
enum Silver {
  /// Gives each line of a file with its number, from 1; lines that cannot be read are left out.
  static func forEachLine(of path: String, _ body: (ArraySlice<UInt8>, Int) throws -> Void) throws {
    let source = try LineSource(path: path, limit: 16 << 20)
    var progress = Progress(unit: "lines", quiet: false)
    var number = 0
    while let line = try source.next() {
      number += 1
      guard case .bytes(let bytes) = line else { continue }
      try body(bytes, number)
      progress.tell(number, "")
    }
    progress.end()
  }
}
