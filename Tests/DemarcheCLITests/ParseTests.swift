import DemarcheJSON
import Testing

/// `demarche parse` as a user runs it; all sentences are invented.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The command parse` {
  static let words = [
    "# global = kept", "# sent_id = x1", "# text = The envoys didn't go.", "# note = kept",
    "1\tThe\t_\t_\t_\t_\t_\t_\t_\t_", "2\tenvoys\t_\t_\t_\t_\t_\t_\t_\tEntity=(1",
    "3-4\tdidn't\t_\t_\t_\t_\t_\t_\t_\tLang=en", "3\tdid\t_\t_\t_\t_\t_\t_\t_\t_",
    "4\tn't\t_\t_\t_\t_\t_\t_\t_\t_",
    "4.1\tx\tx\tX\tX\t_\t_\t_\t2:dep\tCopyOf=2", "5\tgo\t_\t_\t_\t_\t_\t_\t_\tCxn=a|SpaceAfter=No|Zone=b",
    "6\t.\t_\t_\t_\t_\t_\t_\t_\t_", "", "# newpar", "1\tThey\t_\t_\t_\t_\t_\t_\t_\t_",
    "2\tstayed\t_\t_\t_\t_\t_\t_\t_\t_", "",
  ].joined(separator: "\n")

  struct Input: Sendable, CustomTestStringConvertible {
    var name: String
    var text: String
    var flags: [String]
    var testDescription: String { name }
  }

  static let inputs = [
    Input(name: "a.txt", text: "Kenya's envoy left.She will return.\n\nTalks failed.\n", flags: []),
    Input(
      name: "a.jsonl",
      text: (1...150).map {
        #"{"id": "r\#($0)", "title": "Talks fail", "text": "They met on day \#($0). He left."}"#
      }
      .joined(separator: "\n"), flags: []),
    Input(
      name: "a.words", text: (1...150).map { "The envoy met \($0) ministers .\n" }.joined(),
      flags: ["--input", "horizontal"]),
    Input(name: "a.conllu", text: String(repeating: words + "\n", count: 50), flags: []),
    Input(name: "a", text: words, flags: ["--input", "conllu"]),
  ]

  private func run(_ path: String, _ flags: [String], jobs: Int? = nil) throws -> Run {
    let jobs = jobs.map { ["--jobs", "\($0)"] } ?? []
    return try Run.demarche(words: ["parse", path] + flags + jobs)
  }

  @Test(arguments: inputs)
  func `gives the same bytes twice, and on one and two threads`(_ input: Input) throws {
    let scratch = try Scratch()
    let path = try scratch.write(input.name, input.text)
    let once = try run(path, input.flags)
    #expect(once.status == 0, "\(once.errors)")
    #expect(once.output.hasPrefix("# "))
    #expect(once.output.contains("\n# text = "))
    for jobs in [nil, 1, 2, 3] {
      #expect(try run(path, input.flags, jobs: jobs).output == once.output)
    }
  }

  @Test func `joins the texts of a paragraph to what was read`() throws {
    let run = try Run.demarche("parse", "-", input: Array(Self.inputs[0].text.utf8))
    var read = ""
    for line in run.output.split(separator: "\n") {
      if line == "# newpar", !read.isEmpty { read += "\n\n" }
      if line.hasPrefix("# text = ") { read += line.dropFirst(9) + " " }
      if line.hasSuffix("\tSpaceAfter=No") && line.hasPrefix("5\t.") { read.removeLast() }
    }
    #expect(
      run.output.hasPrefix("# newdoc id = -\n# newpar\n# sent_id = --1\n# text = Kenya's envoy left.\n"))
    #expect(read.replacing(" \n", with: "\n") == "Kenya's envoy left.She will return.\n\nTalks failed. ")
  }

  @Test func `makes each file a document`() throws {
    let scratch = try Scratch()
    let first = try scratch.write("one.txt", "Talks failed.")
    let second = try scratch.write("two.txt", "Talks went on.")
    let run = try Run.demarche("parse", first, second)
    let documents = run.output.split(separator: "\n").filter { $0.hasPrefix("# newdoc") }
    #expect(documents == ["# newdoc id = \(first)", "# newdoc id = \(second)"])
    let ids = run.output.split(separator: "\n").filter { $0.hasPrefix("# sent_id") }
    #expect(ids.count == 2 && ids.allSatisfy { !$0.contains("/") })
  }

  @Test func `keeps words, comments and MISC of CoNLL-U and says anew what they are`() throws {
    let scratch = try Scratch()
    let path = try scratch.write("a.conllu", Self.words)
    let lines = try run(path, []).output.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    #expect(
      lines.filter { $0.hasPrefix("#") } == [
        "# newdoc id = \(path)", "# global = kept", "# sent_id = x1", "# text = The envoys didn't go.",
        "# note = kept", "# newpar", "# sent_id = \(path.replacing("/", with: "%2F"))-2",
        "# text = They stayed",
      ])
    let rows = lines.filter { !$0.isEmpty && !$0.hasPrefix("#") }.map { $0.split(separator: "\t") }
    #expect(rows.allSatisfy { $0.count == 10 && $0[8] == "_" })
    #expect(rows.map { $0[0] } == ["1", "2", "3-4", "3", "4", "5", "6", "1", "2"])
    #expect(
      rows.map { $0[9] } == [
        "_", "Entity=(1", "Lang=en", "_", "_", "Cxn=a|SpaceAfter=No|Zone=b", "_", "_", "_",
      ])
    #expect(rows[1][3] == "NOUN" && rows[5][3] == "VERB" && rows[5][6] == "0")
  }

  @Test func `takes lines of words as they stand`() throws {
    let input = "Ships carry 10\u{A0}000 tons .\n\n\nThey  didn't\tleave \u{A0} .\r\n"
    let run = try Run.demarche("parse", "--input", "horizontal", "-", input: Array(input.utf8))
    #expect(run.status == 0)
    #expect(run.output.contains("# text = Ships carry 10 000 tons .\n"))
    #expect(run.output.contains("\n3\t10 000\t"))
    #expect(run.output.contains("# newpar\n# sent_id = --2\n# text = They didn't leave .\n"))
    #expect(run.output.contains("\n2\tdidn't\t"))
  }

  @Test func `tells every fault of a file with line and help, and goes on`() throws {
    let scratch = try Scratch()
    let good = "1\tGo\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
    let bad = "1\tGo\t_\tVRB\t_\tA\t_\t_\t_\t_\n3\tnow\t_\t_\t_\t_\t_\t_\t_\t_\nno columns\n\n"
    let path = try scratch.write("a.conllu", good + bad + good)
    let other = try scratch.write("b.conllu", good)
    let run = try Run.demarche("parse", path, "/nowhere/c.conllu", other, "--quiet")
    #expect(run.status == 3)
    #expect(run.output.split(separator: "\n").count { $0.hasPrefix("1\tGo\t") } == 3)
    let faults = try run.errors.split(separator: "\n").map { try JSON.read(String($0)) }
    #expect(faults.map { $0["line"]?.int } == [3, 3, 4, 5, nil])
    #expect(faults.map { $0["report"]?.string } == [path, path, path, path, "/nowhere/c.conllu"])
    #expect(faults.allSatisfy { $0["help"]?.string?.isEmpty == false })
    #expect(try Run.demarche("parse", "/nowhere/c.conllu").status == 1)
    #expect(try Run.demarche("parse", path, "a.txt").status == 2)
  }

  @Test func `reads CoNLL-U from a pipe and mends broken bytes`() throws {
    let input = Array("1\tGo".utf8) + [0xFF] + Array("\t_\t_\t_\t_\t_\t_\t_\t_\n".utf8)
    let run = try Run.demarche("parse", "--input", "conllu", "-", input: input)
    #expect(run.status == 0)
    #expect(run.errors.contains("invalid UTF-8"))
    #expect(run.output.hasPrefix("# newdoc id = -\n# sent_id = --1\n# text = Go\u{FFFD}\n1\tGo\u{FFFD}\t"))
  }

  @Test func `takes a megabyte without a stop and a sentence of ten thousand words, in bounded time`() throws
  {
    let start = ContinuousClock.now
    let text = Array(String(repeating: "the envoy of the north met and ", count: 1 << 15).utf8)
    let long = try Run.demarche("parse", "-", input: text)
    #expect(long.status == 0)
    #expect(long.output.split(separator: "\n").count { !$0.hasPrefix("#") } == 7 << 15)
    let words = Array(String(repeating: "they met ministers , and ", count: 2_000).utf8)
    let sentence = try Run.demarche("parse", "--input", "horizontal", "-", input: words)
    #expect(sentence.status == 0)
    #expect(sentence.output.split(separator: "\n").last?.hasPrefix("10000\t") == true)
    #expect(ContinuousClock.now - start < .seconds(300))
  }
}
