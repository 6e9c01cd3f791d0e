import DemarcheData
import DemarcheEvents
import DemarcheHTTP
import DemarcheLedger

/// What was read, day by day and source by source, as CSV: the coverage that a reader of any count asks for.
enum DailyCounts {
  static let columns = ["day", "source", "reports", "near_copies", "reports_without_event", "events"]
  /// The days of one piece.
  private static let pieceDays = 31

  /// The cells of a line.
  static func cells(_ arrivals: Arrivals, _ names: [Int: String]) -> [String] {
    [
      arrivals.day?.iso ?? "", names[arrivals.source] ?? "", "\(arrivals.reports)", "\(arrivals.copies)",
      "\(arrivals.silent)", "\(arrivals.events)",
    ]
  }

  /// All days from one to another, piece by piece; without bounds also the reports without a day, last.
  ///
  /// - Parameter names: what sources are called in the reports, by their keys.
  static func answer(from: Day?, until: Day?, _ names: [Int: String]) -> Routes.Answer {
    let start = Place(last: from.map { $0.adding(days: -1) } ?? Day(number: -1_000_000))
    let answer = Routes.Answer.stream(type: "text/csv; charset=utf-8", from: start) { place, desk in
      if place.isOver { return nil }
      var piece = place.isBegun ? "" : CSV.line(columns) + "\n"
      place.isBegun = true
      if let first = try desk.ledger.publishedDay(after: place.last), first <= until ?? first {
        let last = min(first.adding(days: pieceDays - 1), until ?? first.adding(days: pieceDays - 1))
        for arrivals in try desk.ledger.arrivals(from: first, until: last) {
          piece += CSV.line(cells(arrivals, names)) + "\n"
        }
        place.last = last
      } else {
        place.isOver = true
        if from == nil, until == nil {
          for arrivals in try desk.ledger.undatedArrivals() {
            piece += CSV.line(cells(arrivals, names)) + "\n"
          }
        }
      }
      return Array(piece.utf8)
    }
    let bounds = [from, until].compactMap { $0?.iso }
    return answer.setting(
      "Content-Disposition", "attachment; filename=\"\((["coverage"] + bounds).joined(separator: "_")).csv\"")
  }

  private struct Place: Sendable {
    /// The day behind which to go on.
    var last: Day
    var isBegun = false
    var isOver = false
  }
}
