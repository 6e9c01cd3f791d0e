import DemarcheCorrections
import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Testing

@Suite("What comes before a person")
struct CandidateTests {
  /// Reports of ten sentences of 20 code points; an event stands in each of the first `events` of them.
  private func coded(_ id: String, events: Int = 1, confidence: [Double] = [0.5], day: Int = 1) -> CodedReport
  {
    let text = (0..<10).map { "\(id): sentence \($0)" }.map {
      $0 + String(repeating: ".", count: 20 - $0.count)
    }
    let report = Report(
      id: id, title: "\(id) title", text: text.joined(), published: "2015-08-0\(day)", source: "Post \(day)")
    var sentences = (0..<10).map {
      CodedReport.Sentence(field: .text, number: $0 + 1, start: $0 * 20, end: $0 * 20 + 20)
    }
    sentences.append(CodedReport.Sentence(field: .title, number: 1, start: 0, end: id.count + 6))
    let found = (0..<events).map { n in
      var event = event("\(id)e\(n)", in: id, sentence: n + 1, at: n * 20 + 4)
      event.confidence = confidence[n % confidence.count]
      return event
    }
    return CodedReport(report, events: found, sentences: sentences)
  }

  private func withCoded<T>(
    _ reports: [CodedReport], keepingText: Bool = true, _ body: (Ledger) throws -> T
  ) throws -> T {
    try withLedger { ledger, run throws in
      for report in reports { _ = try ledger.ingest(report, run: run, keepingText: keepingText) }
      return try body(ledger)
    }
  }

  private func decide(
    _ id: String, _ decision: Correction.Decision, by coder: String, on candidate: Candidate,
    after: [MarkedEvent] = [], queue: Correction.Queue
  ) -> Correction {
    Correction(
      id: id, made: "2026-01-01T10:00:00Z", coder: coder, queue: queue, decision: decision,
      target: candidate.target, before: candidate.event, after: after)
  }

