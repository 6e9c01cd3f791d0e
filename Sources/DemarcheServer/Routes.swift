import DemarcheJSON
import DemarcheCorrections
import DemarchePlots
import DemarcheEvents
import DemarcheAnswers
public import DemarcheHTTP
public import DemarcheJSON
import DemarcheLedger

/// Every address of the site and who answers it.
public enum Routes {
  public typealias Answer = Response<Desk>
  typealias Route = DemarcheHTTP.Route<Desk>

  /// All routes; those that write are left out of a site that is read only.
  ///
  /// - Throws: when the data's schema of events is no JSON.
  public static func router(_ site: Site, key: AccessKey? = nil) throws(JSONError) -> Router<Desk> {
    var routes = pages + Asset.routes
    routes += try Endpoints.routes(site, hasKey: key != nil)
    if !site.options.isReadOnly { routes += writes }
    return Router(routes, key: key, guardian: WriteGuard(token: site.options.token))
  }

  /// Answers a request; what goes wrong becomes a page for whoever reads pages, and a problem for all others.
  public static func answer(
    _ request: Request, _ desk: Desk, _ router: Router<Desk>
  ) throws -> Answer {
    do {
      return try router.answer(request, desk)
    } catch {
      let problem = try Routes.problem(error)
      guard request.segments.first != "api", request.headers["accept"]?.contains("text/html") ?? false else {
        throw problem
      }
      return try ProblemPage.answer(problem, request, desk)
    }
  }

  /// What went wrong, as far as it can be told; what nobody foresaw is thrown on.
  static func problem(_ error: any Error) throws -> Problem {
    switch error {
    case let problem as Problem: problem
    case let missing as Missing: Problem(404, missing.what, hint: missing.help)
    case let wrong as QuestionError:
      Problem(wrong.isOfAbsent ? 404 : 400, wrong.description, hint: wrong.help)
    case let ledger as LedgerError:
      switch ledger.kind {
      case .busy: Problem(503, ledger.message, hint: ledger.help, headers: ["Retry-After": "2"])
      case .refused: Problem(409, ledger.message, hint: ledger.help)
      case .noSpace: Problem(507, ledger.message, hint: ledger.help)
      case .readOnly: Problem(503, ledger.message, hint: ledger.help)
      default: throw error
      }
    default: throw error
    }
  }

  /// A route whose page is made from its address.
  static func page(
    _ pattern: String, _ make: @escaping @Sendable (Address, Desk, Request) throws -> Page
  ) -> Route {
    Route(.get, pattern) { request, desk in
      try desk.answer(make(Address(request), desk, request))
    }
  }

