import DemarcheEvents
import DemarcheText
let ingestCommand = Command(name: "ingest", summary: "", operands: "", examples: [], flags: []) { _ in 1 }
let eventsCommand = Command(name: "events", summary: "", operands: "", examples: [], flags: []) { _ in 1 }
let relationCommand = Command(name: "relation", summary: "", operands: "", examples: [], flags: []) { _ in 1 }
let demoCommand = Command(name: "demo", summary: "", operands: "", examples: [], flags: []) { _ in 1 }
struct StubLedger { var path = ""; func event(idPrefix: String) throws -> Event? { nil }; func report(id: String) throws -> Report? { nil } }
enum LedgerFlags { static func open(_ a: Arguments) throws -> StubLedger { StubLedger() }; static func describe(_ a: Arguments) throws -> String { "" } }
