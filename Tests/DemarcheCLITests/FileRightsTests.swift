import Glibc
import Testing

/// Who may read and write a file: its last nine bits.
private func rights(_ path: String) throws -> String {
  var status = stat()
  try #require(stat(path, &status) == 0, "there is no \(path)")
  return String(status.st_mode & 0o777, radix: 8)
}

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `What the program writes`
{
  private static let report =
    #"{"id": "r1", "text": "France's president met the German chancellor in Paris on Monday.", "published": "2024-05-07"}"#
    + "\n"

  /// Runs the program as a shell with a mask of its own does.
  private static func demarche(mask: String, _ words: String) throws -> Run {
    let program = try #require(Run.program)
    return try Run.command("/bin/sh", ["-c", "umask \(mask); exec '\(program)' \(words)"])
  }

  @Test(
    "is for those whom the mask of the process lets",
    arguments: [("077", "600"), ("027", "640"), ("022", "644")])
  func mask(mask: String, expected: String) throws {
    let folder = try Folder()
    let path = folder.path
    try folder.write("r.jsonl", Self.report)
    for words in [
      "ingest --quiet --ledger \(path)/l.db \(path)/r.jsonl",
      "code --quiet \(path)/r.jsonl --output \(path)/events.jsonl",
      "export --quiet --ledger \(path)/l.db --output \(path)/events.csv",
      "backup \(path)/copy.db --ledger \(path)/l.db",
    ] {
      let run = try Self.demarche(mask: mask, words)
      #expect(run.status == 0, "\(words): \(run.errors)")
    }
    for name in ["l.db", "events.jsonl", "events.csv", "copy.db"] {
      #expect(try rights("\(path)/\(name)") == expected, "\(name)")
    }
  }

  @Test("is no more open than the ledger that it comes from")
  func likeTheLedger() throws {
    let folder = try Folder()
    let ledger = "\(folder.path)/l.db"
    try folder.write("r.jsonl", Self.report)
    #expect(
      try Self.demarche(mask: "022", "ingest --quiet --ledger \(ledger) \(folder.path)/r.jsonl").status == 0)
    #expect(chmod(ledger, 0o600) == 0)
    #expect(try Self.demarche(mask: "022", "backup \(folder.path)/copy.db --ledger \(ledger)").status == 0)
    #expect(try rights("\(folder.path)/copy.db") == "600")
  }
}

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `The file with the word of a server` {
  @Test(
    "is refused when it is no secret",
    arguments: [
      (0o644 as mode_t, "word\n", "can be read by others"), (0o640, "word\n", "can be read by others"),
      (0o600, "", "holds no word"), (0o600, "\nword\n", "holds no word"),
    ])
  func refused(mode: mode_t, text: String, why: String) throws {
    let folder = try Folder()
    try folder.write("word", text)
    #expect(chmod("\(folder.path)/word", mode) == 0)
    #expect(try Run.demarche("demo", "--ledger", "\(folder.path)/l.db").status == 0)
    let run = try Run.demarche(
      "serve", "--ledger", "\(folder.path)/l.db", "--port", "0", "--token-file", "\(folder.path)/word")
    #expect(run.status == 2)
    #expect(run.errors.contains(why), "\(run.errors)")
  }
}
