import DemarcheEvents
import DemarcheRelations

/// Change points as lines through a figure, with what moved, in rows above it.
struct ChangeMarks {
  /// A change at its place, in a row of labels.
  struct Mark {
    var change: ChangePoint
    /// Where it begins, and where it may have begun as well.
    var x: Double
    var from: Double
    var until: Double
    var text: String
    /// The row of its label, from 0; nil where there was no room.
    var row: Int?
    /// Whether the label stands to the left of the line.
    var isLeft: Bool
  }

  static let rowHeight = 18.0
  static let mostRows = 6

  let marks: [Mark]
  /// How many rows the labels take.
  let rows: Int

  /// Places the changes that lie on an axis.
  ///
  /// - Parameter end: how far a label may reach.
  init(_ changes: RelationChanges?, _ axis: PeriodAxis, end: Double) {
    let all = (changes?.points ?? []) + (changes?.doubtful ?? [])
    var ends: [Double] = []
    var marks: [Mark] = []
    for change in all.sorted(by: {
      ($0.period.first, $0.measure.rawValue) < ($1.period.first, $1.measure.rawValue)
    }) {
      guard let index = axis.index(of: change.period.first) else { continue }
      let x = axis.x(index)
      let text = ChangeMarks.text(change)
      let width = TextWidth.of(text, size: 11) + 8
      let isLeft = x + width > end
      let start = isLeft ? x - width : x
      // A label to the left of its line needs a row that is free back to there.
      let row = ends.firstIndex { $0 <= start } ?? (ends.count < ChangeMarks.mostRows ? ends.count : nil)
      if let row {
        if row == ends.count { ends.append(0) }
        ends[row] = max(x, start + width) + 6
      }
      marks.append(
        Mark(
          change: change, x: x, from: axis.index(of: change.earliest.first).map(axis.x) ?? axis.left,
          until: axis.index(of: change.latest.first).map(axis.x) ?? axis.right, text: text, row: row,
          isLeft: isLeft))
    }
    self.marks = marks
    rows = ends.count
  }

  /// What moved, by how much, and what speaks against it.
  static func text(_ change: ChangePoint) -> String {
    let (before, after) = (Ticks.label(change.before), Ticks.label(change.after))
    let levels = "\(change.measure.label) \(before) → \(after)"
    switch change.doubt {
    case nil: return levels
    case .coverageChanges(let measure, let before, let after):
      return "\(levels)? \(measure.label) changes too: \(Ticks.label(before)) → \(Ticks.label(after))"
    case .onlyCountChanges: return "\(levels)? the count alone moves"
    }
  }

  /// Draws the labels in rows from `top` on, and the lines down to `bottom`.
  func draw(_ svg: inout SVG, top: Double, bottom: Double, address: (ChangePoint) -> String?) {
    for mark in marks.reversed() {
      let dashes = mark.change.doubt == nil ? nil : "4 3"
      svg.link(to: address(mark.change)) { svg in
        svg.add(
          "g", ["class": "change", "data-period": "\(mark.change.period)"]
        ) { svg in
          svg.add(
            "title",
            words:
              "\(mark.change.period), between \(mark.change.earliest) and \(mark.change.latest): \(mark.text)"
          )
          let y = top + Double(mark.row ?? rows) * ChangeMarks.rowHeight
          svg.add(
            "line",
            [
              "class": "line", "x1": mark.x, "y1": y + 1, "x2": mark.x, "y2": bottom, "stroke-opacity": 0.6,
              "stroke-dasharray": dashes,
            ])
          guard mark.row != nil else { return }
          svg.add(
            "line",
            [
              "class": "line", "x1": mark.from, "y1": y + 1, "x2": mark.until, "y2": y + 1, "stroke-width": 2,
              "stroke-dasharray": dashes,
            ])
          svg.add(
            "text",
            [
              "class": mark.change.doubt == nil ? "small halo" : "small muted halo",
              "x": mark.isLeft ? mark.x - 4 : mark.x + 4, "y": y + 13,
              "text-anchor": mark.isLeft ? "end" : nil,
            ], words: mark.text)
        }
      }
    }
  }
}

extension ChangeMeasure {
  /// What is said of it in a figure.
  var label: String {
    switch self {
    case .materialConflict: "conflict in deeds"
    case .verbalConflict: "conflict in words"
    case .cooperation: "cooperation"
    case .meanScore: "mean score"
    }
  }
}

extension ChangePoint.CoverageMeasure {
  var label: String {
    switch self {
    case .reports: "what is read"
    case .sources: "the number of sources"
    }
  }
}
