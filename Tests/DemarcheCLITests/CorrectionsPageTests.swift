import Testing

/// The commands of `docs/corrections.md`, in a folder with the sample reports and the sample decisions on them.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `The page on corrections` {
  @Test func `shows what the program does`() throws {
    let scratch = try Scratch()
    try scratch.write("reports.jsonl", try #require(Scratch.bytes("\(Run.root)/Data/samples/reports.jsonl")))
    try scratch.write(
      "decisions.jsonl", try #require(Scratch.bytes("\(Run.root)/Tests/Corrections/samples.jsonl")))
    let page = try Page("corrections.md")
    try page.check(in: scratch.folder)
    #expect(page.count("run") > 5)
    #expect(page.count("sql") == 1)
  }
}
