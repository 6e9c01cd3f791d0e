import DemarcheData
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Glibc
import Testing

private let root = TestFiles.root
private let packPath = "\(root)/.build/release/demarche.pack"

@Suite struct `The page on the library` {
  /// What stands between the marks is what docs/library.md shows.
  @Test(.tags(.model), .enabled(if: access(packPath, R_OK) == 0, "no pack: ./run builds it"))
  func `shows code that does what it says`() throws {
    // page: open
    let pack = try Pack(path: packPath)
    func text(_ name: String) -> String { pack.text("lexicon/en/\(name)") ?? "" }
    func table(_ name: String, _ columns: [String]) throws -> Table {
      try Table(text: text(name), file: name, columns: columns)
    }
    let parser = TextParser(
      segmenter: Segmenter(
        lexicon: try SegmenterLexicon(
          abbreviations: text("abbreviations.tsv"), contractions: text("contractions.tsv"),
          boundaries: text("boundaries.tsv"))),
      model: try SyntaxModel(section: "models/english-ewt.model", of: pack),
      lemmas: try LemmaTable(table("lemmas.tsv", LemmaTable.columns)),
      present: PresentVerbs(try table("present.tsv", PresentVerbs.columns)))
    // page: end

    // page: trees
    let report = "The ministers met in Bostburg. They didn't sign."
    let trees = parser.trees(of: report)
    let tree = trees[0]
    let root = tree.words[tree.root]
    let subject = tree.child(of: tree.root, "nsubj").map { tree.words[$0] }

    #expect(trees.count == 2)
    #expect(root.form == "met" && root.lemma == "meet" && root.upos == .verb)
    #expect(subject?.form == "ministers" && subject?.head == tree.root)
    // page: end

    // page: features
    #expect(subject?.feats["Number"] == "Plur")
    #expect(root.feats["Tense"] == "Past" && root.feats["Gender"] == nil)
    #expect(root.feats.has("VerbForm", "Fin"))
    #expect("\(root.feats)".hasPrefix("Mood=Ind|"))
    // page: end

    // page: spans
    let place = trees[1].multiword[0].span
    #expect(trees[1].multiword[0].form == "didn't")
    #expect(CodePoints(report).text(place) == "didn't")
    #expect(trees[1].words[1].form == "did" && trees[1].words[2].lemma == "not")
    // page: end

    // page: CoNLL-U
    var written = ""
    CoNLLU.write(document: "report-1", parts: [trees], to: &written)
    let document = CoNLLU.read(written, file: "report-1.conllu")
    for error in document.errors { print(error) }  // file, line, what is wrong, what to do
    let again = document.trees.map { parser.parse(words: $0) }
    #expect(again.map(\.words.count) == trees.map(\.words.count))
    // page: end
  }

  @Test func `shows the code of its test`() throws {
    func lines(_ path: String) throws -> [Substring] {
      let file = try MappedFile(path: path)
      return withExtendedLifetime(file) {
        String(decoding: file.bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      }
    }
    var shown: [String] = []
    var isInside = false
    for line in try lines("\(root)/docs/library.md") {
      if line.hasPrefix("```") {
        isInside = line == "```swift"
      } else if isInside {
        shown.append(line.isEmpty ? "" : "    \(line)")
      }
    }
    var tested: [String] = []
    var isPage = false
    for line in try lines(#filePath) {
      if line.hasPrefix("    // page: ") {
        isPage = line != "    // page: end"
      } else if isPage {
        tested.append(String(line))
      }
    }
    #expect(!shown.isEmpty)
    #expect(shown == tested)
  }
}
