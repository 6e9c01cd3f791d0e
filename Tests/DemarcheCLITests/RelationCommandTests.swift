import DemarcheJSON
import Testing

/// What two countries did in the seventies, in the test's own words, by three outlets.
private let reports = [
  ("1973-10-07", "Reuters", "Egypt attacked Israel on Saturday."),
  ("1973-10-08", "Haaretz", "Egypt attacked Israel on Saturday."),
  ("1977-11-20", "Reuters", "Egyptian President Anwar Sadat visited Israel."),
  ("1977-12-02", "Al-Ahram", "Libya condemned Egypt."),
  ("1979-03-27", "Al-Ahram", "Egypt and Israel signed a peace treaty on Monday."),
  ("1979-03-28", "reuters.com", "France praised Egypt."),
]

@Suite struct `Relations as the program shows them` {
  /// A ledger of the reports.
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

  @Test func `has every figure in CSV and in JSON lines, zeros between`() throws {
    try withLedger { ledger in
      let csv = try Run.demarche("relation", "EGY", "ISR", "--ledger", ledger, "--format", "csv")
      let rows = csv.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(rows.count == 8)
      #expect(rows.map(\.first) == ["period", "1973", "1974", "1975", "1976", "1977", "1978", "1979"])
      #expect(rows.allSatisfy { $0.count == rows[0].count })
      let json = try Run.demarche("relation", "EGY", "ISR", "--ledger", ledger, "--format", "jsonl")
      let first = try JSON.read(String(try #require(json.output.split(separator: "\n").first)))
      for column in rows[0] { #expect(first[String(column)] != nil, "\(column)") }
      #expect(first["reports"]?.int == 2 && first["coverage_reports"]?.int == 2)
      #expect(csv.errors.contains("Egypt and Israel, 1973 to 1979"))
      #expect(csv.errors.contains("no change is looked for"))
    }
  }

  @Test func `narrows to some sources and compares two groups`() throws {
    try withLedger { ledger in
      let own = try Run.demarche(
        "relation", "EGY", "ISR", "--ledger", ledger, "--source-type", "state", "--format", "jsonl")
      #expect(own.errors.contains("All of this is from one outlet: Al-Ahram."), "\(own.errors)")
      let both = try Run.demarche(
        "relation", "EGY", "ISR", "--ledger", ledger, "--compare", "Reuters", "rest", "--format", "csv")
      #expect(both.status == 0)
      #expect(both.output.hasPrefix("period,first_reports,"))
      #expect(both.errors.contains("Too few incidents to compare the two groups."))
      let none = try Run.demarche("relation", "EGY", "ISR", "--ledger", ledger, "--source", "Pravda")
      #expect(none.status == 2 && none.errors.contains("it has Al-Ahram, Haaretz, Reuters, reuters.com"))
    }
  }

  @Test func `takes groups as of the day, and one with all`() throws {
    try withLedger { ledger in
      let group = try Run.demarche("relation", "group:EU", "EGY", "--ledger", ledger, "--format", "jsonl")
      #expect(
        group.errors.contains("European Union and Egypt, in 1979: 1 incident in 1 report"), "\(group.errors)")
      let unknown = try Run.demarche("relation", "group:XX", "EGY", "--ledger", ledger)
      #expect(unknown.status == 2 && unknown.errors.contains("groups: AES, ARAB"))
      let all = try Run.demarche(
        "relation", "EGY", "--with-all", "--top", "1", "--ledger", ledger, "--format", "csv")
      #expect(all.output.split(separator: "\n").count == 2)
      #expect(all.errors.contains("1 of 3 partners of Egypt"), "\(all.errors)")
    }
  }

  @Test func `writes a panel with zeros and the numbers of the state systems`() throws {
    try withLedger { ledger in
      let panel = try Run.demarche(
        "panel", "--actors", "ISR,EGY,SUN", "--ledger", ledger, "--from", "1977", "--until", "1979")
      let rows = panel.output.split(separator: "\n")
      #expect(rows.count == 1 + 3 * 2 * 3, "\(panel.errors)")
      #expect(
        rows.dropFirst().contains { $0.hasPrefix("EGY,ISR,651,666,651,666,1978,0,0,0,0,0,0,0,0,,,0,0") })
      #expect(rows.dropFirst().contains { $0.hasPrefix("SUN,EGY,") || $0.hasPrefix("EGY,SUN,651,365,") })
      let wrong = try Run.demarche("panel", "--ledger", ledger)
      #expect(wrong.status == 2 && wrong.errors.contains("--pairs, --actors and --all"))
    }
  }
}
