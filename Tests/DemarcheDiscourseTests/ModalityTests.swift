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
    Case(
      id: "nobody did it",
      tree: """
        Nobody nobody PRON 2 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        Bostria Bostria PROPN 2 obj
        """, verb: "attacked", negated: true),
    Case(
      id: "no talks were held",
      tree: """
        No no DET 2 det
        talks talk NOUN 4 nsubj:pass
        were be AUX 4 aux:pass
        held hold VERB 0 root
        """, verb: "talks", negated: true),
    Case(
      id: "there were no talks: said once, denied once",
      tree: """
        There there PRON 2 expl
        were be VERB 0 root
        no no DET 4 det
        talks talk NOUN 2 nsubj
        """, verb: "talks", negated: true),
    Case(
      id: "few did",
      tree: """
        Few few ADJ 2 amod
        armies army NOUN 3 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "attacked", negated: true),
    Case(
      id: "a few did",
      tree: """
        A a DET 3 det
        few few ADJ 3 amod
        armies army NOUN 4 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "attacked"),
    Case(
      id: "not only takes nothing back",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        not not PART 4 advmod
        only only ADV 4 advmod
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "attacked"),
    Case(
      id: "not until Friday is on Friday",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        did do AUX 4 aux Tense=Past|VerbForm=Fin
        not not PART 4 advmod
        attack attack VERB 0 root VerbForm=Inf
        until until ADP 6 case
        Friday Friday PROPN 4 obl
        """, verb: "attack"),
    Case(
      id: "no longer",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        no no ADV 3 advmod
        longer long ADV 4 advmod
        attacks attack VERB 0 root Tense=Pres|VerbForm=Fin
        """, verb: "attacks", negated: true),
    Case(
      id: "rather than",
      tree: """
        Rather rather ADV 3 cc
        than than ADP 1 fixed
        attack attack VERB 5 advcl VerbForm=Inf
        Arnland Arnland PROPN 5 nsubj
        waited wait VERB 0 root
        """, verb: "attack", negated: true, hypothetical: true),
    Case(
      id: "the negation of believing is that of the deed",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        does do AUX 4 aux
        not not PART 4 advmod
        believe believe VERB 0 root
        Bostria Bostria PROPN 6 nsubj
        attacked attack VERB 4 ccomp
        """, verb: "attacked", negated: true),
    Case(
      id: "what is denied",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        denied deny VERB 0 root
        attacking attack VERB 2 xcomp
        """, verb: "attacking", negated: true),
    Case(
      id: "what is not ruled out is open",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        did do AUX 4 aux
        not not PART 4 advmod
        rule rule VERB 0 root
        out out ADP 4 compound:prt
        attacking attack VERB 4 xcomp
        """, verb: "attacking", hypothetical: true),
    Case(
      id: "a part in it is denied",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        denied deny VERB 0 root
        any any DET 4 det
        part part NOUN 2 obj
        in in ADP 7 case
        the the DET 7 det
        attack attack NOUN 4 nmod
        """, verb: "attack", negated: true),
    Case(
      id: "refrained from it",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        refrained refrain VERB 0 root
        from from SCONJ 4 mark
        attacking attack VERB 2 advcl VerbForm=Part
        """, verb: "attacking", negated: true),
    Case(
      id: "has yet to",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        has have VERB 0 root
        yet yet ADV 2 advmod
        to to PART 5 mark
        attack attack VERB 2 xcomp VerbForm=Inf
        """, verb: "attack", negated: true),
    Case(
      id: "what will be condemned has happened",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        will will AUX 4 aux
        not not PART 4 advmod
        condemn condemn VERB 0 root
        the the DET 6 det Definite=Def|PronType=Art
        attack attack NOUN 4 obj
        """, verb: "attack"),
    Case(
      id: "but it did the other",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        did do AUX 4 aux
        not not PART 4 advmod
        wait wait VERB 0 root
        but but CCONJ 6 cc
        attacked attack VERB 4 conj Tense=Past|VerbForm=Fin
        """, verb: "attacked"),
    Case(
      id: "is to",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        is be AUX 4 aux
        to to PART 4 mark
        attack attack VERB 0 root VerbForm=Inf
        """, verb: "attack", future: true),
    Case(
      id: "a headline's infinitive",
      tree: """
        Arnland Arnland PROPN 0 root
        to to PART 3 mark
        attack attack VERB 1 acl VerbForm=Inf
        """, verb: "attack", future: true),
    Case(
      id: "said it would",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        said say VERB 0 root Tense=Past|VerbForm=Fin
        it it PRON 5 nsubj
        would would AUX 5 aux
        attack attack VERB 2 ccomp VerbForm=Inf
        """, verb: "attack", future: true),
    Case(
      id: "upcoming talks",
      tree: """
        upcoming upcoming ADJ 2 amod
        talks talk NOUN 3 nsubj
        matter matter VERB 0 root
        """, verb: "talks", future: true),
    Case(
      id: "no evidence that",
      tree: """
        no no DET 2 det
        evidence evidence NOUN 3 nsubj
        emerged emerge VERB 0 root
        that that SCONJ 6 mark
        Arnland Arnland PROPN 6 nsubj
        attacked attack VERB 2 acl
        """, verb: "attacked", hypothetical: true),
    Case(
      id: "a fear of it",
      tree: """
        fear fear NOUN 4 nsubj
        of of ADP 3 case
        attack attack NOUN 1 nmod
        grew grow VERB 0 root
        """, verb: "attack", hypothetical: true),
    Case(
      id: "the first to do it has done it",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        was be AUX 4 cop
        the the DET 4 det
        first first ADJ 0 root
        to to PART 6 mark
        attack attack VERB 4 acl VerbForm=Inf
        """, verb: "attack"),
    Case(
      id: "used a gun to do it",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        used use VERB 0 root
        guns gun NOUN 2 obj
        to to PART 5 mark
        attack attack VERB 2 advcl VerbForm=Inf
        """, verb: "attack"),
    Case(
      id: "had it done so",
      tree: """
        Had have AUX 3 aux
        Arnland Arnland PROPN 3 nsubj
        attacked attack VERB 5 advcl
        , , PUNCT 3 punct
        fight fight VERB 0 root
        """, verb: "attacked", hypothetical: true),
    Case(
      id: "what is asked",
      tree: """
        Did do AUX 3 aux
        Arnland Arnland PROPN 3 nsubj
        attack attack VERB 0 root
        ? ? PUNCT 3 punct
        """, verb: "attack", hypothetical: true),
    Case(
      id: "why it did so is no question",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        could could AUX 4 aux
        not not PART 4 advmod
        fear fear VERB 0 root
        why why ADV 7 advmod PronType=Int
        Bostria Bostria PROPN 7 nsubj
        attacked attack VERB 4 ccomp
        """, verb: "attacked"),
    Case(
      id: "urged to",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        urged urge VERB 0 root
        Bostria Bostria PROPN 2 obj
        to to PART 5 mark
        attack attack VERB 2 xcomp VerbForm=Inf
        """, verb: "attack", hypothetical: true),
  ]

  @Test(arguments: cases)
  func `is read from the words around and above it`(_ test: Case) {
    let tree = Tree.typed(test.tree)
    let modality = Modality(of: tree.index(test.verb), in: tree, classes: TestWorld.classes)
    #expect(modality.negated == test.negated)
    #expect(modality.future == test.future)
    #expect(modality.hypothetical == test.hypothetical)
  }

  @Test func `calls a plan of which one is accused no act`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 2 nsubj
      accused accuse VERB 0 root
      Bostria Bostria PROPN 2 obj
      of of SCONJ 5 mark
      planning plan VERB 2 advcl VerbForm=Part
      to to PART 7 mark
      attack attack VERB 5 xcomp VerbForm=Inf
      """)
    let modality = Modality(of: tree.index("attack"), in: tree, classes: TestWorld.classes)
    #expect(modality.isNoAct)
    #expect(modality.hypothetical && !modality.future)
  }

  @Test func `tells its reasons in the words of the text`() {
    let tree = Tree.typed(
      """
      Arnland Arnland PROPN 4 nsubj
      did do AUX 4 aux
      not not PART 4 advmod
      attack attack VERB 0 root
      """)
    let modality = Modality(of: tree.index("attack"), in: tree, classes: TestWorld.classes)
    #expect(modality.why == ["\"not\": not so"])
  }
}
