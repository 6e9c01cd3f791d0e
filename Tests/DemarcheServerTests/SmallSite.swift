import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import DemarcheHTTP
import DemarcheIncidents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Glibc
import Testing

@testable import DemarcheServer

/// A site over a ledger of a few reports from the invented world of ``TestWorld``.
///
/// Arnland (AAA) and Bostria (BBB) met, and struck each other; a third report says that nothing happened.
final class SmallSite {
  let desk: Desk
  private let router: Router<Desk>
  private let folder: SmallFolder

  /// Makes the ledger and opens it.
  init(isReadOnly: Bool = false) throws {
    folder = try SmallFolder()
    try SmallLedger.write("\(folder.path)/small.db")
    let site = Site(
      Site.Options(ledger: "\(folder.path)/small.db", name: "small", isReadOnly: isReadOnly, token: "told"),
      setting: try SmallSite.setting(), pipeline: try SmallSite.pipeline.get(),
      joining: try SmallSite.joining(),
      names: TestWorld.files.keys.sorted(), tiles: nil, text: { SmallSite.text($0) })
    desk = try Desk(site)
    router = try Routes.router(site)
  }

  /// An answer as a client gets it, problems as well; streams are read to their end.
  func ask(
    _ target: String, _ method: Method = .get, headers: Headers = [:], body: String = ""
  ) throws -> (status: Int, headers: Headers, text: String) {
    let request = try Request(method: method, target: target, headers: headers, body: Array(body.utf8))
    let response: Response<Desk>
    do {
      response = try Routes.answer(request, desk, router)
    } catch let problem as Problem {
      response = .problem(problem)
    }
    switch response.body {
    case .bytes(let bytes): return (response.status, response.headers, String(decoding: bytes, as: UTF8.self))
    case .stream(let next):
      var bytes: [UInt8] = []
      while let piece = try next(desk) { bytes += piece }
      return (response.status, response.headers, String(decoding: bytes, as: UTF8.self))
    }
  }

  /// The body of an answer that is right, as JSON.
  func json(_ target: String) throws -> JSON {
    let answer = try ask(target)
    try #require(answer.status == 200, "\(target): \(answer.text)")
    return try JSON.read(answer.text)
  }

  // MARK: What it is made of

  private static func text(_ name: String) -> String? {
    if name == "schema/event-1.json" { return try? checkout("Data/\(name)") }
    return TestWorld.files[name]
  }

  static func setting() throws -> Setting {
    let release = try release.get()
    func table(_ text: String, _ columns: [String], _ optional: [String] = []) throws -> Table {
      try Table(text: text, file: "test", columns: columns, optional: optional)
    }
    let outlets = """
      key\tname\townership\tcountry\tkind\tdomain\tsource
      POST\tArnish Post\tstate\tAAA\tnewspaper\t\tt
      TIMES\tBostrian Times\tprivate\tBBB\tnewspaper\t\tt
      """
    return try Setting(
      release,
      outlets: [try table(outlets, OutletTable.columns, OutletTable.optionalColumns)], outletNames: [],
      groups: [
        try table("group\tmember\tfrom\tuntil\tsource\nTWO\tAAA\t\t\tt\nTWO\tBBB\t\t\tt", Groups.columns)
      ],
      figures: PrecisionTable(nil),
      words: try table(checkout("Data/\(SummaryWords.name)"), SummaryWords.columns))
  }

  private static let release = Result {
    try Release(names: TestWorld.files.keys.sorted(), hash: "sha256:test") { TestWorld.files[$0] }
  }

  private static let pipeline = Result {
    Pipeline(release: try release.get(), parser: try TextParser(checkout: root))
  }

  fileprivate static func joining() throws -> Joining {
    try Joining(
      types: Table(
        text: "type\tfamily\tdays\tmutual\tsource\nCONSULT\ttalks\t2\tyes\tt\nASSAULT\tassault\t2\tno\tt",
        file: "types", columns: Joining.typeColumns),
      signs: Table(
        text: """
          sign\tweight\tmeaning\tsource
          always\t-5\tcompared at all\tt
          same-day\t3\tthe same day\tt
          same-town\t3\tthe same town\tt
          wording\t2\twords in common\tt
          """, file: "signs", columns: Joining.signColumns), wording: Wording())
  }

  private static var root: String { TestFiles.root }

