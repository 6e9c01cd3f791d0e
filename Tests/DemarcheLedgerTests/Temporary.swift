import DemarcheEvents
import DemarcheLedger
import DemarcheText
import Glibc
import Testing

/// A folder that is there while `body` runs.
func withTemporaryFolder<T>(_ body: (String) throws -> T) throws -> T {
  var name = Array("/tmp/demarche-ledger-XXXXXX\0".utf8CString)
  let path = try #require(mkdtemp(&name).map { String(cString: $0) })
  defer {
    for ledger in ["l.db", "copy.db"] {
      for end in ["", "-wal", "-shm", "-journal", ".corrections.jsonl"] { unlink("\(path)/\(ledger)\(end)") }
    }
    rmdir(path)
  }
  return try body(path)
}

/// A new ledger with a run, in a folder that is removed afterwards.
///
/// - Parameter isJoining: whether acts of different reports are joined.
func withLedger<T>(isJoining: Bool = false, _ body: (Ledger, RunID) throws -> T) throws -> T {
  try withTemporaryFolder { folder in
    let ledger = try Ledger(path: "\(folder)/l.db", joining: isJoining ? try testJoining() : nil)
    return try body(ledger, try ledger.testRun())
  }
}

extension Ledger {
  func testRun() throws -> RunID {
    try beginRun(version: "0.1.0", codebook: "test", data: "sha256:0", started: "2020-01-01T00:00:00Z")
  }
}

func report(
  _ id: String, _ text: String = "Alandia met Borland.", published: String? = "2015-08-09",
  source: String? = "Alandia Post"
) -> Report {
  Report(
    id: id, title: "\(id) title", text: "\(id): \(text)", published: published, source: source,
    url: "https://\(id).example", language: "en", author: nil)
}

func who(_ code: String?, _ sectors: [String] = ["GOV"]) -> Participant {
  Participant(text: code ?? "men", start: 0, end: 3, code: code, sector: sectors.first, sectors: sectors)
}

func event(
  _ id: String, in report: String, _ type: String = "CONSULT", sentence: Int = 1, incident: String = "",
  date: String? = nil, quad: Int = 1, score: Double = 1, aux: [Auxiliary] = [], field: Field = .text,
  actor: [Participant] = [who("AAA")], recipient: [Participant] = [who("BBB")],
  speaker: String? = nil, named name: String? = nil, place: String = "Port Alan", at start: Int = 8
) -> Event {
  let isSpoken = speaker != nil || name != nil
  return Event(
    id: id, report: report, sentence: sentence, incident: incident, date: date,
    datePrecision: date == nil ? .unknown : .day, published: "2015-08-09", event: type, mode: ["visit"],
    quad: quad, score: score, cameo: "042", goldstein: 1.9, aux: aux, field: field, actor: actor,
    recipient: recipient,
    attribution: isSpoken ? [Attribution(text: name ?? "they", start: 1, end: 5, code: speaker)] : [],
    trigger: Mention(text: "met", start: start, end: start + 3),
    place: Place(text: place, start: 12, end: 21, name: place, country: "AAA", precision: "city"),
    rule: "test/rule", why: ["a test"],
    confidence: 0.75, codebook: "test", version: "0.1.0", data: "sha256:0")
}
