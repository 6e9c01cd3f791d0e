public import DemarcheSyntax
import DemarcheText

/// Scores of an analysis against gold trees, the way of the CoNLL 2018 shared task.
///
/// Words are aligned by the characters they cover, spaces apart; inside a multiword token by the
/// longest common run of forms. LAS leaves subtypes out of account, `fullLAS` counts them. Features
/// are compared over the universal names only. Source: universaldependencies.org/conll18/evaluation.html
public struct Evaluation: Sendable {
  /// How much was right, against how much there is and how much was given.
  public struct Score: Sendable {
    public var right = 0
    public var gold = 0
    public var system = 0

    /// The balanced mean of precision and recall, 0 to 1.
    public var f1: Double { gold + system == 0 ? 0 : 2 * Double(right) / Double(gold + system) }
  }

  public var tokens = Score()
  public var sentences = Score()
  public var words = Score()
  public var upos = Score()
  public var xpos = Score()
  public var feats = Score()
  public var lemmas = Score()
  public var uas = Score()
  public var las = Score()
  public var fullLAS = Score()

  /// Every score with its name, in the order of the shared task.
  public var named: [(name: String, score: Score)] {
    [
      ("Tokens", tokens), ("Sentences", sentences), ("Words", words), ("UPOS", upos), ("XPOS", xpos),
      ("UFeats", feats), ("Lemmas", lemmas), ("UAS", uas), ("LAS", las), ("LAS with subtypes", fullLAS),
    ]
  }

  /// Compares two analyses of the same text; only spaces may differ.
  public init(gold: [Tree], system: [Tree]) {
    let a = AlignedText(gold)
    let b = AlignedText(system)
    tokens = Evaluation.common(a.tokens, b.tokens)
    sentences = Evaluation.common(a.sentences, b.sentences)
    var score = Score(right: 0, gold: a.words.count, system: b.words.count)
    let pairs = AlignedText.align(a, b)
    score.right = pairs.count
    words = score
    var other = [Int](repeating: -1, count: a.words.count)
    for (g, s) in pairs { other[g] = s }
    score.right = 0
    (upos, xpos, feats, lemmas, uas, las, fullLAS) = (score, score, score, score, score, score, score)
    for (g, s) in pairs {
      let (x, y) = (a.words[g], b.words[s])
      if x.word.upos == y.word.upos { upos.right += 1 }
      if x.word.xpos == y.word.xpos { xpos.right += 1 }
      if Evaluation.universal(x.word.feats) == Evaluation.universal(y.word.feats) { feats.right += 1 }
      if x.word.lemma == y.word.lemma || x.word.lemma == "_" { lemmas.right += 1 }
      let sameHead: Bool
      switch (x.head, y.head) {
      case (nil, nil): sameHead = true
      case (let h?, let k?): sameHead = other[h] == k
      default: sameHead = false
      }
      guard sameHead else { continue }
      uas.right += 1
      if x.word.deprel == y.word.deprel { fullLAS.right += 1 }
      let (p, q) = (x.word.deprel.split(separator: ":").first, y.word.deprel.split(separator: ":").first)
      if p == q { las.right += 1 }
    }
  }

  private static func common(_ a: [Span], _ b: [Span]) -> Score {
    let known = Set(b)
    return Score(right: a.count { known.contains($0) }, gold: a.count, system: b.count)
  }

  private static let universalNames: Set<String> = [
    "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
    "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity", "Person",
    "Polite",
  ]

  private static func universal(_ feats: Features) -> [String] {
    feats.pairs.filter { universalNames.contains($0.name) }.map { "\($0.name)=\($0.value)" }
  }
}
