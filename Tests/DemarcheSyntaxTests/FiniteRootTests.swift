import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `A finite root` {
  @Test func `takes the place of a noun whose participle has an object`() {
    let tree = Tree.typed(
      """
      Troops troop NOUN 0 root
      stormed storm VERB 1 acl Tense=Past|VerbForm=Part
      towns town NOUN 2 obj
      """
    ).withFiniteRoot()
    #expect(tree.words[tree.root].form == "stormed")
    #expect(tree.forms(tree.subjects(of: tree.root)) == ["Troops"])
  }

  @Test func `is left alone where the participle is passive`() {
    let tree = Tree.typed(
      """
      Troops troop NOUN 0 root
      killed kill VERB 1 acl Tense=Past|VerbForm=Part
      in in ADP 4 case
      ambush ambush NOUN 2 obl
      """)
    #expect(tree.withFiniteRoot() == tree)
  }

  @Test func `is found in a relative clause that has no relative pronoun`() {
    let tree = Tree.typed(
      """
      Bostria Bostria PROPN 0 root
      ministers minister NOUN 4 nsubj
      have have AUX 4 aux
      agreed agree VERB 1 acl:relcl Tense=Past|VerbForm=Part
      """
    ).withFiniteRoot()
    #expect(tree.words[tree.root].form == "agreed")
    #expect(tree.words[tree.index("Bostria")].deprel == "compound")
  }

  @Test func `is found before the object it was hung on`() {
    let tree = Tree.typed(
      """
      League League PROPN 0 root
      imposed impose VERB 3 amod Tense=Past|VerbForm=Part
      sanctions sanction NOUN 1 obj
      """
    ).withFiniteRoot()
    #expect(tree.forms(tree.objects(of: tree.root)) == ["sanctions"])
    #expect(tree.forms(tree.subjects(of: tree.root)) == ["League"])
  }
}
