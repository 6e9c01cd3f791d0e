import DemarcheCoding
import DemarcheEvents
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Testing

@Suite struct `The coder` {
  static let rules = """
    rule meet
      event     CONSULT
      meaning   Two meet.
      source    test
      verb      meet
      noun      talk
      actor     subject + object + with, between
      yes       {A} met {B}. -> A + B
      no        The roads met.
    rule attack
      event     ASSAULT
      meaning   One attacks another.
      source    test
      verb      attack
      actor     subject
      recipient object
      yes       {A} attacked {B}. -> A > B
      no        The illness attacked the trees.
    rule reject
      event     THREATEN
      meaning   One rejects what another has made.
      source    test
      verb      reject
      actor     subject
      recipient object maker
      yes       {A} rejected a plan of {B}. -> A > B
      no        The machine rejected the coin.
    rule chant
      event     ASSAULT
      meaning   One riots, and a clause of circumstance tells against whom.
      source    test
      verb      riot
      actor     subject
      recipient adverbial against
      yes       {A} rioted, chanting against {B}. -> A > B
      no        The birds rioted.
    rule threaten
      event     THREATEN violence
      cameo     138
      meaning   One warns another of force.
      source    test
      verb      threaten
      where     clause: attack
      actor     subject
      recipient clause object
      yes       {A} threatened to attack {B}. -> A > B
      no        The storm threatened to break.
    """

  static func code(_ tree: Tree, published: String = "2015-06-15") -> [Event] {
    let report = Report(id: "r", text: tree.typedText, published: published, source: "Outlet")
    return TestWorld.coder(rules).code(report, title: [], text: [tree]).flatMap(\.events)
  }

