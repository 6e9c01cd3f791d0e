import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `What the words of one report refer to` {
  /// What the mentions of each sentence come to: "words = code sectors name", one list a sentence.
  private func resolve(
    _ sentences: [String], on date: String = "2015-01-01", named: [String: Double] = [:]
  ) -> [[String]] {
    let finder = MentionFinder(
      tables: TestWorld.knowledge.actors, classes: TestWorld.classes, gazetteer: TestWorld.knowledge.gazetteer
    )
    let day = Day(iso: date)
    var coreference = Coreference(knowledge: TestWorld.knowledge, day: day, named: named)
    let trees = Tree.typed(text: sentences)
    let claims = Claims(of: trees, lexicon: CueLexicon(TestWorld.classes))
    return trees.map { tree in
      let found = finder.find(in: tree, on: day)
      return coreference.resolve(found.actors, in: tree, places: found.places, claims: claims).map {
        mention in
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
    #expect(found[1] == ["Brandt = -  Nils Brandt"])
  }

  @Test func `gives "we" and "our" those who speak, also in the sentence behind`() {
    let spoken = """
      We we PRON 2 nsubj Number=Plur|Person=1|PronType=Prs
      left leave VERB 4 ccomp
      Dorn Dorn PROPN 4 nsubj
      said say VERB 0 root
      """
    let behind = """
      Our our PRON 2 nmod:poss Number=Plur|Person=1|Poss=Yes|PronType=Prs
      troops troop NOUN 3 nsubj Number=Plur
      fell fall VERB 0 root
      """
    let found = resolve([spoken, behind])
    #expect(found[0].first == "We = BBB GOV,MIL Mila Dorn")
    #expect(found[1] == ["Our = BBB GOV,MIL Mila Dorn", "Our troops = BBB MIL "])
  }

  @Test func `gives nobody an "I" that nobody speaks`() {
    #expect(
      resolve(["I I PRON 2 nsubj Number=Sing|Person=1|PronType=Prs\nfell fall VERB 0 root"]) == [[]])
  }

  @Test func `gives somebody from a town the country of the town`() {
    let found = resolve([
      """
      A a DET 2 det
      rioter rioter NOUN 5 nsubj
      of of ADP 4 case
      Arnburg Arnburg PROPN 2 nmod
      fled flee VERB 0 root
      """
    ])
    #expect(found[0].contains { $0.contains("rioter") && $0.contains("= AAA CVL") })
  }

  @Test func `gives a role before any country the one that the whole report is about`() {
    let first = "Rioters rioter NOUN 2 nsubj Number=Plur\nfled flee VERB 0 root"
    #expect(resolve([first], named: ["BBB": 3, "AAA": 1]) == [["Rioters = BBB CVL "]])
    #expect(resolve([first], named: ["BBB": 1, "AAA": 1.5, "CCC": 1]) == [["Rioters = - CVL "]])
  }
}
