import DemarcheDiscourse
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Testing

/// A claim in words: "Ferrin said: Bostria attacked (indirect)"; who or what is missing is a dash.
private func told(_ sentences: [String], title: Set<String>? = nil) -> [String] {
  let trees = Tree.typed(text: sentences)
  let headline = title.map { names in { (_: Int, word: Int) in names.contains(trees[0].words[word].form) } }
  let claims = Claims(of: trees, lexicon: CueLexicon(TestWorld.classes), headline: headline)
  let text = Array(trees.map(\.typedText).joined(separator: " ").utf8)
  return claims.all.map { claim in
    let who = claim.speakers.map { trees[$0.sentence].words[$0.word].form }.joined(separator: "+")
    let cue = claim.cue.map { trees[$0.sentence].words[$0.word].form } ?? "-"
    let what = claim.pieces.map { String(decoding: text[$0.start..<$0.end], as: UTF8.self) }
      .joined(separator: " … ")
    let within = claim.within.map { " in \($0)" } ?? ""
    return "\(who.isEmpty ? "-" : who) \(cue): \(what) (\(claim.kind.rawValue))\(within)"
  }
}

private func told(_ sentence: String) -> [String] { told([sentence]) }

@Suite struct `Attributed statements` {
  @Test func `are none in the outlet's own voice`() {
    #expect(told("Arnland Arnland PROPN 2 nsubj\nattacked attack VERB 0 root").isEmpty)
  }

