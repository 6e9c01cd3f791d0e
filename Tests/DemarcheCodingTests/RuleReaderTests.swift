import DemarcheCoding
import DemarcheData
import DemarcheTesting
import Testing

@Suite struct `The rule reader` {
  static let good = """
    # A comment.
    rule meet
      event     CONSULT
      meaning   Two meet.
      source    test
      verb      meet, talk with
      where     object: actor
      actor     subject + with, subject
      recipient object
      yes       {A} met {B}. -> A > B
      no        The roads met in {A}.
    """

  @Test func `reads a rule with all its parts`() throws {
    let rules = try RuleReader.read(
      [(name: "rules/en/consult.rules", text: Self.good)], codebook: TestWorld.codebook,
      classes: TestWorld.classes)
    let rule = try #require(rules.first)
    #expect(rule.id == "consult/meet")
    #expect(rule.line == 2)
    #expect(rule.verbs == ["meet", "talk with"])
    #expect(rule.actor.map(\.description) == ["subject + with", "subject"])
    #expect(rule.conditions.map(\.description) == ["object: actor"])
    #expect(rule.yes.first?.actors == ["A"])
    #expect(rule.yes.first?.recipients == ["B"])
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var id: String
    var old: String
    var new: String
    var expected: String
    var testDescription: String { id }
  }

  static let faults = [
    Fault(
      id: "unknown keyword", old: "meaning ", new: "meanning",
      expected: """
        consult.rules:4: unknown keyword "meanning"
          help: did you mean "meaning"?
        consult.rules:2: rule meet has no meaning
          help: meaning What happens, in one sentence.
        """),
    Fault(
      id: "unknown type", old: "CONSULT", new: "CONSLUT",
      expected: """
        consult.rules:3: unknown type "CONSLUT"
          help: did you mean "CONSULT"?
        consult.rules:2: rule meet has no event
          help: event CONSULT visit
        """),
    Fault(
      id: "unknown mode", old: "CONSULT", new: "CONSULT vist",
      expected: """
        consult.rules:3: unknown mode "vist" for CONSULT
          help: did you mean "visit"?
        """),
    Fault(
      id: "unknown class", old: "object: actor", new: "object: @talk",
      expected: """
        consult.rules:7: no class of words @talk
          help: did you mean "talks"?
        consult.rules:7: a condition without words
          help: where object: talk, meeting
        """),
    Fault(
      id: "a yes without its answer", old: "-> A > B", new: "",
      expected: """
        consult.rules:10: a yes says who acts on whom
          help: yes {A} met {B}. -> A > B
        consult.rules:2: rule meet has no yes
          help: yes {A} met {B}. -> A > B
        """),
    Fault(
      id: "confidence out of range", old: "recipient object", new: "confidence 3",
      expected: """
        consult.rules:9: confidence is a number from 0 to 1, not "3"
        """),
  ]

  @Test(arguments: faults)
  func `tells every fault with its line and the way out`(_ fault: Fault) {
    let text = Self.good.replacing(fault.old, with: fault.new)
    do {
      _ = try RuleReader.read(
        [(name: "consult.rules", text: text)], codebook: TestWorld.codebook, classes: TestWorld.classes)
      Issue.record("no fault was found")
    } catch { #expect("\(error)" == fault.expected) }
  }

  @Test func `refuses two rules that could never be told apart`() {
    let twin = Self.good.replacing("rule meet", with: "rule meet-again")
    do {
      _ = try RuleReader.read(
        [(name: "a.rules", text: Self.good), (name: "b.rules", text: twin)], codebook: TestWorld.codebook,
        classes: TestWorld.classes)
      Issue.record("no fault was found")
    } catch {
      #expect(
        "\(error)".contains(
          "rule b/meet-again and rule a/meet both take the verb \"meet\" on the same conditions"))
    }
  }
}
