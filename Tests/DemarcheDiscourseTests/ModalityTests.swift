import DemarcheDiscourse
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `The modality of a predicate` {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var tree: String
    var verb: String
    var negated = false
    var future = false
    var hypothetical = false
    var testDescription: String { id }
  }

  static let cases = [
    Case(id: "plain", tree: "Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root", verb: "attacked"),
    Case(
      id: "denied",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        did do AUX 4 aux
        not not PART 4 advmod
        attack attack VERB 0 root
        """, verb: "attack", negated: true),
    Case(
      id: "to come",
      tree: """
        Arnland Arnland PROPN 3 nsubj
        will will AUX 3 aux
        attack attack VERB 0 root
        """, verb: "attack", future: true),
    Case(
      id: "imagined",
      tree: """
        Arnland Arnland PROPN 3 nsubj
        could could AUX 3 aux
        attack attack VERB 0 root
        """, verb: "attack", hypothetical: true),
    Case(
      id: "planned",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        plans plan VERB 0 root
        to to PART 4 mark
        attack attack VERB 2 xcomp VerbForm=Inf
        """, verb: "attack", future: true),
    Case(
      id: "failed",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        failed fail VERB 0 root
        to to PART 4 mark
        attack attack VERB 2 xcomp VerbForm=Inf
        """, verb: "attack", negated: true),
    Case(
      id: "a purpose",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        armed arm VERB 0 root
        to to PART 4 mark
        attack attack VERB 2 advcl VerbForm=Inf
        """, verb: "attack", hypothetical: true),
    Case(
      id: "a condition",
      tree: """
        if if SCONJ 3 mark
        Arnland Arnland PROPN 3 nsubj
        attacks attack VERB 4 advcl
        fight fight VERB 0 root
        """, verb: "attacks", hypothetical: true),
    Case(
      id: "what is said keeps its own modality",
      tree: """
        Arnland Arnland PROPN 3 nsubj
        will will AUX 3 aux
        say say VERB 0 root
        Bostria Bostria PROPN 5 nsubj
        attacked attack VERB 3 ccomp
        """, verb: "attacked"),
    Case(
      id: "the background of a denied deed is a fact",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        will will AUX 4 aux
        not not PART 4 advmod
        yield yield VERB 0 root
        amid amid ADP 6 case
        threats threat NOUN 4 obl
        """, verb: "threats"),
    Case(
      id: "denied twice holds",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        did do AUX 4 aux
        not not PART 4 advmod
        fail fail VERB 0 root
        to to PART 6 mark
        attack attack VERB 4 xcomp VerbForm=Inf
        """, verb: "attack"),
  ]

  @Test(arguments: cases)
  func `is read from the words around and above it`(_ test: Case) {
    let tree = Tree.typed(test.tree)
    let modality = Modality(of: tree.index(test.verb), in: tree, classes: TestWorld.classes)
    #expect(modality.negated == test.negated)
    #expect(modality.future == test.future)
    #expect(modality.hypothetical == test.hypothetical)
  }
}