  private static let pages: [Route] = [
    Route(.get, "/") { request, desk in try start(request, desk) },
    Route(.get, "/pairs") { request, desk in try savePair(request, desk) },
    page("/report") { address, desk, _ in
      guard let id = address["id"] else {
        throw Missing(what: "No report is named.", help: "Choose one.", way: Address("reports"))
      }
      let version = try QuestionParameters { address[$0] }.number("version", least: 1)
      return try ReportPage(id: id, version: version, desk).page(address)
    },
    Route(.get, "/search") { request, desk in try SearchPage.answer(request, desk) },
    page("/reports") { address, desk, _ in try ReportsPage.page(address, desk) },
    Route(.get, "/events/{id}") { request, desk in try event(request.parameters["id"], desk) },
    page("/incidents") { address, desk, _ in try IncidentsPage.page(address, desk) },
    page("/incidents/decisions") { address, desk, _ in try IncidentsPage.decisions(address, desk) },
    Route(.get, "/incidents/map", formats: ["csv"]) { request, _ in
      request.format == nil ? .redirect(to: "/incidents/map.csv") : IncidentMap.answer
    },
    page("/incidents/{id}") { address, desk, request in
      try IncidentPage(id: request.parameters["id"], desk).page(address)
    },
    Route(.get, "/relation") { request, desk in try choose("relation", request, desk, WhoPage.choice) },
    Route(.get, "/relation/{a}/{b}", formats: ["svg", "csv"]) { request, desk in try relation(request, desk)
    },
    Route(.get, "/who", formats: ["csv", "svg"]) { request, desk in
      let who = try WhoPage(Address(request, as: "who"), desk)
      switch request.format {
      case "csv": return .text(who.csv, type: "text/csv; charset=utf-8")
      case "svg": return file(try who.matrixFigure(), "svg")
      default: return try desk.answer(who.matrix())
      }
    },
    Route(.get, "/map", formats: ["csv", "svg"]) { request, desk in
      let who = try WhoPage(Address(request, as: "map"), desk)
      return try request.format.map { file(try who.mapFigure(isLinked: false), $0) } ?? desk.answer(who.map())
    },
    Route(.get, "/places", formats: ["csv", "svg"]) { request, desk in
      let who = try WhoPage(Address(request, as: "places"), desk)
      return try request.format.map { file(try who.placesFigure(isLinked: false), $0) }
        ?? desk.answer(who.places())
    },
    Route(.get, "/network", formats: ["csv", "svg"]) { request, desk in
      let who = try WhoPage(Address(request, as: "network"), desk)
      return try request.format.map { file(try who.networkFigure(isLinked: false), $0) }
        ?? desk.answer(who.network())
    },
    page("/correct") { address, desk, request in
      try CorrectPage.page(address, request.cookie(CorrectPage.coderCookie).flatMap(decoded), desk)
    },
    Route(.get, "/correct/coder") { request, _ in
      let coder = request.query["coder"] ?? ""
      guard !coder.isEmpty, coder.count <= 60 else {
        throw Problem(400, "a name or sign is needed, of at most 60 letters")
      }
      var answer = Answer.redirect(to: back(request.query["back"]))
      answer.headers.add("Set-Cookie", cookie(CorrectPage.coderCookie, Address.encoded(coder)))
      return answer
    },
    page("/correct/{queue}") { address, desk, request in
      guard let queue = Correction.Queue(rawValue: request.parameters["queue"]) else {
        let known = Correction.Queue.allCases.map(\.rawValue).joined(separator: ", ")
        throw Missing(
          what: "There is no queue “\(request.parameters["queue"])”.", help: "Queues: \(known).",
          way: Address("correct"))
      }
      return try CorrectPage.queue(
        queue, address, request.cookie(CorrectPage.coderCookie).flatMap(decoded), desk)
    },
    page("/correct/agreement") { address, desk, request in
      try AgreementPage.page(address, request.cookie(CorrectPage.coderCookie).flatMap(decoded), desk)
    },
    page("/evaluation") { address, desk, _ in try EvaluationPage.page(address, desk) },
    Route(.get, "/correct/corrections.jsonl") { _, desk in
      let lines = try desk.ledger.corrections().map { $0.correction.json.line + "\n" }
      return .text(lines.joined(), type: "application/jsonl; charset=utf-8")
    },
    Route(.get, "/ingest", formats: ["csv", "svg"]) { request, desk in try ingest(request, desk) },
    Route(.get, "/runs/{number}", formats: ["json"]) { request, desk in
      let number = request.parameters["number"]
      if request.format == "json" { return RunRecord.answer(try RunPage.run(number, desk)) }
      return try desk.answer(RunPage(number: number, Address(request), desk).page())
    },
    Route(.get, "/sources", formats: ["csv"]) { request, desk in
      let page = try SourcesPage(Address(request, as: "sources"), desk)
      return request.format == nil
        ? try desk.answer(page.page()) : .text(page.csvText, type: "text/csv; charset=utf-8")
    },
    Route(.get, "/compare") { request, desk in try choose("compare", request, desk, CompareChoice.page) },
    Route(.get, "/compare/{a}/{b}", formats: ["csv", "svg"]) { request, desk in try comparison(request, desk)
    },
    page("/codebook") { address, desk, _ in try CodebookPage.page(address, desk) },
    page("/rules") { address, desk, _ in try RulesPage(desk.site).page(address) },
    page("/help") { address, _, _ in HelpPage.page(address) },
  ]

