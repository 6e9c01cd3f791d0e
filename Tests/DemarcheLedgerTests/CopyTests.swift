import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Testing

/// A text of some sixty words, with a word put in at a place to make a near copy of it.
private func text(_ seed: Int, changing place: Int? = nil) -> String {
  var words = (0..<60).map { "word\(($0 * 7 + seed * 1009) % 1013)" }
  if let place { words[place] = "altered\(place)" }
  return words.joined(separator: " ")
}

private func copy(_ id: String, _ text: String) -> Report {
  Report(id: id, text: text, published: "2015-08-09", source: id)
}

@Suite("Near copies")
struct CopyTests {
  @Test("Near copies are one text, and every report is kept")
  func counted() throws {
    try withLedger { ledger, run throws in
      for (id, text) in [
        ("a", text(1)), ("b", text(1, changing: 30)), ("c", text(2)), ("d", text(1, changing: 2)),
      ] {
        _ = try ledger.ingest(copy(id, text), events: [event("e\(id)", in: id)], run: run)
      }
      let counts = try ledger.counts()
      #expect((counts.reports, counts.texts, counts.events) == (4, 2, 4))
      #expect(try ledger.copies(ofReport: "b") == ["a", "b", "d"])
      #expect(try ledger.copies(ofReport: "c") == ["c"])
    }
  }

  @Test("The parts are the same in whatever order the reports came in")
  func order() throws {
    var generator = SystemRandomNumberGenerator()
    let texts = (0..<12).map { n in copy("r\(n)", text(n / 4, changing: n % 4 == 0 ? nil : n * 4 % 60)) }
    for _ in 0..<10 {
      try withLedger { ledger, run throws in
        for report in texts.shuffled(using: &generator) {
          _ = try ledger.ingest(report, events: [], run: run)
        }
        #expect(try ledger.counts().texts == 3)
        #expect(try ledger.copies(ofReport: "r5") == ["r4", "r5", "r6", "r7"])
      }
    }
  }

  @Test("A forgotten report or an old version is no copy any more")
  func leaving() throws {
    try withLedger { ledger, run throws in
      for (id, place) in [("a", nil), ("b", 20), ("c", 40)] {
        _ = try ledger.ingest(
          copy(id, text(1, changing: place)), events: [event("e\(id)", in: id)], run: run)
      }
      #expect(try ledger.counts().texts == 1)
      #expect(try ledger.forget(report: "a"))
      #expect(try ledger.copies(ofReport: "b") == ["b", "c"])
      _ = try ledger.ingest(copy("c", text(5)), events: [event("ec", in: "c")], run: run)
      #expect(try ledger.counts().texts == 2)
      #expect(try ledger.copies(ofReport: "b") == ["b"])
      try ledger.check()
    }
  }
}
