import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheText

/// Scores of the coder on the part of the project's corpus that the ranker did not learn from.
enum CorpusScores {
  static func evaluate(_ folder: String, _ arguments: Arguments) throws {
    let ranker = try Engine.ranker(arguments)
    let pipeline = Pipeline(
      release: try Engine.release(arguments), parser: try Engine.parser(arguments),
      triggers: try Engine.triggers(arguments))
    let codebook = pipeline.release.knowledge.codebook
    let corpus = try FilledCorpus(folder, pipeline.release, arguments)
    if arguments.has("counts") {
      CorpusCounts(corpus.items.map(\.sentence), codebook).printRows()
      return
    }
    if arguments.has("print") {
      let output = Output()
      for (sentence, text) in corpus.items { output.line(sentence.line(text).line) }
      output.flush()
      return
    }
    let chosen = corpus.items.filter { arguments.has("all") || $0.sentence.isHeldOut }
    print(
      "\(corpus.items.count) sentences, \(corpus.items.count(where: \.sentence.isHeldOut)) held out, "
        + "\(chosen.count) scored")
    labels(CorpusReadings(chosen, pipeline), ranker)
    let coded = chosen.map { sentence, text in
      let report = Report(id: sentence.id, text: text.text, published: FilledCorpus.published)
      return CodedSentence(sentence, text, pipeline.code(report), codebook)
    }
    if arguments.has("show") { show(coded) }
    let scores = EventScores(coded)
    scores.printTable(codebook)
    if let path = arguments.value("write") {
      let corpus = "\(folder), \(arguments.has("all") ? "all" : "held-out") families"
      let text = PrecisionTable.text(
        scores, codebook, on: PrecisionTable.today, corpus: corpus, model: try Engine.modelNames(arguments))
      try Files.write(Array(text.utf8), to: path)
    }
  }

  /// Prints each sentence that came out wrong: what is wrong, its text, what is marked and what came out.
  private static func show(_ coded: [CodedSentence]) {
    for one in coded {
      guard let fault = one.fault else { continue }
      let sentence = one.sentence
      print("\(sentence.id)\t\(sentence.family)\t\(sentence.isHeldOut ? "held out" : "learnt")\t\(fault)")
      print("  text      \(one.text)\n  expected  \(one.expected)\n  got       \(one.got)")
    }
  }

  /// Scores of the label of the given pair.
  private static func labels(_ corpus: CorpusReadings, _ ranker: Ranker?) {
    let held = corpus.items
    let gold = held.map(\.sentence.label)
    let rules = held.map { $0.reading.answers.first { $0.isCertain }?.type ?? Ranker.none }
    show("rules alone", LabelScores(zip(gold, rules).map { ($0, $1) }))
    guard let ranker else {
      Output.error("no ranker: demarche train ranker, then --ranker FILE")
      return
    }
    let scores = held.map { ranker.scores($0.reading.features) }
    let said = held.indices.map { index in
      RankedAnswer.label(
        rule: held[index].reading.answers.first { $0.isCertain }?.type, scores: scores[index])
        ?? Ranker.none
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
    if details { scores.printLabels() }
  }

}

/// Scores of the coder on labelled pairs: rules alone, and with a ranker learnt from the other folds.
enum CodingScores {
  static func evaluate(_ path: String, _ arguments: Arguments) throws {
    let pipeline = try Engine.pipeline(arguments, withTriggers: false)
    let scheme = try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments))
    let codebook = pipeline.release.knowledge.codebook
    let table = try LabelledPairs(path)
    let readings = table.readings(pipeline)
    let gold = table.pairs.map(\.label)
    // Sentences of the project's own stand beside the folds, in the labels of the benchmark.
    var corpus: CorpusReadings?
    if let folder = arguments.value("corpus") {
      let sentences = try CorpusReadings(folder, pipeline, arguments)
      corpus = sentences
      let own = sentences.examples(in: scheme, codebook)
      print("\(own.count) sentences of the corpus")
      let ranker = RankerTraining.learn(own, options: try RankerCommand.options(arguments))
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
      reading.answers.first.map { scheme.label($0, codebook).label } ?? codebook.fallback ?? ""
    }
    report("rules alone", gold, byRules, scheme)
    let folds = try arguments.number("folds", least: 2) ?? 5
    for (name, keeps) in [
      ("rules and ranker", { (_: String) in true }),
      ("ranker alone", { (name: String) in !name.hasPrefix(PairFeatures.rulePrefix) }),
    ] {
      var said = [String](repeating: "", count: gold.count)
      var own = corpus?.examples(in: scheme, codebook, weight: 0.5, keeps: keeps) ?? []
      for path in arguments.values("silver") {
        own += try SilverPairs.examples(
          path, pipeline, name: { scheme.label($0, [], nil).label }, keeps: keeps)
      }
      for fold in 0..<folds {
        var examples = gold.indices.filter { $0 % folds != fold }
          .map { RankerTraining.Example(features: readings[$0].features.filter(keeps), label: gold[$0]) }
        examples += own
        let ranker = RankerTraining.learn(examples, options: try RankerCommand.options(arguments))
        for index in gold.indices where index % folds == fold {
          said[index] = ranker.scores(readings[index].features.filter(keeps)).first?.label ?? ""
        }
      }
      report("\(name), \(folds) folds", gold, said, scheme, details: name.hasPrefix("rules"))
    }
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
    if details { root.printLabels() }
  }

}

extension CorpusSentence {
  /// The sentence with its slots filled, as JSON; spans in code points.
  func line(_ text: MarkedText) -> JSON {
    let points = CodePoints(text.text)
    func spans(_ mark: Character) -> JSON {
      .array(
        (text.spans[mark] ?? []).map { span in
          let place = points.span(span)
          return .array([.int(place.start), .int(place.end)])
        })
    }
    return [
      "id": .string(id), "family": .string(family), "text": .string(text.text), "event": .string(event),
      "mode": .array(modes.map(JSON.string)), "cameo": JSON(cameo), "aux": .array(aux.map(JSON.string)),
      "actor": spans("a"), "recipient": spans("r"), "trigger": spans("t"), "speaker": spans("s"),
      "held_out": .bool(isHeldOut),
    ]
  }
}
