import DemarcheDiscourse
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `The numbers of a sentence` {
  struct Number: Sendable, CustomTestStringConvertible {
    var words: String
    var min: Int
    var max: Int?
    var testDescription: String { words }
  }

  static let numbers = [
    Number(words: "three", min: 3, max: 3),
    Number(words: "3,000", min: 3000, max: 3000),
    Number(words: "1.5 million", min: 1_500_000, max: 1_500_000),
    Number(words: "two hundred and fifty", min: 250, max: 250),
    Number(words: "two thousand three hundred", min: 2300, max: 2300),
    Number(words: "a dozen", min: 12, max: 12),
    Number(words: "both", min: 2, max: 2),
    Number(words: "dozens", min: 24, max: nil),
    Number(words: "tens of thousands", min: 20_000, max: nil),
    Number(words: "a few", min: 3, max: nil),
    Number(words: "at least ten", min: 10, max: nil),
    Number(words: "more than 20", min: 21, max: nil),
    Number(words: "up to 20", min: 0, max: 20),
    Number(words: "fewer than 20", min: 0, max: 19),
    Number(words: "between 20 and 30", min: 20, max: 30),
    Number(words: "20 to 30", min: 20, max: 30),
    Number(words: "some 400", min: 400, max: 400),
    Number(words: "nobody", min: 0, max: 0),
  ]

  @Test(arguments: numbers)
  func `are read with their bounds`(_ number: Number) {
    // The number stands with a noun behind it.
    let words = number.words.split(separator: " ").map(String.init)
    let noun = words.count + 1
    let lines =
      words.map { "\($0) \($0) NUM \(noun) nummod" } + ["men man NOUN 0 root Number=Plur"]
    let tree = Tree.typed(lines.joined(separator: "\n"))
    let found = tree.quantities(TestWorld.knowledge.numbers)
    #expect(found.map(\.min) == [number.min])
    #expect(found.map(\.max) == [number.max])
    #expect(found.map(\.counted) == [noun - 1])
  }

  private func counts(_ tree: Tree) -> Counts {
    Counts(
      of: tree, quantities: tree.quantities(TestWorld.knowledge.numbers), besides: [],
      numbers: TestWorld.knowledge.numbers, classes: TestWorld.classes)
  }

  /// "killed 3" for each harm of a sentence, "10.." for an open end.
  private func harms(_ lines: String) -> [String] {
    counts(Tree.typed(lines)).harms.map { harm in
      let bounds = harm.min == harm.max ? "\(harm.min)" : "\(harm.min)..\(harm.max.map(String.init) ?? "")"
      return "\(harm.people.rawValue) \(bounds)"
    }
  }

  @Test func `tell whom a participle befell`() {
    let found = harms(
      """
      troops troop NOUN 2 nsubj
      shelled shell VERB 0 root
      it it PRON 2 obj
      killing kill VERB 2 advcl Tense=Pres|VerbForm=Part
      three three NUM 6 nummod
      men man NOUN 4 obj Number=Plur
      and and CCONJ 8 cc
      wounding wound VERB 4 conj Tense=Pres|VerbForm=Part
      at at ADP 10 case
      least least ADJ 11 nmod
      ten ten NUM 8 obj
      """)
    #expect(found == ["killed 3", "injured 10.."])
  }

  @Test func `tell who died, as subject, as subject of a passive and in a noun`() {
    #expect(
      harms("three three NUM 2 nummod\nmen man NOUN 3 nsubj Number=Plur\ndied die VERB 0 root") == [
        "killed 3"
      ])
    #expect(
      harms(
        """
        Three three NUM 2 nummod
        men man NOUN 4 nsubj:pass Number=Plur
        were be AUX 4 aux:pass
        killed kill VERB 0 root Tense=Past|VerbForm=Part
        """) == ["killed 3"])
    #expect(
      harms(
        """
        They they PRON 2 nsubj
        counted count VERB 0 root
        three three NUM 4 nummod
        deaths death NOUN 2 obj Number=Plur
        """) == ["killed 3"])
  }

  @Test func `tell that nobody died, whether the lives or what became of them stands first`() {
    #expect(
      harms(
        """
        No no DET 2 det Polarity=Neg
        lives life NOUN 4 nsubj:pass Number=Plur
        were be AUX 4 aux:pass
        lost lose VERB 0 root Tense=Past|VerbForm=Part
        """
      ).allSatisfy { $0 == "killed 0" })
    #expect(
      harms(
        """
        No no DET 2 det Polarity=Neg
        lives life NOUN 5 nsubj Number=Plur
        were be AUX 5 cop
        never never ADV 5 advmod
        lost lost ADJ 0 root
        """
      ).allSatisfy { $0 == "killed 0" })
  }

  @Test func `add up what is coordinated, and take an article for one`() {
    let found = harms(
      """
      They they PRON 2 nsubj
      killed kill VERB 0 root Tense=Past|VerbForm=Fin
      a a DET 4 det Definite=Ind|PronType=Art
      guard guard NOUN 2 obj Number=Sing
      and and CCONJ 7 cc
      two two NUM 7 nummod
      drivers driver NOUN 4 conj Number=Plur
      """)
    #expect(found == ["killed 3"])
  }

  @Test func `are no ages, and no people whom something could befall`() {
    let aged = harms(
      """
      They they PRON 2 nsubj
      arrested arrest VERB 0 root Tense=Past|VerbForm=Fin
      the the DET 9 det Definite=Def|PronType=Art
      20 20 NUM 6 nummod
      - - PUNCT 4 punct
      year year NOUN 8 obl:unmarked
      - - PUNCT 4 punct
      old old ADJ 9 amod
      leader leader NOUN 2 obj Number=Sing
      """)
    #expect(aged.isEmpty)
    let feared = harms(
      """
      It it PRON 3 nsubj
      could could AUX 3 aux
      kill kill VERB 0 root VerbForm=Inf
      three three NUM 5 nummod
      men man NOUN 3 obj Number=Plur
      """)
    #expect(feared.isEmpty)
  }

  @Test func `go to the nearer of two acts`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      shelled shell VERB 0 root Tense=Past|VerbForm=Fin
      it it PRON 2 obj
      killing kill VERB 2 advcl Tense=Pres|VerbForm=Part
      three three NUM 4 obj
      and and CCONJ 8 cc
      Bostria Bostria PROPN 8 nsubj
      bombed bomb VERB 2 conj Tense=Past|VerbForm=Fin
      them they PRON 8 obj
      killing kill VERB 8 advcl Tense=Pres|VerbForm=Part
      ten ten NUM 10 obj
      """)
    let triggers = [tree.index("shelled"), tree.index("bombed")]
    let counts = counts(tree)
    #expect(
      triggers.map { counts.harms(of: $0, among: triggers, .killed, in: counts.harms)?.min } == [3, 10])
    #expect(tree.cause(of: tree.index("killing"), classes: TestWorld.classes) == triggers[0])
  }

  @Test func `tell how often an act took place`() {
    let twice = Tree.typed(
      "Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root\ntwice twice ADV 2 advmod")
    #expect(counts(twice).repetitions(of: twice.index("attacked"))?.count == 2)
    let raids = Tree.typed(
      "Arnland Arnland PROPN 2 nsubj\nlaunched launch VERB 0 root\nfive five NUM 4 nummod\nraids raid NOUN 2 obj"
    )
    #expect(counts(raids).repetitions(of: raids.index("raids"))?.count == 5)
    let rounds = Tree.typed(
      """
      They they PRON 2 nsubj
      held hold VERB 0 root
      two two NUM 4 nummod
      rounds round NOUN 2 obj
      of of ADP 6 case
      talks talk NOUN 4 nmod
      """)
    #expect(counts(rounds).repetitions(of: rounds.index("talks"))?.count == 2)
    let dozens = Tree.typed(
      """
      They they PRON 2 nsubj
      launched launch VERB 0 root
      dozens dozen NOUN 2 obj
      of of ADP 5 case
      raids raid NOUN 3 nmod
      """)
    #expect(counts(dozens).repetitions(of: dozens.index("raids")) == nil)
  }

  @Test func `tell how many took part`() {
    let tree = Tree.typed(
      """
      dozens dozen NOUN 4 nsubj Number=Plur
      of of ADP 3 case
      rioters rioter NOUN 1 nmod Number=Plur
      marched march VERB 0 root
      """)
    let found = counts(tree).participants(of: tree.index("marched"), actors: [tree.index("rioters")])
    #expect(found?.min == 24)
    #expect(found?.max == nil)
  }
}
