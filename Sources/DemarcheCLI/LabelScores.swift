/// Macro-averaged F1 of labels, as scikit-learn has it.
struct LabelScores {
  private(set) var byLabel: [(label: String, f1: Double, precision: Double, recall: Double, count: Int)] = []
  private(set) var accuracy = 0.0

  var macro: Double { byLabel.isEmpty ? 0 : byLabel.reduce(0) { $0 + $1.f1 } / Double(byLabel.count) }

  init(_ pairs: [(gold: String, said: String)]) {
    let labels = Set(pairs.map(\.gold) + pairs.map(\.said)).sorted()
    for label in labels {
      let hit = Double(pairs.count { $0.gold == label && $0.said == label })
      let said = Double(pairs.count { $0.said == label })
      let there = Double(pairs.count { $0.gold == label })
      byLabel.append(
        (
          label, said + there > 0 ? 2 * hit / (said + there) : 0, said > 0 ? hit / said : 0,
          there > 0 ? hit / there : 0, Int(there)
        ))
    }
    accuracy = Double(pairs.count { $0.gold == $0.said }) / Double(max(pairs.count, 1))
  }

  /// Prints what each label got.
  func printLabels() {
    for row in byLabel {
      let figures = "F1 \(percent(row.f1)), P \(percent(row.precision)), R \(percent(row.recall))"
      print("  \(row.label): \(figures), n \(row.count)")
    }
  }
}

/// A share of one in percent with one decimal.
func percent(_ share: Double) -> String {
  let tenths = Int((share * 1000).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
