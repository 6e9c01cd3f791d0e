/// Counts what every two parties have to do with each other, all pairs in one pass.
///
/// Each pair counts as its ``Relation`` does in total: an incident counts once, with the type that most of its lines have. Lighter than a
/// ``RelationBuilder`` for each pair, since no periods are kept, and parties are the store's keys until the end.
///
/// - Cost: 24 bytes a line; n log n for the lines of a pair.
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

  /// A line of evidence, as far as it matters here; its keys are those of `Evidence`.
  public struct Line: Sendable {
    var incident: Int32
    var report: Int32
    var text: Int32
    /// In thousandths.
    var score: Int32
    var type: Int16
    var quad: Int8
    var direction: Direction

    /// - Precondition: the keys have 31 bits.
    public init(
      incident: Int, report: Int, text: Int, score: Double, type: Int, quad: Int, direction: Direction
    ) {
      self.incident = Int32(incident)
      self.report = Int32(report)
      self.text = Int32(text)
      self.score = Int32((score * 1000).rounded())
      self.type = Int16(type)
      self.quad = Int8(truncatingIfNeeded: quad)
      self.direction = direction
    }
  }

  private struct Pair: Hashable {
    var a: Int
    var b: Int
  }

  private var places: [Pair: Int] = [:]
  private var pairs: [Pair] = []
  private var lines: [[Line]] = []
  private var last = -1

  /// No pair yet.
  public init() {}

  /// Counts a line between two parties, by their keys; its direction is seen from A.
  public mutating func add(_ a: Int, _ b: Int, _ line: Line) {
    let pair = Pair(a: a, b: b)
    // A store gives the lines of a pair one behind the other.
    if last < 0 || pairs[last] != pair {
      if let place = places[pair] {
        last = place
      } else {
        last = pairs.count
        places[pair] = last
        pairs.append(pair)
        lines.append([])
      }
    }
    lines[last].append(line)
  }

  /// The pairs, the one with most incidents first; of equals by code.
  ///
  /// - Parameter code: that of a key; a pair with a key that has none is left out.
  public func rows(_ code: (Int) -> String?) -> [Row] {
    var rows: [Row] = []
    for (pair, lines) in zip(pairs, lines) {
      guard let a = code(pair.a), let b = code(pair.b) else { continue }
      rows.append(PairTallies.row(a, b, lines))
    }
    return rows.sorted { ($1.incidents, $0.a, $0.b) < ($0.incidents, $1.a, $1.b) }
  }

  private static func row(_ a: String, _ b: String, _ lines: [Line]) -> Row {
    var row = Row(a: a, b: b)
    row.reports = distinct(lines.map(\.report))
    row.texts = distinct(lines.map(\.text))
    let lines = lines.sorted { $0.incident < $1.incident }
    var byQuad = [Int](repeating: 0, count: 8)
    var score = 0.0
    var start = 0
    while start < lines.count {
      var end = start + 1
      while end < lines.count, lines[end].incident == lines[start].incident { end += 1 }
      let own = lines[start..<end]
      var (sum, toB, toA, both) = (0, false, false, false)
      for line in own {
        sum += Int(line.score)
        switch line.direction {
        case .aToB: toB = true
        case .bToA: toA = true
        case .mutual: both = true
        }
      }
      row.incidents += 1
      row.aToB += toB ? 1 : 0
      row.bToA += toA ? 1 : 0
      row.mutual += both ? 1 : 0
      score += Double(sum) / Double(own.count)
      let quad = max(0, Int((own.count == 1 ? lines[start] : leading(own)).quad))
      if quad >= byQuad.count { byQuad += [Int](repeating: 0, count: quad + 1 - byQuad.count) }
      byQuad[quad] += 1
      start = end
    }
    if row.incidents > 0 { row.scoreMean = score / Double(row.incidents) / 1000 }
    for (quad, count) in byQuad.enumerated() where count > 0 { row.incidentsByQuad[quad] = count }
    return row
  }

  /// A line of the type that most lines have; of equals the one of larger score, then the first in the list of types.
  private static func leading(_ own: ArraySlice<Line>) -> Line {
    func weight(_ line: Line) -> (Int, Int32, Int, Int) {
      let told = own.reduce(0) { $1.type == line.type ? $0 + 1 : $0 }
      return (told, abs(line.score), -Int(line.type), -Int(line.quad))
    }
    var best = own[own.startIndex]
    var bestWeight = weight(best)
    for line in own.dropFirst()
    where line.type != best.type || line.score != best.score || line.quad != best.quad {
      let weight = weight(line)
      if weight > bestWeight { (best, bestWeight) = (line, weight) }
    }
    return best
  }

  private static func distinct(_ keys: [Int32]) -> Int {
    let keys = keys.sorted()
    return keys.indices.reduce(0) { $1 == 0 || keys[$1] != keys[$1 - 1] ? $0 + 1 : $0 }
  }
}
