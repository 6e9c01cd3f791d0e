import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `What the words of one report refer to` {
  /// What the mentions of each sentence come to: "words = code sectors name", one list a sentence.
  private func resolve(_ sentences: [String], on date: String = "2015-01-01") -> [[String]] {
    let finder = MentionFinder(
      tables: TestWorld.knowledge.actors, classes: TestWorld.classes, gazetteer: TestWorld.knowledge.gazetteer
    )
    let day = Day(iso: date)
    var coreference = Coreference(classes: TestWorld.classes, tables: TestWorld.knowledge.actors, day: day)
    return sentences.map { text in
      let tree = Tree.typed(text)
      return coreference.resolve(finder.find(in: tree, on: day).actors, in: tree).map { mention in
        "\(tree.words[mention.words].map(\.form).joined(separator: " ")) = \(mention.actor.code ?? "-") "
          + "\(mention.actor.sectors.joined(separator: ",")) \(mention.actor.name ?? "")"
      }
    }
  }

  @Test func `gives "he" the last man who acted`() {
    let found = resolve([
      """
      Brandt Brandt PROPN 2 nsubj
      met meet VERB 0 root
      Dorn Dorn PROPN 2 obj
      """,
      """
      He he PRON 2 nsubj Gender=Masc|Number=Sing|Person=3|PronType=Prs
      spoke speak VERB 0 root
      """,
    ])
    #expect(found[1] == ["He = AAA GOV Ole Brandt"])
  }

  @Test func `gives "his country" the country of its owner`() {
    let found = resolve([
      """
      Brandt Brandt PROPN 2 nsubj
      said say VERB 0 root
      his his PRON 4 nmod:poss Gender=Masc|Number=Sing|Person=3|Poss=Yes|PronType=Prs
      country country NOUN 5 nsubj Number=Sing
      fell fall VERB 2 ccomp
      """
    ])
    #expect(found[0].last == "his country = AAA  Arnland")
  }

  @Test func `gives a role without a country that of the report, and says so`() {
    let found = resolve([
      "Bostria Bostria PROPN 2 nsubj\nfell fall VERB 0 root",
      "rioters rioter NOUN 2 nsubj Number=Plur\nfled flee VERB 0 root",
    ])
    #expect(found[1] == ["rioters = BBB CVL "])
  }

  @Test func `does not take a stranger of a known surname for the one who is known`() {
    let found = resolve([
      """
      Nils Nils PROPN 3 nsubj
      Brandt Brandt PROPN 1 flat
      sang sing VERB 0 root
      """,
      "Brandt Brandt PROPN 2 nsubj\nslept sleep VERB 0 root",
    ])
    #expect(found[1] == ["Brandt = -  Brandt"])
  }
}
