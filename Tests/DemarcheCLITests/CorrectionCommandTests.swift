import DemarcheJSON
import Testing

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `What people decided, on the command line` {
  private let scratch: Scratch
  private let ledger: String
  private let decisions: String

  /// A ledger of the reports that the sample decisions are on.
  init() throws {
    scratch = try Scratch()
    ledger = "\(scratch.folder)/l.db"
    let samples = try #require(Scratch.bytes("\(Run.root)/Tests/Corrections/samples.jsonl"))
    decisions = String(decoding: samples, as: UTF8.self)
    let reports = String(
      decoding: try #require(Scratch.bytes("\(Run.root)/Data/samples/reports.jsonl")), as: UTF8.self)
    let wanted = try reports.split(separator: "\n").filter { line in
      try JSON.read(String(line))["id"]?.string.map { decisions.contains("\"report\": \"\($0)\"") } ?? false
    }
    let path = try scratch.write("reports.jsonl", wanted.joined(separator: "\n"))
    #expect(try Run.demarche("ingest", path, "--ledger", ledger, "--quiet").status == 0)
  }

  private func run(_ words: String...) throws -> Run {
    try Run.demarche(words: words + ["--ledger", ledger])
  }

  /// The ledger with the sample decisions.
  private func decide() throws {
    let path = try scratch.write("decisions.jsonl", decisions)
    #expect(try run("corrections", "--import", path).status == 0)
  }

  private func json(_ output: String) throws -> [JSON] {
    try output.split(separator: "\n").map { try JSON.read(String($0)) }
  }

  @Test func `lies beside the ledger until a command writes, and a broken line hides nothing`() throws {
    let lines = decisions.split(separator: "\n")
    try scratch.write("l.db.corrections.jsonl", "\(lines[0])\n\(lines[1].prefix(300))\n\(lines[2])\n")
    let before = try run("corrections")
    #expect(before.output == "")
    #expect(before.errors.contains("decisions that the ledger has not taken in"))
    let more = try scratch.write("more.jsonl", "{\"id\": \"x\", \"text\": \"Norway met Chile.\"}")
    let writing = try run("ingest", more, "--quiet")
    #expect(
      writing.errors.contains(
        "l.db.corrections.jsonl: the line at byte \(lines[0].utf8.count + 1) is no decision"))
    let after = try run("corrections")
    #expect(try json(after.output).map { $0["id"]?.string } == ["sample-01", "sample-03"])
    #expect(after.errors == "")
    #expect(try !run("ingest", more, "--quiet").errors.contains("no decision"))
  }

  @Test func `is taken in once, and what is no decision is told with its line`() throws {
    let lines = decisions.split(separator: "\n")
    let path = try scratch.write(
      "some.jsonl",
      "\(lines[0])\n{\"correction\": 1}\n\n\(lines[1].replacing("\"accept\"", with: "\"edit\""))\n")
    let first = try run("corrections", "--import", path)
    #expect(first.status == 3)
    #expect(first.errors.contains("1 decisions taken in"))
    let told = try first.errors.split(separator: "\n").filter { $0.hasPrefix("{") }.map {
      try JSON.read(String($0))
    }
    #expect(told.map { $0["line"]?.int } == [2, 4])
    #expect(try run("corrections", "--import", path).errors.contains("0 decisions taken in"))
  }

  @Test func `goes out with text and comes in again the same`() throws {
    try decide()
    let all = try run("corrections", "--all", "--with-text")
    #expect(try json(all.output).count == 49)
    #expect(try json(all.output).count { $0["in_force"] == false } == 2)
    #expect(try json(all.output).allSatisfy { $0["text"]?.string?.isEmpty == false })
    let other = "\(scratch.folder)/other.db"
    let path = try scratch.write("all.jsonl", all.output)
    let reports = "\(scratch.folder)/reports.jsonl"
    #expect(try Run.demarche("ingest", reports, "--ledger", other, "--quiet").status == 0)
    #expect(try Run.demarche("corrections", "--import", path, "--ledger", other).status == 0)
    #expect(try Run.demarche("corrections", "--all", "--with-text", "--ledger", other).output == all.output)
  }

  @Test func `is narrowed by coder, queue and split`() throws {
    try decide()
    let cy = try json(run("corrections", "--coder", "Cy").output)
    #expect(cy.map { $0["queue"]?.string } == ["disputed", "disputed"])
    let seen = try json(run("corrections", "--queue", "blind,missed").output)
    #expect(Set(seen.map { $0["decision"]?.string }) == ["mark"])
    let test = try json(run("corrections", "--split", "test").output)
    #expect(!test.isEmpty && test.allSatisfy { $0["before"]?.isNull == true && $0["split"] == "test" })
    let wrong = try run("corrections", "--queue", "blnd")
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("assisted, blind, missed, disputed"))
  }

  @Test(arguments: ["doccano", "spacy", "label-studio", "corpus"])
  func `is written for other tools`(_ format: String) throws {
    try decide()
    let run = try run("corrections", "--format", format)
    #expect(run.status == 0)
    #expect(run.errors.contains("20 sentences; left out: 1 disputed"))
    switch format {
    case "corpus":
      let path = try scratch.write("people.tsv", run.output)
      // The program reads it as it reads its own corpus.
      let counts = try Run.demarche("evaluate", "coding", scratch.folder, "--counts")
      #expect(counts.status == 0, "\(path): \(counts.errors)")
    case "label-studio": #expect(try json(run.output).first?.array?.count == 20)
    default: #expect(try json(run.output).count == 20)
    }
  }

  @Test func `is written for brat, a text and its annotation each`() throws {
    try decide()
    #expect(try run("corrections", "--format", "brat").status == 2)
    #expect(try run("corrections", "--format", "brat", "--output", scratch.folder).status == 0)
    #expect(try scratch.read("02.txt").hasPrefix("Israeli aircraft bombed"))
    #expect(try scratch.read("02.ann").contains("E1\tASSAULT:T2 Actor:T1 Recipient:T3\n"))
    #expect(try scratch.read("annotation.conf").contains("[events]\n"))
  }

  @Test func `is learnt from, but what is tested on is refused with its line`() throws {
    try decide()
    let output = "\(scratch.folder)/my.ranker"
    let dev = try scratch.write("dev.jsonl", run("corrections", "--split", "dev", "--with-text").output)
    #expect(try Run.demarche("train", "ranker", "--corrections", dev, "--output", output).status == 0)
    let all = try scratch.write("all.jsonl", run("corrections", "--with-text").output)
    for kind in ["ranker", "triggers"] {
      let words = [
        "train", kind, "--corpus", "\(Run.root)/Corpus/en", "--corrections", all, "--output", output,
      ]
      let refused = try Run.demarche(words: words)
      #expect(refused.status == 1)
      #expect(
        refused.errors.contains("all.jsonl:32: decision sample-34 is for testing and is not learnt from"))
    }
    let bare = try scratch.write("bare.jsonl", run("corrections", "--split", "dev").output)
    let without = try Run.demarche("train", "ranker", "--corrections", bare, "--output", output)
    #expect(without.status == 1)
    #expect(without.errors.contains("no decision has its sentence"))
    #expect(without.errors.contains("--with-text"))
  }

  @Test func `is compared and scored, also from files`() throws {
    let none = try run("agreement")
    #expect(none.status == 0)
    #expect(none.errors.contains("nothing was decided on by two people"))
    #expect(try run("evaluate", "corrections").errors.contains("0 things settled"))
    try decide()
    let path = "\(scratch.folder)/decisions.jsonl"
    let alpha = try run("agreement", "--format", "jsonl")
    #expect(try json(alpha.output).first?["n"] == 19)
    #expect(try json(alpha.output).first?["few"] == true)
    #expect(try Run.demarche("agreement", path, "--format", "jsonl").output == alpha.output)
    let score = try run("evaluate", "corrections", "--split", "test")
    #expect(score.output.contains("SANCTION"))
    #expect(score.errors.contains("4 things settled: 4 marked sentences, 0 events"))
    #expect(try run("evaluate", "corrections", "--split", "test", "--gold", path).output == score.output)
  }

  @Test func `loses its words when its report is forgotten, and outlives a new coding`() throws {
    try scratch.write("l.db.corrections.jsonl", decisions)
    #expect(try run("recode", "--quiet").status == 0)
    let before = try run("corrections", "--all").output
    #expect(before.contains("he is Begin"))
    #expect(try run("forget", "1977-sadat-knesset").status == 0)
    let after = try run("corrections", "--all")
    #expect(try json(after.output).count == 49)
    for text in [after.output, try scratch.read("l.db.corrections.jsonl")] {
      #expect(!text.contains("he is Begin") && !text.contains("Hussein") && text.contains("Arafat"))
    }
  }
}
