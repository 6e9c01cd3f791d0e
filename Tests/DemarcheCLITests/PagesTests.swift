import Testing

/// Pages of the documentation whose blocks of kind `run` are run one after the other, each page in a folder with the sample
/// reports and the sample decisions on them.
///
/// What they show of Python and R is run by `Tests/Docs/run-blocks`.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `A page of the documentation` {
  @Test(arguments: ["tutorial.md", "from-petrarch.md", "from-gdelt-icews.md"])
  func `shows what the program does`(name: String) throws {
    let folder = try Folder()
    for (file, source) in [
      ("reports.jsonl", "Data/samples/reports.jsonl"), ("decisions.jsonl", "Tests/Corrections/samples.jsonl"),
    ] {
      try folder.write(
        file, String(decoding: #require(Scratch.bytes("\(Run.root)/\(source)")), as: UTF8.self))
    }
    let page = try Page(name)
    try page.check(in: folder.path)
    #expect(page.count("run") > 1)
  }

  /// These and the pages with a test of their own.
  @Test(arguments: DocumentedCommands.pages)
  func `with commands that are meant to run has a test`(name: String) throws {
    let tested = [
      "tutorial.md", "from-petrarch.md", "from-gdelt-icews.md", "ledger.md", "corrections.md", "import.md",
    ]
    guard let page = name.split(separator: "/").last, name.hasPrefix("docs/") else { return }
    #expect(try Page(String(page)).count("run") == 0 || tested.contains(String(page)))
  }
}
