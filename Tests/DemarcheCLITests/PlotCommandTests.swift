import Testing

/// Two outlets on two countries, in the test's own words.
private let reports = [
  ("1973-10-07", "Reuters", "Egypt attacked Israel on Saturday."),
  ("1977-11-20", "Reuters", "Egyptian President Anwar Sadat visited Jerusalem, Israel."),
  ("1977-12-02", "Al-Ahram", "Libya condemned Egypt."),
  ("1979-03-27", "Al-Ahram", "Egypt and Israel signed a peace treaty on Monday."),
]

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `Figures as the program draws them` {
  private func withLedger(_ body: (String) throws -> Void) throws {
    let scratch = try Scratch()
    let lines = reports.enumerated().map { i, report in
      "{\"id\": \"r\(i)\", \"published\": \"\(report.0)\", \"source\": \"\(report.1)\", \"text\": \"\(report.2)\"}\n"
    }
    try scratch.write("reports.jsonl", lines.joined())
    for name in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] { try scratch.write(name, "") }
    let ledger = "\(scratch.folder)/ledger.db"
    let run = try Run.demarche("ingest", "--ledger", ledger, "\(scratch.folder)/reports.jsonl")
    #expect(run.status == 0, "\(run.errors)")
    try body(ledger)
  }

  @Test func `each is an SVG that says where it is from, and the same twice`() throws {
    try withLedger { ledger in
      for words in [
        ["relation", "EGY", "ISR", "--by", "year"], ["compare", "EGY", "ISR", "Reuters", "rest"], ["map"],
        ["map", "EGY"], ["matrix"], ["network"], ["points"], ["points", "EGY"], ["points", "EGY", "ISR"],
      ] {
        let arguments = ["plot"] + words + ["--ledger", ledger]
        let one = try Run.demarche(words: arguments)
        #expect(one.status == 0, "\(words): \(one.errors)")
        #expect(one.output.hasPrefix("<svg xmlns=") && one.output.hasSuffix("</svg>\n"), "\(words)")
        #expect(one.output.contains("ledger.db, run 1 of "), "\(words)")
        #expect(try Run.demarche(words: arguments).output == one.output, "\(words)")
      }
    }
  }

  @Test func `the numbers come as CSV`() throws {
    try withLedger { ledger in
      let relation = try Run.demarche(
        "plot", "relation", "EGY", "ISR", "--by", "year", "--scale", "counts", "--format", "csv", "--ledger",
        ledger)
      let rows = relation.output.split(separator: "\n")
      #expect(rows.count == 8 && rows[0].hasPrefix("period,Egypt > Israel: material cooperation,"), "\(rows)")
      let map = try Run.demarche("plot", "map", "EGY", "--format", "csv", "--ledger", ledger)
      #expect(map.output.contains("\nISR,Israel,3,2,1\n"), "\(map.output)")
    }
  }

  @Test func `what cannot be drawn is told`() throws {
    try withLedger { ledger in
      for words in [["plot"], ["plot", "cake"], ["plot", "relation", "EGY"], ["plot", "map", "group:EU"]] {
        let run = try Run.demarche(words: words + ["--ledger", ledger])
        #expect(
          run.status == 2 && run.output.isEmpty && run.errors.contains("help: "), "\(words): \(run.errors)")
      }
    }
  }
}
