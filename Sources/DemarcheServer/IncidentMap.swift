import DemarcheData
import DemarcheHTTP
import DemarcheLedger

/// Which report lies in which incident, as CSV: the whole grouping, so that others can group anew.
enum IncidentMap {
  static let columns = ["report", "act", "incident", "first_copy"]
  private static let pageSize = 1000

  static func cells(_ act: PlacedAct) -> [String] { [act.report, act.act, act.incident, act.firstCopy] }

  static var answer: Routes.Answer {
    let answer = Routes.Answer.stream(type: "text/csv; charset=utf-8", from: Place()) { place, desk in
      if place.isOver { return nil }
      let acts = try desk.ledger.placedActs(after: place.after, limit: pageSize)
      var piece = place.after == 0 ? CSV.line(columns) + "\n" : ""
      for act in acts { piece += CSV.line(cells(act)) + "\n" }
      place.after = acts.last?.key ?? place.after
      place.isOver = acts.count < pageSize
      return Array(piece.utf8)
    }
    return answer.setting("Content-Disposition", "attachment; filename=\"incident-map.csv\"")
  }

  private struct Place: Sendable {
    var after = 0
    var isOver = false
  }
}
