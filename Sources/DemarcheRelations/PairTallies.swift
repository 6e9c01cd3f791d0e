/// Counts what every two parties have to do with each other, all pairs in one pass.
///
/// Each pair counts as its ``Relation`` does in total: negated and hypothetical lines are left out, and an incident counts once, with the type
/// that most of its lines have. Lighter than a ``RelationBuilder`` for each pair, since no periods are kept.
///
/// - Cost: 40 bytes a line; n log n for the lines of a pair.
public struct PairTallies: Sendable {
  /// What there is between two parties, A and B in the order in which they were named.
  public struct Row: Hashable, Sendable {
    public var a: String
    public var b: String
    public var reports = 0
    public var texts = 0
    public var incidents = 0
    /// Incidents by quad; one without any has no entry.
    public var incidentsByQuad: [Int: Int] = [:]
    /// Incidents with a line in that direction.
    public var aToB = 0
    public var bToA = 0
    public var mutual = 0
    /// The mean of the scores of the incidents, each with the mean of its lines.
    public var scoreMean = 0.0
  }

  private struct Line {
    var incident: Int
    var report: Int
    var text: Int
    var score: Int32
    var type: Int16
    var quad: Int8
    var direction: Direction
  }

  private struct Pair: Hashable {
    var a: String
    var b: String
  }

  private var places: [Pair: Int] = [:]
  private var pairs: [(pair: Pair, lines: [Line])] = []
  private var last = -1

  /// No pair yet.
  public init() {}

  /// Counts a line between two parties, its direction seen from A.
  public mutating func add(_ a: String, _ b: String, _ line: Evidence) {
    guard line.counts else { return }
    // A store gives the lines of a pair one behind the other.
    if last < 0 || pairs[last].pair.a != a || pairs[last].pair.b != b {
      let pair = Pair(a: a, b: b)
      if let place = places[pair] {
        last = place
      } else {
        last = pairs.count
        places[pair] = last
        pairs.append((pair, []))
      }
    }
    pairs[last].lines.append(
      Line(
        incident: line.incident, report: line.report, text: line.text,
        score: Int32((line.score * 1000).rounded()),
        type: Int16(line.type), quad: Int8(truncatingIfNeeded: line.quad), direction: line.direction))
  }

  /// The pairs, the one with most incidents first; of equals by code.
  public var rows: [Row] {
    pairs.map { PairTallies.row($0.pair, $0.lines) }
      .sorted { ($1.incidents, $0.a, $0.b) < ($0.incidents, $1.a, $1.b) }
  }

  private static func row(_ pair: Pair, _ lines: [Line]) -> Row {
    var row = Row(a: pair.a, b: pair.b)
    row.reports = distinct(lines.map(\.report))
    row.texts = distinct(lines.map(\.text))
    let lines = lines.sorted { $0.incident < $1.incident }
    var score = 0.0
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].incident == lines[start].incident { end += 1 }
      let own = lines[start..<end]
      row.incidents += 1
      row.incidentsByQuad[Int(leading(own).quad), default: 0] += 1
      if own.contains(where: { $0.direction == .aToB }) { row.aToB += 1 }
      if own.contains(where: { $0.direction == .bToA }) { row.bToA += 1 }
      if own.contains(where: { $0.direction == .mutual }) { row.mutual += 1 }
      score += Double(own.reduce(0) { $0 + Int($1.score) }) / Double(own.count)
      start = end
    }
    if row.incidents > 0 { row.scoreMean = score / Double(row.incidents) / 1000 }
    return row
  }

  /// A line of the type that most lines have; of equals the one of larger score, then the first in the list of types.
  private static func leading(_ own: ArraySlice<Line>) -> Line {
    var best = own[own.startIndex]
    if own.count == 1 { return best }
    func weight(_ line: Line) -> (Int, Int32, Int, Int) {
      let told = own.reduce(0) { $1.type == line.type ? $0 + 1 : $0 }
      return (told, abs(line.score), -Int(line.type), -Int(line.quad))
    }
    var bestWeight = weight(best)
    for line in own.dropFirst()
    where line.type != best.type || line.score != best.score || line.quad != best.quad {
      let weight = weight(line)
      if weight > bestWeight { (best, bestWeight) = (line, weight) }
    }
    return best
  }

  private static func distinct(_ keys: [Int]) -> Int {
    let keys = keys.sorted()
    return keys.indices.reduce(0) { $1 == 0 || keys[$1] != keys[$1 - 1] ? $0 + 1 : $0 }
  }
}
