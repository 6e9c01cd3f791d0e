import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Glibc
import Testing

extension Tag {
  @Tag static var model: Self
}

private let modelPath = "\(TestFiles.root)/Models/english-ewt.model"

@Suite(.tags(.model), .enabled(if: access(modelPath, R_OK) == 0, "Models/english-ewt.model is missing"))
struct EnglishModelTests {
  @Test("the shipped model opens and parses a plain sentence")
  func parses() throws {
    let model = try SyntaxModel(path: modelPath)
    let text = Array("The minister visited the capital .".utf8)
    let sentence = try #require(Segmenter(lexicon: SegmenterLexicon()).sentences(in: text).first)
    let tree = model.parse(sentence: sentence, text: text)
    #expect(tree.words.map(\.upos) == [.det, .noun, .verb, .det, .noun, .punct])
    #expect(tree.words.map(\.lemma) == ["the", "minister", "visit", "the", "capital", "."])
    #expect(tree.words.map(\.deprel) == ["det", "nsubj", "root", "det", "obj", "punct"])
    #expect(tree.words[2].feats["Tense"] == "Past")
  }
}
