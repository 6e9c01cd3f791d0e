/// What a set of evidence amounts to: three numbers that are never mixed up, and a mean score.
///
/// Negated and hypothetical lines are left out of all counts but their own.
public struct Tally: Hashable, Sendable {
  /// Distinct reports.
  public internal(set) var reports = 0
  /// Lines of evidence.
  public internal(set) var evidence = 0
  /// Distinct acts.
  public internal(set) var incidents = 0
  /// Acts by quad; an act read in two quads counts in both.
  ///
  /// A quad without acts has no entry.
  public internal(set) var incidentsByQuad: [Int: Int] = [:]
  /// Lines of evidence by quad.
  public internal(set) var evidenceByQuad: [Int: Int] = [:]
  /// The sum of the scores of the acts; an act counts once, with the mean of its lines.
  public internal(set) var scoreSum = 0.0
  /// Lines that say that something did not happen; a line both negated and hypothetical counts here.
  public internal(set) var negated = 0
  /// Lines on what might happen.
  public internal(set) var hypothetical = 0

  public init() {}

  /// The mean score of the acts; nil without any.
  public var scoreMean: Double? { incidents == 0 ? nil : scoreSum / Double(incidents) }

  /// The share of the acts that lie in a quad, from 0 to 1; nil without any act.
  public func share(ofQuad quad: Int) -> Double? {
    incidents == 0 ? nil : Double(incidentsByQuad[quad] ?? 0) / Double(incidents)
  }
}

/// Collects the lines of one tally.
struct Tallying {
  private struct Act {
    var sum = 0.0
    var lines = 0
    var quads: Set<Int> = []
  }

  private var tally = Tally()
  private var reports: Set<String> = []
  private var acts: [String: Act] = [:]
  /// The acts in the order met: floating-point sums must not hang on the order of a dictionary.
  private var order: [String] = []

  mutating func add(_ line: Evidence) {
    if line.negated {
      tally.negated += 1
      return
    }
    if line.hypothetical {
      tally.hypothetical += 1
      return
    }
    reports.insert(line.report)
    tally.evidence += 1
    tally.evidenceByQuad[line.quad, default: 0] += 1
    // Without an incident each line is an act of its own; the prefix keeps the two sorts of id apart.
    let key = line.incident.isEmpty ? "e \(line.event)" : "i \(line.incident)"
    if acts[key] == nil { order.append(key) }
    acts[key, default: Act()].sum += line.score
    acts[key, default: Act()].lines += 1
    acts[key, default: Act()].quads.insert(line.quad)
  }

  var result: Tally {
    var result = tally
    result.reports = reports.count
    result.incidents = order.count
    for key in order {
      guard let act = acts[key] else { continue }
      result.scoreSum += act.sum / Double(act.lines)
      for quad in act.quads { result.incidentsByQuad[quad, default: 0] += 1 }
    }
    return result
  }
}
