import DemarcheEvents
import DemarcheImport
import Testing

@Suite struct `Codes with dates` {
  static let brackets: [(text: String, code: String, from: String?, until: String?)] = [
    ("AAAGOV", "AAAGOV", nil, nil),
    (" AAAGOV ", "AAAGOV", nil, nil),
    ("AAAGOV 790101-840229", "AAAGOV", "1979-01-01", "1984-02-29"),
    ("AAAGOV 19790101 - 840229", "AAAGOV", "1979-01-01", "1984-02-29"),
    ("AAAGOV 991231-020101", "AAAGOV", "1999-12-31", "2002-01-01"),
    ("AAAGOV790101-840229", "AAAGOV", "1979-01-01", "1984-02-29"),
    ("A77", "A77", nil, nil),
    ("AAAGOV <790101", "AAAGOV", nil, "1978-12-31"),
    ("AAAGOV < 19790101", "AAAGOV", nil, "1978-12-31"),
    ("AAAGOV >301231", "AAAGOV", "2030-12-31", nil),
    ("AAAGOV >310101", "AAAGOV", "1931-01-01", nil),
    ("AAAGOV 790000-790200", "AAAGOV", "1979-01-01", "1979-02-28"),
  ]

  @Test(arguments: brackets)
  func `are read in six and eight digits`(text: String, code: String, from: String?, until: String?) throws {
    let read = try DatedCode(bracket: text)
    #expect(read.code == code)
    #expect(read.from?.iso == from)
    #expect(read.until?.iso == until)
  }

  @Test(arguments: [
    ("AAAGOV 1979001-1980101", ImportFault.Reason.noSuchDate), ("AAAGOV >790230", .noSuchDate),
    ("AAAGOV >791301", .noSuchDate), ("AAAGOV 790101", .noSuchDate), ("AAAGOV 800101-790101", .reversedDates),
  ])
  func `are told when no day has such a date`(text: String, reason: ImportFault.Reason) {
    #expect(throws: reason) { try DatedCode(bracket: text) }
  }

  /// "code from until" of each stretch.
  static let timelines: [(brackets: [String], stretches: [String])] = [
    (["AAAGOV"], ["AAAGOV  "]),
    // A code without dates holds where none with dates does.
    (
      ["AAAELI", "AAAGOV 900101-911231"],
      ["AAAELI  1989-12-31", "AAAGOV 1990-01-01 1991-12-31", "AAAELI 1992-01-01 "]
    ),
    // Of two that hold the first counts.
    (
      ["AAAREB 950101-950110", "AAAMIL 900101-991231"],
      ["AAAMIL 1990-01-01 1994-12-31", "AAAREB 1995-01-01 1995-01-10", "AAAMIL 1995-01-11 1999-12-31"]
    ),
    // One office after the other is one stretch.
    (["AAAGOV 900101-911231", "AAAGOV 910601-930101"], ["AAAGOV 1990-01-01 1993-01-01"]),
    (["AAAGOV <900101", "AAAREB >900101"], ["AAAGOV  1989-12-31", "AAAREB 1990-01-01 "]),
    (["--- <900101", "AAA"], ["AAA 1990-01-01 "]),
    (["AAAGOV 900101-911231", "---"], ["AAAGOV 1990-01-01 1991-12-31"]),
    (["---"], []),
  ]

  @Test(arguments: timelines)
  func `become stretches that do not overlap`(brackets: [String], stretches: [String]) throws {
    let codes = try brackets.map { try DatedCode(bracket: $0) }
    let line = DatedCode.timeline(codes) { $0 == "---" }
    #expect(line.map { "\($0.code) \($0.from?.iso ?? "") \($0.until?.iso ?? "")" } == stretches)
  }
}
