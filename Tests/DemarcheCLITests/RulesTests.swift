import Glibc
import Testing

/// Looking at the rules and comparing them, as a user does.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `The rules as the program shows them` {
  static let data = "\(Run.root)/Data"

  /// A copy of the project's data with one file changed.
  private func copy(changing file: String, _ change: (String) -> String) throws -> DataCopy {
    try DataCopy { name, text in name == file ? change(text) : text }
  }

  // MARK: Printing

  @Test func `are printed as they are written, with file and line`() throws {
    let run = try Run.demarche("rules", "print", "consult/present-credentials")
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    let head = try #require(lines.first)
    #expect(head.hasPrefix("# rules/en/consult.rules:"))
    let number = try #require(Int(head.split(separator: ":").last ?? ""))
    let file = String(
      decoding: try #require(Scratch.bytes("\(Self.data)/rules/en/consult.rules")), as: UTF8.self)
    let written = file.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.dropFirst().elementsEqual(written[(number - 1)...].prefix(lines.count - 1)))
    #expect(lines.dropFirst().first == "rule present-credentials")
  }

  @Test func `are found by file, type and name, and all without a word`() throws {
    func count(_ words: String...) throws -> Int {
      let run = try Run.demarche(words: ["rules", "print"] + words)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(separator: "\n").count { $0.hasPrefix("# rules/") }
    }
    let file = try count("consult")
    #expect(file > 10)
    #expect(try count("consult.rules") == file)
    #expect(try count("rules/en/consult.rules") == file)
    #expect(try count("CONSULT") >= 10)
    #expect(try count("present-credentials") == 1)
    #expect(try count("consult", "present-credentials") == file)
    #expect(try count() > 1000)
  }

  @Test func `are asked for under a wrong name with a way out`() throws {
    let run = try Run.demarche("rules", "print", "consult/present-credential")
    #expect(run.status == 2)
    #expect(run.errors.contains("no rule, file or type is called consult/present-credential"))
    #expect(run.errors.contains("did you mean consult/present-credentials?"))
    #expect(run.output.isEmpty)
  }

  // MARK: Comparing

  @Test func `are the same as themselves`() throws {
    let run = try Run.demarche("rules", "diff", Self.data, Self.data)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("rules: 0 added, 0 removed, 0 changed, "))
    #expect(run.output.split(separator: "\n").count == 1)
  }

  @Test func `differ by what was changed, and so do the events`() throws {
    let copy = try copy(changing: "rules/en/consult.rules") { text in
      text.replacing("rule present-credentials", with: "rule hand-over-credentials")
    }
    let scratch = try Scratch()
    let reports = try scratch.write(
      "a.jsonl",
      #"{"id": "r1", "text": "Kenya's ambassador presented credentials to the president of Chile."}"#)
    let rules = try Run.demarche("rules", "diff", copy.folder, Self.data)
    #expect(rules.status == 0, "\(rules.errors)")
    #expect(rules.output.contains("removed  consult/hand-over-credentials"))
    #expect(rules.output.contains("added    consult/present-credentials"))
    #expect(rules.output.contains("rules: 1 added, 1 removed, 0 changed, "))
    let events = try Run.demarche("rules", "diff", copy.folder, Self.data, "--on", reports)
    #expect(events.status == 0, "\(events.errors)")
    #expect(
      events.output.contains("~ r1\ts1\tKEN GOV > CHL GOV\t\"presented\"\tCONSULT in diplomatic"),
      "\(events.output)")
    #expect(events.output.contains("-> CONSULT in diplomatic (consult/present-credentials)"))
  }

  @Test func `tell keyword, old and new value, and which events come and go`() throws {
    let copy = try copy(changing: "rules/en/consult.rules") { text in
      text.replacing("  where     object: credential, credentials\n", with: "  where     object: passport\n")
    }
    let scratch = try Scratch()
    let reports = try scratch.write(
      "a.jsonl",
      #"{"id": "r1", "text": "Kenya's ambassador presented credentials to the president of Chile."}"#)
    let run = try Run.demarche("rules", "diff", copy.folder, Self.data, "--on", reports)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("changed  consult/present-credentials"))
    #expect(
      run.output.contains("  - where     object: passport\n  + where     object: credential, credentials\n"))
    #expect(run.output.contains("+ r1\ts1\tKEN GOV > CHL GOV\t\"presented\"\tCONSULT"), "\(run.output)")
    #expect(run.output.contains("CONSULT     0        1        0        1        0"))
    let back = try Run.demarche("rules", "diff", Self.data, copy.folder, "--on", reports)
    #expect(back.output.contains("- r1\ts1\tKEN GOV > CHL GOV\t\"presented\"\tCONSULT"))
  }

  @Test func `say which tables differ`() throws {
    let copy = try copy(changing: "lexicon/en/classes.tsv") { $0 + "one-more\tword\tmine\n" }
    let run = try Run.demarche("rules", "diff", Self.data, copy.folder)
    #expect(run.output.contains("table lexicon/en/classes.tsv: +1 -0 lines"))
  }

  @Test func `cannot be compared with what is no data, and the program says so`() throws {
    let none = try Run.demarche("rules", "diff", "/nowhere/Data")
    #expect(none.status == 1)
    #expect(none.errors.contains("/nowhere/Data"))
    let root = try Run.demarche("rules", "diff", Run.root)
    #expect(root.status == 1)
    #expect(root.errors.contains("did you mean \(Run.root)/Data?"))
    let alone = try Run.demarche("rules", "diff")
    #expect(alone.status == 2)
    #expect(alone.errors.contains("demarche rules diff OLD [NEW]"))
  }
}
