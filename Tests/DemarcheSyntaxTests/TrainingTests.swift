import DemarcheSyntax
import DemarcheText
import DemarcheTraining
import Testing

/// A tree from rows of form, lemma, part of speech, head (from 1, 0 for the root) and relation.
func tree(_ rows: String) -> Tree {
  let words = rows.split(separator: ";").map { row in
    let cells = row.split(separator: " ").map { String($0) }
    let head = Int(cells[3]) ?? 0
    return Word(
      form: cells[0], lemma: cells[1], upos: UPOS(name: cells[2]) ?? .x, xpos: cells[2],
      head: head == 0 ? nil : head - 1, deprel: cells[4])
  }
  return Tree(words: words)
}

@Suite struct TrainingTests {
  static let treebank = [
    tree("Peru Peru PROPN 2 nsubj;sends send VERB 0 root;aid aid NOUN 2 obj;. . PUNCT 2 punct"),
    tree("Chad Chad PROPN 2 nsubj;sends send VERB 0 root;troops troop NOUN 2 obj;. . PUNCT 2 punct"),
    tree("The the DET 2 det;envoy envoy NOUN 3 nsubj;left leave VERB 0 root;. . PUNCT 3 punct"),
    tree("The the DET 2 det;troops troop NOUN 3 nsubj;left leave VERB 0 root;Chad Chad PROPN 3 obj"),
    tree("Aid aid NOUN 2 nsubj;helps help VERB 0 root;the the DET 4 det;envoy envoy NOUN 2 obj"),
  ]

  /// Few trees need a small network, many passes and nothing forgotten.
  private static var options: Trainer.Options {
    var options = Trainer.Options()
    options.width = 16
    options.epochs = 80
    options.batch = 16
    options.rate = 0.01
    options.forget = 0
    options.keep = 1
    return options
  }

  private static func model() throws -> SyntaxModel {
    let bytes = Trainer(treebank).train(options: options)
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyBytes(from: bytes)
    return try SyntaxModel(bytes: UnsafeRawBufferPointer(copy), name: "test")
  }

  @Test("a model learns the sentences it was shown")
  func learns() throws {
    let model = try TrainingTests.model()
    let system = TrainingTests.treebank.map { model.parse(words: $0) }
    let evaluation = Evaluation(gold: TrainingTests.treebank, system: system)
    #expect(evaluation.upos.f1 > 0.9)
    #expect(evaluation.las.f1 > 0.9)
    #expect(evaluation.lemmas.f1 > 0.9)
  }

  @Test("the same trees and seed give the same bytes")
  func deterministic() {
    var options = TrainingTests.options
    options.epochs = 3
    let first = Trainer(TrainingTests.treebank).train(options: options)
    #expect(Trainer(TrainingTests.treebank).train(options: options) == first)
    options.seed = 2
    #expect(Trainer(TrainingTests.treebank).train(options: options) != first)
  }

  @Test("a sentence longer than the network reads at once is still one tree")
  func longSentence() throws {
    let model = try TrainingTests.model()
    let word = Word(form: "troops", lemma: "_", upos: .x, head: nil, deprel: "root")
    var words = [Word](repeating: word, count: 1000)
    for i in 1..<words.count { words[i].head = 0 }
    let parsed = model.parse(words: Tree(words: words))
    #expect(parsed.words.count == 1000)
    #expect(parsed.words.count { $0.deprel == "root" } == 1)
  }

  @Test("random words always give one tree")
  func alwaysATree() throws {
    let model = try TrainingTests.model()
    var state: UInt64 = 7
    func random(_ n: UInt64) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % n)
    }
    for _ in 0..<300 {
      var text: [UInt8] = []
      var tokens: [Token] = []
      for _ in 0...random(40) {
        let start = text.count
        for _ in 0...random(6) { text.append(UInt8(33 + random(90))) }
        tokens.append(Token(span: Span(start, text.count)))
      }
      let sentence = Sentence(span: Span(0, text.count), tokens: tokens, paragraph: 0)
      let tree = model.parse(sentence: sentence, text: text)
      #expect(Tree.fault(in: tree.words.map(\.head)) == nil)
      #expect(tree.words.count { $0.deprel == "root" } == 1)
      #expect(tree.words[tree.root].deprel == "root")
    }
  }

  @Test("a damaged model is refused")
  func damagedModel() throws {
    var options = TrainingTests.options
    options.epochs = 1
    var bytes = Trainer(TrainingTests.treebank).train(options: options)
    bytes[bytes.count / 2] ^= 1
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    defer { copy.deallocate() }
    copy.copyBytes(from: bytes)
    #expect(throws: (any Error).self) { try SyntaxModel(bytes: UnsafeRawBufferPointer(copy), name: "test") }
  }

  @Test("silver trees teach words that the treebank lacks")
  func silver() throws {
    var trainer = Trainer(TrainingTests.treebank)
    let more = tree(
      "Mali Mali PROPN 2 nsubj;leaves leave VERB 0 root;the the DET 4 det;talks talk NOUN 2 obj")
    for _ in 0..<4 { trainer.addSilver(more) }
    #expect(trainer.silverWords == 16)
    var options = TrainingTests.options
    options.silverEpochs = 40
    options.epochs = 20
    let bytes = trainer.train(options: options)
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyBytes(from: bytes)
    let model = try SyntaxModel(bytes: UnsafeRawBufferPointer(copy), name: "test")
    #expect(model.parse(words: more).words.map(\.head) == more.words.map(\.head))
  }

  @Test("identical analyses score one")
  func perfectScore() {
    let evaluation = Evaluation(gold: TrainingTests.treebank, system: TrainingTests.treebank)
    #expect(evaluation.named.allSatisfy { $0.score.f1 == 1 })
  }

  @Test("words of other tokens are aligned by the characters they cover")
  func alignment() {
    let gold = [tree("a a DET 2 det;bc bc NOUN 0 root;d d VERB 2 acl")]
    let system = [tree("a a DET 2 det;b b NOUN 0 root;c c NOUN 2 dep;d d VERB 2 acl")]
    let evaluation = Evaluation(gold: gold, system: system)
    #expect(evaluation.words.right == 2)
    #expect(evaluation.upos.right == 2)
    #expect(evaluation.las.right == 0)
    #expect(evaluation.sentences.right == 1)
  }
}