  private static let writes: [Route] = [
    Route(.post, "/incidents/join") { request, desk in try decide(.join, request, desk) },
    Route(.post, "/incidents/split") { request, desk in try decide(.split, request, desk) },
    Route(.post, "/correct/decide") { request, desk in
      try CorrectPage.decide(request, request.cookie(CorrectPage.coderCookie).flatMap(decoded), desk)
    },
    Route(.post, "/notes") { request, desk in
      let form = try request.form
      let parameters = QuestionParameters { form[$0] }
      guard let a = form["a"], let b = form["b"], let text = form["text"],
        let day = try parameters.day("day", end: false)
      else { throw Problem(400, "a note has a day, a text and two codes") }
      _ = try desk.write { try $0.addNote(text, on: day, about: a, b, person: form["person"]) }
      return .redirect(to: back(form["back"]))
    },
    Route(.post, "/notes/remove") { request, desk in
      let form = try request.form
      let number = try QuestionParameters { form[$0] }.number("note", least: 1) ?? 0
      _ = try desk.write { try $0.remove(note: number) }
      return .redirect(to: back(form["back"]))
    },
    Route(.post, "/incidents/undo") { request, desk in
      let number =
        try QuestionParameters { [form = try request.form] in form[$0] }.number("decision", least: 1) ?? 0
      guard try desk.write({ try $0.withdraw(decision: number) }) else {
        throw Missing(
          what: "There is no decision \(number).", help: "It may be taken back already.", way: nil)
      }
      return .redirect(to: "/incidents/decisions")
    },
  ]

  private static func start(_ request: Request, _ desk: Desk) throws -> Answer {
    let visitor = StartPage.Visitor(
      seen: request.cookie(StartPage.seenCookie), pairs: request.cookie(StartPage.pairsCookie))
    var answer = try desk.answer(StartPage.page(Address(request), visitor, desk))
    // What is new stays new until a visit of another hour, so that a second look still finds it.
    let now = Clock.now()
    let last = try desk.counted().lastRun?.id.number ?? 0
    let isSameHour = visitor.seen.map { $0.at.prefix(13) == now.prefix(13) } ?? false
    if !isSameHour {
      answer.headers.add("Set-Cookie", cookie(StartPage.seenCookie, "\(last).\(now)"))
    }
    return answer
  }

  private static func savePair(_ request: Request, _ desk: Desk) throws -> Answer {
    guard let a = request.query["a"], let b = request.query["b"], !a.isEmpty, !b.isEmpty else {
      throw Problem(400, "a pair is two codes", hint: "/pairs?a=EGY&b=ISR")
    }
    let pair = [a, b]
    for text in pair { _ = try desk.setting.party(text, "pair") }
    var pairs = StartPage.Visitor(seen: nil, pairs: request.cookie(StartPage.pairsCookie)).pairs
    pairs.removeAll { $0 == pair || $0 == [b, a] }
    if request.query["remove"] == nil { pairs.insert(pair, at: 0) }
    var answer = Answer.redirect(to: "/")
    answer.headers.add("Set-Cookie", cookie(StartPage.pairsCookie, StartPage.Visitor.cookie(pairs)))
    return answer
  }

  /// The text of a cookie's value.
  private static func decoded(_ value: String) -> String? {
    PercentEncoding.decode(value.utf8, plusIsSpace: false)
  }

  /// A year, for no page but ours, and for no script.
  private static func cookie(_ name: String, _ value: String) -> String {
    "\(name)=\(value); Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"
  }

  /// A page of this site to go back to; anything else leads to the start.
  static func back(_ text: String?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//") else { return "/" }
    return text
  }

