import DemarcheDiscourse
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `The chain of speakers` {
  @Test func `is empty for the outlet's own voice`() {
    let tree = Tree.typed("Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root")
    #expect(tree.speakers(of: 1, classes: TestWorld.classes).isEmpty)
  }

  @Test func `names the outermost first`() {
    let tree = Tree.typed(
      """
      envoys envoy NOUN 2 nsubj
      said say VERB 0 root
      Ferrin Ferrin PROPN 4 nsubj
      claimed claim VERB 2 ccomp
      Bostria Bostria PROPN 6 nsubj
      attacked attack VERB 4 ccomp
      """)
    let chain = tree.speakers(of: tree.index("attacked"), classes: TestWorld.classes)
    #expect(tree.forms(chain.map(\.head)) == ["envoys", "Ferrin"])
    #expect(tree.forms(chain.map(\.cue)) == ["said", "claimed"])
  }

  @Test func `finds a speaker who stands behind the clause`() {
    let tree = Tree.typed(
      """
      Bostria Bostria PROPN 2 nsubj
      attacked attack VERB 0 root
      , , PUNCT 5 punct
      Ferrin Ferrin PROPN 5 nsubj
      said say VERB 2 parataxis
      """)
    #expect(tree.forms(tree.speakers(of: 1, classes: TestWorld.classes).map(\.head)) == ["Ferrin"])
  }

  @Test func `finds a source that is named by a preposition`() {
    let tree = Tree.typed(
      """
      Bostria Bostria PROPN 2 nsubj
      attacked attack VERB 0 root
      according accord VERB 5 case
      to to ADP 3 fixed
      Ferrin Ferrin PROPN 2 obl
      """)
    #expect(tree.forms(tree.speakers(of: 1, classes: TestWorld.classes).map(\.head)) == ["Ferrin"])
  }
}
