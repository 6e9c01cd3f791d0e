import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import DemarcheTesting
import DemarcheText
import Glibc
import Testing

/// What answers are made with, of the small invented world: two states, and outlets of which each has one.
func worldSetting() throws -> Setting {
  let outlets = """
    key\townership\tcountry\tkind\tdomain\tsource\tname
    AWIRE\tstate\tAAA\tagency\t\tt\tA Wire
    BTV\tstate\tBBB\tbroadcaster\t\tt\tB Vision
    CWIRE\tprivate\tCCC\tagency\t\tt\tC Wire
    DATASET\tprivate\tCCC\tdataset\t\tt\tAEWS
    """
  let file = try MappedFile(path: "\(TestFiles.root)/Data/\(SummaryWords.name)")
  let words = withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
  return try Setting(
    Release(names: TestWorld.files.keys.sorted(), hash: "sha256:0") { TestWorld.files[$0] },
    outlets: [
      Table(
        text: outlets, file: "outlets.tsv", columns: OutletTable.columns,
        optional: OutletTable.optionalColumns)
    ],
    outletNames: [], groups: [], figures: PrecisionTable(nil),
    words: Table(text: words, file: SummaryWords.name, columns: SummaryWords.columns))
}

/// A new ledger in a folder that is there while `body` runs.
func withWorldLedger<T>(_ body: (Ledger, RunID) throws -> T) throws -> T {
  var name = Array("/tmp/demarche-answers-XXXXXX\0".utf8CString)
  let folder = try #require(mkdtemp(&name).map { String(cString: $0) })
  defer {
    for ending in ["", "-wal", "-shm", "-journal"] { unlink("\(folder)/l.db\(ending)") }
    rmdir(folder)
  }
  let ledger = try Ledger(path: "\(folder)/l.db")
  let run = try ledger.beginRun(version: "0.1.0", codebook: "test", data: "sha256:0")
  return try body(ledger, run)
}

extension Ledger {
  /// Puts in a report of a source with one act of AAA on BBB.
  func put(
    _ id: String, by source: String?, _ type: String, quad: Int, on day: String = "2015-08-09", run: RunID,
    aux: [Auxiliary] = []
  ) throws {
    func who(_ code: String, _ start: Int) -> Participant {
      Participant(text: code, start: start, end: start + 3, code: code, sector: "GOV", sectors: ["GOV"])
    }
    let event = Event(
      id: "ev_\(id)", report: id, sentence: 1, incident: "in_\(id)", date: day, datePrecision: .day,
      published: day, event: type, mode: [], quad: quad, score: quad > 2 ? -5 : 5, cameo: "042",
      goldstein: nil, aux: aux, field: .text, actor: [who("AAA", 0)], recipient: [who("BBB", 10)],
      attribution: [], trigger: Mention(text: "met", start: 5, end: 8), place: nil, rule: "test/rule",
      why: [], confidence: 0.8, codebook: "test", version: "0.1.0", data: "sha256:0")
    let report = Report(
      id: id, title: nil, text: "AAA  met  BBB, told as number \(id).", published: day, source: source)
    _ = try ingest(report, events: [event], run: run)
  }
}
