import Testing

/// The commands of `docs/ledger.md`, in a folder with the sample reports.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The page on the ledger`
{
  @Test func `shows what the program does`() throws {
    let scratch = try Scratch()
    try scratch.write("reports.jsonl", try #require(Scratch.bytes("\(Run.root)/Data/samples/reports.jsonl")))
    let page = try Page("ledger.md")
    try page.check(in: scratch.folder)
    #expect(page.count("sql") == 3)
  }
}
