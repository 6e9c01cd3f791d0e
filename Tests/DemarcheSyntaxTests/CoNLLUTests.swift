import DemarcheData
import DemarcheSyntax
import DemarcheText
import Testing

@Suite struct CoNLLUTests {
  static let sample = [
    "# newdoc id = d1", "# sent_id = d1-1", "# text = Peru's envoy won't go.", "# note = kept",
    "1-2\tPeru's\t_\t_\t_\t_\t_\t_\t_\t_",
    "1\tPeru\tPeru\tPROPN\tNNP\tNumber=Sing\t3\tnmod:poss\t_\t_",
    "2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\t_",
    "3\tenvoy\tenvoy\tNOUN\tNN\tNumber=Sing\t6\tnsubj\t_\t_",
    "4-5\twon't\t_\t_\t_\t_\t_\t_\t_\t_",
    "4\two\twill\tAUX\tMD\tVerbForm=Fin\t6\taux\t_\t_",
    "5\tn't\tnot\tPART\tRB\tPolarity=Neg\t6\tadvmod\t_\t_",
    "6\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No",
    "7\t.\t.\tPUNCT\t.\t_\t6\tpunct\t_\t_", "", "",
  ].joined(separator: "\n")

  @Test("a tree is written as it was read")
  func roundTrip() {
    let document = CoNLLU.read(CoNLLUTests.sample, file: "s.conllu")
    #expect(document.errors.isEmpty)
    var output = ""
    for tree in document.trees { CoNLLU.write(tree, to: &output) }
    #expect(output == CoNLLUTests.sample)
  }

  @Test("tokens, words and spans stand where the text has them")
  func spans() throws {
    let tree = try #require(CoNLLU.read(CoNLLUTests.sample, file: "s.conllu").trees.first)
    #expect(CoNLLU.text(of: tree) == "Peru's envoy won't go.")
    #expect(tree.multiword.map(\.form) == ["Peru's", "won't"])
    #expect(tree.words.map(\.span.start) == [0, 4, 7, 13, 15, 19, 21])
    #expect(tree.root == 5)
    #expect(tree.words[0].head == 2 && tree.words[5].head == nil)
  }

  @Test("empty nodes are left out")
  func emptyNodes() throws {
    let text = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_\n1.1\tx\tx\tX\tX\t_\t_\t_\t_\t_\n"
    let document = CoNLLU.read(text, file: "s.conllu")
    #expect(document.errors.isEmpty)
    #expect(document.trees.first?.words.count == 1)
  }

  static let faults: [(id: String, line: Int, rows: [String])] = [
    ("too few columns", 2, ["1\tGo\tgo\tVERB"]),
    ("a gap in the numbers", 2, ["2\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_"]),
    ("an unknown part of speech", 2, ["1\tGo\tgo\tVRB\tVB\t_\t0\troot\t_\t_"]),
    ("a head that is no number", 2, ["1\tGo\tgo\tVERB\tVB\t_\tx\troot\t_\t_"]),
    ("broken features", 2, ["1\tGo\tgo\tVERB\tVB\tNumber\t0\troot\t_\t_"]),
    (
      "two roots", 2,
      ["1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_", "2\tnow\tnow\tADV\tRB\t_\t0\troot\t_\t_"]
    ),
    (
      "a cycle", 2,
      [
        "1\tGo\tgo\tVERB\tVB\t_\t2\tdep\t_\t_", "2\tnow\tnow\tADV\tRB\t_\t1\tdep\t_\t_",
        "3\t.\t.\tPUNCT\t.\t_\t0\troot\t_\t_",
      ]
    ),
  ]

  @Test("a broken sentence is reported with its line, and the others are read", arguments: faults.indices)
  func brokenSentence(_ index: Int) {
    let fault = CoNLLUTests.faults[index]
    let good = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_"
    let text = (["# sent_id = 1"] + fault.rows + ["", good, "", ""]).joined(separator: "\n")
    let document = CoNLLU.read(text, file: "s.conllu")
    #expect(document.trees.count == 1, "\(fault.id)")
    #expect(document.errors.first?.line == fault.line, "\(fault.id)")
  }