  @Test func `codes an act with its parties`() throws {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      attacked attack VERB 0 root
      Bostria Bostria PROPN 2 obj
      yesterday yesterday NOUN 2 obl:unmarked
      """)
    let event = try #require(Self.code(tree).first)
    #expect(event.event == "ASSAULT")
    #expect(event.actor.map(\.code) == ["AAA"])
    #expect(event.recipient.map(\.code) == ["BBB"])
    #expect(event.date == "2015-06-14")
    #expect(event.quad == 4)
    #expect(event.score == -9)
    #expect(event.cameo == "180")
    #expect(event.cameoBasis == .mapped)
    #expect(event.trigger == Mention(text: "attacked", start: 8, end: 16))
    #expect(event.rule == "test/attack")
  }

  @Test func `finds whom an act is done to inside the object`() throws {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      attacked attack VERB 0 root
      ships ship NOUN 2 obj
      of of ADP 5 case
      Bostria Bostria PROPN 3 nmod
      """)
    #expect(try #require(Self.code(tree).first).recipient.map(\.code) == ["BBB"])
  }

  @Test func `finds who made what is rejected, in the clause behind it`() throws {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      rejected reject VERB 0 root
      plans plan NOUN 2 obj
      drafted draft VERB 3 acl Tense=Past|VerbForm=Part
      by by ADP 6 case
      Bostria Bostria PROPN 4 obl:agent
      """)
    #expect(try #require(Self.code(tree).first).recipient.map(\.code) == ["BBB"])
  }

  @Test func `finds against whom an act is in a clause of circumstance`() throws {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      rioted riot VERB 0 root
      chanting chant VERB 2 advcl Tense=Pres|VerbForm=Part
      against against ADP 5 case
      Bostria Bostria PROPN 3 obl
      """)
    #expect(try #require(Self.code(tree).first).recipient.map(\.code) == ["BBB"])
  }

  @Test func `lets the upper verb decide: what is threatened is no attack`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      threatened threaten VERB 0 root
      to to PART 4 mark
      attack attack VERB 2 xcomp VerbForm=Inf
      Bostria Bostria PROPN 4 obj
      """)
    let events = Self.code(tree)
    #expect(events.map(\.event) == ["THREATEN"])
    #expect(events.first?.cameoBasis == .coded)
    #expect(events.first?.recipient.map(\.code) == ["BBB"])
  }

  @Test func `makes a future meeting an agreement and keeps the mark`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 3 nsubj
      will will AUX 3 aux
      meet meet VERB 0 root
      Bostria Bostria PROPN 3 obj
      """)
    let event = Self.code(tree).first
    #expect(event?.event == "AGREE")
    #expect(event?.aux == [.future])
    #expect(event?.actor.map(\.code) == ["AAA", "BBB"])
  }

  @Test func `marks what is denied`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 4 nsubj
      did do AUX 4 aux
      not not PART 4 advmod
      attack attack VERB 0 root
      Bostria Bostria PROPN 4 obj
      """)
    #expect(Self.code(tree).first?.aux == [.negation])
  }

  @Test func `keeps who said it`() {
    let tree = Tree.typed(
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 0 root
      Bostria Bostria PROPN 4 nsubj
      attacked attack VERB 2 ccomp
      rebels rebel NOUN 4 obj Number=Plur
      """)
    let event = Self.code(tree, published: "2012-01-01").first
    #expect(event?.attribution.map(\.name) == ["Ada Ferrin"])
    #expect(event?.attribution.map(\.verb) == ["said"])
    #expect(event?.recipient.map(\.text) == ["rebels"])
  }

  @Test func `counts code points, not bytes`() {
    let tree = Tree.typed(
      """
      « « PUNCT 3 punct
      Arnland Arnland PROPN 3 nsubj
      attacked attack VERB 0 root
      Bostria Bostria PROPN 3 obj
      """)
    #expect(Self.code(tree).first?.trigger == Mention(text: "attacked", start: 10, end: 18))
  }

  @Test func `gives the same id for the same reading and another for another report`() {
    let tree = Tree.typed(
      "Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root\nBostria Bostria PROPN 2 obj")
    #expect(Self.code(tree).map(\.id) == Self.code(tree, published: "2015-06-16").map(\.id))
    let other = Report(id: "other", text: tree.typedText)
    let events = TestWorld.coder(Self.rules).code(other, title: [], text: [tree]).flatMap(\.events)
    #expect(events.map(\.id) != Self.code(tree).map(\.id))
  }

  @Test func `joins the lines of one act and says why a rule did not hold`() {
    let tree = Tree.typed(
      "Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root\nBostria Bostria PROPN 2 obj")
    let lost = Tree.typed("towns town NOUN 2 nsubj\nattacked attack VERB 0 root")
    let report = Report(id: "r", title: tree.typedText, text: tree.typedText + " " + lost.typedText)
    let moved = lost.shifted(by: tree.typedText.utf8.count + 1)
    let codings = TestWorld.coder(Self.rules).code(report, title: [tree], text: [tree, moved])
    let incidents = Set(codings.flatMap(\.events).map(\.incident))
    #expect(incidents.count == 1)
    let misses = codings.last?.misses.map { $0.reason(in: TestWorld.coder(Self.rules).book) }
    #expect(misses == ["no actor at subject"])
  }

  @Test func `fills both sides from the sentence before`() {
    let first = Tree.typed(
      "Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root\nBostria Bostria PROPN 2 obj")
    let second = Tree.typed(
      """
      both both DET 2 det
      sides side NOUN 3 nsubj Number=Plur
      met meet VERB 0 root
      """)
    let report = Report(id: "r", text: first.typedText + " " + second.typedText)
    let codings = TestWorld.coder(Self.rules)
      .code(report, title: [], text: [first, second.shifted(by: first.typedText.utf8.count + 1)])
    let event = codings.last?.events.first
    #expect(event?.actor.map(\.code) == ["AAA", "BBB"])
    #expect(event?.actor.map(\.text) == ["sides", "sides"])
  }
}

@Suite struct `A rule with an implied actor` {
  static let rules = """
    rule arrest
      event     ASSAULT
      meaning   Somebody is held.
      source    test
      verb      arrest
      actor     subject
      implied   MIL
      recipient object
      yes       {A} arrested {B}. -> A > B
      no        The sight arrested him.
    """

  @Test func `takes the sector of the report's country when a passive names nobody`() throws {
    let first = Tree.typed("Arnland Arnland PROPN 2 nsubj\nfell fall VERB 0 root")
    let second = Tree.typed(
      """
      rebels rebel NOUN 3 nsubj:pass Number=Plur
      were be AUX 3 aux:pass
      arrested arrest VERB 0 root Tense=Past|VerbForm=Part
      """
    ).shifted(by: first.typedText.utf8.count + 1)
    let report = Report(id: "r", text: first.typedText + " rebels were arrested")
    let events = TestWorld.coder(Self.rules).code(report, title: [], text: [first, second]).flatMap(\.events)
    let actor = try #require(events.first?.actor.first)
    #expect(actor.code == "AAA")
    #expect(actor.sector == "MIL")
    #expect(actor.inferred)
  }
}
