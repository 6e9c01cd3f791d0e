public import DemarcheText

/// A syntactic word with its place in the tree: one row of CoNLL-U, in the words of
/// Universal Dependencies.
///
/// `form`, `lemma`, `xpos` and `deprel` are short strings that Swift keeps in place, so a word owns
/// no memory of its own in ordinary text.
public struct Word: Hashable, Sendable {
  public var form: String
  public var lemma: String {
    didSet { lowerLemma = lemma.lowercased() }
  }
  /// The lemma in lower case, as tables and rules have it; kept, for every step asks for it.
  public private(set) var lowerLemma: String
  public var upos: UPOS
  public var xpos: String
  public var feats: Features
  /// The index of the governing word in the sentence, from 0; nil for the root.
  public var head: Int?
  /// The relation to the head, subtype included: `nsubj:pass`, `acl:relcl`; `root` for the root.
  public var deprel: String
  /// Bytes in the report's text; empty for a tree read from a file without a text.
  public var span: Span
  /// The MISC column of CoNLL-U, `_` when there is none.
  ///
  /// Without `SpaceAfter=No`, which the spans tell, but for the last token of a sentence that was read
  /// from a file: no span tells what follows it.
  public var misc: String

  public init(
    form: String, lemma: String, upos: UPOS, xpos: String = "_", feats: Features = Features(), head: Int?,
    deprel: String, span: Span = Span(0, 0), misc: String = "_"
  ) {
    self.form = form
    self.lemma = lemma
    lowerLemma = lemma.lowercased()
    self.upos = upos
    self.xpos = xpos
    self.feats = feats
    self.head = head
    self.deprel = deprel
    self.span = span
    self.misc = misc
  }
}

/// The universal part-of-speech tags of UD 2.
public enum UPOS: UInt8, Hashable, Sendable, CaseIterable {
  case adj, adp, adv, aux, cconj, det, intj, noun, num, part, pron, propn, punct, sconj, sym, verb, x

  /// The tag as UD writes it, e.g.
  ///
  /// `NOUN`.
  public var name: String {
    switch self {
    case .adj: "ADJ"
    case .adp: "ADP"
    case .adv: "ADV"
    case .aux: "AUX"
    case .cconj: "CCONJ"
    case .det: "DET"
    case .intj: "INTJ"
    case .noun: "NOUN"
    case .num: "NUM"
    case .part: "PART"
    case .pron: "PRON"
    case .propn: "PROPN"
    case .punct: "PUNCT"
    case .sconj: "SCONJ"
    case .sym: "SYM"
    case .verb: "VERB"
    case .x: "X"
    }
  }

  public init?(name: String) {
    guard let tag = UPOS.allCases.first(where: { $0.name == name }) else { return nil }
    self = tag
  }
}
