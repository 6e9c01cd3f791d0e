public import DemarcheSyntax
import Dispatch

/// Makes a model of syntax from a treebank and, if there are, trees that a slower parser made.
///
/// The same trees, in the same order, and the same options give the same bytes, on any number of cores.
public struct Trainer {
  public struct Options: Sendable {
    public var seed: UInt64 = 1
    /// Passes over the treebank alone; 8 after silver trees and 20 without them when not given.
    public var epochs: Int?
    /// Passes over the silver trees, with the treebank among them, before those.
    public var silverEpochs = 4
    /// How often the treebank stands among the silver trees of a pass.
    public var goldCopies = 3
    /// Words that are read before the parameters move.
    public var batch = 800
    public var rate: Float = 0.002
    /// Numbers for each word between layers.
    public var width = 160
    public var layers = 3
    /// How many words of a thousand lose their form while it learns.
    public var forget: UInt64 = 50
    /// Which share of the numbers is kept while it learns from the treebank alone.
    public var keep: Float = 0.75

    public init() {}
  }

  private let trees: [Tree]
  private let inventories: Inventories
  private var gold = TrainingCorpus()
  private var silver = TrainingCorpus()

  /// Takes the trees of a treebank, from which all tags, features and relations come.
  public init(_ trees: [Tree]) {
    self.trees = trees
    inventories = Inventories(trees)
    for tree in trees { gold.add(tree, inventories) }
  }

  /// Adds a tree that a parser made; what it has that the treebank lacks is not learnt.
  public mutating func addSilver(_ tree: Tree) { silver.add(tree, inventories) }

  /// The words of the silver trees taken so far.
  public var silverWords: Int { silver.wordCount }

  /// Learns everything and returns the bytes of the model file.
  ///
  /// - Parameter report: told, in a line each, what has been done.
  /// - Cost: some 20,000 words a second and core.
  public func train(options: Options = Options(), report: (String) -> Void = { _ in }) -> [UInt8] {
    var writer = ModelFile.Writer()
    inventories.tags.write(to: &writer)
    writer.add(.relations, Array(inventories.relations.joined(separator: "\n").utf8))
    let lemmas = LemmatizerTraining.learn(trees, inventories)
    writer.add(.editRules, Array(lemmas.rules.joined(separator: "\n").utf8))
    writer.add(.editLexicon, of: lemmas.slots)
    report("lemmatiser learnt: \(lemmas.rules.count) rules, \(lemmas.slots.count) slots")

    let forms = frequentForms()
    writer.add(.forms, of: FormTable.layOut(forms))
    let numbers = Dictionary(uniqueKeysWithValues: forms.enumerated().map { ($1, $0) })
    var (gold, silver) = (gold, silver)
    gold.number(numbers)
    silver.number(numbers)
    report("\(gold.wordCount) words of gold, \(silver.wordCount) of silver, \(forms.count) forms")
    var shape = NetworkShape(
      tags: inventories.tags.tags.count, sets: inventories.tags.featureSets.count,
      relations: inventories.relations.count, forms: forms.count)
    shape.width = options.width
    shape.layers = options.layers
    var descent = Descent(shape, seed: options.seed)
    var random = RandomNumbers(seed: options.seed)
    let silverPasses = silver.sentenceCount > 0 ? options.silverEpochs : 0
    let epochs = options.epochs ?? (silverPasses > 0 ? 8 : 20)
    let mixed = silver.wordCount + options.goldCopies * gold.wordCount
    let total = Float(silverPasses * mixed + epochs * gold.wordCount)
    // The first steps are short, since the pace of each parameter is not known yet.
    let warm = min(100_000, total / 10)
    var read = 0
    for epoch in 0..<silverPasses + epochs {
      let isSilver = epoch < silverPasses
      let keep = isSilver ? 0.9 : options.keep
      let passes = (0..<Trainer.shards).map { _ in
        NetworkPass(shape, keepInput: isSilver ? 0.9 : options.keep, keepLayer: keep)
      }
      var losses = NetworkPass.Losses()
      let start = read
      for batch in batches(gold, silver, isSilver ? options.goldCopies : 0, options.batch, &random) {
        let corpus = batch.isSilver ? silver : gold
        let words = batch.sentences.reduce(0) { $0 + corpus.words(of: $1).count }
        let done = Float(read) / total
        let rate = options.rate * min(1, Float(read + words) / warm) * max(1 - done, 0.01)
        let seeds = (0..<Trainer.shards).map { _ in random.next() }
        let each = (batch.sentences.count + Trainer.shards - 1) / Trainer.shards
        let (parameters, table) = (UnsafeRun(descent.parameters), UnsafeRun(descent.table))
        let runs = passes.map { UnsafeRun($0) }
        DispatchQueue.concurrentPerform(iterations: Trainer.shards) { shard in
          var random = RandomNumbers(seed: seeds[shard])
          let from = min(shard * each, batch.sentences.count)
          let to = min(from + each, batch.sentences.count)
          runs[shard].value.run(
            corpus, batch.sentences[from..<to], parameters: parameters.value.floats,
            table: table.value.floats, weight: 1 / Float(words), forget: options.forget, random: &random)
        }
        descent.move(passes, rate: rate)
        for pass in passes { losses = losses + pass.loss }
        read += words
      }
      let n = Float(read - start)
      func mean(_ x: Float) -> String {
        let thousandths = Int((x / n * 1000).rounded())
        let rest = "\(thousandths % 1000)"
        return "\(thousandths / 1000).\(String(repeating: "0", count: 3 - rest.count))\(rest)"
      }
      report(
        "pass \(epoch + 1) of \(silverPasses + epochs)\(isSilver ? ", silver" : ""): \(read - start) "
          + "words, loss of tags \(mean(losses.tag)), features \(mean(losses.set)), arcs \(mean(losses.arc)), "
          + "relations \(mean(losses.relation))")
    }
    Network.write(
      shape, parameters: descent.parameters.floats, table: descent.table.floats, to: &writer)
    return writer.bytes()
  }

