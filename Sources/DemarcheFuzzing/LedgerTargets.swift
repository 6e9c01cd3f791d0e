import Demarche
import DemarcheAnswers
import DemarcheData
import DemarcheHTTP
import DemarcheIngest
import DemarcheJSON
import DemarcheLedger
import DemarchePlots
import DemarcheReportLines
import DemarcheServer
import DemarcheTables

extension FuzzTarget {
  static let http = FuzzTarget(
    "http", longest: 1024,
    "each request, `METHOD TARGET`, fields, an empty line, a body, has an answer below 500; JSON that is sent can be read"
  ) { world in
    let ledger = try FuzzLedger(world)
    let site = try ServedSite(world, ledger.path)
    return { bytes in
      guard let (request, isSafe) = try RawRequest(bytes)?.read() else { return nil }
      if isSafe { return try site.fault(request) }
      // What writes gets a ledger of its own, so that the next answer does not hang on this one.
      return try ServedSite(world, ledger.copy()).fault(request)
    }
  }

  static let questions = FuzzTarget(
    "questions", longest: 512,
    "parameters of a question are an answer with its columns or a fault in words, and a place of a page is read as it was written"
  ) { world in
    let setting = try world.setting()
    let ledger = try Ledger(path: FuzzLedger(world).path, readOnly: true)
    let sources = try SourceChoice(of: ledger, setting)
    return { bytes in
      let query: Query
      do { query = try Query(encoded: bytes) } catch { return nil }
      let parameters = QuestionParameters { query[$0] }
      for question in LedgerQuestion.allCases {
        do {
          let answer = try question.rows(parameters, ledger, setting)
          var left = 2000
          while left > 0, let rows = try answer.next() {
            for row in rows {
              guard row.cells().count == answer.definitions.count else {
                return "\(question.rawValue): \(row.cells().count) cells"
              }
              let json = row.json()
              guard JSON.fuzzed(Array(json.line.utf8)) == json else {
                return "\(question.rawValue): \(json.line)"
              }
            }
            left -= rows.count
          }
        } catch let error as QuestionError {
          if error.message.isEmpty { return "\(question.rawValue): a fault without words" }
        }
      }
      do {
        var filter = try EventFilter(parameters)
        try filter.narrow(by: parameters, among: sources)
        _ = try ledger.facets(matching: filter)
        let count = try ledger.count(matching: filter)
        let page = try ledger.page(matching: filter)
        guard page.events.count <= count || filter.after != nil else {
          return "\(page.events.count) of \(count)"
        }
        if let next = page.next, EventCursor(next.description) != next { return "the place \(next)" }
      } catch is QuestionError {
      }
      for word in query.items.map(\.value) {
        _ = try ledger.event(idPrefix: word)
        _ = try ledger.report(id: word)
        _ = try ledger.incident(id: word)
      }
      return nil
    }
  }

  static let interface = FuzzTarget(
    "interface", longest: 1024,
    "calls of C with options, a question, parameters and report lines end with a status and bytes that are freed"
  ) { world in
    let calls = try InterfaceCalls(world, ledger: FuzzLedger(world).path)
    return { calls.fault($0) }
  }
}

/// A ledger of the sample reports of the pack.
final class FuzzLedger {
  let path: String
  private let folder: ScratchFolder

  init(_ world: FuzzWorld) throws {
    folder = world.folder
    path = "\(folder.path)/samples.db"
    let made: Made = try world.once {
      let pipeline = try world.pipeline()
      let ledger = try Ledger(path: path, joining: world.joining())
      var ingest = try Ingest(into: ledger, by: pipeline)
      let lines = ReportLines(layouts: try world.layouts())
      lines.read(Array((world.pack.text("samples/reports.jsonl") ?? "").utf8), path: "samples") { item in
        if case .report(let report) = item { ingest.add(ingest.coded(report).report) }
      }
      _ = try ingest.finish()
      return Made()
    }
    _ = made
  }

  private struct Made {}

  /// The path of a copy that may be written.
  func copy() throws -> String {
    for end in ["-wal", "-shm", ".corrections.jsonl"] {
      ScratchFolder.remove("\(folder.path)/written.db\(end)")
    }
    return try folder.write(ScratchFolder.bytes(of: path), to: "written.db")
  }
}

/// A site over a ledger, asked without a network.
private final class ServedSite {
  private let desk: Desk
  private let router: Router<Desk>

  init(_ world: FuzzWorld, _ ledger: String) throws {
    let pack = world.pack
    let site = Site(
      Site.Options(ledger: ledger, name: "fuzz", isReadOnly: false, token: "told"),
      setting: try world.setting(), pipeline: try world.pipeline(), joining: try world.joining(),
      names: pack.names.filter { $0.hasSuffix(".tsv") || $0.hasSuffix(".rules") },
      tiles: try TileGrid(pack.table(TileGrid.name, columns: TileGrid.tableColumns)), text: { pack.text($0) })
    desk = try Desk(site)
    router = try Routes.router(site)
  }

  func fault(_ request: Request) throws -> String? {
    let response: Response<Desk>
    do { response = try Routes.answer(request, desk, router) } catch let problem as Problem {
      // 503 is an answer too: the ledger is held by somebody else.
      guard problem.status < 500 else { return "\(request.target): \(problem)" }
      return problem.detail?.isEmpty == true ? "a problem without words" : nil
    }
    guard response.status < 500 else { return "\(request.target): \(response.status)" }
    var bytes: [UInt8] = []
    switch response.body {
    case .bytes(let all): bytes = all
    case .stream(let next):
      while bytes.count < 1 << 22, let piece = try next(desk) { bytes += piece }
    }
    let type = response.headers["content-type"] ?? ""
    if type.hasPrefix("application/json"), bytes.count < 1 << 22, JSON.fuzzed(bytes) == nil {
      return "\(request.target): no JSON: \(String(decoding: bytes.prefix(200), as: UTF8.self))"
    }
    return nil
  }
}

/// A request as it is written by hand: `GET /events?actor=EGY`, fields, an empty line, a body.
private struct RawRequest {
  private let words: [String]
  private var headers = Headers()
  private var body: [UInt8] = []

  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    func line() -> ArraySlice<UInt8> {
      let line = rest.prefix { $0 != 0x0A }
      rest = rest.dropFirst(line.count + 1)
      return line
    }
    words = String(decoding: line(), as: UTF8.self).split(separator: " ").map(String.init)
    guard words.count == 2 else { return nil }
    while !rest.isEmpty {
      let field = String(decoding: line(), as: UTF8.self)
      if field.isEmpty { break }
      let parts = field.split(separator: ":", maxSplits: 1).map(String.init)
      if parts.count == 2 { headers.add(parts[0], String(parts[1].drop { $0 == " " })) }
    }
    body = Array(rest)
  }

  /// The request, and whether it only reads; nil where the address cannot be read, which is an answer.
  func read() throws -> (Request, isSafe: Bool)? {
    let method = Method(rawValue: words[0])
    var headers = headers
    // The fuzzer knows the word; strangers do not.
    if !method.isSafe { headers["x-demarche-token"] = "told" }
    do {
      return (
        try Request(method: method, target: words[1], headers: headers, body: body), method.isSafe
      )
    } catch {
      guard (400..<500).contains(error.status) else { throw error }
      return nil
    }
  }
}
