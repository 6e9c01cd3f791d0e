import DemarcheJSON
import Glibc
import Testing

/// The program as a user runs it.
///
/// States in these sentences are real names in invented, marked test data.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The program` {
  static let met = "The Norwegian foreign minister met the president of Chile in Oslo on Monday."

  private func events(_ run: Run) throws -> [JSON] {
    try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
  }

  @Test func `codes a plain file to JSON lines in a pipe`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", Self.met)
    let run = try Run.demarche("code", path, "--published", "2015-06-17", "--source", "Test wire")
    #expect(run.status == 0)
    let event = try #require(try events(run).first)
    #expect(event["event"] == "CONSULT")
    #expect(event["report"]?.string == path)
    #expect(event["actor"]?.array?.first?["code"] == "NOR")
    #expect(event["date"] == "2015-06-15")
    #expect(event["schema"] == 1)
    #expect(run.errors.contains("1 report"))
  }

  @Test func `gives the same bytes twice, and on one and two threads`() throws {
    let scratch = try Scratch()
    let line =
      #"{"id": "ID", "text": "\#(Self.met) Kenya recalled its ambassador to Chile.", "published": "2015-06-17"}"#
    let lines = (1...200).map { line.replacing("ID", with: "r\($0)") }.joined(separator: "\n")
    let path = try scratch.write("a.jsonl", lines)
    let one = try Run.demarche("code", path, "--quiet")
    #expect(!one.output.isEmpty)
    #expect(one.output == (try Run.demarche("code", path, "--quiet")).output)
    #expect(one.output == (try Run.demarche("code", path, "--quiet", "--jobs", "2")).output)
  }

  @Test func `keeps rejected reports in their places on any number of threads`() throws {
    let scratch = try Scratch()
    let lines = (1...150).map { n in
      n % 7 == 0 ? #"{"id": "r\#(n)"}"# : #"{"id": "r\#(n)", "text": "\#(Self.met)"}"#
    }
    let path = try scratch.write("a.jsonl", lines.joined(separator: "\n"))
    let one = try Run.demarche("code", path, "--quiet", "--emit-errors")
    #expect(one.status == 3)
    #expect(try events(one).map { $0["report"]?.string } == (1...150).map { "r\($0)" })
    for jobs in ["2", "3", "8"] {
      #expect(try Run.demarche("code", path, "--quiet", "--emit-errors", "--jobs", jobs).output == one.output)
    }
  }

  @Test func `reads standard input and answers in other formats`() throws {
    let csv = try Run.demarche("code", "-", "--format", "csv", input: Array(Self.met.utf8))
    #expect(csv.output.hasPrefix("id,report,sentence,incident,date,"))
    let table = try Run.demarche("code", "-", "--format", "table", input: Array(Self.met.utf8))
    #expect(table.output.hasPrefix("DATE"))
    #expect(table.output.contains("CONSULT"))
  }

  @Test func `says why a report gave nothing`() throws {
    let run = try Run.demarche("code", "-", "--emit-empty", input: Array("The weather was fine.".utf8))
    #expect(run.status == 0)
    #expect(try events(run).first?["why"]?.string?.isEmpty == false)
    #expect(run.errors.contains("0 events in 1 report"))
  }

  // MARK: Bad input

  @Test func `goes on after a broken line, tells it and ends with 3`() throws {
    let scratch = try Scratch()
    var lines = (1...9).map { #"{"id": "r\#($0)", "text": "\#(Self.met)"}"# }
    lines[6] = #"{"id": "r7", "text": "#
    let path = try scratch.write("a.jsonl", lines.joined(separator: "\n"))
    let run = try Run.demarche("code", path)
    #expect(run.status == 3)
    #expect(Set(try events(run).compactMap { $0["report"]?.string }).count == 8)
    let rejection = try #require(run.errors.split(separator: "\n").first.map(String.init))
    #expect(try JSON.read(rejection)["line"] == 7)
    #expect(try JSON.read(rejection)["help"]?.string?.isEmpty == false)
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    var id: String
    var bytes: [UInt8]
    var error: String
    var testDescription: String { id }
  }

  @Test(arguments: [
    Bad(id: "empty", bytes: [], error: "the input is empty"),
    Bad(id: "binary", bytes: [0x7F, 0x45, 0x4C, 0x46, 0, 0, 1], error: "this looks like a binary file"),
    Bad(id: "50 MB line", bytes: [UInt8](repeating: 0x61, count: 50 << 20), error: "longer than 16 MB"),
  ])
  func `refuses what is no report and names it`(_ bad: Bad) throws {
    let scratch = try Scratch()
    let path = try scratch.write("bad.txt", bad.bytes)
    let run = try Run.demarche("code", path)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains(bad.error))
    #expect(run.errors.contains(path))
  }

  @Test func `codes the good files beside a missing one`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.txt", Self.met)
    let run = try Run.demarche("code", "/nowhere/b.txt", path)
    #expect(run.status == 3)
    #expect(run.errors.contains("/nowhere/b.txt"))
    #expect(run.errors.contains("No such file"))
    #expect(try events(run).count == 1)
  }

  @Test func `replaces invalid bytes and says so`() throws {
    let run = try Run.demarche("code", "-", input: Array(Self.met.utf8) + [0x20, 0xFF, 0xFE, 0x2E])
    #expect(run.status == 0)
    #expect(run.errors.contains("invalid UTF-8"))
    #expect(try events(run).count == 1)
  }

  @Test func `answers a wrong use with the right one and 2`() throws {
    let flag = try Run.demarche("code", "--formt", "csv", "-")
    #expect(flag.status == 2)
    #expect(
      flag.errors == "demarche code: unknown flag --formt of demarche code\n  help: did you mean --format?\n")
    let command = try Run.demarche("cod")
    #expect(command.status == 2)
    #expect(command.errors.contains("did you mean code?"))
    let date = try Run.demarche("code", "-", "--published", "soon")
    #expect(date.status == 2)
    let value = try Run.demarche("code", "-", "--format", "xml")
    #expect(value.errors.contains("--format is one of table, jsonl, csv"))
  }

  @Test func `counts spans in code points of the text as given`() throws {
    let text = "🙂 مرحبا. " + Self.met
    let run = try Run.demarche("code", "-", input: Array(text.utf8))
    let event = try #require(try events(run).first)
    let trigger = try #require(event["trigger"])
    let scalars = Array(text.unicodeScalars)
    let start = try #require(trigger["start"]?.int)
    let end = try #require(trigger["end"]?.int)
    var found = ""
    found.unicodeScalars.append(contentsOf: scalars[start..<end])
    #expect(found == trigger["text"]?.string)
  }

  // MARK: The other commands

  @Test func `writes CoNLL-U that it can read again`() throws {
    let scratch = try Scratch()
    let parsed = try Run.demarche("parse", "-", input: Array("Norway didn't sign. Kenya's envoy left.".utf8))
    #expect(parsed.output.contains("# sent_id = --1"))
    #expect(parsed.output.contains("2-3\tdidn't"))
    let path = try scratch.write("a.conllu", parsed.output)
    let again = try Run.demarche("parse", path)
    let words = { (text: String) in text.split(separator: "\n").filter { !$0.hasPrefix("#") } }
    #expect(words(again.output) == words(parsed.output))
  }

  @Test func `labels a pair of mentions`() throws {
    let line = #"{"id": "p", "text": "Norway condemned Chile.", "actor": [0, 6], "recipient": [17, 22]}"#
    let run = try Run.demarche("label", "-", input: Array(line.utf8))
    let answer = try #require(try events(run).first)
    #expect(answer["event"] == "ACCUSE")
    #expect(answer["quad"] == 3)
    let marked = "id\tlabel\tquad\tsentence\nx\tACCUSE\t3\t<s>Norway</s> condemned <t>Chile</t>.\n"
    let plv = try Run.demarche(
      "label", "--scheme", "plv", "--input", "marked-tsv", "--force", "-", input: Array(marked.utf8))
    #expect(try events(plv).first?["event"] == "ACCUSE")
  }

  @Test func `prints a schema that every event obeys in its names`() throws {
    let schema = try JSON.read((try Run.demarche("schema")).output)
    guard case .object(let properties)? = schema["properties"] else {
      Issue.record("no properties")
      return
    }
    let event = try #require(try events(try Run.demarche("code", "-", input: Array(Self.met.utf8))).first)
    guard case .object(let members) = event else { return }
    #expect(members.map(\.name) == properties.map(\.name))
  }

  @Test func `passes every yes and no of its rules`() throws {
    let run = try Run.demarche("rules", "test")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test func `finds itself whole`() throws {
    let run = try Run.demarche("doctor")
    #expect(run.status == 0, "\(run.output)")
  }

  @Test(arguments: [
    ["--version"], ["--help"], ["code", "--help"], ["codebook", "ASSAULT"], ["rules", "check"], ["cite"],
  ])
  func `helps a person`(_ words: [String]) throws {
    let run = try words.count == 1 ? Run.demarche(words[0]) : Run.demarche(words[0], words[1])
    #expect(run.status == 0)
    #expect(!run.output.isEmpty)
  }
}

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The README` {
  @Test func `names every command of the program`() throws {
    let help = try Run.demarche("--help").output
    let list = try #require(help.split(separator: "Commands:").last)
    let readme = try String(
      decoding: #require(Scratch.bytes("\(Run.root)/README.md")), as: UTF8.self)
    for line in list.split(separator: "\n") where line.hasPrefix("  ") {
      let command = String(line.dropFirst(2).prefix { $0 != " " })
      #expect(
        readme.contains("`\(command)") || readme.contains("\(command)`") || readme.contains(" \(command) "),
        "\(command)")
    }
  }

  @Test func `shows commands that run`() throws {
    let scratch = try Scratch()
    let report = try scratch.write("report.txt", `The program`.met)
    let ledger = "\(scratch.folder)/my.db"
    #expect(try Run.demarche("code", report, "--published", "2015-07-14").status == 0)
    #expect(try Run.demarche("ingest", report, "--ledger", ledger, "--published", "2015-07-14").status == 0)
    #expect(
      try Run.demarche("ingest", report, "--ledger", ledger, "--published", "2015-07-14").errors.contains(
        "1 known already"))
    let events = try Run.demarche("events", "--ledger", ledger)
    let event = try JSON.read(String(try #require(events.output.split(separator: "\n").first)))
    let relation = try Run.demarche("relation", "NOR", "CHL", "--by", "year", "--ledger", ledger)
    #expect(relation.output.contains("\"period\": \"2015\""))
    #expect(relation.errors.contains("No report names its outlet."))
    let id = try #require(event["id"]?.string)
    let explained = try Run.demarche("explain", id, "--ledger", ledger)
    #expect(explained.output.contains("because rule consult/"))
    #expect(explained.output.contains("tree:"))
    #expect(
      try Run.demarche("events", "--ledger", "\(scratch.folder)/none.db").errors.contains("help: make one"))
  }
}
