extension Relation {
  /// The relation in a few plain words, with what a reader should be careful about.
  ///
  /// The names of the parties and of the quads are those passed in; nothing is read into them.
  public var summary: String {
    let all = total.all
    var sentences: [String] = []
    if all.evidence == 0 {
      sentences.append("Nothing is reported between \(a) and \(b).")
    } else {
      let counts = "\(counted(all.incidents, "incident")) in \(counted(all.reports, "report"))"
      var parts = ["\(a) and \(b)\(span): \(counts)"]
      if let leading = leadingQuad { parts.append("mostly \(quads.name(leading.quad)) (\(leading.share) %)") }
      parts.append(directions)
      if let mean = all.scoreMean { parts.append("mean score \(oneDecimal(mean))") }
      sentences.append(parts.joined(separator: "; ") + ".")
    }
    if let leftOut { sentences.append(leftOut) }
    if total.datedByPublication > 0 {
      sentences.append("\(counted(total.datedByPublication, "line")) dated by publication.")
    }
    if undated > 0 { sentences.append("\(counted(undated, "line")) without a date.") }
    if let caution = total.caution { sentences.append("Caution: \(caution).") }
    return sentences.joined(separator: " ")
  }

  private var span: String {
    guard let first = rows.first?.period, let last = rows.last?.period else { return "" }
    return first == last ? ", \(first)" : ", \(first) to \(last)"
  }

  /// The quad with more than half of the acts.
  private var leadingQuad: (quad: Int, share: Int)? {
    for quad in total.all.incidentsByQuad.keys.sorted() {
      if let share = total.all.share(ofQuad: quad), share > 0.5 {
        return (quad, Int((share * 100).rounded()))
      }
    }
    return nil
  }

  private var directions: String {
    var parts: [String] = []
    if total.aToB.incidents > 0 { parts.append("\(a) towards \(b) \(total.aToB.incidents)") }
    if total.bToA.incidents > 0 { parts.append("\(b) towards \(a) \(total.bToA.incidents)") }
    if total.mutual.incidents > 0 { parts.append("mutual \(total.mutual.incidents)") }
    return parts.joined(separator: ", ")
  }

  private var leftOut: String? {
    var parts: [String] = []
    if total.all.negated > 0 { parts.append("\(total.all.negated) negated") }
    if total.all.hypothetical > 0 { parts.append("\(total.all.hypothetical) hypothetical") }
    if parts.isEmpty { return nil }
    let lines = total.all.negated + total.all.hypothetical == 1 ? "line" : "lines"
    return "Left out: \(parts.joined(separator: " and ")) \(lines)."
  }
}

/// The number with one digit after the point, whatever the locale.
private func oneDecimal(_ x: Double) -> String {
  let tenths = (x * 10).rounded()
  guard abs(tenths) < 1e15 else { return x.description }
  let whole = Int(abs(tenths))
  return "\(tenths < 0 ? "-" : "")\(whole / 10).\(whole % 10)"
}
