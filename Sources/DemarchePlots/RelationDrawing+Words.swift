import DemarcheEvents
import DemarcheRelations

/// What a figure of a relation says in words and as a table.
extension RelationDrawing {
  var title: String {
    guard let first = figures.first?.period, let last = figures.last?.period else {
      return "\(plot.relation.a) and \(plot.relation.b)"
    }
    let span = first == last ? "\(first)" : "\(first) to \(last)"
    return "\(plot.relation.a) and \(plot.relation.b), \(span)"
  }

  var description: String {
    let unit = figures.first?.period.unit.rawValue ?? "period"
    var text = "Bars for each \(unit): \(plot.scale.label), cooperation upward and conflict downward"
    if plot.scale != .meanScore { text += ", words hatched and deeds solid" }
    text += ". \(Ticks.label(incidents)) incidents."
    if !marks.marks.isEmpty {
      text +=
        " Changes: " + marks.marks.map { "\($0.change.period) \($0.text)" }.joined(separator: "; ") + "."
    }
    return text
  }

  var caption: [String] {
    var lines = plot.caption
    var notes: [String] = []
    if let unit = figures.first?.period.unit, unit != plot.relation.unit {
      notes.append(
        "So many periods that those by \(plot.relation.unit.rawValue) are shown by \(unit.rawValue); of merged periods sources are the most of one."
      )
    }
    if earlier > 0 {
      notes.append("\(Ticks.label(earlier)) incidents of earlier periods are not drawn.")
    }
    if !isEnough {
      notes.append(
        "\(incidents) incidents: fewer than \(RelationPlot.leastIncidents) show no line and no change points."
      )
    }
    let without = figures.reduce(0) { $0 + ($1.read.reports == 0 ? $1.all.incidents : 0) }
    if plot.scale == .rate, without > 0 {
      notes.append(
        "\(Ticks.label(without)) incidents lie in periods in which no report was read, and have no rate.")
    }
    if !figures.allSatisfy(isTrusted) {
      notes.append(
        "Pale: fewer than \(plot.few) reports read, so that the rate says little; it is not in the net and may be cut at the arrow."
      )
    }
    if marks.marks.contains(where: { $0.row == nil }) {
      notes.append("Changes without room for their words stand in the table.")
    }
    if !marks.marks.isEmpty {
      notes.append(
        "Change points: \(RelationChanges.method); the bar is where it may have begun (95 %); dashed: doubtful."
      )
    }
    if !notes.isEmpty { lines.append(notes.joined(separator: " ")) }
    return lines
  }

  var table: FigureTable {
    let hasKinds = plot.scale != .meanScore
    let sides: [(Direction, String)] = [
      (.aToB, "\(plot.relation.a) > \(plot.relation.b)"), (.bToA, "\(plot.relation.b) > \(plot.relation.a)"),
      (.mutual, "mutual"),
    ]
    var header = ["period"]
    for (_, side) in sides {
      header += hasKinds ? names.map { "\(side): \($0.name)" } : ["\(side): mean score"]
    }
    header += [hasKinds ? "net" : "mean score", "incidents", "reports read", "sources", "change"]
    let rows = figures.map { figure in
      var cells = ["\(figure.period)"]
      for (direction, _) in sides {
        let side = figure.side(direction)
        cells +=
          hasKinds
          ? names.map { number(plot.scale.value(side.kinds[$0.kind.rawValue], reports: figure.read.reports)) }
          : [number(side.scoreMean)]
      }
      let changes = marks.marks.filter {
        axis.index(of: $0.change.period.first) == figure.period.index - (figures.first?.period.index ?? 0)
      }
      return cells + [
        number(net(figure)), String(figure.all.incidents), String(figure.read.reports),
        String(figure.read.sources), changes.map(\.text).joined(separator: "; "),
      ]
    }
    return FigureTable(header: header, rows: rows)
  }

  func number(_ value: Double?) -> String { value.map(\.svg) ?? "" }
}