  @Test func `have the clause under a verb of saying for what is said`() {
    let claims = told(
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 0 root
      that that SCONJ 5 mark
      Bostria Bostria PROPN 5 nsubj
      attacked attack VERB 2 ccomp
      """)
    #expect(claims == ["Ferrin said: Bostria attacked (indirect)"])
  }

  @Test func `have the clause above a verb of saying that stands behind it`() {
    let claims = told(
      """
      Bostria Bostria PROPN 2 nsubj
      attacked attack VERB 0 root
      , , PUNCT 5 punct
      Ferrin Ferrin PROPN 5 nsubj
      said say VERB 2 parataxis
      """)
    #expect(claims == ["Ferrin said: Bostria attacked (indirect)"])
  }

  @Test func `stand inside each other, the outermost first`() {
    let claims = told(
      """
      envoys envoy NOUN 2 nsubj
      said say VERB 0 root
      Ferrin Ferrin PROPN 4 nsubj
      claimed claim VERB 2 ccomp
      Bostria Bostria PROPN 6 nsubj
      attacked attack VERB 4 ccomp
      """)
    #expect(
      claims == [
        "envoys said: Ferrin claimed Bostria attacked (indirect)",
        "Ferrin claimed: Bostria attacked (indirect) in 0",
      ])
  }

  @Test func `have a source named by a preposition`() {
    let claims = told(
      """
      Bostria Bostria PROPN 2 nsubj
      attacked attack VERB 0 root
      according accord VERB 5 case
      to to ADP 3 fixed
      Ferrin Ferrin PROPN 2 obl
      """)
    #expect(claims == ["Ferrin according: Bostria attacked (according-to)"])
  }

  @Test func `are two where one quotes another as saying something`() {
    let claims = told(
      """
      agency agency NOUN 2 nsubj
      quoted quote VERB 0 root
      Ferrin Ferrin PROPN 2 obj
      as as SCONJ 5 mark
      saying say VERB 2 advcl VerbForm=Ger
      Bostria Bostria PROPN 7 nsubj
      attacked attack VERB 5 ccomp
      """)
    #expect(
      claims == [
        "agency quoted: Ferrin as saying Bostria attacked (indirect)",
        "Ferrin saying: Bostria attacked (indirect) in 0",
      ])
  }

  @Test func `have nobody where nobody is named`() {
    let claims = told(
      """
      Bostria Bostria PROPN 3 nsubj
      reportedly reportedly ADV 3 advmod
      attacked attack VERB 0 root
      """)
    #expect(claims == ["- reportedly: Bostria … attacked (according-to)"])
  }

  @Test func `are none where the word of saying is denied`() {
    let claims = told(
      """
      Ferrin Ferrin PROPN 4 nsubj
      did do AUX 4 aux
      not not PART 4 advmod
      say say VERB 0 root
      that that SCONJ 7 mark
      Bostria Bostria PROPN 7 nsubj
      attacked attack VERB 4 ccomp
      """)
    #expect(claims.isEmpty)
  }

  @Test func `are direct when all of it stands in quotation marks`() {
    let claims = told(
      """
      “ “ PUNCT 4 punct
      We we PRON 4 nsubj Person=1|PronType=Prs
      will will AUX 4 aux VerbForm=Fin
      stay stay VERB 7 ccomp VerbForm=Inf
      ” ” PUNCT 4 punct
      Ferrin Ferrin PROPN 7 nsubj
      said say VERB 0 root
      """)
    #expect(claims == ["Ferrin said: We will stay (direct)"])
  }

  @Test func `run on over sentences as far as one pair of marks`() {
    let first =
      """
      Ferrin Ferrin PROPN 2 nsubj
      said say VERB 0 root
      : : PUNCT 6 punct
      “ “ PUNCT 6 punct
      We we PRON 6 nsubj Person=1|PronType=Prs
      stay stay VERB 2 ccomp VerbForm=Fin
      """
    let second = "They they PRON 2 nsubj\nleave leave VERB 0 root VerbForm=Fin\n” ” PUNCT 2 punct"
    #expect(told([first, second]) == ["Ferrin said: We stay … They leave (direct)"])
  }

  @Test func `that stand alone are of whoever spoke before`() {
    let first =
      """
      “ “ PUNCT 3 punct
      We we PRON 3 nsubj
      stay stay VERB 6 ccomp VerbForm=Fin
      ” ” PUNCT 3 punct
      Ferrin Ferrin PROPN 6 nsubj
      said say VERB 0 root
      """
    let second =
      """
      “ “ PUNCT 3 punct
      They they PRON 3 nsubj
      leave leave VERB 0 root VerbForm=Fin
      today today NOUN 3 obl
      ” ” PUNCT 3 punct
      """
    #expect(
      told([first, second]) == ["Ferrin said: We stay (direct)", "Ferrin -: They leave today (direct)"])
  }

  @Test func `are at a distance for a word in quotes that hangs on no saying, and none for a name`() {
    let word = told(
      """
      the the DET 4 det
      “ “ PUNCT 4 punct
      late late ADJ 4 amod
      reform reform NOUN 6 nsubj
      ” ” PUNCT 4 punct
      failed fail VERB 0 root VerbForm=Fin
      """)
    #expect(word == ["- -: late reform (scare)"])
    let name = told(
      """
      the the DET 2 det
      ship ship NOUN 6 nsubj
      “ “ PUNCT 4 punct
      Aurora Aurora PROPN 2 appos
      ” ” PUNCT 4 punct
      sank sink VERB 0 root VerbForm=Fin
      """)
    #expect(name.isEmpty)
  }

  @Test func `of a headline have the name before a colon, and a topic speaks not`() {
    let tree =
      """
      Ferrin Ferrin PROPN 0 root
      : : PUNCT 5 punct
      talks talk NOUN 5 nsubj
      will will AUX 5 aux
      resume resume VERB 1 parataxis
      """
    #expect(told([tree], title: ["Ferrin"]) == ["Ferrin -: talks will resume (headline)"])
    #expect(told([tree], title: []).isEmpty)
  }
}

@Suite struct `A broken report of speech` {
  @Test func `gives the clause the subject that stands before the speaker`() {
    let tree = Tree.typed(
      """
      Bostria Bostria PROPN 4 nsubj
      , , PUNCT 1 punct
      Ferrin Ferrin PROPN 4 nsubj
      said say VERB 0 root
      , , PUNCT 1 punct
      had have AUX 7 aux VerbForm=Fin
      attacked attack VERB 4 ccomp VerbForm=Part
      """
    ).withReportedClauses(classes: TestWorld.classes)
    #expect(tree.forms(tree.subjects(of: tree.index("attacked"))) == ["Bostria"])
    #expect(tree.forms(tree.subjects(of: tree.index("said"))) == ["Ferrin"])
  }

  @Test func `keeps a subject in apposition that has the clause to itself`() {
    let tree = Tree.typed(
      """
      Ferrin Ferrin PROPN 5 nsubj
      , , PUNCT 3 punct
      envoy envoy NOUN 1 appos
      , , PUNCT 3 punct
      said say VERB 0 root
      he he PRON 8 nsubj
      had have AUX 8 aux VerbForm=Fin
      left leave VERB 5 ccomp VerbForm=Part
      """
    ).withReportedClauses(classes: TestWorld.classes)
    #expect(tree.forms(tree.subjects(of: tree.index("said"))) == ["Ferrin"])
    #expect(tree.forms(tree.subjects(of: tree.index("left"))) == ["he"])
  }

  @Test func `has for its speaker the phrase before a last verb of saying`() {
    let tree = Tree.typed(
      """
      Bostria Bostria PROPN 2 nsubj
      attacked attack VERB 7 ccomp VerbForm=Fin
      , , PUNCT 2 punct
      the the DET 5 det
      envoy envoy NOUN 2 obj
      here here ADV 5 advmod
      said say VERB 0 root VerbForm=Fin
      . . PUNCT 7 punct
      """
    ).withReportedClauses(classes: TestWorld.classes)
    #expect(tree.forms(tree.subjects(of: tree.index("said"))) == ["envoy"])
  }
}
