import DemarcheCorrections
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Glibc
import Testing

@Suite("Ledgers of older releases")
struct CarryOverTests {
  private let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Ledgers"

  @Test("A ledger of schema 2 is brought up to date with all it held, and takes decisions on its coding")
  func version2() throws {
    try withTemporaryFolder { scratch throws in
      let path = "\(scratch)/l.db"
      try copy("\(folder)/version-2.db", to: path)
      let error = #expect(throws: LedgerError.self) { try Ledger(path: path, readOnly: true) }
      #expect(error?.message == "schema 2 must be brought to 3, which reading alone cannot do")
      for round in 0..<2 {
        let ledger = try Ledger(path: path, joining: try testJoining())
        try ledger.check()
        let counts = try ledger.counts()
        #expect((counts.reports, counts.events, counts.sources) == (3, 24, 1))
        #expect(try ledger.decisions().map(\.isInForce) == [true])
        #expect(try ledger.revision() == 2 * round)
        let event = try #require(try ledger.event(id: "ev_49e48146da248512"))
        let told = try #require(try ledger.report(id: event.report))
        #expect(try ledger.status(ofEvent: event.id) == (round == 0 ? .machine : .accepted))
        #expect(try ledger.add(decided("c1", .accept, on: event, of: told)) == (round == 0))
        _ = try ledger.addNote("a note", on: Day(number: 0), about: "EGY", "ISR")
      }
    }
  }

  @Test("A ledger of schema 1 is brought up to date with all it held")
  func version1() throws {
    try withTemporaryFolder { scratch throws in
      let path = "\(scratch)/l.db"
      try copy("\(folder)/version-1.db", to: path)
      let error = #expect(throws: LedgerError.self) { try Ledger(path: path, readOnly: true) }
      #expect(error?.message == "schema 1 must be brought to 3, which reading alone cannot do")
      for _ in 0..<2 {
        let ledger = try Ledger(path: path, joining: try testJoining())
        try ledger.check()
        let counts = try ledger.counts()
        #expect((counts.reports, counts.events, counts.sources) == (2, 11, 1))
        #expect(try ledger.run(RunID(1))?.reports == 2)
        let events = try ledger.events(matching: EventFilter(pair: EventFilter.Pair("EGY", "ISR")))
        #expect(!events.isEmpty)
        for event in events {
          #expect(try ledger.event(id: event.id) == event)
          #expect(try ledger.report(id: event.report)?.text.isEmpty == false)
        }
        #expect(try ledger.events(matching: EventFilter(text: "Egypt")).count > 0)
      }
    }
  }

  private func copy(_ from: String, to path: String) throws {
    let source = open(from, O_RDONLY)
    try #require(source >= 0)
    defer { close(source) }
    let target = open(path, O_WRONLY | O_CREAT, 0o600)
    try #require(target >= 0)
    defer { close(target) }
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(source, &block, block.count)
      if count <= 0 { return }
      try #require(write(target, block, count) == count)
    }
  }
}

extension EventFilter.Pair {
  fileprivate init(_ a: String, _ b: String) {
    self.init(.init(code: a), .init(code: b))
  }
}