  /// The choice of a pair; one that is chosen leads to its page.
  private static func choose(
    _ part: String, _ request: Request, _ desk: Desk, _ choice: (Address, Desk) throws -> Page
  ) throws -> Answer {
    let address = Address(request)
    if let a = address["a"], let b = address["b"], !a.isEmpty, !b.isEmpty {
      let names = [try RelationPage.code(a, desk), try RelationPage.code(b, desk)]
      return .redirect(to: Address(segments: [part] + names, query: address.without("a", "b").query).text)
    }
    return try desk.answer(choice(address, desk))
  }

  /// A figure as a file of its own; its style is within it, and nothing else may be.
  static func file(_ figure: Figure, _ format: String) -> Answer {
    if format == "csv" { return .text(figure.table.csv, type: "text/csv; charset=utf-8") }
    return Answer.bytes(Array(figure.svg(standalone: true).utf8), type: "image/svg+xml")
      .setting(
        "Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
  }

  private static func relation(_ request: Request, _ desk: Desk) throws -> Answer {
    let names = [request.parameters["a"], request.parameters["b"]]
    var address = Address(request)
    address.segments = ["relation"] + names
    let page = try RelationPage(names, address, desk)
    switch request.format {
    case nil: return try desk.answer(page.page())
    case let format?: return file(page.figure(isLinked: false), format)
    }
  }

  private static func ingest(_ request: Request, _ desk: Desk) throws -> Answer {
    let address = Address(request, as: "ingest")
    if request.format == "csv" {
      let parameters = QuestionParameters { address[$0] }
      return DailyCounts.answer(
        from: try parameters.day("from", end: false), until: try parameters.day("until", end: true),
        try desk.sources().names)
    }
    let page = try IngestPage(address, desk)
    guard request.format == "svg" else { return try desk.answer(page.page()) }
    guard let intake = page.intake else {
      throw Missing(what: "The ledger holds no day.", help: "Put reports in.", way: Address("ingest"))
    }
    return file(DaysFigure.figure(intake), "svg")
  }

  private static func comparison(_ request: Request, _ desk: Desk) throws -> Answer {
    let names = [request.parameters["a"], request.parameters["b"]]
    var address = Address(request)
    address.segments = ["compare"] + names
    let page = try ComparePage(names, address, desk)
    switch request.format {
    case "csv": return .text(try page.csv(), type: "text/csv; charset=utf-8")
    case "svg": return file(try page.figure(), "svg")
    default: return try desk.answer(page.page())
    }
  }

  private static func event(_ id: String, _ desk: Desk) throws -> Answer {
    guard let event = try desk.ledger.event(idPrefix: id) else {
      throw Missing(
        what: "The ledger has no event “\(id)”, or more than one begins so.",
        help: "An event has another id when its report or the reading of it changed.", way: Address("search"))
    }
    return .redirect(to: "\(EventWords.address(report: event.report))#\(event.id)")
  }

  private static func decide(
    _ kind: IncidentDecision.Kind, _ request: Request, _ desk: Desk
  ) throws -> Answer {
    let form = try request.form
    func event(_ name: String) throws -> String {
      guard let id = form[name], !id.isEmpty else { throw Problem(400, "\(name) names no event") }
      return try desk.event(meantBy: id) ?? id
    }
    let (a, b) = (try event("a"), try event("b"))
    try desk.write {
      try $0.decide(
        kind, a, b, person: form["person"], reason: form["reason"].flatMap { $0.isEmpty ? nil : $0 })
    }
    return .redirect(to: Address("incidents", a).text)
  }
}

extension Address {
  /// The address that was asked for, without its format.
  init(_ request: Request, as segments: String...) {
    self.init(request)
    self.segments = segments
  }

  /// The address that was asked for.
  init(_ request: Request) {
    self.init(
      segments: request.segments.isEmpty ? [""] : request.segments,
      query: request.query.items.map { Pair($0.name, $0.value) })
  }
}
