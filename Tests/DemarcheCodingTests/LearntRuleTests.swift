import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Testing

@Suite struct `A learnt rule` {
  static let rules = """
    rule attack
      event     ASSAULT
      meaning   One attacks another.
      source    test
      verb      attack
      where     object: any
      actor     subject
      recipient object
      yes       {A} attacked {B}. -> A > B
      no        The illness attacked the trees.
    rule harm
      event     ASSAULT
      meaning   Harm, by words that no rule names.
      source    test
      learnt    0.6
      actor     subject
      recipient object
    """

  /// One that has seen "trounce" tell of harm, and "greet" of nothing.
  static let triggers: Ranker = {
    let features = TestWorld.coder(rules).features
    func names(_ verb: String) -> [String] { features.names(of: 1, in: sentence(verb)) }
    return RankerTraining.learn(
      (0..<20).flatMap { _ in
        [
          RankerTraining.Example(features: names("trounce"), label: "ASSAULT"),
          RankerTraining.Example(features: names("greet"), label: Ranker.none),
        ]
      })
  }()

  static func sentence(_ verb: String) -> Tree {
    Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      \(verb) \(verb) VERB 0 root
      Bostria Bostria PROPN 2 obj
      """)
  }

  static func code(_ verb: String, with triggers: Ranker?) -> [Event] {
    let tree = sentence(verb)
    let report = Report(id: "r", text: tree.typedText, published: "2015-06-15", source: "Outlet")
    return TestWorld.coder(rules, triggers: triggers).code(report, title: [], text: [tree])
      .flatMap(\.events)
  }

  @Test func `codes a word that no rule knows, and says by what it knew`() throws {
    let event = try #require(Self.code("trounce", with: Self.triggers).first)
    #expect(event.event == "ASSAULT")
    #expect(event.by == .ranker)
    #expect(event.rule == "test/harm")
    #expect(event.actor.map(\.code) == ["AAA"])
    #expect(event.recipient.map(\.code) == ["BBB"])
    #expect(event.confidence >= 0.6)
    #expect(event.why.contains { $0.hasPrefix("learnt from ") && $0.contains("trounce") })
  }

  @Test func `is silent where the model is unsure, never saw the word, or is not there`() {
    #expect(Self.code("greet", with: Self.triggers).isEmpty)
    #expect(Self.code("visit", with: Self.triggers).isEmpty)
    #expect(Self.code("trounce", with: nil).isEmpty)
  }

  @Test func `gives way to a rule with words of its own`() {
    #expect(Self.code("attack", with: Self.triggers).map(\.rule) == ["test/attack"])
  }

  /// What is wrong with the rules above and one more.
  static func faults(_ more: String) -> [String] {
    do {
      _ = try RuleReader.read(
        [(name: "rules/en/test.rules", text: rules + "\n" + more)], codebook: TestWorld.codebook,
        classes: TestWorld.classes)
      return []
    } catch { return error.errors.map(\.message) }
  }

  @Test func `has no words, is the only one of its type, and has a name of its own`() {
    let again = """
      rule NAME
        event     ASSAULT
        meaning   Harm.
        source    test
        learnt    0.7
        actor     subject
      """
    #expect(
      Self.faults(again.replacing("NAME", with: "again")) == [
        "rule test/again and rule test/harm are both what is learnt of ASSAULT"
      ])
    #expect(
      Self.faults(again.replacing("NAME", with: "attack")).contains(
        "rule test/attack stands in line 1 already"))
    #expect(
      Self.faults(again.replacing("NAME", with: "again") + "\n  verb wreck") == [
        "rule test/again has words and is learnt"
      ])
  }
}