  @Test("Events come by uncertainty, and those that a person decided on do not come to him again")
  func assisted() throws {
    try withCoded([coded("a1", events: 3, confidence: [0.9, 0.2, 0.6])]) { ledger throws in
      let found = try ledger.candidates(.assisted, for: "Ada").items
      #expect(found.map(\.event?.id) == ["a1e1", "a1e2", "a1e0"])
      let first = try #require(found.first)
      #expect((first.title, first.source, first.day) == ("a1 title", "Post 1", Day(2015, 8, 1)))
      #expect(
        (first.previous, first.target.span, first.next) == (Stretch(0, 20), Stretch(20, 40), Stretch(40, 60)))
      #expect(first.target.trigger == Stretch(24, 27))
      #expect(first.target.cluster == first.target.text)
      #expect(found[2].previous == nil)
      #expect(try ledger.candidates(.assisted, for: "Ada", limit: 1).items.count == 1)
      #expect(try ledger.add(decide("c1", .ignore, by: "Ada", on: first, queue: .assisted)))
      #expect(try ledger.candidates(.assisted, for: "Ada").items.map(\.event?.id) == ["a1e2", "a1e0"])
      #expect(try ledger.candidates(.assisted, for: "Bo").items.count == 3)
      var undo = decide("c2", .undo, by: "Ada", on: first, queue: .assisted)
      undo.undoes = "c1"
      #expect(try ledger.add(undo))
      #expect(try ledger.candidates(.assisted, for: "Ada").items.count == 3)
    }
  }

  @Test("What an event weighs grows with the texts that tell of its incident")
  func importance() throws {
    try withLedger(isJoining: false) { ledger, run throws in
      for (id, day) in [("a1", 1), ("a2", 2), ("a3", 3)] {
        _ = try ledger.ingest(coded(id, day: day), run: run)
      }
      try ledger.decide(.join, "a2e0", "a3e0")
      // Without a test that joins, only decisions could; here each act stays alone.
      #expect(
        try ledger.candidates(.assisted, for: "Ada").items.map(\.event?.id) == ["a1e0", "a2e0", "a3e0"])
    }
    try withLedger(isJoining: true) { ledger, run throws in
      for (id, day) in [("a1", 1), ("a2", 2), ("a3", 3)] {
        _ = try ledger.ingest(coded(id, day: day), run: run)
      }
      try ledger.decide(.join, "a2e0", "a3e0")
      #expect(
        try ledger.candidates(.assisted, for: "Ada").items.map(\.event?.id) == ["a2e0", "a3e0", "a1e0"])
    }
  }

  @Test("A filter narrows events, and chance gives others for another seed")
  func random() throws {
    let reports = (1...9).map { coded("a\($0)", events: 5, day: $0) }
    try withCoded(reports) { ledger throws in
      func ids(_ seed: UInt64, _ filter: EventFilter? = nil) throws -> [String] {
        try ledger.candidates(.assisted, for: "Ada", matching: filter, order: .random, seed: seed, limit: 100)
          .items.compactMap(\.event?.id)
      }
      let one = try ids(1)
      #expect(Set(one).count == 45)
      #expect(try ids(1) == one)
      #expect(try ids(2) != one)
      #expect(try ids(1, EventFilter(sources: ["Post 3"])).allSatisfy { $0.hasPrefix("a3") })
      #expect(try ids(1, EventFilter(types: ["ASSAULT"])) == [])
    }
  }

  @Test("Blind sentences hold nothing of the machine, about half have events, and none was seen before")
  func blind() throws {
    let reports = (1...9).map { coded("a\($0)", events: 5, day: $0) }
    try withCoded(reports) { ledger throws in
      let found = try ledger.candidates(.blind, for: "Ada", seed: 7, limit: 60).items
      #expect(found.count == 60)
      #expect(found.allSatisfy { $0.event == nil && $0.target.event == nil && $0.target.trigger == nil })
      let withEvents = found.count { $0.target.field == .text && $0.target.sentence <= 5 }
      #expect((20...40).contains(withEvents))
      #expect(try ledger.candidates(.blind, for: "Bo", seed: 7, limit: 60).items == found)
      #expect(try ledger.candidates(.blind, for: "Bo", seed: 8, limit: 60).items != found)
      let all = try ledger.candidates(.blind, for: "Ada", limit: 1000).items
      #expect(Set(all.map(\.target)).count == 99)
      // A person who has decided on an event of a sentence is not blind to it any more.
      let seen = try #require(try ledger.candidates(.assisted, for: "Ada").items.first)
      #expect(try ledger.add(decide("c1", .accept, by: "Ada", on: seen, queue: .assisted)))
      #expect(try ledger.add(decide("c2", .mark, by: "Ada", on: found[0], queue: .blind)))
      let left = try ledger.candidates(.blind, for: "Ada", limit: 1000).items
      #expect(left.count == (found[0].target.span == seen.target.span ? 98 : 97))
      #expect(try ledger.candidates(.blind, for: "Bo", limit: 1000).items.count == 99)
    }
  }

  @Test("Missed sentences are those in which the machine found nothing, of the first of near copies alone")
  func missed() throws {
    var copy = coded("a1", events: 5)
    copy.report.source = "Herald"
    copy.report.id = "b1"
    for i in copy.events.indices { copy.events[i].report = "b1" }
    try withCoded([coded("a1", events: 5), copy]) { ledger throws in
      let found = try ledger.candidates(.missed, for: "Ada", limit: 100).items
      #expect(found.count == 6)
      #expect(
        found.allSatisfy { $0.target.report == "a1" && ($0.target.field == .title || $0.target.sentence > 5) }
      )
      let filter = EventFilter(from: Day(2015, 8, 2))
      #expect(try ledger.candidates(.missed, for: "Ada", matching: filter).items == [])
    }
  }

  @Test("A large ledger is drawn from: the same seed, the same things, each once, of the right kind")
  func large() throws {
    let reports = (1...1_100).map { coded("a\($0)", events: 4, confidence: [0.9, 0.8, 0.7, 0.2]) }
    try withLedger { ledger, run throws in
      try ledger.transaction { () throws(LedgerError) in
        for report in reports { _ = try ledger.ingest(report, run: run) }
      }
      func found(
        _ queue: Correction.Queue, seed: UInt64 = 1, order: Correction.Order = .uncertain,
        _ filter: EventFilter? = nil
      ) throws -> [Candidate] {
        let found = try ledger.candidates(
          queue, for: "Ada", matching: filter, order: order, seed: seed, limit: 50)
        #expect(found.passedOver == 0)
        #expect(Set(found.items.map(\.target)).count == found.items.count)
        return found.items
      }
      for queue in [Correction.Queue.assisted, .blind, .missed] {
        #expect(try found(queue).count == 50)
        #expect(try found(queue) == found(queue))
        #expect(try found(queue) != found(queue, seed: 2))
      }
      #expect(try found(.assisted).allSatisfy { $0.event?.confidence == 0.2 })
      #expect(try Set(found(.assisted, order: .random).map { $0.event?.confidence }).count == 4)
      #expect(try found(.missed).allSatisfy { $0.target.field == .title || $0.target.sentence > 4 })
      let withEvents = try found(.blind).count { $0.target.field == .text && $0.target.sentence <= 4 }
      #expect((15...35).contains(withEvents))
      // Rare ones are found all the same.
      #expect(try found(.assisted, EventFilter(report: "a77")).count == 4)
      #expect(try found(.blind, EventFilter(report: "a77")).count == 11)
      #expect(try found(.missed, EventFilter(sources: ["nobody"])) == [])
    }
  }

  @Test("A decision leads to its reports and to its sentence, and sentences are counted")
  func texts() throws {
    var copy = coded("b1")
    copy.report.text = coded("a1").report.text
    for i in copy.events.indices { copy.events[i].report = "b1" }
    try withCoded([coded("a1", events: 3), copy]) { ledger throws in
      #expect(try ledger.sentences() == GoldScore.Population(withEvents: 4, without: 18))
      let found = try ledger.candidates(.blind, for: "Ada", limit: 100).items
      let text = try #require(found.first { $0.target.field == .text }).target
      #expect(try ledger.reports(withTextOf: text) == ["a1", "b1"])
      #expect(try ledger.sentence(of: text)?.hasPrefix("a1: sentence \(text.sentence - 1)") == true)
      var title = try #require(found.first { $0.target.field == .title }).target
      #expect(try ledger.reports(withTextOf: title) == [title.report])
      #expect(try ledger.sentence(of: title) == "\(title.report) title")
      #expect(try ledger.cluster(of: title) == title.text)
      title.report = "c1"
      #expect(try ledger.reports(withTextOf: title) == [])
      #expect(try ledger.sentence(of: title) == nil)
      title.text = String(repeating: "0", count: 64)
      title.cluster = String(repeating: "1", count: 64)
      #expect(try ledger.cluster(of: title) == title.cluster)
    }
  }

  @Test("Reports that were kept without text give nothing, which is told")
  func withoutText() throws {
    try withCoded([coded("a1", events: 5)], keepingText: false) { ledger throws in
      for queue in [Correction.Queue.assisted, .blind, .missed] {
        let found = try ledger.candidates(queue, for: "Ada")
        #expect(found.items == [])
        #expect(found.passedOver > 0)
      }
    }
  }

  @Test("What people disagree on comes to a third person, until somebody has adjudicated")
  func disputed() throws {
    try withCoded([coded("a1", events: 2)]) { ledger throws in
      let events = try ledger.candidates(.assisted, for: "Ada").items
      let sentence = try #require(try ledger.candidates(.missed, for: "Ada").items.first)
      for (n, correction) in [
        decide("c", .accept, by: "Ada", on: events[0], queue: .assisted),
        decide("c", .reject, by: "Bo", on: events[0], queue: .assisted),
        decide("c", .accept, by: "Ada", on: events[1], queue: .assisted),
        decide("c", .accept, by: "Bo", on: events[1], queue: .assisted),
        decide("c", .mark, by: "Ada", on: sentence, queue: .missed),
        decide("c", .mark, by: "Bo", on: sentence, after: [MarkedEvent(event: "AGREE")], queue: .missed),
      ].enumerated() {
        var correction = correction
        correction.id += "\(n)"
        #expect(try ledger.add(correction))
      }
      #expect(try ledger.candidates(.disputed, for: "Ada").items == [])
      let found = try ledger.candidates(.disputed, for: "Cy").items
      #expect(found.map(\.event?.id) == [events[0].event?.id, nil])
      #expect(found.map { $0.decisions.map(\.coder) } == [["Ada", "Bo"], ["Ada", "Bo"]])
      #expect(found.map(\.target) == [events[0].target, sentence.target])
      #expect(try ledger.candidates(.disputed, for: "Cy", limit: 1).items.count == 1)
      #expect(try ledger.add(decide("d1", .reject, by: "Cy", on: found[0], queue: .disputed)))
      #expect(try ledger.candidates(.disputed, for: "Dora").items.map(\.event) == [nil])
      #expect(try ledger.status(ofEvent: events[0].event?.id ?? "") == .rejected)
    }
  }
}
