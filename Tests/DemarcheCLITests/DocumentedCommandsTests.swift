import Testing

/// Every command that README, CONTRIBUTING and the pages of `docs/` show, run in a folder that has the files they name.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"), .preparedFolder)
struct `Every command that the documentation shows` {
  /// Commands that no test can run, by what they have in them, and why.
  ///
  /// Their names and flags are checked.
  private static let unrunnable = [
    ("demarche serve", "serves until somebody ends it"),
    ("--watch", "watches until somebody ends it"),
    ("--feed", "asks the network"),
    ("--fetch", "asks the network"),
    ("--treebank", "learns for hours, from a treebank that is not here"),
    ("--corpus Corpus/en", "learns for minutes; some write a model of the project"),
    ("bench-ledger", "writes ten million events"),
  ]

  /// Other programs in them, without which the command is checked but not run.
  private static let tools = ["jq", "man", "zcat"]

  /// Folders that a command makes and others read; it writes over none.
  private static let remade = ["my-actors", "my-places"]

  @Test(arguments: DocumentedCommands.all)
  func `runs, or is known and cannot be run here`(shown: DocumentedCommands) throws {
    let prepared = try #require(PreparedFolder.current)
    let folder = try Folder()
    #expect(try Run.command("/bin/cp", ["-a", "\(prepared.path)/.", folder.path]).status == 0)
    let known = try KnownFlags()
    for command in shown.commands {
      #expect(known.unknown(in: command) == [], "\(shown.testDescription): \(command)")
      if Self.unrunnable.contains(where: { command.contains($0.0) }) { continue }
      if try Self.tools.contains(where: { try command.contains("\($0) ") && !Self.isInstalled($0) }) {
        continue
      }
      let run = try Self.run(command, in: folder.path)
      #expect(run.status == 0, "\(shown.testDescription): \(command)\n\(run.output)\(run.errors)")
    }
  }

  @Test func `is found on the pages`() {
    #expect(DocumentedCommands.all.count { $0.page == "docs/reference.md" } > 30)
    #expect(DocumentedCommands.all.count { $0.page == "README.md" } > 1)
    let commands = DocumentedCommands.all.flatMap(\.commands)
    #expect(commands.contains("demarche code report.txt --published 2026-02-07"))
    #expect(
      commands.contains(
        "zcat latest-all.json.gz | demarche actors import --from wikidata --output wikidata -"))
    #expect(!commands.contains { $0.contains("[FLAG...]") })
    for (part, reason) in Self.unrunnable {
      #expect(commands.contains { $0.contains(part) }, "nothing shown \(reason): \(part)")
    }
  }

  private static func isInstalled(_ tool: String) throws -> Bool {
    try Run.command("/bin/sh", ["-c", "command -v \(tool)"]).status == 0
  }

  /// Runs a command in the folder `here`; ids that the pages write stand for those of the ledger that was prepared.
  private static func run(_ command: String, in folder: String) throws -> Run {
    let script = """
      cd '\(folder)/here' && unset DEMARCHE_LEDGER && export HOME=$PWD MANPAGER=cat
      demarche() { '\(try #require(Run.program))' "$@"; }
      \(remade.filter { command.contains("import") && command.contains($0) }.map { "rm -rf \($0)" }.joined(separator: "\n"))
      \(try withIds(command, in: "\(folder)/here"))
      """
    return try Run.command("/bin/sh", ["-c", script])
  }

  private static func withIds(_ command: String, in folder: String) throws -> String {
    func lines(_ name: String) throws -> [Substring] {
      String(decoding: try #require(Scratch.bytes("\(folder)/\(name)")), as: UTF8.self).split(separator: "\n")
    }
    let events = try lines("ids")
    let first = try command.contains("report.txt") ? lines("event-of-report")[0] : events[0]
    return command.replacing("ev_8f2c", with: first).replacing("ev_51a0", with: events[1])
      .replacing("in_0ec77c346cc4d410", with: try lines("incident")[0])
  }
}

/// A folder that `Tests/Docs/prepare` makes once for all tests of a suite.
struct PreparedFolder: SuiteTrait, TestScoping {
  @TaskLocal static var current: Folder?

  func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let folder = try Folder()
    let prepared = try Run.command("\(Run.root)/Tests/Docs/prepare", [folder.path, #require(Run.program)])
    try #require(prepared.status == 0, "\(prepared.output)\(prepared.errors)")
    try await PreparedFolder.$current.withValue(folder) { try await function() }
  }
}

extension Trait where Self == PreparedFolder {
  static var preparedFolder: PreparedFolder { PreparedFolder() }
}
