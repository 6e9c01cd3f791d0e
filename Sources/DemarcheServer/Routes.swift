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
    page("/reports") { address, desk, _ in try ReportsPage.page(address, desk) },
    Route(.get, "/events/{id}") { request, desk in try event(request.parameters["id"], desk) },
    page("/incidents") { address, desk, _ in try IncidentsPage.page(address, desk) },
    page("/incidents/decisions") { address, desk, _ in try IncidentsPage.decisions(address, desk) },
    page("/incidents/{id}") { address, desk, request in
      try IncidentPage(id: request.parameters["id"], desk).page(address)
    },
    page("/codebook") { address, desk, _ in try CodebookPage.page(address, desk) },
    page("/rules") { address, desk, _ in try RulesPage(desk.site).page(address) },
    page("/help") { address, _, _ in HelpPage.page(address) },
  ]

  private static let writes: [Route] = [
    Route(.post, "/incidents/join") { request, desk in try decide(.join, request, desk) },
    Route(.post, "/incidents/split") { request, desk in try decide(.split, request, desk) },
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

  /// A year, for no page but ours, and for no script.
  private static func cookie(_ name: String, _ value: String) -> String {
    "\(name)=\(value); Path=/; Max-Age=31536000; HttpOnly; SameSite=Strict"
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
      if id.hasPrefix("in_"), let incident = try desk.ledger.incident(id: id),
        let first = incident.events.first
      {
        return first.id
      }
      return id
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
  /// The address that was asked for.
  init(_ request: Request) {
    self.init(
      segments: request.segments.isEmpty ? [""] : request.segments,
      query: request.query.items.map { Pair($0.name, $0.value) })
  }
}