  private static func checkout(_ name: String) throws -> String {
    let file = try MappedFile(path: "\(root)/\(name)")
    return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
  }
}

/// A folder that goes when nobody needs it any more.
private final class SmallFolder {
  let path: String

  init() throws {
    var name = Array("/tmp/demarche-server-XXXXXX\0".utf8CString)
    path = try #require(mkdtemp(&name).map { String(cString: $0) })
  }

  deinit {
    for end in ["", "-wal", "-shm", ".corrections.jsonl"] { unlink("\(path)/small.db\(end)") }
    rmdir(path)
  }
}

/// The ledger of ``SmallSite``.
private enum SmallLedger {
  static func write(_ path: String) throws {
    let ledger = try Ledger(path: path, joining: try SmallSite.joining())
    let run = try ledger.beginRun(
      version: "0.1.0", codebook: "test+1", data: "sha256:test", started: "2020-01-01T00:00:00Z")
    for coded in reports { _ = try ledger.ingest(coded, run: run) }
    try ledger.record(Failure(report: "bad.txt", line: 3, error: "no text", help: "give some"), run: run)
    try ledger.finishRun(run, rejected: 1, finished: "2020-01-01T00:01:00Z")
  }

  private static let reports: [CodedReport] = [
    report(
      "talks", "Arnland met Bostria on Monday. \"Nothing\" <b>else</b> happened.", on: "2015-08-09",
      by: "Arnish Post",
      [
        event(
          "ev_0000000000000001", in: "talks", "CONSULT", quad: 1, score: 2.5, date: "2015-08-08",
          trigger: ("met", 8))
      ]),
    report(
      "strike", "Arnland struck Bostria. Bostria struck back.", on: "2015-09-01", by: "Bostrian Times",
      [
        event(
          "ev_0000000000000002", in: "strike", "ASSAULT", quad: 4, score: -9, date: "2015-08-31",
          trigger: ("struck", 8)),
        event(
          "ev_0000000000000003", in: "strike", "ASSAULT", quad: 4, score: -9, date: "2015-08-31", sentence: 2,
          from: "BBB", to: "AAA", trigger: ("struck", 32), confidence: 0.4),
      ]),
    report(
      "denial", "Bostria did not strike Arnland.", on: "2016-01-02", by: nil,
      [
        event(
          "ev_0000000000000004", in: "denial", "ASSAULT", quad: 4, score: -9, aux: [.negation], from: "BBB",
          to: "AAA",
          trigger: ("strike", 16))
      ]),
  ]

  private static func report(
    _ id: String, _ text: String, on day: String, by source: String?, _ events: [Event]
  ) -> CodedReport {
    let report = Report(
      id: id, title: "Title of \(id)", text: text, published: day, source: source,
      url: "https://\(id).example",
      language: "en", author: nil)
    var sentences: [CodedReport.Sentence] = []
    var start = 0
    let scalars = Array(text.unicodeScalars)
    for (i, scalar) in scalars.enumerated() where scalar == "." {
      sentences.append(.init(field: .text, number: sentences.count + 1, start: start, end: i + 1))
      start = i + 2
    }
    return CodedReport(report, events: events, sentences: sentences)
  }

  private static func event(
    _ id: String, in report: String, _ type: String, quad: Int, score: Double, date: String? = nil,
    sentence: Int = 1,
    aux: [Auxiliary] = [], from actor: String = "AAA", to recipient: String = "BBB", trigger: (String, Int),
    confidence: Double = 0.75
  ) -> Event {
    func side(_ code: String) -> Participant {
      Participant(
        text: code, start: 0, end: 7, name: code == "AAA" ? "Arnland" : "Bostria", code: code, sector: "GOV",
        sectors: ["GOV"])
    }
    return Event(
      id: id, report: report, sentence: sentence, incident: "in_" + id.dropFirst(3), date: date,
      datePrecision: date == nil ? .unknown : .day, published: date ?? "2016-01-02", event: type, quad: quad,
      score: score,
      aux: aux, actor: [side(actor)], recipient: [side(recipient)],
      trigger: Mention(text: trigger.0, start: trigger.1, end: trigger.1 + trigger.0.unicodeScalars.count),
      rule: "test/rule", confidence: confidence, codebook: "test+1", version: "0.1.0", data: "sha256:test")
  }
}
