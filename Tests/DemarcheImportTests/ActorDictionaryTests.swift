import DemarcheImport
import Testing

@Suite struct `Dictionaries of actors` {
  private func read(
    _ text: String, keepForeign: Bool = false
  ) throws -> (rows: KnowledgeRows, report: ImportReport) {
    var dictionary = try ActorDictionary(
      codes: World.codes(), casing: World.casing(), known: World.known, keepForeign: keepForeign)
    dictionary.read(text, file: "dir/t.actors")
    let rows = dictionary.rows()
    return (rows, dictionary.report)
  }

  /// "key|name|kind|code|sector|from|until" and "key|form|kind|from|until" of each row.
  private func lines(_ rows: KnowledgeRows) -> [String] {
    (rows.organisations + rows.names).map { $0.dropLast().joined(separator: "|") }
  }

  @Test func `of TABARI have one line for an actor`() throws {
    let (rows, report) = try read("REED_GUARD_ [AAAMIL] ; jd 9/9/91\n# a remark\n\nHILL_FRONT [BBBREB]#jd")
    #expect(
      lines(rows) == [
        "REED_GUARD|Reed Guard|organisation|AAA|MIL||", "HILL_FRONT|Hill Front|organisation|BBB|REB||",
        "REED_GUARD|Reed Guard|name||", "HILL_FRONT|Hill Front|name||",
      ])
    #expect(rows.organisations[0].last == "t.actors:1 [AAAMIL]")
    #expect(report.accepted == 2 && report.read == 2)
  }

  @Test func `of PETRARCH have synonyms and dated codes on lines of their own`() throws {
    let (rows, report) = try read(
      """
      JON_REED_  ; invented
      +J._REED_
      \t[AAAREB <900101]
      \t[AAAGOV 19900101-20001231] # a remark
      \t[AAAELI]
      """)
    #expect(
      lines(rows) == [
        "JON_REED#1|Jon Reed|person|AAA|REB||1989-12-31",
        "JON_REED#2|Jon Reed|person|AAA|GOV|1990-01-01|2000-12-31",
        "JON_REED#3|Jon Reed|person|AAA|ELI|2001-01-01|",
        "JON_REED#1|Jon Reed|name||1989-12-31", "JON_REED#1|J. Reed|variant||1989-12-31",
        "JON_REED#2|Jon Reed|name|1990-01-01|2000-12-31", "JON_REED#2|J. Reed|variant|1990-01-01|2000-12-31",
        "JON_REED#3|Jon Reed|name|2001-01-01|", "JON_REED#3|J. Reed|variant|2001-01-01|",
      ])
    #expect(report.accepted == 5 && report.read == 5)
  }

  @Test func `may have the codes of an actor on its own line and below`() throws {
    let (rows, _) = try read("MIA_HOLT [AAA] # default\n\t[AAAGOV 20120101-20121231] [AAAELI >20130101]")
    #expect(
      rows.organisations.map { $0[3...6].joined(separator: "|") } == [
        "AAA|||2011-12-31", "AAA|GOV|2012-01-01|2012-12-31", "AAA|ELI|2013-01-01|",
      ])
  }

  @Test func `give plurals, words in parentheses and abbreviations as names`() throws {
    let (rows, _) = try read(
      "REED_PEOPLE'S_FRONT_(RPF-X)_ {REED_PEOPLE'S_FRONTS_} [AAAREB]\n+RPF_\n+ARO_\n+ALL_REED_ORDER")
    #expect(
      rows.names.map { "\($0[1])|\($0[2])" } == [
        "Reed People's Front|name", "RPF-X|abbreviation", "Reed People's Fronts|variant", "RPF|abbreviation",
        "ARO|abbreviation", "All Reed Order|variant",
      ])
  }

  @Test func `add names to the countries and bodies that are there already`() throws {
    let (rows, report) = try read(
      """
      ARNLAND_ [AAA]
      +ARNNLAND_
      +ARNISH
      REEDVILLE_ [AAA]
      LEAGUE_OF_PLAINS_ [IGO]
      +PLAINS_LEAGUE_
      ARNBURG [AAA]
      """)
    #expect(
      lines(rows) == [
        "AAA|Arnnland|variant||", "AAA|Reedville|region||", "LEAGUE|Plains League|variant||",
      ])
    #expect(report.skipped == ["a name that the tables have already": 1])
    #expect(report.accepted == 6)
  }

  @Test func `leave out office holders that the tables have with their office`() throws {
    let (rows, report) = try read(
      "ADA_FERRIN_\n\t[AAAGOV 20100101-20131231]\nJO_FERRIN\n+FERRIN_\n\t[AAAGOV >20100101]")
    #expect(report.skipped == ["an office holder that the tables have already": 2])
    // "Ferrin" alone stays with the one who is known.
    #expect(rows.names.map { $0[1] } == ["Jo Ferrin"])
  }

  @Test func `give a key to each actor`() throws {
    let (rows, _) = try read("LEAGUE [AAAREB]\nREED [AAAREB]\nREED [BBBREB]\nA_B [AAAREB]")
    #expect(rows.organisations.map { $0[0] } == ["LEAGUE~2", "REED", "REED~2", "A_B"])
  }

  @Test func `keep codes of unknown countries on demand`() throws {
    let (rows, report) = try read("DUNLAND [DUN]\nDUN_RIDERS [DUNMIL]", keepForeign: true)
    #expect(
      rows.organisations.map { $0[0...4].joined(separator: "|") } == [
        "DUNLAND|Dunland|state|DUN|", "DUN_RIDERS|Dun Riders|organisation|DUN|MIL",
      ])
    #expect(try read("DUNLAND [DUN]").report.rejected == [.unknownCode: 1])
    #expect(report.faults.isEmpty)
  }

  @Test func `pass over comments of XML and lists of discards`() throws {
    let (rows, report) = try read(
      "<!-- one\nREED [AAAREB]\ntwo -->\n<! -- three -->\nHOLT [AAAREB]<!-- four -->")
    #expect(rows.organisations.map { $0[0] } == ["HOLT"])
    #expect(report.read == 1)
    #expect(try read("MONTHS LATER\n+SOME SPORT # jd").report.skipped == ["a line of a list of discards": 2])
  }

  @Test func `leave out what stands for nobody`() throws {
    let (rows, report) = try read("REED\n+HOLT\n\t[---]\nDORN [AAAREB]")
    #expect(rows.organisations.count == 1)
    #expect(report.skipped == ["an entry that stands for nobody": 3])
  }

  /// Line and reason of each fault.
  static let faults: [(text: String, faults: [String], accepted: Int)] = [
    ("REED\n+HOLT\nDORN [AAAREB]", ["1 the entry has no code", "2 the entry has no code"], 1),
    ("+REED [AAAREB]\nDORN [AAAREB]", ["1 a synonym or code before any entry"], 1),
    ("REED [AAAREB\nDORN [AAAREB]", ["1 a bracket is not closed"], 1),
    ("REED\n\t[AAAREB 900001-20000]\n\t[AAAGOV]", ["2 no such date"], 2),
    ("REED\n\t[AAAREB 901301-20000]", ["1 no such date", "2 no such date"], 0),
    ("REED_A+_HOLT [AAAREB]\n+DORN", ["1 a + inside a name"], 1),
    ("RE\u{FFFD}D [AAAREB]", ["1 letters that are no UTF-8"], 0),
    ("REED [AAA/BBB]", ["1 the code names several actors"], 0),
    ("REED\n\t[AAAREB]\n+", ["3 the entry has no name"], 2),
  ]

  @Test(arguments: faults)
  func `tell every line that cannot be used`(text: String, faults: [String], accepted: Int) throws {
    let (_, report) = try read(text)
    #expect(report.faults.map { "\($0.line) \($0.reason.rawValue)" } == faults)
    #expect(report.accepted == accepted)
    #expect(report.read == accepted + faults.count)
  }
}
