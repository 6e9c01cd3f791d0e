import DemarcheAnswers
import DemarcheEvents
import DemarchePlots

/// Thirty days of reports and events as a strip, with the table of its numbers.
enum DaysFigure {
  static func figure(_ intake: Intake) -> Figure {
    let counts = Dictionary(
      intake.days.map { ($0.day, DayStrip.Count(reports: $0.reports, events: $0.events)) },
      uniquingKeysWith: { a, _ in a })
    var strip = DayStrip(
      counts, from: intake.bounds.lowerBound, until: intake.bounds.upperBound,
      title: "Reports and events by day of publication")
    strip.width = 1180
    strip.address = { day in
      Address("search", query: [.init("from", day.iso), .init("until", day.iso)]).text
    }
    return strip.figure
  }

  static func html(_ intake: Intake, _ address: Address) -> HTML {
    let range: [Address.Pair] = [
      .init("from", intake.bounds.lowerBound.iso), .init("until", intake.bounds.upperBound.iso),
    ]
    return FigureView(
      figure: figure(intake), svg: Address("ingest.svg", query: [range[1]]),
      csv: Address("ingest.csv", query: range), fileName: "days_\(intake.bounds.upperBound.iso)",
      isTimed: false
    ).html
  }
}
