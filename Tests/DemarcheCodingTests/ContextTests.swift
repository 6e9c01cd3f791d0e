@testable import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Testing

@Suite struct `The contexts of an event` {
  static let rules = """
    rule attack
      event     ASSAULT
      meaning   One attacks another.
      source    test
      verb      attack
      actor     subject
      recipient object
      yes       {A} attacked {B}. -> A > B
      no        The illness attacked the trees.
    rule raid
      event     ASSAULT
      context   military
      meaning   One raids another.
      source    test
      verb      raid
      actor     subject
      recipient object
      yes       {A} raided {B}. -> A > B
      no        The children raided the kitchen.
    """

  /// A sentence "Arnland VERB Bostria over WORD WORD ..." with nouns behind it.
  static func sentence(_ verb: String, _ nouns: String...) -> String {
    var lines = [
      "Arnland Arnland PROPN 2 nsubj", "\(verb)ed \(verb) VERB 0 root", "Bostria Bostria PROPN 2 obj",
    ]
    for noun in nouns { lines.append("\(noun)s \(noun) NOUN 2 obl:unmarked") }
    return lines.joined(separator: "\n")
  }

  /// The events of sentences that stand one behind another.
  static func events(_ sentences: String...) -> [Event] {
    var text = ""
    var trees: [Tree] = []
    for sentence in sentences {
      let tree = Tree.typed(sentence)
      trees.append(tree.shifted(by: text.utf8.count))
      text += tree.typedText + "\n"
    }
    let report = Report(id: "r", text: text, published: "2015-06-15")
    return TestWorld.coder(rules).code(report, title: [], text: trees).flatMap(\.events)
  }

  static let quiet = "Rain rain NOUN 2 nsubj\nfell fall VERB 0 root"

  @Test func `come from strong words of its sentence, and from several weak ones`() {
    #expect(Self.events(Self.sentence("attack", "ballot")).map(\.context) == [["election"]])
    #expect(Self.events(Self.sentence("attack", "campaign")).map(\.context) == [[]])
    #expect(Self.events(Self.sentence("attack", "tree")).map(\.context) == [[]])
  }

  @Test func `count a word that stands twice once`() {
    #expect(Self.events(Self.sentence("attack", "campaign", "campaign")).map(\.context) == [[]])
  }

  @Test func `count neighbouring sentences for less, and others not at all`() {
    let neighbour = "Voters voter NOUN 2 nsubj\nleft leave VERB 0 root"
    #expect(Self.events(Self.sentence("attack", "tree"), neighbour).map(\.context) == [[]])
    #expect(
      Self.events(
        "Ballots ballot NOUN 2 nsubj\nburnt burn VERB 0 root", Self.sentence("attack", "campaign"), neighbour
      )
      .map(\.context) == [["election"]])
    #expect(
      Self.events(
        "Ballots ballot NOUN 2 nsubj\nburnt burn VERB 0 root", Self.quiet,
        Self.sentence("attack", "campaign"),
        Self.quiet, neighbour
      ).map(\.context) == [[]])
  }

  @Test func `keep those of the rule first and stay at three`() {
    #expect(
      Self.events(Self.sentence("raid", "trade", "ballot", "voter", "bribe")).map(\.context)
        == [["military", "election", "economic"]])
  }

  @Test func `know a phrase, and leave the wider out beside the narrower`() {
    let event = Self.events(
      """
      Arnland Arnland PROPN 2 nsubj
      attacked attack VERB 0 root
      Bostria Bostria PROPN 2 obj
      shell shell NOUN 5 compound
      companies company NOUN 2 obl:unmarked
      thieves thief NOUN 2 obl:unmarked
      """)
    #expect(event.map(\.context) == [["corruption"]])
    #expect(event.first?.why.contains("context corruption: \"shell companies\"") == true)
  }

  @Test func `come from the sectors of participants, with the reason`() {
    let events = Self.events(
      """
      troops troop NOUN 2 nsubj Number=Plur
      attacked attack VERB 0 root
      Bostria Bostria PROPN 2 obj
      """)
    #expect(events.map(\.context) == [["military"]])
    #expect(events.first?.why.contains("context military: a participant is MIL") == true)
  }

  @Test func `take no word from the name of a country`() {
    let events = Self.events(
      """
      Arnland Arnland PROPN 2 nsubj
      attacked attack VERB 0 root
      the the DET 4 det
      People People PROPN 6 nmod:poss
      's 's PART 4 case
      Republic republic PROPN 2 obj
      of of ADP 8 case
      Bostria Bostria PROPN 6 nmod
      """)
    #expect(events.map { $0.recipient.map(\.code) } == [["BBB"]])
    #expect(events.map(\.context) == [[]])
  }

  @Test func `come in the order of their sums`() {
    let finder = ContextFinder(lexicon: TestWorld.knowledge.contexts, codebook: TestWorld.codebook)
    func piece(_ context: String, _ weight: Double, _ form: String, nearby: Bool = false)
      -> ContextFinder.Evidence
    {
      .init(context: context, weight: weight, form: form, text: "\"\(form)\"", isNearby: nearby)
    }
    let found = finder.contexts(
      from: [
        piece("economic", 1, "trade"), piece("election", 1, "voter", nearby: true),
        piece("election", 1, "voter"), piece("election", 0.5, "campaign"),
        piece("crime", 1, "thief", nearby: true),
      ], besides: [])
    #expect(found.map(\.context) == ["election", "economic"])
    #expect(found.map(\.sum) == [1.5, 1])
    #expect(found.first?.why == "context election: \"voter\", \"campaign\"")
  }

  @Test func `have tables whose faults are told with line and way out`() throws {
    let words = try Table(
      text:
        "context\tform\tweight\tsource\nelections\tballot\t1\tt\nelection\tvote\t2\tt\nelection\tpoll\t1\tt\nelection\tpoll\t1\tt\n",
      file: "contexts.tsv", columns: ContextLexicon.wordColumns)
    let sectors = try Table(
      text: "context\tsector\tweight\tsource\nmilitary\tMLI\t1\tt\n", file: "sectors.tsv",
      columns: ContextLexicon.sectorColumns)
    do {
      _ = try ContextLexicon(words: [words], sectors: [sectors], codebook: TestWorld.codebook)
      Issue.record("the faults were not found")
    } catch {
      let told = error.errors.map { "\($0)" }.joined(separator: "\n")
      #expect(error.errors.count == 4)
      #expect(told.contains("contexts.tsv:2: unknown context elections"))
      #expect(told.contains("contexts.tsv:3: weight is 2"))
      #expect(told.contains("contexts.tsv:5: poll speaks for election twice"))
      #expect(told.contains("sectors.tsv:2: unknown sector MLI"))
    }
  }
}