  /// The forms that are seen often enough to have a row, most frequent first.
  private func frequentForms() -> [UInt64] {
    var counts: [UInt64: Int] = [:]
    for hash in gold.forms { counts[hash, default: 0] += 1 }
    for hash in silver.forms { counts[hash, default: 0] += 1 }
    let least = silver.wordCount > 0 ? 3 : 2
    let frequent = counts.filter { $0.value >= least }
      .sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }
    return frequent.prefix(50_000).map(\.key)
  }

  /// A batch is cut into so many parts, whatever the cores, so that sums come out the same.
  private static let shards = 2

  private struct Batch {
    var isSilver: Bool
    var sentences: [Int]
  }

  /// The batches of a pass in random order; `copies` of the treebank among the silver trees, or none of those.
  private func batches(
    _ gold: TrainingCorpus, _ silver: TrainingCorpus, _ copies: Int, _ size: Int,
    _ random: inout RandomNumbers
  ) -> [Batch] {
    var list: [Batch] = []
    func cut(_ corpus: TrainingCorpus, _ isSilver: Bool) {
      var order = Array(0..<corpus.sentenceCount)
      order.shuffle(using: &random)
      var batch = Batch(isSilver: isSilver, sentences: [])
      var words = 0
      for sentence in order {
        batch.sentences.append(sentence)
        words += corpus.words(of: sentence).count
        if words >= size {
          list.append(batch)
          batch.sentences = []
          words = 0
        }
      }
      if batch.sentences.count > 1 { list.append(batch) }
    }
    for _ in 0..<max(copies, 1) { cut(gold, false) }
    if copies > 0 { cut(silver, true) }
    list.shuffle(using: &random)
    return list
  }
}

/// What one part of a batch works on, handed to another thread.
private struct UnsafeRun<Value: AnyObject>: @unchecked Sendable {  // why: one thread's own, or only read
  let value: Value

  init(_ value: Value) { self.value = value }
}
