import CSQLite
import Testing

/// A page of the documentation whose commands run one after the other in a folder: what it shows of their output is there.
///
/// In a block of kind `run` a line that begins with "$ " is a command, and each other one is in the output of the last; "…" stands there for
/// whatever is between. A block of kind `file NAME` is what the file holds. Blocks of kind `sql` are taken by SQLite on the ledger. Those of
/// kind `sh`, of commands that go on for ever or ask the network, and those of other languages are passed over: `DocumentedCommandsTests` and
/// `Tests/Docs/run-blocks` look at them.
struct Page {
  private struct Block {
    var kind: Substring
    var lines: [Substring] = []
  }

  private var blocks: [Block] = []

  /// - Parameter name: a file of `docs/`.
  init(_ name: String) throws {
    let page = String(decoding: try #require(Scratch.bytes("\(Run.root)/docs/\(name)")), as: UTF8.self)
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside.toggle()
        if isInside { blocks.append(Block(kind: line.dropFirst(3))) }
      } else if isInside {
        blocks[blocks.count - 1].lines.append(line)
      }
    }
  }

  /// How many blocks of a kind there are.
  func count(_ kind: String) -> Int { blocks.count { $0.kind == kind } }

  /// Runs what the page shows in a folder, whose ledger is `demarche.db`.
  func check(in folder: String) throws {
    var output: Set<Substring> = []
    for block in blocks {
      switch block.kind {
      case "run":
        for line in block.lines {
          if line.hasPrefix("$ ") {
            output = try run(String(line.dropFirst(2)), in: folder)
          } else {
            #expect(output.contains { tells($0, line) }, "not told: \(line)\ntold: \(output.sorted())")
          }
        }
      case "sql":
        #expect(try isUnderstood(block.lines.joined(separator: "\n"), "\(folder)/demarche.db"))
      case "sh", "python", "r", "console", "python not-run", "r not-run": break
      case let kind where kind.hasPrefix("file "):
        try Folder.write(block.lines.joined(separator: "\n") + "\n", to: "\(folder)/\(kind.dropFirst(5))")
      default: Issue.record("an unknown kind of block: \(block.kind)")
      }
    }
  }

  /// Whether a line is the one that the page shows, where "…" stands for whatever is between.
  private func tells(_ line: Substring, _ shown: Substring) -> Bool {
    let parts = shown.split(separator: "…", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else { return line == shown }
    guard line.hasPrefix(first) else { return false }
    var rest = line.dropFirst(first.count)
    for part in parts[1..<parts.count - 1] where !part.isEmpty {
      guard let found = rest.firstRange(of: part) else { return false }
      rest = rest[found.upperBound...]
    }
    return rest.hasSuffix(last)
  }

  /// The lines that a command of the page prints on both streams; it must succeed.
  private func run(_ command: String, in folder: String) throws -> Set<Substring> {
    let program = try #require(Run.program)
    let script = """
      cd '\(folder)' && unset DEMARCHE_LEDGER
      demarche() { '\(program)' "$@"; }
      { \(command)
      } 2>&1
      """
    let run = try Run.command("/bin/sh", ["-c", script])
    #expect(run.status == 0, "\(command): \(run.output)\(run.errors)")
    return Set(run.output.split(separator: "\n"))
  }

  /// Whether SQLite takes a statement on a ledger that is open for reading alone, and runs it to its end.
  private func isUnderstood(_ sql: String, _ path: String) throws -> Bool {
    var database: OpaquePointer?
    defer { sqlite3_close(database) }
    try #require(sqlite3_open_v2(path, &database, SQLITE_OPEN_READONLY, nil) == SQLITE_OK)
    return sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK
  }
}
