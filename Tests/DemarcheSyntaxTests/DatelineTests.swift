import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `Place lines of wires` {
  private let parser: TextParser

  init() throws {
    parser = try TextParser(checkout: TestFiles.root)
  }

  // The word that the root's subject is, and the words of the place line, which hang on the root as one part.
  static let cases = [
    ("BAKU, Feb 6 (Reuters) - The minister arrived on Friday.", "minister", "BAKU"),
    ("ISLAMABAD -- Police arrested two men.", "Police", "ISLAMABAD"),
    ("Paris, 4 March (Agency) – The envoy spoke.", "envoy", "Paris"),
    ("NEW YORK — Shares fell.", "Shares", "NEW"),
  ]

  @Test(arguments: cases)
  func `are no part of the sentence behind them`(_ text: String, _ subject: String, _ place: String) throws {
    let tree = try #require(parser.trees(of: text).first)
    let words = tree.words
    let subjects = tree.children(of: tree.root).filter { words[$0].deprel.hasPrefix("nsubj") }.map {
      words[$0].form
    }
    #expect(Array(subjects) == [subject])
    let first = try #require(words.firstIndex { $0.form == place })
    #expect(tree.root > first)
  }

  @Test(arguments: ["The army - a small one - left.", "US-China talks began.", "Talks failed - again."])
  func `are not seen where there is none`(_ text: String) throws {
    let tree = try #require(parser.trees(of: text).first)
    #expect(!tree.words.prefix(3).contains { $0.deprel == "parataxis" })
  }
}
