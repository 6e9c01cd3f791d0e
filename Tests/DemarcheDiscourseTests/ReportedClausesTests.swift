import DemarcheDiscourse
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `A reported clause without a mark` {
  @Test func `is put under the verb of saying that was hung below it`() {
    let tree = Tree.typed(
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 6 advcl
      Bostria Bostria PROPN 2 obj
      will will AUX 6 aux
      not not PART 6 advmod
      attack attack VERB 0 root VerbForm=Inf
      """
    ).withReportedClauses(classes: TestWorld.classes)
    #expect(tree.words[tree.root].form == "said")
    #expect(tree.words[tree.index("attack")].deprel == "ccomp")
    #expect(tree.forms(tree.subjects(of: tree.index("attack"))) == ["Bostria"])
  }

  @Test func `gets its subject where that was taken for what was said`() {
    let tree = Tree.typed(
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 0 root
      planes plane NOUN 2 obj
      had have AUX 5 aux
      hit hit VERB 2 ccomp
      ships ship NOUN 5 obj
      """
    ).withReportedClauses(classes: TestWorld.classes)
    #expect(tree.forms(tree.subjects(of: tree.index("hit"))) == ["planes"])
  }

  @Test func `is none where something was really said`() {
    let tree = Tree.typed(
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 0 root
      words word NOUN 2 obj
      """)
    #expect(tree.withReportedClauses(classes: TestWorld.classes) == tree)
  }
}
