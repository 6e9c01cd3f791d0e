import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheReading
import DemarcheSyntax
import DemarcheText

/// Sentences with two marked participants and the label between them.
struct LabelledPairs {
  var pairs: [(pair: MarkedPair, label: String)] = []

  /// Reads a table of `id`, `label`, `quad` and a sentence with `<s>` and `<t>` marks.
  init(_ path: String) throws {
    var number = 0
    for line in try Files.text(path).split(separator: "\n") {
      number += 1
      guard line.contains("<s>") || line.contains("<t>") else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 3 else {
        throw DataFileError(
          file: path, line: number, message: "\(cells.count) cells", help: "id, label and a marked sentence")
      }
      do throws(Rejection) {
        pairs.append((try MarkedPair(marked: String(line), path, number), String(cells[1])))
      } catch { throw DataFileError(file: path, line: number, message: error.error, help: error.help) }
    }
    if pairs.isEmpty {
      throw DataFileError(
        file: path, line: 0, message: "no marked sentence", help: "mark them: <s>A</s> met <t>B</t>")
    }
  }

  /// What rules and features say of each pair.
  func readings(_ labeler: Labeler, _ parser: TextParser) -> [Labeler.Reading] {
    pairs.map { labeler.reading(of: $0.pair, parser) }
  }
}

/// The project's corpus, filled and read: what rules and features say of each sentence.
struct CorpusReadings {
  struct Item {
    var sentence: CorpusSentence
    var text: MarkedText
    var reading: Labeler.Reading
    /// The first actor, and the recipient or the second actor.
    var actor: Span?
    var recipient: Span?
  }

  /// The label of sentences that tell nothing between the two.
  static let none = Ranker.none

  var items: [Item] = []

  init(_ folder: String, _ pipeline: Pipeline, _ labeler: Labeler, _ arguments: Arguments) throws {
    let types = Set(pipeline.release.knowledge.codebook.types.map(\.name))
    var organisations: [(kind: String, code: String, name: String)] = []
    for (name, text) in try Engine.knowledgeFiles("knowledge/organisations", arguments) {
      let table = try Table(text: text, file: name, columns: ActorTables.entityColumns)
      for row in table.rows where row["until"].isEmpty {
        organisations.append((row["kind"], row["code"], row["name"]))
      }
    }
    guard let day = Day(2015, 6, 1) else { return }
    let slots = SlotNames(pipeline.release.knowledge, on: day, organisations: organisations)
    for name in try Files.below(folder) where name.hasSuffix(".tsv") {
      let path = "\(folder)/\(name)"
      let table = try Table(text: try Files.text(path), file: path, columns: CorpusSentence.columns)
      for sentence in try CorpusSentence.read(table, types: types) {
        let text = slots.filled(sentence)
        let actors = text.spans["a"] ?? []
        let recipients = text.spans["r"] ?? []
        let actor = actors.first ?? recipients.first
        let recipient = recipients.first ?? actors.dropFirst().first
        let pair = MarkedPair(id: sentence.id, text: text.text, actor: actor, recipient: recipient)
        items.append(
          Item(
            sentence: sentence, text: text, reading: labeler.reading(of: pair, pipeline.parser), actor: actor,
            recipient: recipient))
      }
    }
    if items.isEmpty {
      throw DataFileError(
        file: folder, line: 0, message: "no sentence of a corpus", help: "name the folder Corpus/en")
    }
  }

  /// Examples to learn from; the label of each by what `label` makes of its sentence.
  ///
  /// Each stands a second time without what the rules say: rules were written while reading these sentences, and on
  /// others they are right less often.
  func examples(heldOut: Bool?, weight: Float = 1, label: (CorpusSentence) -> String) -> [RankerTraining
    .Example]
  {
    items.filter { heldOut == nil || $0.sentence.isHeldOut == heldOut }.flatMap { item in
      let features = item.reading.features
      let label = label(item.sentence)
      return [
        RankerTraining.Example(features: features, label: label, weight: weight),
        RankerTraining.Example(
          features: features.filter { !$0.hasPrefix("rule") }, label: label, weight: weight),
      ]
    }
  }
}

