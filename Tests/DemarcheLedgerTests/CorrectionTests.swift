import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import DemarcheLedger
import DemarcheText
import Glibc
import Testing

/// A decision on an event of a report.
func decided(
  _ id: String, _ decision: Correction.Decision, by coder: String = "Ada", on event: Event, of report: Report,
  after: [MarkedEvent] = [], queue: Correction.Queue = .assisted, undoes: String? = nil,
  made: String = "2026-01-01T10:00:00Z"
) throws -> Correction {
  Correction(
    id: id, made: made, coder: coder, queue: queue, decision: decision, undoes: undoes,
    target: CorrectionTarget(
      text: SHA256.hex(of: report.text), report: report.id, field: event.field, sentence: event.sentence,
      span: try #require(Stretch(0, report.text.unicodeScalars.count)), event: event.id,
      trigger: Stretch(event.trigger.start, event.trigger.end)), before: event, after: after,
    comment: "Quillworth, I think")
}

/// A decision on a sentence of a report.
func marking(
  _ id: String, _ after: [MarkedEvent], by coder: String = "Ada", in report: Report, sentence: Int = 1,
  _ start: Int, _ end: Int, queue: Correction.Queue = .blind
) throws -> Correction {
  Correction(
    id: id, made: "2026-01-01T10:00:00Z", coder: coder, queue: queue, decision: .mark,
    target: CorrectionTarget(
      text: SHA256.hex(of: report.text), report: report.id, field: .text, sentence: sentence,
      span: try #require(Stretch(start, end))), after: after)
}

@Suite("Decisions on the coding")
struct CorrectionTests {
  private let own = report("r1")
  private let meeting = event("e1", in: "r1")

  @Test("A decision is kept once, however often it comes, and read as it was made")
  func idempotence() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(own, events: [meeting], run: run)
      let accept = try decided("c1", .accept, on: meeting, of: own)
      #expect(try ledger.add(accept))
      #expect(try !ledger.add(accept))
      var other = accept
      other.decision = .reject
      #expect(try !ledger.add(other))
      let kept = try ledger.corrections()
      #expect(kept.map(\.isInForce) == [true])
      var expected = accept
      expected.target.cluster = accept.target.text
      #expect(kept.map(\.correction) == [expected])
      #expect(try ledger.status(ofEvent: "e1") == .accepted)
      #expect(try ledger.status(ofEvent: "e9") == .machine)
    }
  }

  @Test("What is no decision is refused with the reason")
  func refused() throws {
    try withLedger { ledger, _ throws in
      let error = try #require(
        #expect(throws: LedgerError.self) { try ledger.add(decided("c1", .edit, on: meeting, of: own)) })
      #expect(error.kind == .refused)
      #expect(error.message.contains("an edit has what is right in after"))
      #expect(try ledger.add(decided("c2", .accept, on: meeting, of: own)))
      let foreign = try decided("c3", .undo, on: meeting, of: report("r2"), undoes: "c2")
      #expect(throws: LedgerError.self) { try ledger.add(foreign) }
    }
  }

  @Test("Later decisions supersede, an undo takes one back, and none is overwritten")
  func supersede() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(own, events: [meeting], run: run)
      let steps: [(Correction, CorrectionStatus, [Bool])] = [
        (
          try decided("c1", .accept, on: meeting, of: own, made: "2026-01-01T10:00:01Z"), .accepted, [true]
        ),
        (
          try decided("c2", .reject, on: meeting, of: own, made: "2026-01-01T10:00:02Z"), .rejected,
          [false, true]
        ),
        (
          try decided("c3", .flag, by: "Bo", on: meeting, of: own, made: "2026-01-01T10:00:03Z"), .flagged,
          [false, true, true]
        ),
        (
          try decided("c4", .undo, on: meeting, of: own, undoes: "c2", made: "2026-01-01T10:00:04Z"),
          .flagged, [true, false, true, false]
        ),
        (
          try decided(
            "c5", .undo, by: "Bo", on: meeting, of: own, undoes: "c3", made: "2026-01-01T10:00:05Z"),
          .accepted, [true, false, false, false, false]
        ),
      ]
      for (correction, status, inForce) in steps {
        #expect(try ledger.add(correction))
        #expect(try ledger.status(ofEvent: "e1") == status)
        #expect(try ledger.corrections().map(\.isInForce) == inForce)
      }
      #expect(
        try ledger.corrections(matching: CorrectionFilter(isInForce: true)).map(\.correction.id) == ["c1"])
    }
  }

  @Test("Filters narrow what is read, and the newest are asked for by number")
  func filters() throws {
    try withLedger { ledger, run throws in
      let other = report("r2")
      let second = event("e2", in: "r2")
      _ = try ledger.ingest(own, events: [meeting], run: run)
      _ = try ledger.ingest(other, events: [second], run: run)
      for correction in [
        try decided("c1", .accept, on: meeting, of: own, made: "2026-01-01T10:00:00Z"),
        try decided("c2", .reject, by: "Bo", on: second, of: other, made: "2026-01-02T10:00:00Z"),
        try marking("c3", [], by: "Bo", in: own, 0, 10),
      ] { #expect(try ledger.add(correction)) }
      func ids(_ filter: CorrectionFilter) throws -> [String] {
        try ledger.corrections(matching: filter).map(\.correction.id)
      }
      #expect(try ids(CorrectionFilter()) == ["c1", "c2", "c3"])
      #expect(try ids(CorrectionFilter(coder: "Bo")) == ["c2", "c3"])
      #expect(try ids(CorrectionFilter(queues: [.blind, .missed])) == ["c3"])
      #expect(try ids(CorrectionFilter(event: "e1")) == ["c1"])
      #expect(try ids(CorrectionFilter(event: "e9")) == [])
      #expect(try ids(CorrectionFilter(report: "r1")) == ["c1", "c3"])
      #expect(try ids(CorrectionFilter(since: "2026-01-02")) == ["c2"])
      #expect(try ids(CorrectionFilter(limit: 2)) == ["c2", "c3"])
    }
  }

  @Test("Decisions outlive a new coding and hold for every report of the text")
  func recode() throws {
    try withLedger { ledger, run throws in
      _ = try ledger.ingest(own, events: [meeting], run: run)
      #expect(try ledger.add(decided("c1", .accept, on: meeting, of: own)))
      // The same words in another report, published elsewhere.
      var copy = own
      copy.id = "r9"
      copy.source = "Borland Herald"
      var recoded = event("e7", in: "r1")
      try ledger.replaceEvents(with: CodedReport(own, events: [recoded]), run: run)
      _ = try ledger.ingest(copy, events: [event("e9", in: "r9")], run: run)
      #expect(try ledger.statuses(of: ledger.events()) == [.accepted, .accepted])
      #expect(try ledger.corrections(matching: CorrectionFilter(event: "e9")).count == 1)
      recoded.event = "AGREE"
      try ledger.replaceEvents(with: CodedReport(own, events: [recoded]), run: run)
      #expect(try ledger.status(ofEvent: "e7") == .machine)
      #expect(try ledger.corrections().map(\.isInForce) == [true])
    }
  }

  @Test("Copies of one story share a cluster, which stays when copies come and go")
  func clusters() throws {
    try withLedger { ledger, run throws in
      let words = (0..<120).map { "word\($0)" }.joined(separator: " ")
      let (first, second) = (report("r1", words), report("r1", words + " more"))
      var copy = second
      copy.id = "r2"
      _ = try ledger.ingest(first, events: [], run: run)
      _ = try ledger.ingest(copy, events: [], run: run)
      #expect(try ledger.copies(ofReport: "r1") == ["r1", "r2"])
      #expect(try ledger.add(marking("c1", [], in: copy, 0, 10)))
      func clusters() throws -> [String?] {
        try ledger.corrections().map(\.correction.target.cluster)
      }
      let name = SHA256.hex(of: first.text)
      #expect(try clusters() == [name])
      #expect(try ledger.forget(report: "r1"))
      #expect(try clusters() == [name])
      // A text that is not there has the cluster that it came with, or stands for itself.
      #expect(try ledger.add(marking("c2", [], in: report("r7"), 0, 10)))
      #expect(try clusters() == [name, SHA256.hex(of: report("r7").text)])
    }
  }

  @Test("A forgotten report takes the words of decisions with it, in the ledger and in the journal")
  func forgotten() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      let lost = report("r1", "Quillworth sailed.")
      let own = event(
        "e1", in: "r1", actor: [Participant(text: "Quillworth", start: 4, end: 14, code: "AAA")])
      let (kept, other) = (report("r2"), event("e2", in: "r2"))
      let journal = CorrectionJournal(ofLedger: path)
      do {
        let ledger = try Ledger(path: path)
        let run = try ledger.testRun()
        _ = try ledger.ingest(lost, events: [own], run: run)
        _ = try ledger.ingest(kept, events: [other], run: run)
        for correction in [
          try decided("c1", .accept, on: own, of: lost),
          try decided("c2", .edit, on: own, of: lost, after: [MarkedEvent(own)]),
        ] { try journal.append(correction) }
        var stays = try decided("c3", .accept, on: other, of: kept)
        stays.comment = "stays"
        try journal.append(stays)
        #expect(try ledger.takeIn(journal).added == 3)
        let size = try bytes(journal.path).count
        #expect(try ledger.forget(report: "r1"))
        try ledger.sweep()
        #expect(try bytes(journal.path).count == size)
        #expect(try ledger.takeIn(journal) == TakenIn())
        let corrections = try ledger.corrections().map(\.correction)
        #expect(corrections.map(\.id) == ["c1", "c2", "c3"])
        #expect(corrections.map(\.before?.actor.first?.code) == ["AAA", "AAA", "AAA"])
        #expect(corrections.map(\.comment) == [nil, nil, "stays"])
      }
      for file in [path, journal.path] {
        let text = String(decoding: try bytes(file).map { $0 < 0x80 ? $0 : 0x2E }, as: UTF8.self)
        #expect(!text.contains("uillworth"), "\(file)")
        // What stays can be found in this way, so the test can fail.
        #expect(text.contains("stays"))
      }
    }
  }

  @Test("The words stay where another report still has the text")
  func stillThere() throws {
    try withLedger { ledger, run throws in
      var copy = own
      copy.id = "r9"
      copy.source = "Borland Herald"
      _ = try ledger.ingest(own, events: [meeting], run: run)
      _ = try ledger.ingest(copy, events: [], run: run)
      #expect(try ledger.add(decided("c1", .accept, on: meeting, of: own)))
      #expect(try ledger.forget(report: "r1"))
      #expect(try ledger.corrections().map(\.correction.comment) == ["Quillworth, I think"])
      #expect(try ledger.forget(report: "r9"))
      #expect(try ledger.corrections().map(\.correction.comment) == [nil])
    }
  }
}

