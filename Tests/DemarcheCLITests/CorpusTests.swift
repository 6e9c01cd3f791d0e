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
    // Coded as reports, the held-out sentences have their participants the right way round.
    let turned = try #require(run.output.split(separator: "\n").last { $0.hasPrefix("turned round: ") })
    let share = try #require(turned.split(separator: " ").dropLast().last.flatMap { Double($0) })
    #expect(share < 2, "\(turned)")
  }

  @Test func `has sentences for every type and mode`() throws {
    let run = try Run.demarche("evaluate", "coding", "\(Run.root)/Corpus/en", "--counts")
    #expect(run.output.contains("67 pairs, 16 types; 0 with fewer"), "\(run.output)")
  }

  @Test func `tells how well each type is coded, and the codebook shows it`() throws {
    let scratch = try Scratch()
    let path = "\(scratch.folder)/precision.tsv"
    #expect(try Run.demarche("evaluate", "coding", "\(Run.root)/Corpus/en", "--write", path).status == 0)
    let rows = try scratch.read("precision.tsv").split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(rows.count == 17)
    #expect(try Run.demarche("codebook", "ASSAULT").output.contains("precision "))
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
