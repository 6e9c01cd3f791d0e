import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `Mentions of actors` {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var tree: String
    var day: String?
    /// "words = code sectors name" of each mention in order of the heads.
    var expected: [String]
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "a state",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        fell fall VERB 0 root
        """, day: nil, expected: ["Arnland = AAA  Arnland"]),
    Case(
      id: "a long name",
      tree: """
        People People PROPN 3 nmod:poss
        's 's PART 1 case
        Republic Republic PROPN 6 nsubj
        of of ADP 5 case
        Bostria Bostria PROPN 3 nmod
        fell fall VERB 0 root
        """, day: nil, expected: ["People 's Republic of Bostria = BBB  Bostria"]),
    Case(
      id: "a capital stands for its government",
      tree: """
        Arnburg Arnburg PROPN 2 nsubj
        agreed agree VERB 0 root
        """, day: nil, expected: ["Arnburg = AAA GOV Arnland"]),
    Case(
      id: "an office is filled with its holder of the day",
      tree: """
        Arnish Arnish ADJ 2 amod
        president president NOUN 3 nsubj Number=Sing
        spoke speak VERB 0 root
        """, day: "2012-06-01", expected: ["Arnish president = AAA GOV Ada Ferrin"]),
    Case(
      id: "the holder changes with the day",
      tree: """
        Arnish Arnish ADJ 2 amod
        president president NOUN 3 nsubj Number=Sing
        spoke speak VERB 0 root
        """, day: "2014-06-01", expected: ["Arnish president = AAA GOV Ole Brandt"]),
    Case(
      id: "past what is known an office has no holder",
      tree: """
        Arnish Arnish ADJ 2 amod
        president president NOUN 3 nsubj Number=Sing
        spoke speak VERB 0 root
        """, day: "2024-06-01", expected: ["Arnish president = AAA GOV "]),
    Case(
      id: "title, possessor and name are one",
      tree: """
        Bostria Bostria PROPN 4 nmod:poss
        's 's PART 1 case
        Defense Defense PROPN 4 compound
        Minister Minister PROPN 6 nmod:desc
        Mila Mila PROPN 6 compound
        Dorn Dorn PROPN 7 nsubj
        spoke speak VERB 0 root
        """, day: "2015-01-01", expected: ["Bostria 's Defense Minister Mila Dorn = BBB GOV,MIL Mila Dorn"]),
    Case(
      id: "who no longer holds the office is an elite",
      tree: """
        Ferrin Ferrin PROPN 2 nsubj
        spoke speak VERB 0 root
        """, day: "2015-01-01", expected: ["Ferrin = AAA ELI Ada Ferrin"]),
    Case(
      id: "an adjective before what is no actor only modifies",
      tree: """
        Arnish Arnish ADJ 2 amod
        threats threat NOUN 3 nsubj
        grew grow VERB 0 root
        """, day: nil, expected: ["Arnish = AAA  Arnland"]),
    Case(
      id: "a role without a country keeps its sector",
      tree: """
        rebels rebel NOUN 2 nsubj Number=Plur
        fled flee VERB 0 root
        """, day: nil, expected: ["rebels = - REB "]),
  ]

  @Test(arguments: cases)
  func `are resolved as of the day`(_ test: Case) {
    let tree = Tree.typed(test.tree)
    let finder = MentionFinder(
      tables: TestWorld.knowledge.actors, classes: TestWorld.classes, gazetteer: TestWorld.knowledge.gazetteer
    )
    let found = finder.find(in: tree, on: test.day.flatMap { Day(iso: $0) }).actors.map { mention in
      "\(tree.words[mention.words].map(\.form).joined(separator: " ")) = \(mention.actor.code ?? "-") "
        + "\(mention.actor.sectors.joined(separator: ",")) \(mention.actor.name ?? "")"
    }
    #expect(found == test.expected)
  }
}
