/// What the height of a bar is.
public enum PlotScale: String, Hashable, Sendable, CaseIterable {
  /// Incidents.
  case counts
  /// Incidents for 1,000 reports read in the period; where none was read there is no rate.
  case rate
  /// The mean PLOVER score of the incidents.
  case meanScore = "mean-score"

  /// What the axis says, and a choice of scales.
  public var label: String {
    switch self {
    case .counts: "incidents"
    case .rate: "incidents per 1,000 reports read"
    case .meanScore: "mean score"
    }
  }

  /// What a count is on the scale; nil where there is no such.
  func value(_ count: Int, reports: Int) -> Double? {
    switch self {
    case .counts, .meanScore: Double(count)
    case .rate: reports == 0 ? nil : Double(count) * 1000 / Double(reports)
    }
  }

  /// From number to number along the axis, for so many pixels for one; there are no halves of an incident.
  func step(pixels: Double) -> Double {
    let step = Ticks.step(atLeast: 26 / pixels)
    return self == .counts ? max(1, step) : step
  }
}