/// The bytes of a file.
func bytes(_ path: String) throws -> [UInt8] {
  let file = open(path, O_RDONLY)
  try #require(file >= 0)
  defer { close(file) }
  var bytes = [UInt8](repeating: 0, count: Int(lseek(file, 0, SEEK_END)))
  try #require(pread(file, &bytes, bytes.count, 0) == bytes.count)
  return bytes
}

@Suite("The journal of decisions")
struct CorrectionJournalTests {
  private let own = report("r1")
  private let meeting = event("e1", in: "r1")

  private func tear(_ path: String, _ text: String) throws {
    let file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    let bytes = Array(text.utf8)
    try #require(write(file, bytes, bytes.count) == bytes.count)
  }

  @Test("Decisions are written while another program holds the ledger, and taken in once afterwards")
  func busy() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      let holder = try Ledger(path: path)
      let page = try Ledger(path: path, patience: 1)
      let journal = CorrectionJournal(ofLedger: path)
      #expect(try !page.isBehind(journal))
      try holder.transaction { () throws(LedgerError) in
        _ = try holder.beginRun(version: "1", codebook: "c", data: "d")
        do throws(LedgerError) {
          try journal.append(try sure(decided("c1", .accept, on: meeting, of: own)))
          _ = try page.takeIn(journal)
          Issue.record("two wrote at once")
        } catch { #expect(error.kind == .busy) }
      }
      #expect(try page.isBehind(journal))
      #expect(try page.takeIn(journal).added == 1)
      #expect(try holder.takeIn(journal).added == 0)
      #expect(try holder.corrections().map(\.correction.id) == ["c1"])
    }
  }

  /// A decision of the tests, which always holds together.
  private func sure(_ body: @autoclosure () throws -> Correction) throws(LedgerError) -> Correction {
    do { return try body() } catch {
      throw LedgerError(kind: .failed, file: "", message: "\(error)")
    }
  }

  @Test("A line that was broken off is told once and hides none of the later ones")
  func torn() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      let ledger = try Ledger(path: path)
      let journal = CorrectionJournal(ofLedger: path)
      try journal.append(decided("c1", .accept, on: meeting, of: own))
      let torn = try decided("c2", .accept, on: meeting, of: own).json.line.prefix(200)
      try tear(journal.path, String(torn))
      // Somebody may still be writing it.
      #expect(try ledger.takeIn(journal) == TakenIn(added: 1, faults: []))
      try journal.append(decided("c3", .reject, on: meeting, of: own))
      let result = try ledger.takeIn(journal)
      #expect(result.added == 1)
      #expect(result.faults.count == 1)
      #expect(result.faults.first?.message.contains("at byte") == true)
      #expect(try ledger.takeIn(journal) == TakenIn())
      #expect(try ledger.corrections().map(\.correction.id) == ["c1", "c3"])
    }
  }

  @Test("A new journal, or one that begins otherwise, is read from its start")
  func another() throws {
    try withTemporaryFolder { folder throws in
      let path = "\(folder)/l.db"
      let ledger = try Ledger(path: path)
      let journal = CorrectionJournal(ofLedger: path)
      try journal.append(decided("c1", .accept, on: meeting, of: own))
      #expect(try ledger.takeIn(journal).added == 1)
      unlink(journal.path)
      #expect(try !ledger.isBehind(journal))
      try journal.append(decided("c2", .accept, by: "Bartholomew", on: meeting, of: own))
      #expect(try ledger.takeIn(journal).added == 1)
    }
  }

  @Test("The journal is for those who may read the ledger")
  func rights() throws {
    try withTemporaryFolder { folder throws in
      let journal = CorrectionJournal(ofLedger: "\(folder)/l.db")
      _ = try Ledger(path: "\(folder)/l.db")
      #expect(chmod("\(folder)/l.db", 0o600) == 0)
      try journal.append(decided("c1", .accept, on: meeting, of: own))
      var status = stat()
      #expect(stat(journal.path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o600)
    }
  }

  @Test("A decision that does not hold together is not written")
  func refused() throws {
    try withTemporaryFolder { folder throws in
      let journal = CorrectionJournal(ofLedger: "\(folder)/l.db")
      let error = #expect(throws: LedgerError.self) {
        try journal.append(decided("c1", .edit, on: meeting, of: own))
      }
      #expect(error?.kind == .refused)
      #expect(access(journal.path, F_OK) != 0)
    }
  }
}

