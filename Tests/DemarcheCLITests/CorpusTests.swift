import Testing

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The corpus` {
  @Test func `is whole, and the ranker keeps its score on the families it did not see`() throws {
    let run = try Run.demarche("evaluate", "coding", "\(Run.root)/Corpus/en")
    #expect(run.status == 0, "\(run.errors)")
    let first = try #require(run.output.split(separator: "\n").first)
    let count = try #require(first.split(separator: " ").first.flatMap { Int($0) })
    #expect(count >= 4000)
    let line = try #require(run.output.split(separator: "\n").first { $0.hasPrefix("rules and ranker: ") })
    let percent = try #require(line.split(separator: " ").last.flatMap { Double($0) })
    #expect(percent >= 70)
  }

  @Test func `teaches a ranker that label uses, and that says why`() throws {
    let text =
      "{\"id\": \"p\", \"text\": \"Norway was shelled by Chile.\", \"actor\": [22, 27], \"recipient\": [0, 6]}\n"
    let run = try Run.demarche("label", "-", "--quiet", input: Array(text.utf8))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\"event\": \"ASSAULT\""))
    #expect(run.output.contains("\"by\": "))
  }
}
