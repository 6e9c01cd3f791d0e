import Demarche
import DemarcheCoding
import DemarcheCorrections
import DemarcheDiscourse
import DemarcheData
import DemarcheJSON
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

/// `demarche train triggers`: which words tell an event, from the project's corpus and from what a slow model says of
/// free text.
enum TriggerCommand {
  static func train(_ arguments: Arguments) throws -> Int32 {
    guard let output = arguments.value("output"), let folder = arguments.value("corpus") else {
      throw UsageError("train triggers needs --corpus FOLDER and --output FILE")
    }
    // Before anything is read at length: what is tested on is refused here.
    let decided = try CorrectionLines.sentencesToLearn(from: arguments.values("corrections"))
    var learner = TriggerExamples(pipeline: try Engine.pipeline(arguments, withTriggers: false))
    for (sentence, text) in try FilledCorpus(folder, learner.pipeline.release, arguments).items
    where !sentence.isHeldOut {
      learner.add(sentence, text)
    }
    Output.error("\(learner.count) words of the corpus")
    for sentence in decided { learner.add(sentence) }
    if !decided.isEmpty { Output.error("\(learner.count) words with those that people decided on") }
    for path in arguments.values("silver") {
      try Silver.forEachLine(of: path) { try learner.add(silver: $0, path, $1) }
    }
    var options = try RankerCommand.options(arguments)
    options.least = 4
    let examples = learner.examples
    let ranker = RankerTraining.learn(examples, options: options)
    let bytes = ranker.bytes()
    try Files.write(bytes, to: output)
    Output.error(
      "\(examples.count) of \(learner.count) words, \(ranker.labels.count) labels, \(bytes.count) bytes")
    return Status.done
  }
}

/// Words with what they tell.
struct TriggerExamples {
  let pipeline: Pipeline
  private var all: [(lemma: String, example: RankerTraining.Example)] = []
  /// How much each lemma tells events, and how often it came.
  private var told: [String: (events: Float, all: Float)] = [:]

  /// How much a word that a person marked counts against one of free text.
  private static let marked: Float = 2

  init(pipeline: Pipeline) { self.pipeline = pipeline }

  var count: Int { all.count }

  /// The examples of lemmas that tell an event now and then; the model is not asked about others.
  var examples: [RankerTraining.Example] {
    all.filter { item in
      told[item.lemma].map { $0.events >= 1 && $0.events >= 0.02 * $0.all } ?? false
    }.map(\.example)
  }

  /// The words of a sentence of the corpus: the trigger, and those that tell nothing.
  ///
  /// What rules know may tell another event than the one marked, and is left out.
  mutating func add(_ sentence: CorpusSentence, _ text: MarkedText) {
    let triggers = (text.spans["t"] ?? []).map { (span: $0, type: sentence.label) }
    add(text.text, triggers: triggers, none: [], isWhole: true)
  }

  /// The words of a text: those that tell something, those that do not, and if all is marked the rest, which tells nothing.
  mutating func add(_ text: String, triggers: [(span: Span, type: String)], none: [Span], isWhole: Bool) {
    for (tree, word) in words(of: text) {
      let span = tree.words[word].span
      if let trigger = triggers.first(where: { span.overlaps($0.span) }) {
        add(word, tree, trigger.type, TriggerExamples.marked)
      } else if none.contains(where: span.overlaps)
        || isWhole && !pipeline.coder.features.isKnown(tree.words[word])
      {
        add(word, tree, Ranker.none, TriggerExamples.marked)
      }
    }
  }

  /// The words of a text with what a slow model says of them: `{"text", "words": [[start, end, type, probability]]}`,
  /// offsets in code points; a word without a row tells nothing.
  mutating func add(silver line: ArraySlice<UInt8>, _ path: String, _ number: Int) throws(DataFileError) {
    guard let json = try? JSON.read(line), let text = json["text"]?.string, let rows = json["words"]?.array
    else {
      throw DataFileError(
        file: path, line: number, message: "no text with words",
        help: "{\"text\": \"...\", \"words\": [[0, 6, \"ASSAULT\", 0.9]]}")
    }
    let points = CodePoints(text)
    let told = rows.compactMap { row -> (start: Int, end: Int, type: String, probability: Double)? in
      guard let cells = row.array, cells.count == 4, let start = cells[0].int, let end = cells[1].int,
        let type = cells[2].string, let probability = cells[3].double
      else { return nil }
      return (start, end, type, probability)
    }
    for (tree, word) in words(of: text) {
      let span = points.span(tree.words[word].span)
      let best = told.filter { $0.start < span.end && span.start < $0.end }
        .max { $0.probability < $1.probability }
      let probability = Float(best?.probability ?? 0)
      if let best, probability > 0.1 { add(word, tree, best.type, probability) }
      if probability < 0.9 { add(word, tree, Ranker.none, 1 - probability) }
    }
  }

  private func words(of text: String) -> [(Tree, Int)] {
    pipeline.parser.trees(of: text).flatMap { parsed in
      let tree = parsed.readyForRules(pipeline.release.knowledge.classes)
      return tree.words.indices.filter { TriggerModel.mayTell(tree.words[$0]) }.map { (tree, $0) }
    }
  }

  private mutating func add(_ word: Int, _ tree: Tree, _ label: String, _ weight: Float) {
    let lemma = tree.words[word].lowerLemma
    told[lemma, default: (0, 0)].all += weight
    if label != Ranker.none { told[lemma, default: (0, 0)].events += weight }
    all.append(
      (
        lemma,
        RankerTraining.Example(
          features: pipeline.coder.features.names(of: word, in: tree), label: label, weight: weight)
      ))
  }
}
