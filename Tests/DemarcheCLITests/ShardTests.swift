import DemarcheJSON
import Glibc
import Testing

/// One coding cut into parts, on as many machines as there are.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `Shards of a coding` {
  private let scratch: Scratch
  private let reports: String
  private let whole: String

  /// Twice thirty sample reports, with a line between that is none and an empty one behind.
  init() throws {
    scratch = try Scratch()
    reports = "\(scratch.folder)/reports.jsonl"
    let samples = String(
      decoding: try #require(Scratch.bytes("\(Run.root)/Data/samples/reports.jsonl")), as: UTF8.self
    )
    .split(separator: "\n").prefix(30)
    let again = samples.map { String($0).replacing("{\"id\": \"", with: "{\"id\": \"again-") }
    let lines: [String] = samples.map(String.init) + ["{\"broken"] + again + ["", ""]
    try scratch.write("reports.jsonl", Array(lines.joined(separator: "\n").utf8))
    let run = try Run.demarche("code", reports, "--emit-empty", "--emit-errors", "--quiet")
    #expect(run.status == 3)
    whole = run.output
  }

  private func code(_ shard: String, to name: String, _ more: String...) throws -> Run {
    try Run.demarche(
      words: [
        "code", reports, "--emit-empty", "--emit-errors", "--quiet", "--shard", shard, "--output",
        "\(scratch.folder)/\(name)",
      ] + more)
  }

  private func merge(_ names: [String]) throws -> Run {
    try Run.demarche(words: ["merge", "--quiet"] + names.map { "\(scratch.folder)/\($0)" })
  }

  @Test(arguments: [1, 2, 5, 16, 200]) func `merged are the bytes of one process, however many they are`(
    count: Int
  ) throws {
    for index in 0..<count { #expect(try [0, 3].contains(code("\(index)/\(count)", to: "\(index)").status)) }
    // In any order: the records say which is which.
    let merged = try merge((0..<count).reversed().map(String.init))
    #expect(merged.output == whole)
    #expect(merged.status == 3)
  }

  @Test func `of which one is missing, damaged or of another kind are refused, all faults at once`() throws {
    for index in 0..<4 where index != 2 { _ = try code("\(index)/4", to: "\(index)") }
    try scratch.write("1", Array("cut off".utf8))
    _ = try code("3/4", to: "other", "--negated")
    let merged = try merge(["0", "1", "other"])
    #expect(merged.status == 1 && merged.output.isEmpty)
    #expect(merged.errors.contains("1: the file is not what its shard wrote"))
    #expect(merged.errors.contains("other: it was coded in another way"))
    #expect(merged.errors.contains("the shard 2/4 is missing"))
    #expect(try merge(["reports.jsonl"]).errors.contains("there is no record of the shard"))
  }

  @Test func `of tables have one line of names when they are merged`() throws {
    let one = try Run.demarche("code", reports, "--format", "csv", "--quiet")
    for index in 0..<3 {
      _ = try Run.demarche(
        "code", reports, "--format", "csv", "--quiet", "--shard", "\(index)/3", "--output",
        "\(scratch.folder)/\(index).csv")
    }
    #expect(try merge(["0.csv", "1.csv", "2.csv"]).output == one.output)
  }

  @Test func `of many files take each file that cannot be cut whole`() throws {
    let folder = "\(scratch.folder)/many"
    mkdir(folder, 0o755)
    for (name, text) in [
      ("a.txt", "Egypt condemned Libya."), ("b.txt", "Iran rejected talks."), ("c.txt", ""),
    ] {
      try scratch.write("many/\(name)", Array(text.utf8))
    }
    let one = try Run.demarche("code", folder, "--published", "1990-01-01", "--emit-errors", "--quiet")
    for index in 0..<4 {
      _ = try Run.demarche(
        "code", folder, "--published", "1990-01-01", "--emit-errors", "--quiet", "--shard", "\(index)/4",
        "--output", "\(scratch.folder)/\(index)")
    }
    #expect(try merge(["0", "1", "2", "3"]).output == one.output)
  }

  @Test func `or the whole go on where they were broken off`() throws {
    // What a run that was killed leaves: the bytes that its state counts, and a torn line behind them. The first of two
    // shards is the beginning of the whole.
    _ = try code("0/2", to: "first")
    let path = "\(scratch.folder)/first"
    let first = try #require(Scratch.bytes(path))
    let record = try JSON.read(try #require(Scratch.bytes("\(path).shard.json"))[...])
    let done = try #require(record["reports"]?.int) + #require(record["rejected"]?.int)
    let members: [JSON.Member] =
      [.init("shard", .null), .init("items", .int(done)), .init("bytes", .int(first.count))]
      + ["reports", "sentences", "events", "rejected"].map { JSON.Member($0, record[$0] ?? 0) }
      + ["version", "data", "format", "options", "input_bytes"].map { JSON.Member($0, record[$0] ?? .null) }
    for name in ["half", "other"] {
      try scratch.write("\(name).part", first + Array("{\"torn".utf8))
      try scratch.write("\(name).part.json", Array(JSON.object(members).line.utf8))
    }
    func resume(_ name: String, _ more: String...) throws -> Run {
      try Run.demarche(
        words: [
          "code", reports, "--emit-empty", "--emit-errors", "--quiet", "--resume", "--output",
          "\(scratch.folder)/\(name)",
        ] + more)
    }
    #expect(try resume("half").errors.contains("goes on behind \(done) reports"))
    #expect(Scratch.bytes("\(scratch.folder)/half") == Array(whole.utf8))
    #expect(access("\(scratch.folder)/half.part.json", F_OK) != 0)
    #expect(try resume("half").errors.contains("is there already"))
    #expect(try resume("other", "--negated").errors.contains("was begun with other input, data, flags"))
  }

  @Test(arguments: ["3/3", "x", "-1/2", "1/0"]) func `are named by two numbers`(shard: String) throws {
    #expect(try code(shard, to: "never").status == 2)
  }

  @Test func `need files and a file to write`() throws {
    #expect(try Run.demarche("code", reports, "--shard", "0/2").errors.contains("--shard needs --output"))
    #expect(
      try Run.demarche("code", "-", "--shard", "0/2", "--output", "\(scratch.folder)/x").errors
        .contains("standard input cannot be cut"))
  }
}