extension Labeler {
  /// The reading of the sentence that holds the given participants.
  func reading(of pair: MarkedPair, _ parser: TextParser) -> Reading {
    let given = [pair.actor, pair.recipient].compactMap { $0 }
    let trees = parser.trees(of: pair.text).filter { tree in given.contains(where: tree.span.overlaps) }
    var all = Reading(answers: [], features: [])
    // Of two sentences with one participant each the features of the first count.
    let whole = trees.first { tree in given.allSatisfy(tree.span.overlaps) } ?? trees.first
    for tree in trees {
      let reading = reading(
        in: tree, actor: pair.actor.flatMap { tree.span.overlaps($0) ? $0 : nil },
        recipient: pair.recipient.flatMap { tree.span.overlaps($0) ? $0 : nil })
      all.answers += reading.answers
      if tree == whole { all.features = reading.features }
    }
    all.answers = all.answers.filter(\.isCertain) + all.answers.filter { !$0.isCertain }
    return all
  }
}

/// Which of the rules' and the ranker's answers counts.
enum RankedAnswer {
  /// From this probability up the ranker's answer counts; else that of the rules, where they have one.
  static let least = 0.6

  /// The label that counts; nil when neither has one.
  static func label(rule: String?, scores: [Ranker.Score]) -> String? {
    guard let best = scores.first else { return rule }
    return best.probability >= least ? best.label : rule ?? best.label
  }
}

/// Scores of the coder on the part of the project's corpus that the ranker did not learn from.
enum CorpusScores {
  static func evaluate(_ folder: String, _ arguments: Arguments) throws {
    let pipeline = try Engine.pipeline(arguments)
    let codebook = pipeline.release.knowledge.codebook
    let labeler = Labeler(
      matcher: Matcher(book: pipeline.release.book, classes: pipeline.release.knowledge.classes),
      codebook: codebook)
    let corpus = try CorpusReadings(folder, pipeline, labeler, arguments)
    let held = corpus.items.filter(\.sentence.isHeldOut)
    print("\(corpus.items.count) sentences, \(held.count) held out")
    let gold = held.map { $0.sentence.event.isEmpty ? CorpusReadings.none : $0.sentence.event }
    let rules = held.map { $0.reading.answers.first { $0.isCertain }?.type ?? CorpusReadings.none }
    show("rules alone", LabelScores(zip(gold, rules).map { ($0, $1) }))
    guard let ranker = try Engine.ranker(arguments) else {
      Output.error("no ranker: demarche train ranker, then --ranker FILE")
      return
    }
    let scores = held.map { ranker.scores($0.reading.features) }
    let said = held.indices.map { index in
      RankedAnswer.label(
        rule: held[index].reading.answers.first { $0.isCertain }?.type, scores: scores[index])
        ?? CorpusReadings.none
    }
    show("rules and ranker", LabelScores(zip(gold, said).map { ($0, $1) }), details: true)
    print("confidence\tn\tright")
    for low in stride(from: 0.0, to: 1.0, by: 0.1) {
      let inside = held.indices.filter { index in
        let p = scores[index][0].probability
        return p >= low && (p < low + 0.1 || low > 0.85)
      }
      if inside.isEmpty { continue }
      let right = inside.count { scores[$0][0].label == gold[$0] }
      print("\(percent(low)) up\t\(inside.count)\t\(percent(Double(right) / Double(inside.count)))")
    }
    let sure = held.indices.filter { scores[$0][0].probability >= 0.8 }
    let right = sure.count { scores[$0][0].label == gold[$0] }
    print("at 0.8 and above: \(percent(Double(right) / Double(max(sure.count, 1)))) of \(sure.count) right")
  }

