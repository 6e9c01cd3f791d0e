import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `Whom pronouns and other short words take up` {
  /// What each pronoun or noun that takes up another comes to: "word = words of the antecedent", in order of the text.
  private func taken(_ sentences: [String]) -> [String] {
    mentions(sentences).flatMap { tree, all, trees in
      all.compactMap { mention in
        guard let place = mention.antecedent else { return nil }
        return "\(tree.words[mention.head].form) = \(words(place, trees))"
      }
    }
  }

  private func words(_ place: MentionPlace, _ trees: [Tree]) -> String {
    trees[place.sentence].words[place.words].map(\.form).joined(separator: " ")
  }

  private func mentions(_ sentences: [String]) -> [(tree: Tree, mentions: [ActorMention], trees: [Tree])] {
    let world = TestWorld.knowledge
    let finder = MentionFinder(tables: world.actors, classes: world.classes, gazetteer: world.gazetteer)
    let day = Day(iso: "2015-01-01")
    var coreference = Coreference(knowledge: world, day: day)
    let trees = Tree.typed(text: sentences)
    let claims = Claims(of: trees, lexicon: CueLexicon(world.classes))
    return trees.map { tree in
      let found = finder.find(in: tree, on: day)
      return (
        tree, coreference.resolve(found.actors, in: tree, places: found.places, claims: claims), trees
      )
    }
  }

  private func confidence(_ sentences: [String]) -> Double? {
    mentions(sentences).last?.mentions.first { $0.antecedent != nil }?.confidence
  }

  private let he = "Gender=Masc|Number=Sing|Person=3|PronType=Prs"
  private let she = "Gender=Fem|Number=Sing|Person=3|PronType=Prs"
  private let it = "Gender=Neut|Number=Sing|Person=3|PronType=Prs"
  private let they = "Number=Plur|Person=3|PronType=Prs"

  private let brandtMetDorn = """
    Brandt Brandt PROPN 2 nsubj
    met meet VERB 0 root
    Dorn Dorn PROPN 2 obj
    """
  private let torbenSlept = """
    Torben Torben PROPN 3 nsubj
    Rask Rask PROPN 1 flat
    slept sleep VERB 0 root
    """
  private let brandtAndDornSlept = """
    Brandt Brandt PROPN 4 nsubj
    and and CCONJ 3 cc
    Dorn Dorn PROPN 1 conj
    slept sleep VERB 0 root
    """

  @Test func `gender by the given name, also of a holder whose surname alone is told`() {
    #expect(taken([brandtMetDorn, "She she PRON 2 nsubj \(she)\nleft leave VERB 0 root"]) == ["She = Dorn"])
    #expect(taken([brandtMetDorn, "He he PRON 2 nsubj \(he)\nleft leave VERB 0 root"]) == ["He = Brandt"])
  }

  @Test func `a name that no table knows is as good an antecedent as another`() {
    let liv = "Liv Liv PROPN 3 nsubj\nHolm Holm PROPN 1 flat\nleft leave VERB 0 root"
    #expect(
      taken([torbenSlept, liv, "He he PRON 2 nsubj \(he)\nate eat VERB 0 root"]) == ["He = Torben Rask"])
    #expect(taken([torbenSlept, "Rask Rask PROPN 2 nsubj\nate eat VERB 0 root"]) == ["Rask = Torben Rask"])
  }

  @Test func `what is said in apposition or by a predicate tells that a name is a person's`() {
    let first = """
      Quill Quill PROPN 3 nsubj
      , , PUNCT 3 punct
      slept sleep VERB 0 root
      """
    let second = """
      Quill Quill PROPN 4 nsubj
      is be AUX 4 cop
      a a DET 4 det
      woman woman NOUN 0 root Number=Sing
      """
    #expect(
      taken([first, second, "She she PRON 2 nsubj \(she)\nate eat VERB 0 root"]) == ["She = Quill"])
    #expect(taken([first, second, "He he PRON 2 nsubj \(he)\nate eat VERB 0 root"]).isEmpty)
  }

  @Test func `"it" is a body or country and no man`() {
    let league = """
      Brandt Brandt PROPN 2 nsubj
      left leave VERB 0 root
      the the DET 4 det Definite=Def|PronType=Art
      League League PROPN 2 obj
      of of ADP 6 case
      Plains Plains PROPN 4 nmod
      """
    #expect(
      taken([league, "It it PRON 2 nsubj \(it)\nfell fall VERB 0 root"]) == ["It = League of Plains"])
  }

  @Test func `an object is not the subject of its own clause`() {
    let praised = """
      Torben Torben PROPN 3 nsubj
      Rask Rask PROPN 1 flat
      praised praise VERB 0 root
      him he PRON 3 obj Case=Acc|\(he)
      """
    #expect(
      taken(["Brandt Brandt PROPN 2 nsubj\nslept sleep VERB 0 root", praised]) == ["him = Brandt"])
  }

  @Test func `a possessive is the subject of its clause, and a reflexive must be`() {
    let sold = """
      Brandt Brandt PROPN 2 nsubj
      sold sell VERB 0 root
      his his PRON 4 nmod:poss Poss=Yes|\(he)
      car car NOUN 2 obj Number=Sing
      """
    let saw = """
      Brandt Brandt PROPN 2 nsubj
      saw see VERB 0 root
      himself himself PRON 2 obj Reflex=Yes|\(he)
      """
    #expect(taken([torbenSlept, sold]) == ["his = Brandt"])
    #expect(taken([torbenSlept, saw]) == ["himself = Brandt"])
  }

  @Test func `a pronoun in a clause before may mean the subject behind`() {
    let before = """
      Before before SCONJ 3 mark
      he he PRON 3 nsubj \(he)
      left leave VERB 6 advcl
      , , PUNCT 3 punct
      Brandt Brandt PROPN 6 nsubj
      slept sleep VERB 0 root
      """
    #expect(taken([before]) == ["he = Brandt"])
  }

  @Test func `inside quotation marks "he" is not who speaks`() {
    let quoted = """
      " " PUNCT 3 punct
      He he PRON 3 nsubj \(he)
      lied lie VERB 6 ccomp
      " " PUNCT 3 punct
      Brandt Brandt PROPN 6 nsubj
      said say VERB 0 root
      """
    let brandt = "Brandt Brandt PROPN 2 nsubj\nate eat VERB 0 root"
    #expect(taken([torbenSlept, brandt, quoted]) == ["He = Torben Rask"])
  }

  @Test func `an "it" that stands for nothing takes up nothing`() {
    let rained = "It it PRON 2 expl \(it)\nrained rain VERB 0 root"
    #expect(
      taken(["Arnland Arnland PROPN 2 nsubj\nfell fall VERB 0 root", rained]).isEmpty)
  }

  @Test(arguments: [
    (
      "They they PRON 2 nsubj Number=Plur|Person=3|PronType=Prs\nleft leave VERB 0 root",
      ["They = Brandt", "They = Dorn"]
    ),
    (
      "The the DET 2 det Definite=Def|PronType=Art\npair pair NOUN 3 nsubj Number=Sing\nleft leave VERB 0 root",
      ["pair = Brandt", "pair = Dorn"]
    ),
    (
      "The the DET 2 det Definite=Def|PronType=Art\nformer former ADJ 3 nsubj\nleft leave VERB 0 root",
      ["former = Brandt"]
    ),
    (
      "The the DET 2 det Definite=Def|PronType=Art\nlatter latter ADJ 3 nsubj\nleft leave VERB 0 root",
      ["latter = Dorn"]
    ),
  ])
  func `two joined by a conjunction are taken up together, or one of them`(
    _ next: String, _ expected: [String]
  ) {
    #expect(taken([brandtAndDornSlept, next]) == expected)
  }

  @Test func `"they" are two who met when nobody is joined`() {
    #expect(
      taken([brandtMetDorn, "They they PRON 2 nsubj \(they)\nleft leave VERB 0 root"])
        == ["They = Brandt", "They = Dorn"])
  }

  @Test func `"the country" is one told of, and not the subject of its own clause`() {
    let left = """
      Bostria Bostria PROPN 2 nsubj
      left leave VERB 0 root
      the the DET 4 det Definite=Def|PronType=Art
      country country NOUN 2 obj Number=Sing
      """
    #expect(
      taken(["Arnland Arnland PROPN 2 nsubj\nfell fall VERB 0 root", left]) == ["country = Arnland"])
  }

  @Test func `"whose" is whom the relative clause hangs on`() {
    let whose = """
      Brandt Brandt PROPN 5 nsubj
      whose whose PRON 3 nmod:poss Poss=Yes|PronType=Rel
      car car NOUN 4 nsubj Number=Sing
      fell fall VERB 1 acl:relcl
      slept sleep VERB 0 root
      """
    #expect(taken([whose]) == ["whose = Brandt"])
  }

  @Test func `capitals stand for the name of a body told before`() {
    let league = """
      League League PROPN 4 nsubj
      of of ADP 3 case
      Plains Plains PROPN 1 nmod
      fell fall VERB 0 root
      """
    #expect(
      taken([league, "LP LP PROPN 2 nsubj\nrose rise VERB 0 root"]) == ["LP = League of Plains"])
  }

  @Test func `confidence is 1 for a name, and less the more there are to be meant`() {
    let alone = confidence([torbenSlept, "He he PRON 2 nsubj \(he)\nate eat VERB 0 root"])
    let two = confidence([
      torbenSlept, "Brandt Brandt PROPN 2 nsubj\nleft leave VERB 0 root",
      "He he PRON 2 nsubj \(he)\nate eat VERB 0 root",
    ])
    #expect(mentions([brandtMetDorn])[0].mentions.map(\.confidence) == [1, 1])
    #expect((alone ?? 0) > (two ?? 1))
    #expect((two ?? 0) > 0.25)
  }

  @Test func `a thing without a name is taken up and is no party`() {
    let fell = "The the DET 2 det Definite=Def\nbridge bridge NOUN 3 nsubj Number=Sing\nfell fall VERB 0 root"
    let found = mentions([fell, "It it PRON 2 nsubj \(it)\nburned burn VERB 0 root"])
    #expect(found[1].mentions.allSatisfy { !$0.isParty && $0.actor.code == nil })
  }
}
