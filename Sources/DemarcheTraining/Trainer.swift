public import DemarcheSyntax

/// Makes a model of syntax from a treebank.
///
/// The same trees and options give the same bytes.
public enum Trainer {
  public struct Options: Sendable {
    public var seed: UInt64 = 1
    public var taggerEpochs = 6
    public var parserEpochs = 7
    /// By how much the right choice must win before nothing more is learnt from it.
    public var taggerMargin: Int32 = 4
    public var parserMargin: Int32 = 15
    /// Parts of the treebank that are tagged by a tagger that has not seen them, for the parser to learn on.
    public var folds = 5

    public init() {}
  }

  /// Learns everything from the trees and returns the bytes of the model file.
  ///
  /// - Parameters:
  ///   - clusters: what free text tells of words, seen in the treebank or not.
  ///   - report: told, in a line each, what has been done.
  /// - Cost: minutes for a treebank of 200,000 words.
  public static func train(
    _ trees: [Tree], clusters: WordClusters = WordClusters(), options: Options = Options(),
    report: (String) -> Void = { _ in }
  ) -> [UInt8] {
    let inventories = Inventories(trees)
    let gold = trees.map { sentence($0, inventories) }
    var writer = ModelFile.Writer()
    inventories.tags.write(to: &writer)
    writer.add(.relations, Array(inventories.relations.joined(separator: "\n").utf8))

    var parsed = gold
    for fold in 0..<options.folds {
      let places = gold.indices.filter { $0 % options.folds == fold }
      let others = gold.indices.filter { $0 % options.folds != fold }.map { gold[$0] }
      let (known, _, number) = numbered(others, clusters)
      var part = gold
      for i in places { number(&part[i].words) }
      let tables = TaggerTraining.tags(
        known, inventories.tags, epochs: options.taggerEpochs, margin: options.taggerMargin,
        seed: options.seed)
      TaggerTraining.retag(&part, at: places, tables, inventories.tags)
      for i in places { parsed[i].tags = part[i].tags }
      report("tagged part \(fold + 1) of \(options.folds): \(agreement(parsed, gold, places))")
    }

    let (known, words, number) = numbered(gold, clusters)
    writer.add(.words, of: Vocabulary.layOut(words))
    for i in parsed.indices { number(&parsed[i].words) }
    let tags = TaggerTraining.tags(
      known, inventories.tags, epochs: options.taggerEpochs, margin: options.taggerMargin, seed: options.seed)
    writer.add(.tagWeights, of: tags.slots)
    writer.add(.tagEntries, of: tags.entries)
    report("tagger learnt: \(tags.entries.count) weights")
    let morphology = TaggerTraining.morphology(known, inventories.tags, epochs: 6, seed: options.seed)
    writer.add(.featWeights, of: morphology.slots)
    writer.add(.featEntries, of: morphology.entries)
    report("morphology learnt: \(morphology.entries.count) weights")
    let lemmas = LemmatizerTraining.learn(trees, gold)
    writer.add(.editRules, Array(lemmas.rules.joined(separator: "\n").utf8))
    writer.add(.editLexicon, of: lemmas.slots)
    report("lemmatiser learnt: \(lemmas.rules.count) rules, \(lemmas.slots.count) slots")
    let parser = ParserTraining.learn(
      parsed, relationCount: inventories.relations.count, epochs: options.parserEpochs,
      margin: options.parserMargin,
      seed: options.seed, report: report)
    writer.add(.transitionWeights, of: parser.actions)
    writer.add(.relationWeights, of: parser.relations.slots)
    writer.add(.relationEntries, of: parser.relations.entries)
    report("parser learnt: \(parser.actions.count) slots, \(parser.relations.entries.count) label weights")
    return writer.bytes()
  }

  private static func sentence(_ tree: Tree, _ inventories: Inventories) -> TrainingSentence {
    let pad = [Lexical(), Lexical()]
    let words = tree.words.map { word in
      let bytes = Array(word.form.utf8)
      return bytes.withUnsafeBufferPointer { form in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: form.count + 1) { buffer in
          buffer.baseAddress.map { Lexical(form, buffer: $0) } ?? Lexical()
        }
      }
    }
    return TrainingSentence(
      words: pad + words + pad, tags: [0, 0] + tree.words.map { inventories.tag($0) } + [0, 0],
      sets: [0, 0] + tree.words.map { inventories.set($0) } + [0, 0], heads: Projective.heads(of: tree),
      labels: tree.words.map { inventories.relation($0) })
  }

  /// Numbers the words of sentences by their own counts; `number` does the same for other sentences.
  private static func numbered(
    _ sentences: [TrainingSentence], _ clusters: WordClusters
  ) -> (
    sentences: [TrainingSentence], words: [(hash: UInt64, known: Vocabulary.Known)],
    number: (inout [Lexical]) -> Void
  ) {
    var counts = WordCounts()
    for sentence in sentences { counts.add(sentence) }
    var words = clusters.known
    for (i, word) in counts.words(minimum: 2).prefix(65_535).enumerated() {
      words[word.hash, default: Vocabulary.Known()].word = UInt16(i + 1)
      words[word.hash, default: Vocabulary.Known()].usual = word.usual
    }
    let known = words
    let number = { (lexicals: inout [Lexical]) in
      for i in 2..<lexicals.count - 2 {
        lexicals[i].known = known[lexicals[i].hash] ?? Vocabulary.Known()
      }
    }
    var copy = sentences
    for i in copy.indices { number(&copy[i].words) }
    return (copy, words.map { ($0.key, $0.value) }, number)
  }

  private static func agreement(_ a: [TrainingSentence], _ b: [TrainingSentence], _ places: [Int]) -> String {
    var (same, all) = (0, 0)
    for i in places {
      for (x, y) in zip(a[i].tags, b[i].tags).dropFirst(2).dropLast(2) {
        all += 1
        if x == y { same += 1 }
      }
    }
    return "\(same * 10_000 / max(all, 1)) of 10000 tags right"
  }
}
