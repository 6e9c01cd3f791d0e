import DemarcheHTTP
import DemarcheJSON
import DemarcheLedger

/// All that the ledger keeps of one run, as JSON.
enum RunRecord {
  private static let pageSize = 1000

  /// The run without what it rejected.
  static func members(_ run: Run) -> [JSON.Member] {
    [
      .init("run", .int(run.id.number)), .init("kind", .string(run.kind.rawValue)),
      .init("version", .string(run.version)), .init("codebook", .string(run.codebook)),
      .init("data", .string(run.data)), .init("process", JSON(run.process)),
      .init("started", .string(run.started)), .init("finished", JSON(run.finished)),
      .init("seconds", JSON(RunRows.seconds(run))), .init("reports", .int(run.reports)),
      .init("known", .int(run.known)), .init("events", .int(run.events)),
      .init("rejected", .int(run.rejected)),
    ]
  }

  static func member(_ failure: Failure) -> JSON {
    [
      "report": .string(failure.report), "line": JSON(failure.line), "error": .string(failure.error),
      "help": JSON(failure.help),
    ]
  }

  /// The run with every failure, which may be many: piece by piece.
  static func answer(_ run: Run) -> Routes.Answer {
    // The failures are the last member, so that the rest is written at once.
    let opening = JSON.object(members(run)).line.dropLast() + ", \"failures\": ["
    let answer = Routes.Answer.stream(type: "application/json", from: Place(opening: String(opening))) {
      place, desk in
      if place.isOver { return nil }
      let failures = try desk.ledger.failures(of: run.id, after: place.after, limit: pageSize)
      var piece = place.opening
      for (number, failure) in failures {
        if place.after > 0 { piece += "," }
        piece += "\n" + member(failure).line
        place.after = number
      }
      place.opening = ""
      if failures.count < pageSize {
        place.isOver = true
        piece += "]}\n"
      }
      return Array(piece.utf8)
    }
    return answer.setting("Content-Disposition", "attachment; filename=\"run-\(run.id.number).json\"")
  }

  private struct Place: Sendable {
    var opening: String
    var after = 0
    var isOver = false
  }
}
