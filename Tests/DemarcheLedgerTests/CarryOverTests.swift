import DemarcheEvents
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import Glibc
import Testing

@Suite("Ledgers of older releases")
struct CarryOverTests {
  @Test("A ledger of schema 1 is brought up to date with all it held")
  func version1() throws {
    let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Ledgers"
    try withTemporaryFolder { scratch throws in
      let path = "\(scratch)/l.db"
      try copy("\(folder)/version-1.db", to: path)
      let error = #expect(throws: LedgerError.self) { try Ledger(path: path, readOnly: true) }
      #expect(error?.message == "schema 1 must be brought to 2, which reading alone cannot do")
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
