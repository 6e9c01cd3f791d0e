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
}
