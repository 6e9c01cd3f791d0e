import DemarcheDiscourse
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `A clause that leaves something out` {
  private static func subjects(_ verb: String, _ tree: Tree) -> [String] {
    tree.forms(tree.subjects(of: tree.index(verb)))
  }

  @Test func `is passive in a headline whose verb always has an object`() {
    let tree = Tree.typed(
      """
      Miners miner NOUN 2 nsubj
      rescued rescue VERB 0 root Tense=Past|VerbForm=Part
      off off ADP 4 case
      Arnland Arnland PROPN 2 obl
      """
    ).withHeadlinePassives(classes: TestWorld.classes)
    #expect(Self.subjects("rescued", tree) == [])
    #expect(tree.forms(tree.objects(of: tree.index("rescued"))) == ["Miners"])
  }

  @Test func `stays active with an object`() {
    let tree = Tree.typed(
      """
      Sailors sailor NOUN 2 nsubj
      rescued rescue VERB 0 root Tense=Past|VerbForm=Fin
      miners miner NOUN 2 obj
      """
    ).withHeadlinePassives(classes: TestWorld.classes)
    #expect(Self.subjects("rescued", tree) == ["Sailors"])
  }

  /// A gerund behind an object: who does it.
  static let gerunds: [(id: String, mark: String, deprel: String, doer: String)] = [
    ("of", "of", "SCONJ", "Bostria"), ("by", "by", "SCONJ", "Arnland"),
  ]

  @Test(arguments: gerunds)
  func `has the object for its subject behind "of", and the subject behind "by"`(
    _ gerund: (id: String, mark: String, deprel: String, doer: String)
  ) {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      accused accuse VERB 0 root Tense=Past|VerbForm=Fin
      Bostria Bostria PROPN 2 obj
      \(gerund.mark) \(gerund.mark) \(gerund.deprel) 5 mark
      shelling shell VERB 2 advcl VerbForm=Ger
      towns town NOUN 5 obj
      """
    ).withObjectControl(classes: TestWorld.classes)
    #expect(Self.subjects("shelling", tree) == [gerund.doer], "\(gerund.id)")
  }

  @Test func `has the subject of its copula for its own`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 4 nsubj
      is be AUX 4 cop
      the the DET 4 det
      state state NOUN 0 root
      to to PART 6 mark
      attack attack VERB 4 acl VerbForm=Inf
      Bostria Bostria PROPN 6 obj
      """)
    #expect(Self.subjects("attack", tree) == ["Arnland"])
  }
}