  @Test("MISC survives, and SpaceAfter=No stands in its place by the alphabet")
  func misc() throws {
    let text = [
      "# text = Go now.It ends.", "1-2\tGonow\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No|Translit=gn",
      "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\tCxn=a|Zone=b", "2\tnow\tnow\tADV\tRB\t_\t1\tadvmod\t_\tZone=c",
      "3\t.\t.\tPUNCT\t.\t_\t1\tpunct\t_\tLang=en|SpaceAfter=No|Zone=d", "",
      "1\tIt\tit\tPRON\tPRP\t_\t2\tnsubj\t_\tEntity=(1",
      "2\tends\tend\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No",
      "3\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_", "", "",
    ].joined(separator: "\n")
    let document = CoNLLU.read(text, file: "s.conllu")
    #expect(document.errors.isEmpty)
    #expect(document.trees.first?.words[0].misc == "Cxn=a|Zone=b")
    #expect(document.trees.last?.words[1].misc == "_")
    var output = ""
    for tree in document.trees { CoNLLU.write(tree, to: &output) }
    #expect(output == text)
  }

  @Test("a document is written with ids, paragraphs and the spaces of its text")
  func document() {
    func tree(_ start: Int, _ paragraph: Int) -> Tree {
      Tree(
        words: [
          Word(form: "Go", lemma: "go", upos: .verb, head: nil, deprel: "root", span: Span(start, start + 2)),
          Word(
            form: "!", lemma: "!", upos: .punct, head: 0, deprel: "punct", span: Span(start + 2, start + 3)),
        ], span: Span(start, start + 3), paragraph: paragraph, comments: ["old = left out"])
    }
    var output = ""
    CoNLLU.write(
      document: "a/b 1%", metadata: ["source = x\ny"],
      parts: [[tree(0, 0)], [tree(0, 0), tree(3, 0), tree(7, 1)]], to: &output)
    let comments = output.split(separator: "\n").filter { $0.hasPrefix("#") }
    #expect(
      comments == [
        "# newdoc id = a/b 1%", "# source = x\u{FFFD}y", "# newpar", "# sent_id = a%2Fb%201%25-1",
        "# text = Go!",
        "# newpar", "# sent_id = a%2Fb%201%25-2", "# text = Go!", "# sent_id = a%2Fb%201%25-3",
        "# text = Go!",
        "# newpar", "# sent_id = a%2Fb%201%25-4", "# text = Go!",
      ])
    let ends = output.split(separator: "\n").filter { $0.hasPrefix("2\t!") }
    #expect(ends.map { $0.hasSuffix("\tSpaceAfter=No") } == [false, true, false, false])
  }

  @Test("what would break a line or a column does not get through")
  func unsafeCells() throws {
    let word = Word(
      form: "a\tb\u{2028}c", lemma: "", upos: .x, xpos: "x\ny", head: nil, deprel: "root", span: Span(0, 7))
    var output = ""
    CoNLLU.write(Tree(words: [word], span: Span(0, 7), comments: ["a\r\nb"]), to: &output)
    let document = CoNLLU.read(output, file: "s.conllu")
    #expect(document.errors.isEmpty)
    #expect(document.trees.first?.words.first?.form == "a\u{FFFD}b\u{FFFD}c")
    #expect(document.trees.first?.words.first?.lemma == "_")
  }

  @Test("all faults are told with help, one gap once, and what opened a document is not lost")
  func allFaults() {
    let good = "1\tGo\tgo\tVERB\tVB\t_\t0\troot\t_\t_"
    let text = [
      "# newdoc id = d2", "# published = 2026-02-07", "# sent_id = lost",
      "1\tGo\tgo\tVRB\tVB\tA\tz\troot\t_\t_",
      "3\tnow\tnow\tADV\tRB\t_\t1\tadvmod\t_\t_", "4\t!\t!\tPUNCT\t.\t_\t-9223372036854775808\tpunct\t_\t_",
      "", good, "",
    ].joined(separator: "\n")
    let document = CoNLLU.read(text, file: "s.conllu")
    #expect(document.errors.map(\.line) == [4, 4, 4, 5, 6])
    #expect(document.errors.allSatisfy { $0.help?.isEmpty == false && $0.file == "s.conllu" })
    #expect(document.trees.map(\.comments) == [["newdoc id = d2", "published = 2026-02-07"]])
  }

  @Test("words alone make a tree to parse")
  func wordsAlone() {
    let tree = Tree(forms: ["Go", "10 000"], paragraph: 2)
    #expect(CoNLLU.text(of: tree) == "Go 10 000")
    #expect(tree.words.map(\.span) == [Span(0, 2), Span(3, 9)])
    #expect(tree.paragraph == 2 && tree.words[1].head == 0)
  }
}
