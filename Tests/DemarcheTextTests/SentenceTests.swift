import DemarcheText
import Testing

/// A text and the sentences it should give, written with a bar inside contractions.
struct SegmentationCase: CustomTestStringConvertible, Sendable {
  var id: String
  var text: String
  var sentences: [String]
  var testDescription: String { id }
}

private func given(_ id: String, _ text: String, _ sentences: String...) -> SegmentationCase {
  SegmentationCase(id: id, text: text, sentences: sentences)
}

@Suite struct SentenceTests {
  static let cases: [SegmentationCase] = [
    given("plain", "The envoy left. Talks resume soon.", "The envoy left .", "Talks resume soon ."),
    given(
      "dateline", "QUITO, May 3 (Wire) - Two ministers met.", "QUITO , May 3 ( Wire ) - Two ministers met ."),
    given(
      "dateline with an abbreviated month", "OSLO, Sept. 14 (Wire) - Talks failed.",
      "OSLO , Sept. 14 ( Wire ) - Talks failed ."),
    given("headline", "Envoys fly home\nTalks failed.", "Envoys fly home", "Talks failed ."),
    given("rank", "They saw Gen. Haro Pell. He waved.", "They saw Gen. Haro Pell .", "He waved ."),
    given("title", "Mr. Tan and Dr. Oke spoke.", "Mr. Tan and Dr. Oke spoke ."),
    given(
      "initials inside a sentence", "The U.S. Senate voted. It rejected the pact.", "The U.S. Senate voted .",
      "It rejected the pact ."),
    given(
      "initials at the end", "They flew to the U.S. The visit was short.", "They flew to the U.S.",
      "The visit was short ."),
    given("initials of a name", "Ana B. Cole met J. Reed.", "Ana B. Cole met J. Reed ."),
    given("number sign", "Article No. 7 was struck out.", "Article No. 7 was struck out ."),
    given("decimal", "Prices rose 3.5 percent. Wages fell.", "Prices rose 3.5 percent .", "Wages fell ."),
    given("thousands", "Some 12,400 people fled.", "Some 12,400 people fled ."),
    given("quote closed behind the stop", "\"We agree.\" He left.", "\" We agree . \"", "He left ."),
    given(
      "curly quote closed behind the stop", "“We agree.” She left.", "“ We agree . ”", "She left ."),
    given("question in a quote", "\"Why now?\" he asked.", "\" Why now ? \" he asked ."),
    given("exclamation", "Stop! They obeyed.", "Stop !", "They obeyed ."),
    given("ellipsis that goes on", "He waited ... and left.", "He waited ... and left ."),
    given("ellipsis that ends", "He waited... Then he left.", "He waited ...", "Then he left ."),
    given("ellipsis character", "Well… maybe.", "Well … maybe ."),
    given("bracket closed behind the stop", "(It failed.) They left.", "( It failed . )", "They left ."),
    given("company", "Brill Corp. said it would pay.", "Brill Corp. said it would pay ."),
    given("time of day", "They met at 5 p.m. on Friday.", "They met at 5 p.m. on Friday ."),
    given("latin", "Arms, e.g. rockets, were found.", "Arms , e.g. rockets , were found ."),
    given("state", "He spoke in Dayton, Ohio. Few came.", "He spoke in Dayton , Ohio .", "Few came ."),
    given("list entry", "1. Cease fire at once.", "1 . Cease fire at once ."),
    given("bullets", "• Open the port. • Free the crew.", "• Open the port .", "• Free the crew ."),
    given("two paragraphs", "First part.\n\nSecond part.", "First part .", "Second part ."),
    given("no final stop", "The border stays shut", "The border stays shut"),
    given("no space behind the stop", "He left.She stayed.", "He left .", "She stayed ."),
    given("question and exclamation", "What?! Fine.", "What ?!", "Fine ."),
    given(
      "capitals like a small word", "They sold a new IE. The price rose.", "They sold a new IE.",
      "The price rose ."),
    given("face", "They won :) Now they rest.", "They won :)", "Now they rest ."),
    given("face behind a stop", "They won. :) Now they rest.", "They won . :)", "Now they rest ."),
    given("note", "The fort fell.[4] Peace followed.", "The fort fell . [ 4 ]", "Peace followed ."),
    given(
      "headline and day", "Envoys fly home Monday, July 6, 2026 Talks failed today.", "Envoys fly home",
      "Monday , July 6 , 2026", "Talks failed today ."),
    given(
      "day inside a sentence", "They met on Monday, July 6, 2026 in Oslo.",
      "They met on Monday , July 6 , 2026 in Oslo ."),
    given("lower case behind a stop", "i like it here. it is quiet.", "i like it here .", "it is quiet ."),
    given("name with a mark", "The firm Yahoo! hired ten.", "The firm Yahoo! hired ten ."),
    given(
      "figure before a name", "Some 2,000 Peruvians marched in Lima.",
      "Some 2,000 Peruvians marched in Lima ."),
    given(
      "letters", "The pact is ready. Ana Pell 05/06/2001 03:10 PM Dear Ben, please read it.",
      "The pact is ready .", "Ana Pell", "05/06/2001 03:10 PM", "Dear Ben , please read it ."),
    given("reverend saint", "The fire near St. Clair spread.", "The fire near St. Clair spread ."),
  ]

  @Test("sentences end where a reader ends them", arguments: cases)
  func sentencesEnd(_ given: SegmentationCase) throws {
    #expect(try shown(given.text) == given.sentences)
  }

  @Test("paragraphs are counted by lines that hold text")
  func paragraphsAreCounted() throws {
    let segmenter = Segmenter(lexicon: try englishLexicon())
    let found = segmenter.sentences(in: "One. Two.\n\n \nThree.")
    #expect(found.map(\.paragraph) == [0, 0, 1])
  }

  @Test("an empty text has no sentence")
  func emptyText() throws { #expect(try shown(" \n\t\u{A0}\n").isEmpty) }

  @Test("a megabyte without a stop is cut and does not crash")
  func absurdInput() throws {
    let segmenter = Segmenter(lexicon: try englishLexicon())
    let words = segmenter.sentences(in: [UInt8](repeating: 0x61, count: 1 << 20))
    #expect(words.allSatisfy { $0.tokens.count <= Segmenter.longestSentence })
    var spaced: [UInt8] = []
    for _ in 0..<(1 << 19) { spaced += [0x61, 0x20] }
    let sentences = segmenter.sentences(in: spaced)
    #expect(sentences.reduce(0) { $0 + $1.tokens.count } == 1 << 19)
    #expect(segmenter.sentences(in: [0xFF, 0xE2, 0x80]).count == 1)
    #expect(!segmenter.sentences(in: [UInt8](repeating: 0x2E, count: 100_000)).isEmpty)
    #expect(!segmenter.sentences(in: [UInt8](repeating: 0x27, count: 100_000)).isEmpty)
  }
}
