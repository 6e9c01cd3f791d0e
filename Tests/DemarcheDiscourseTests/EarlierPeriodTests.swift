import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `An act of an earlier period` {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var tree: String
    var verb: String
    var isEarlier: Bool
    var testDescription: String { id }
  }

  static let cases = [
    Case(
      id: "last year's",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        last last ADJ 4 amod
        year year NOUN 2 obl:unmarked
        """, verb: "attacked", isEarlier: true),
    Case(
      id: "last month's, though the year has turned",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        last last ADJ 4 amod
        month month NOUN 2 obl:unmarked
        """, verb: "attacked", isEarlier: false),
    Case(
      id: "once",
      tree: """
        Arnland Arnland PROPN 4 nsubj
        had have AUX 4 aux Tense=Past|VerbForm=Fin
        once once ADV 4 advmod
        attacked attack VERB 0 root Tense=Past|VerbForm=Part
        """, verb: "attacked", isEarlier: true),
    Case(
      id: "only once",
      tree: """
        Arnland Arnland PROPN 3 nsubj
        has have AUX 3 aux Tense=Pres|VerbForm=Fin
        attacked attack VERB 0 root Tense=Past|VerbForm=Part
        once once ADV 3 advmod
        """, verb: "attacked", isEarlier: false),
    Case(
      id: "in a presidency that is told of",
      tree: """
        During during ADP 3 case
        her she PRON 3 nmod:poss
        presidency presidency NOUN 5 obl
        Arnland Arnland PROPN 5 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "attacked", isEarlier: true),
    Case(
      id: "in the cold war",
      tree: """
        During during ADP 4 case
        the the DET 4 det
        cold cold ADJ 4 amod
        war war NOUN 6 obl
        Arnland Arnland PROPN 6 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "attacked", isEarlier: true),
    Case(
      id: "held for two years",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        held hold VERB 0 root Tense=Past|VerbForm=Fin
        him he PRON 2 obj
        for for ADP 6 case
        two two NUM 6 nummod
        years year NOUN 2 obl Number=Plur
        """, verb: "held", isEarlier: true),
    Case(
      id: "jailed for two years from now",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        jailed jail VERB 0 root Tense=Past|VerbForm=Fin
        him he PRON 2 obj
        for for ADP 6 case
        two two NUM 6 nummod
        years year NOUN 2 obl Number=Plur
        """, verb: "jailed", isEarlier: false),
    Case(
      id: "a truce of twenty months that was declared",
      tree: """
        A a DET 5 det
        twenty twenty NUM 4 nummod
        - - PUNCT 2 punct
        month month NOUN 5 compound
        truce truce NOUN 9 nsubj
        declared declare VERB 5 acl Tense=Past|VerbForm=Part
        by by ADP 8 case
        Arnland Arnland PROPN 6 obl:agent
        ended end VERB 0 root
        """, verb: "declared", isEarlier: true),
    Case(
      id: "years of attacks",
      tree: """
        years year NOUN 4 nsubj Number=Plur
        of of ADP 3 case
        attacks attack NOUN 1 nmod Number=Plur
        ended end VERB 0 root
        """, verb: "attacks", isEarlier: true),
    Case(
      id: "the anniversary of the attack",
      tree: """
        the the DET 2 det
        anniversary anniversary NOUN 6 nsubj
        of of ADP 5 case
        the the DET 5 det
        attack attack NOUN 2 nmod
        passed pass VERB 0 root
        """, verb: "attack", isEarlier: true),
    Case(
      id: "two years after it",
      tree: """
        two two NUM 2 nummod
        years year NOUN 5 obl:unmarked Number=Plur
        after after SCONJ 5 mark
        Arnland Arnland PROPN 5 nsubj
        attacked attack VERB 7 advcl Tense=Past|VerbForm=Fin
        Bostria Bostria PROPN 7 nsubj
        rests rest VERB 0 root Tense=Pres|VerbForm=Fin
        """, verb: "attacked", isEarlier: true),
    Case(
      id: "used to",
      tree: """
        Arnland Arnland PROPN 2 nsubj
        used use VERB 0 root Tense=Past|VerbForm=Fin
        to to PART 4 mark
        attack attack VERB 2 xcomp VerbForm=Inf
        """, verb: "attack", isEarlier: true),
    Case(
      id: "a relative clause with last year",
      tree: """
        Arnland Arnland PROPN 6 nsubj
        which which PRON 3 nsubj
        attacked attack VERB 1 acl:relcl Tense=Past|VerbForm=Fin
        last last ADJ 5 amod
        year year NOUN 3 obl:unmarked
        met meet VERB 0 root Tense=Past|VerbForm=Fin
        """, verb: "met", isEarlier: false),
    Case(
      id: "the second of two deeds of last year",
      tree: """
        Last last ADJ 2 amod
        year year NOUN 4 obl:unmarked
        Arnland Arnland PROPN 4 nsubj
        attacked attack VERB 0 root Tense=Past|VerbForm=Fin
        and and CCONJ 7 cc
        Bostria Bostria PROPN 7 nsubj
        fought fight VERB 4 conj Tense=Past|VerbForm=Fin
        """, verb: "fought", isEarlier: true),
  ]

  @Test(arguments: cases)
  func `is known by its date and by the words around it`(_ test: Case) {
    let tree = Tree.typed(test.tree)
    let day = Day(iso: "2015-01-15")
    let times = TestWorld.knowledge.time.expressions(in: tree, on: day)
    let verb = tree.index(test.verb)
    let earlier = EarlierPeriod(
      in: tree, times: times, on: day, quantities: tree.quantities(TestWorld.knowledge.numbers),
      classes: TestWorld.classes)
    // Its own date stands right below it.
    let dated = times.first { time in
      tree.words[time.words.upperBound].head == verb
    }
    #expect((earlier.reason(for: verb, dated: dated) != nil) == test.isEarlier)
  }
}