  private static func show(_ name: String, _ scores: LabelScores, details: Bool = false) {
    print("\(name): macro-F1 \(percent(scores.macro)), accuracy \(percent(scores.accuracy))")
    guard details else { return }
    for row in scores.byLabel {
      print(
        "  \(row.label): F1 \(percent(row.f1)), P \(percent(row.precision)), R \(percent(row.recall)), n \(row.count)"
      )
    }
  }

  private static func percent(_ value: Double) -> String {
    let tenths = Int((value * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// Macro-averaged F1 of labels, as scikit-learn has it.
struct LabelScores {
  private(set) var byLabel: [(label: String, f1: Double, precision: Double, recall: Double, count: Int)] = []
  private(set) var accuracy = 0.0

  var macro: Double { byLabel.isEmpty ? 0 : byLabel.reduce(0) { $0 + $1.f1 } / Double(byLabel.count) }

  init(_ pairs: [(gold: String, said: String)]) {
    let labels = Set(pairs.map(\.gold) + pairs.map(\.said)).sorted()
    for label in labels {
      let hit = Double(pairs.count { $0.gold == label && $0.said == label })
      let said = Double(pairs.count { $0.said == label })
      let there = Double(pairs.count { $0.gold == label })
      byLabel.append(
        (
          label, said + there > 0 ? 2 * hit / (said + there) : 0, said > 0 ? hit / said : 0,
          there > 0 ? hit / there : 0, Int(there)
        ))
    }
    accuracy = Double(pairs.count { $0.gold == $0.said }) / Double(max(pairs.count, 1))
  }
}

/// Scores of the coder on labelled pairs: rules alone, and with a ranker learnt from the other folds.
enum CodingScores {
  static func evaluate(_ path: String, _ arguments: Arguments) throws {
    let pipeline = try Engine.pipeline(arguments)
    let scheme = try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments))
    let codebook = pipeline.release.knowledge.codebook
    let labeler = Labeler(
      matcher: Matcher(book: pipeline.release.book, classes: pipeline.release.knowledge.classes),
      codebook: codebook)
    let table = try LabelledPairs(path)
    let readings = table.readings(labeler, pipeline.parser)
    let gold = table.pairs.map(\.label)
    // Sentences of the project's own stand beside the folds, in the labels of the benchmark.
    var own: [RankerTraining.Example] = []
    if let folder = arguments.value("corpus") {
      let corpus = try CorpusReadings(folder, pipeline, labeler, arguments)
      own = corpus.items.filter { !$0.sentence.event.isEmpty }.map { item in
        let sentence = item.sentence
        return RankerTraining.Example(
          features: item.reading.features,
          label: scheme.label(
            sentence.event, sentence.modes,
            sentence.cameo ?? codebook.cameo(sentence.event, modes: sentence.modes)
          ).label)
      }
      print("\(own.count) sentences of the corpus")
      let ranker = RankerTraining.learn(own, options: try options(arguments))
      let said = readings.map { ranker.scores($0.features).first?.label ?? "" }
      report("corpus alone", gold, said, scheme, details: true)
      let mixed = readings.indices.map { index in
        let scores = ranker.scores(readings[index].features)
        let rule = readings[index].answers.first.map { scheme.label($0, codebook).label }
        return RankedAnswer.label(rule: rule, scores: scores) ?? ""
      }
      report("rules and corpus", gold, mixed, scheme)
    }
    let byRules = readings.map { reading in
      reading.answers.first.map { scheme.label($0, codebook).label } ?? codebook.types.first?.name ?? ""
    }
    report("rules alone", gold, byRules, scheme)
    let folds = try arguments.number("folds", least: 2) ?? 5
    for (name, keeps) in [
      ("rules and ranker", { (_: String) in true }),
      ("ranker alone", { (name: String) in !name.hasPrefix("rule") }),
    ] {
      var said = [String](repeating: "", count: gold.count)
      for fold in 0..<folds {
        var examples = gold.indices.filter { $0 % folds != fold }
          .map { RankerTraining.Example(features: readings[$0].features.filter(keeps), label: gold[$0]) }
        for example in own {
          examples.append(
            RankerTraining.Example(
              features: example.features.filter(keeps), label: example.label, weight: 0.5))
        }
        let ranker = RankerTraining.learn(examples, options: try options(arguments))
        for index in gold.indices where index % folds == fold {
          said[index] = ranker.scores(readings[index].features.filter(keeps)).first?.label ?? ""
        }
      }
      report("\(name), \(folds) folds", gold, said, scheme, details: name.hasPrefix("rules"))
    }
  }

  static func options(_ arguments: Arguments) throws -> RankerTraining.Options {
    var options = RankerTraining.Options()
    if let epochs = try arguments.number("epochs", least: 1) { options.epochs = epochs }
    if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
    return options
  }

  private static func report(
    _ name: String, _ gold: [String], _ said: [String], _ scheme: PLVScheme, details: Bool = false
  ) {
    let root = LabelScores(zip(gold, said).map { ($0, $1) })
    let quad = LabelScores(zip(gold, said).map { (scheme.quad($0), scheme.quad($1)) })
    let binary = LabelScores(zip(gold, said).map { (scheme.side($0), scheme.side($1)) })
    print(
      "\(name): root \(percent(root.macro)), quad \(percent(quad.macro)), binary \(percent(binary.macro)); "
        + "accuracy \(percent(root.accuracy)), \(percent(quad.accuracy)), \(percent(binary.accuracy))")
    if details {
      for row in root.byLabel {
        print(
          "  \(row.label): F1 \(percent(row.f1)), P \(percent(row.precision)), R \(percent(row.recall)), n \(row.count)"
        )
      }
    }
  }

  private static func percent(_ value: Double) -> String {
    let tenths = Int((value * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// `demarche train ranker`: a ranker from the project's corpus, from marked sentences, or from both.
enum RankerCommand {
  static func train(_ arguments: Arguments) throws -> Int32 {
    guard let output = arguments.value("output") else { throw UsageError("train ranker needs --output FILE") }
    let files = arguments.operands.dropFirst()
    guard arguments.value("corpus") != nil || !files.isEmpty else {
      throw UsageError("train ranker needs --corpus FOLDER, or files of marked sentences")
    }
    let pipeline = try Engine.pipeline(arguments)
    let codebook = pipeline.release.knowledge.codebook
    let scheme = try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments))
    let labeler = Labeler(
      matcher: Matcher(book: pipeline.release.book, classes: pipeline.release.knowledge.classes),
      codebook: codebook)
    var examples: [RankerTraining.Example] = []
    if let folder = arguments.value("corpus") {
      let corpus = try CorpusReadings(folder, pipeline, labeler, arguments)
      // Beside marked sentences the corpus speaks in their labels, and all of it is learnt.
      examples =
        files.isEmpty
        ? corpus.examples(heldOut: false) { $0.event.isEmpty ? CorpusReadings.none : $0.event }
        : corpus.items.filter { !$0.sentence.event.isEmpty }.map { item in
          let sentence = item.sentence
          let cameo = sentence.cameo ?? codebook.cameo(sentence.event, modes: sentence.modes)
          return RankerTraining.Example(
            features: item.reading.features, label: scheme.label(sentence.event, sentence.modes, cameo).label,
            weight: 0.5)
        }
    }
    for path in files {
      let table = try LabelledPairs(path)
      for (reading, pair) in zip(table.readings(labeler, pipeline.parser), table.pairs) {
        examples.append(RankerTraining.Example(features: reading.features, label: pair.label))
      }
    }
    let ranker = RankerTraining.learn(examples, options: try CodingScores.options(arguments))
    let bytes = ranker.bytes()
    try Files.write(bytes, to: output)
    Output.error("\(examples.count) examples, \(ranker.labels.count) labels, \(bytes.count) bytes")
    return Status.done
  }
}