@Suite("The number that tells of changes")
struct RevisionTests {
  @Test("Every way of writing raises it once, and reading does not")
  func everyWay() throws {
    try withLedger { ledger, run throws in
      let own = report("r1")
      let (one, other) = (event("e1", in: "r1"), event("e2", in: "r1", at: 20))
      let ways: [(String, () throws -> Void)] = [
        ("ingest", { _ = try ledger.ingest(own, events: [one, other], run: run) }),
        ("known", { _ = try ledger.ingest(own, events: [one, other], run: run) }),
        ("run", { _ = try ledger.testRun() }),
        ("end of a run", { try ledger.finishRun(run, rejected: 0) }),
        ("failure", { try ledger.record(Failure(report: "r2", error: "no text"), run: run) }),
        ("feed", { try ledger.keep("state", ofFeed: "https://a.example") }),
        ("coding", { try ledger.replaceEvents(with: CodedReport(own, events: [one, other]), run: run) }),
        ("join", { try ledger.decide(.split, "e1", "e2") }),
        ("undo", { _ = try ledger.withdraw(decision: 1) }),
        ("correction", { _ = try ledger.add(decided("c1", .accept, on: one, of: own)) }),
        ("note", { _ = try ledger.addNote("a note", on: Day(number: 0), about: "AAA", "BBB") }),
        ("removal", { _ = try ledger.remove(note: 1) }),
        ("forgetting", { _ = try ledger.forget(report: "r1") }),
        (
          "a transaction",
          {
            try ledger.transaction { () throws(LedgerError) in
              for n in 3..<6 { _ = try ledger.ingest(report("r\(n)"), events: [], run: run) }
            }
          }
        ),
      ]
      for (name, write) in ways {
        let before = try ledger.revision()
        try write()
        #expect(try ledger.revision() == before + 1, "\(name)")
        _ = (try ledger.counts(), try ledger.events(), try ledger.corrections())
        #expect(try ledger.revision() == before + 1, "\(name)")
      }
      let before = try ledger.revision()
      #expect(try !ledger.remove(note: 9))
      #expect(throws: LedgerError.self) { try ledger.finishRun(RunID(99), rejected: 0) }
      #expect(try ledger.revision() == before)
    }
  }

