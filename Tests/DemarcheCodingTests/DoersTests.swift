import DemarcheCoding
import DemarcheEvents
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Testing

/// Acts told again without saying who did them.
@Suite struct `Who did it, when a sentence does not say` {
  static let rules = """
    rule attack
      event     ASSAULT
      meaning   One attacks another.
      source    test
      verb      attack, hit
      noun      raid
      actor     subject
      recipient object, on
      yes       {A} attacked {B}. -> A > B
      no        The illness attacked the trees.
    rule march
      event     THREATEN
      meaning   People march.
      source    test
      verb      march
      actor     subject
      recipient against
      implied   CVL
      yes       {A} marched. -> A
      no        The clock marched.
    rule urge
      event     THREATEN
      meaning   One urges another.
      source    test
      verb      urge
      actor     subject
      recipient object
      yes       {A} urged {B}. -> A > B
      no        The hunger urged.
    """

  static let attacked = Tree.typed(
    """
    Arnland Arnland PROPN 2 nsubj
    attacked attack VERB 0 root
    Bostria Bostria PROPN 2 obj
    """)

  static func code(_ trees: [Tree]) -> [[Event]] {
    let report = Report(
      id: "r", text: trees.map(\.typedText).joined(separator: " "), published: "2015-06-15", source: "Outlet")
    return TestWorld.coder(rules).code(report, title: [], text: trees).map(\.events)
  }

  static let hit = Tree.typed(
    """
    Bostrian Bostrian ADJ 2 amod
    troops troop NOUN 4 nsubj:pass
    were be AUX 4 aux:pass
    hit hit VERB 0 root Tense=Past|VerbForm=Part
    """)

  @Test func `is who did the like before, and inferred`() throws {
    let events = Self.code([Self.attacked, Self.hit])
    let event = try #require(events.last?.first)
    #expect(event.actor.map(\.code) == ["AAA"])
    #expect(event.actor.first?.inferred == true)
    #expect(event.recipient.map(\.code) == ["BBB"])
  }

  @Test func `is nobody where none has done the like`() {
    #expect(Self.code([Self.hit]) == [[]])
  }

  @Test func `is nobody where a bare noun says nothing more`() {
    let raid = Tree.typed(
      """
      The the DET 2 det
      raid raid NOUN 3 nsubj
      ended end VERB 0 root
      """)
    #expect(Self.code([Self.attacked, raid]).last == [])
  }

  @Test func `is the people where a number of them is all that is told`() throws {
    let march = Tree.typed(
      """
      In in ADP 2 case
      Arnland Arnland PROPN 4 obl
      thousands thousand NOUN 4 nsubj
      marched march VERB 0 root
      against against ADP 6 case
      Bostria Bostria PROPN 4 obl
      """)
    let event = try #require(Self.code([march]).last?.first)
    #expect(event.actor.map(\.sector) == ["CVL"])
    #expect(event.recipient.map(\.code) == ["BBB"])
  }

  @Test func `does not make an act of what nobody named asks for`() {
    let urged = Tree.typed(
      """
      Arnland Arnland PROPN 3 nsubj:pass
      was be AUX 3 aux:pass
      urged urge VERB 0 root Tense=Past|VerbForm=Part
      to to PART 5 mark
      attack attack VERB 3 xcomp VerbForm=Inf
      Bostria Bostria PROPN 5 obj
      """)
    #expect(Self.code([urged]) == [[]])
  }
}
