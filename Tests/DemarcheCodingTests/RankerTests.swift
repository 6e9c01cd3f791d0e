import DemarcheCoding
import DemarcheData
import DemarcheText
import Testing

@Suite struct `A ranker` {
  static let examples: [RankerTraining.Example] = (0..<40).map { n in
    let isA = n % 2 == 0
    return RankerTraining.Example(
      features: [isA ? "verb=greet" : "verb=strike", "word=\(n % 5)", "order=ar"],
      label: isA ? "CONSULT" : "ASSAULT")
  }

  @Test func `learns which feature tells which label, and says so`() {
    let ranker = RankerTraining.learn(Self.examples)
    let scores = ranker.scores(["verb=strike", "word=1", "order=ar"])
    #expect(scores.first?.label == "ASSAULT")
    #expect(scores.reduce(0) { $0 + $1.probability } > 0.999)
    #expect((scores.first?.probability ?? 0) > 0.8)
    #expect(ranker.reasons(["verb=strike", "word=1", "order=ar"], for: "ASSAULT").first == "verb=strike")
  }

  @Test func `knows nothing of features it never saw`() {
    let ranker = RankerTraining.learn(Self.examples)
    let scores = ranker.scores(["verb=sing"])
    #expect((scores.first?.probability ?? 1) < 0.6)
  }

  @Test func `is the same again from the same examples, and from its bytes`() throws {
    let bytes = RankerTraining.learn(Self.examples).bytes()
    #expect(RankerTraining.learn(Self.examples).bytes() == bytes)
    let read = try bytes.withUnsafeBytes { try Ranker($0, file: "r") }
    #expect(read.bytes() == bytes)
    #expect(read.labels == ["ASSAULT", "CONSULT"])
  }

  @Test(arguments: [0, 8, 40])
  func `is refused when it is cut short`(_ length: Int) {
    let bytes = Array(RankerTraining.learn(Self.examples).bytes().prefix(length))
    #expect(throws: DataFileError.self) { try bytes.withUnsafeBytes { try Ranker($0, file: "r") } }
  }
}

@Suite struct `A sentence of the corpus` {
  @Test func `gives its text and where its marks stand`() {
    let text = MarkedText("<a>{A}</a> <t>struck</t> <r>{B:adj} troops</r>, <s>he</s> said.") { slot, kind in
      kind.isEmpty ? "Land\(slot)" : "Land\(slot)ish"
    }
    #expect(text.text == "LandA struck LandBish troops, he said.")
    func marked(_ mark: Character) -> [String] {
      (text.spans[mark] ?? []).map {
        String(decoding: Array(text.text.utf8)[$0.start..<$0.end], as: UTF8.self)
      }
    }
    #expect(marked("a") == ["LandA"])
    #expect(marked("r") == ["LandBish troops"])
    #expect(marked("t") == ["struck"])
    #expect(marked("s") == ["he"])
  }

  @Test func `is refused with a type that the codebook lacks, or a mark that does not close`() throws {
    let head = CorpusSentence.columns.joined(separator: "\t")
    let table = try Table(
      text: "\(head)\nx1\tf\t<a>A</a> met B.\tMEET\t\t\t\t\nx2\tf\t<a>A met B.\tCONSULT\t\t\t\t",
      file: "c.tsv",
      columns: CorpusSentence.columns)
    let error = #expect(throws: DataErrors.self) { try CorpusSentence.read(table, types: ["CONSULT"]) }
    #expect(error?.errors.map(\.line) == [2, 3])
  }
}
