import DemarcheText
import Testing

@Suite struct BoundaryEvidenceTests {
  @Test("without weights the rules alone decide")
  func rulesAlone() {
    let segmenter = Segmenter(lexicon: SegmenterLexicon())
    #expect(segmenter.sentences(in: "They left. he stayed. She slept.").count == 2)
  }

  @Test("weights overrule the rules either way")
  func weightsDecide() {
    var lexicon = SegmenterLexicon()
    lexicon.addEvidence("Z+:", 300)
    lexicon.addEvidence("A-:.t", 200)
    lexicon.addEvidence("K+:she", -500)
    let sentences = Segmenter(lexicon: lexicon).sentences(in: "They left. he stayed. She slept. We ate.")
    #expect(sentences.map(\.tokens.count) == [3, 6, 3])
  }

  @Test("each piece of evidence holds its kind, the verdict of the rules and what is seen")
  func evidenceIsReadable() {
    var seen: [(at: Int, isEnd: Bool, lines: [String])] = []
    Segmenter(lexicon: SegmenterLexicon()).study(Array("They left at 9. She slept.".utf8)) {
      seen.append(($0, $1, $2))
      return $1
    }
    let end = seen.first { $0.at == 15 }
    #expect(end?.isEnd == true)
    #expect(end?.lines.contains("A+:.T") == true)
    #expect(end?.lines.contains("K+:she") == true)
    #expect(end?.lines.contains("M+:Tthey") == true)
  }
}