  @Test("Another connection sees it")
  func others() throws {
    try withTemporaryFolder { folder throws in
      let writer = try Ledger(path: "\(folder)/l.db")
      let reader = try Ledger(path: "\(folder)/l.db", readOnly: true)
      let before = try reader.revision()
      _ = try writer.testRun()
      #expect(try reader.revision() == before + 1)
    }
  }
}

@Suite("Notes")
struct NoteTests {
  @Test("A note stands on a day of a pair, whichever is named first, until it is taken out")
  func notes() throws {
    try withLedger { ledger, _ throws in
      let (early, late) = (Day(number: 10), Day(number: 20))
      let first = try ledger.addNote("why so many?", on: late, about: "BBB", "AAA", person: "Ada")
      let second = try ledger.addNote("a holiday", on: early, about: "AAA", "BBB")
      _ = try ledger.addNote("others", on: early, about: "AAA", "CCC")
      #expect(try ledger.notes(about: "AAA", "BBB").map(\.number) == [second, first])
      #expect(try ledger.notes(about: "BBB", "AAA", from: late).map(\.text) == ["why so many?"])
      #expect(try ledger.notes(about: "BBB", "AAA", until: early).map(\.text) == ["a holiday"])
      #expect(try ledger.notes(about: "AAA", "BBB", from: late).map(\.person) == ["Ada"])
      #expect(try ledger.notes(about: "AAA", "BBB").map(\.pair) == [["AAA", "BBB"], ["AAA", "BBB"]])
      #expect(try ledger.remove(note: first))
      #expect(try !ledger.remove(note: first))
      #expect(try ledger.notes(about: "AAA", "BBB").map(\.number) == [second])
      #expect(throws: LedgerError.self) { try ledger.addNote("", on: early, about: "AAA", "BBB") }
    }
  }
}
