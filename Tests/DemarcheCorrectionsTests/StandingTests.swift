import DemarcheCorrections
import DemarcheEvents
import Testing

@Suite struct `The decisions in force` {
  private func ids(_ corrections: [Correction]) -> [String] { Standing(corrections).corrections.map(\.id) }

  private func at(_ second: Int) -> String { "2026-01-01T10:00:0\(second)Z" }

  @Test func `are of each person the last on each thing`() {
    let all = [
      decided("a1", .accept, made: at(1)), decided("a2", .reject, made: at(2)),
      decided("b1", .accept, by: "Bo", made: at(3)),
      decided("a3", .accept, on: record("ev_2", at: 30), made: at(4)),
      decided("a4", .accept, text: 2, made: at(5)),
    ]
    #expect(ids(all) == ["a2", "b1", "a3", "a4"])
    #expect(ids(all.reversed()) == ["a2", "b1", "a3", "a4"])
    // Fractions of a second come after the whole one.
    #expect(ids([decided("x", .accept, made: "2026-01-01T10:00:01.5Z"), all[0]]) == ["x"])
  }

  @Test func `leave out what was taken back, and what it had superseded is in force again`() {
    let accept = decided("a1", .accept, made: at(1))
    let reject = decided("a2", .reject, made: at(2))
    let undo = decided("a3", .undo, made: at(3), undoes: "a2")
    #expect(ids([accept, reject, undo]) == ["a1"])
    #expect(ids([accept, reject, undo, decided("a4", .undo, made: at(4), undoes: "a1")]) == [])
    // An undo that is taken back itself undoes nothing.
    #expect(ids([accept, reject, undo, decided("a4", .undo, made: at(4), undoes: "a3")]) == ["a2"])
    #expect(ids([accept, decided("b1", .undo, by: "Bo", made: at(3), undoes: "a1")]) == ["a1"])
  }

  @Test func `count a decision that came twice once`() {
    let accept = decided("a1", .accept)
    #expect(ids([accept, accept]) == ["a1"])
  }

  @Test func `are about a sentence whether it was shown blind or as one that was missed`() {
    #expect(
      ids([marking("a1", [], made: at(1)), marking("a2", [marked()], made: at(2), queue: .missed)]) == ["a2"])
  }

  @Test func `keep an adjudication beside what the same person decided as a coder`() {
    let all = [
      decided("a1", .accept, made: at(1)), decided("a2", .reject, made: at(2), queue: .disputed),
      decided("a3", .edit, after: [marked("AGREE")], made: at(3), queue: .disputed),
    ]
    #expect(ids(all) == ["a1", "a3"])
    #expect(Standing(all).items.map(\.corrections.count) == [2])
  }

  @Test func `hold for every report of a text, but for one report where they are about its title`() {
    var (first, second) = (decided("a1", .accept), decided("a2", .accept, on: record(report: "r2")))
    #expect(first.item == second.item)
    first.target.field = .title
    second.target.field = .title
    #expect(first.item != second.item)
  }
}

@Suite struct `What people say of an event` {
  private let event = record()

  @Test func `is what the latest says`() {
    let table: [([Correction], CorrectionStatus)] = [
      ([], .machine),
      ([decided("1", .accept)], .accepted),
      ([decided("1", .reject)], .rejected),
      ([decided("1", .edit, after: [marked("AGREE")])], .edited),
      ([decided("1", .flag)], .flagged),
      ([decided("1", .ignore)], .machine),
      ([decided("1", .accept), decided("2", .ignore, by: "Bo")], .accepted),
      ([decided("1", .accept), decided("2", .reject, by: "Bo")], .rejected),
    ]
    for (corrections, status) in table { #expect(CorrectionStatus(of: event, by: corrections) == status) }
  }

  @Test func `is what an adjudication says, though others decided later`() {
    let settled = decided("1", .accept, by: "Cy", queue: .disputed)
    #expect(CorrectionStatus(of: event, by: [settled, decided("2", .reject)]) == .accepted)
  }

  @Test func `follows from decisions on another reading of the same words`() {
    let recoded = record("ev_9", "AGREE")
    let others = record("ev_8", actor: ["CCC"])
    #expect(CorrectionStatus(of: recoded, by: [decided("1", .edit, after: [marked("AGREE")])]) == .accepted)
    #expect(CorrectionStatus(of: recoded, by: [decided("1", .accept)]) == .machine)
    #expect(CorrectionStatus(of: recoded, by: [decided("1", .reject)]) == .machine)
    #expect(CorrectionStatus(of: others, by: [decided("1", .reject)]) == .rejected)
    #expect(CorrectionStatus(of: others, by: [decided("1", .accept)]) == .machine)
    // The id alone has changed, as in another report of the text.
    #expect(CorrectionStatus(of: record("ev_7"), by: [decided("1", .accept)]) == .accepted)
  }
}
