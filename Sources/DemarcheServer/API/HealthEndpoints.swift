import Demarche
import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger

/// Whether the server can answer, what it did, and what a program needs to write.
enum HealthEndpoints {
  static let all = [health, metrics, session]

  private static let health = Endpoint(
    method: .get, path: "/healthz", name: "health",
    summary: "Whether the ledger can be read, and how old it is",
    formats: [.json], shape: .one(of: Schema.named("Health")), isTagged: false
  ) { _, desk in
    do {
      let counted = try desk.counted()
      let finished = try lastSuccess(desk)?.finished
      let age = finished.flatMap { Clock.age(of: $0) }
      return .json([
        "status": "ok", "reports": .int(counted.counts.reports), "events": .int(counted.counts.events),
        "run": JSON(counted.lastRun?.id.number), "finished": JSON(finished), "age_seconds": JSON(age),
        "words": .string(words(age)),
      ])
    } catch let error as LedgerError {
      throw Problem(503, "the ledger cannot be read: \(error.message)", hint: error.help)
    }
  }

  private static func words(_ age: Int?) -> String {
    guard let age else { return "the ledger can be read; no run has ended yet" }
    return "the ledger can be read; the last run ended \(Age.duration(age)) ago"
  }

  /// The last run that came to its end; one that was broken off, or is under way, tells nothing.
  private static func lastSuccess(_ desk: Desk) throws(LedgerError) -> Run? {
    try desk.ledger.runs(limit: 100).first { $0.finished != nil }
  }

  private static let metrics = Endpoint(
    method: .get, path: "/metrics", name: "metrics",
    summary: "Numbers for a monitor, as Prometheus reads them",
    formats: [], shape: .text(type: "text/plain"), isTagged: false
  ) { _, desk in
    let counted = try desk.counted()
    let age = try lastSuccess(desk)?.finished.flatMap { Clock.age(of: $0) }
    let metrics = Metrics(counted.counts, counted.lastRun, age: age, desk.site.traffic.counts)
    return .text("\(metrics)", type: Metrics.type)
  }

  private static let session = Endpoint(
    method: .get, path: Endpoint.root + "/session", name: "session",
    summary: "What a program needs to write", formats: [.json], shape: .one(of: Schema.named("Session")),
    isTagged: false
  ) { _, desk in
    let options = desk.site.options
    return Routes.Answer.json([
      "name": .string(options.name), "version": .string(Release.version),
      "read_only": .bool(options.isReadOnly), "token": options.isReadOnly ? .null : .string(options.token),
    ]).setting("Cache-Control", "no-store")
  }
}
