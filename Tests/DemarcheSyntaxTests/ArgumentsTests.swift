import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `Arguments of a predicate` {
  struct Case: CustomTestStringConvertible, Sendable {
    var id: String
    var tree: String
    var verb: String
    var subjects: [String]
    var objects: [String]
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "active",
      tree: """
        Rebels rebel NOUN 2 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        towns town NOUN 2 obj
        """, verb: "attacked", subjects: ["Rebels"], objects: ["towns"]),
    Case(
      id: "passive with agent",
      tree: """
        Towns town NOUN 3 nsubj:pass
        were be AUX 3 aux:pass
        attacked attack VERB 0 root Tense=Past|VerbForm=Part
        by by ADP 5 case
        rebels rebel NOUN 3 obl:agent
        """, verb: "attacked", subjects: ["rebels"], objects: ["Towns"]),
    Case(
      id: "active, an agent that is the object's",
      tree: """
        Councils council NOUN 2 nsubj
        banned ban VERB 0 root Tense=Past|VerbForm=Fin
        rallies rally NOUN 2 obj
        by by ADP 5 case
        students student NOUN 2 obl:agent
        """, verb: "banned", subjects: ["Councils"], objects: ["rallies"]),
    Case(
      id: "passive without agent",
      tree: """
        Towns town NOUN 3 nsubj:pass
        were be AUX 3 aux:pass
        attacked attack VERB 0 root Tense=Past|VerbForm=Part
        """, verb: "attacked", subjects: [], objects: ["Towns"]),
    Case(
      id: "relative clause, subject gap",
      tree: """
        Rebels rebel NOUN 5 nsubj
        who who PRON 3 nsubj PronType=Rel
        attacked attack VERB 1 acl:relcl Tense=Past|VerbForm=Fin
        towns town NOUN 3 obj
        fled flee VERB 0 root
        """, verb: "attacked", subjects: ["Rebels"], objects: ["towns"]),
    Case(
      id: "relative clause, its owner's object before its subject",
      tree: """
        Towns town NOUN 0 root
        whose whose PRON 3 nmod:poss PronType=Rel
        bridges bridge NOUN 5 nsubj
        rebels rebel NOUN 5 nsubj
        attacked attack VERB 1 acl:relcl Tense=Past|VerbForm=Fin
        """, verb: "attacked", subjects: ["rebels"], objects: ["bridges"]),
    Case(
      id: "relative clause, object gap",
      tree: """
        sanctions sanction NOUN 0 root
        the the DET 3 det
        council council NOUN 4 nsubj
        imposed impose VERB 1 acl:relcl Tense=Past|VerbForm=Fin
        """, verb: "imposed", subjects: ["council"], objects: ["sanctions"]),
    Case(
      id: "past participle on a noun",
      tree: """
        towns town NOUN 0 root
        attacked attack VERB 1 acl Tense=Past|VerbForm=Part
        by by ADP 4 case
        rebels rebel NOUN 2 obl:agent
        """, verb: "attacked", subjects: ["rebels"], objects: ["towns"]),
    Case(
      id: "participle clause shares the subject",
      tree: """
        rioters rioter NOUN 2 nsubj
        rampaged rampage VERB 0 root
        killing kill VERB 2 advcl VerbForm=Ger
        guards guard NOUN 3 obj
        """, verb: "killing", subjects: ["rioters"], objects: ["guards"]),
    Case(
      id: "subject control",
      tree: """
        ministers minister NOUN 2 nsubj
        refused refuse VERB 0 root
        to to PART 4 mark
        meet meet VERB 2 xcomp VerbForm=Inf
        envoys envoy NOUN 4 obj
        """, verb: "meet", subjects: ["ministers"], objects: ["envoys"]),
    Case(
      id: "object control",
      tree: """
        ministers minister NOUN 2 nsubj
        ordered order VERB 0 root
        troops troop NOUN 2 obj
        to to PART 5 mark
        fire fire VERB 2 xcomp VerbForm=Inf
        """, verb: "fire", subjects: ["troops"], objects: []),
    Case(
      id: "coordination shares subject and object",
      tree: """
        ministers minister NOUN 2 nsubj
        condemned condemn VERB 0 root
        and and CCONJ 4 cc
        denounced denounce VERB 2 conj
        raids raid NOUN 4 obj
        """, verb: "condemned", subjects: ["ministers"], objects: ["raids"]),
    Case(
      id: "coordinate subjects",
      tree: """
        Ministers minister NOUN 4 nsubj
        and and CCONJ 3 cc
        envoys envoy NOUN 1 conj
        met meet VERB 0 root
        """, verb: "met", subjects: ["Ministers", "envoys"], objects: []),
    Case(
      id: "infinitive of a noun belongs to its holder",
      tree: """
        its its PRON 2 nmod:poss
        plan plan NOUN 0 root
        to to PART 4 mark
        attack attack VERB 2 acl VerbForm=Inf
        towns town NOUN 4 obj
        """, verb: "attack", subjects: ["its"], objects: ["towns"]),
  ]

  @Test(arguments: cases)
  func `are found in whatever form the clause has`(_ test: Case) {
    let tree = Tree.typed(test.tree)
    let verb = tree.index(test.verb)
    #expect(tree.forms(tree.subjects(of: verb)) == test.subjects)
    #expect(tree.forms(tree.objects(of: verb)) == test.objects)
  }

  @Test func `a cycle or a second root is told in words`() {
    #expect(Tree.fault(in: [1, 0]) == "0 roots")
    #expect(Tree.fault(in: [nil, nil]) == "2 roots")
    #expect(Tree.fault(in: [nil, 2, 1]) == "a cycle through word 2")
    #expect(Tree.fault(in: [nil, 9]) == "word 2 has head 10 of 2")
    #expect(Tree.fault(in: [1, nil]) == nil)
  }
}
