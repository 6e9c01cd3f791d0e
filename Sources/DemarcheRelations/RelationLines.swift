import DemarcheEvents

/// The lines of a relation with their things numbered, and what counts them.
///
/// - Cost: one look-up a key when a line comes, and one visit a tally after that.
struct RelationLines {
  struct Line {
    var event: Int
    var report: Int32
    var text: Int32
    var incident: Int32
    var source: Int32
    var score: Int32
    var goldstein: Int32?
    var day: Int32?
    var type: Int16
    var quad: Int16
    var direction: Direction
    var datedByPublication: Bool
    var negated: Bool
    var hypothetical: Bool

    var counts: Bool { !negated && !hypothetical }
  }

  private(set) var lines: [Line] = []
  private var reports = Numbering()
  private var texts = Numbering()
  private var incidents = Numbering()
  /// Number 0 is the source of those that name none.
  private(set) var sources = Numbering()

  init() { _ = sources.number(of: 0) }

  mutating func add(_ line: Evidence) {
    lines.append(
      Line(
        event: line.event, report: reports.number(of: line.report), text: texts.number(of: line.text),
        incident: incidents.number(of: line.incident), source: sources.number(of: line.source),
        score: Int32((line.score * 1000).rounded()),
        goldstein: line.goldstein.flatMap { $0.isNaN ? nil : Int32(($0 * 1000).rounded()) },
        day: line.day.map { Int32($0.number) }, type: Int16(line.type), quad: Int16(line.quad),
        direction: line.direction, datedByPublication: line.datedByPublication,
        negated: line.negated, hypothetical: line.hypothetical))
  }

  /// The numbers of the incidents, in the order of their keys.
  var incidentsByKey: [Int] {
    let keys = incidents.keys
    return keys.indices.sorted { keys[$0] < keys[$1] }
  }

  /// The incidents of all lines that count, by number; nil for one of which no line counts.
  func countedIncidents() -> [CountedIncident?] {
    // The lines of each incident side by side, in the order they came.
    var starts = [Int32](repeating: 0, count: incidents.count + 1)
    for line in lines where line.counts { starts[Int(line.incident) + 1] += 1 }
    for i in 0..<incidents.count { starts[i + 1] += starts[i] }
    var order = [Int32](repeating: 0, count: Int(starts[incidents.count]))
    var next = starts
    for (i, line) in lines.enumerated() where line.counts {
      order[Int(next[Int(line.incident)])] = Int32(i)
      next[Int(line.incident)] += 1
    }
    var distinctReports = Distinct(reports.count)
    var distinctTexts = Distinct(texts.count)
    return (0..<incidents.count).map { incident in
      let own = order[Int(starts[incident])..<Int(starts[incident + 1])]
      guard let first = own.first else { return nil }
      distinctReports.begin()
      distinctTexts.begin()
      var (score, goldstein, withGoldstein) = (0, 0, 0)
      var event = Int.max
      var stated: Int32?
      var published: Int32?
      for i in own {
        let line = lines[Int(i)]
        distinctReports.insert(line.report)
        distinctTexts.insert(line.text)
        score += Int(line.score)
        event = min(event, line.event)
        if let value = line.goldstein {
          goldstein += Int(value)
          withGoldstein += 1
        }
        guard let day = line.day else { continue }
        if line.datedByPublication {
          published = min(published ?? day, day)
        } else {
          stated = min(stated ?? day, day)
        }
      }
      let leading = own.count == 1 ? lines[Int(first)] : leadingLine(own)
      return CountedIncident(
        incident: incidents.keys[incident], event: event,
        type: Int(leading.type), quad: Int(leading.quad), scoreMillionths: mean(score, own.count),
        goldsteinMillionths: withGoldstein == 0 ? nil : mean(goldstein, withGoldstein),
        day: (stated ?? published).map { Day(number: Int($0)) }, reports: distinctReports.count,
        texts: distinctTexts.count, lines: own.count)
    }
  }

  /// A line of the type that most lines have; see ``CountedIncident/type``.
  private func leadingLine(_ own: ArraySlice<Int32>) -> Line {
    func weight(_ line: Line) -> (Int, Int32, Int, Int) {
      let told = own.reduce(0) { lines[Int($1)].type == line.type ? $0 + 1 : $0 }
      return (told, abs(line.score), -Int(line.type), -Int(line.quad))
    }
    var best = lines[Int(own[own.startIndex])]
    var bestWeight = weight(best)
    for i in own.dropFirst() {
      let line = lines[Int(i)]
      if line.type == best.type, line.score == best.score, line.quad == best.quad { continue }
      let weight = weight(line)
      if weight > bestWeight { (best, bestWeight) = (line, weight) }
    }
    return best
  }

  /// A sum of thousandths over a number of lines, in millionths, rounded.
  private func mean(_ thousandths: Int, _ count: Int) -> Int {
    Int((Double(thousandths) * 1000 / Double(count)).rounded())
  }

  /// Counts lines of the relation, period after period.
  struct Counter {
    private let incidents: [CountedIncident?]
    private let sources: [Int]
    private let types: Int
    private let quads: QuadLabels
    private var distinctReports: Distinct
    private var distinctTexts: Distinct
    private var distinctIncidents: Distinct
    private var distinctSources: Distinct

    init(_ all: RelationLines, incidents: [CountedIncident?], types: Int, quads: QuadLabels) {
      self.incidents = incidents
      self.types = types
      self.quads = quads
      sources = all.sources.keys
      distinctReports = Distinct(all.reports.count)
      distinctTexts = Distinct(all.texts.count)
      distinctIncidents = Distinct(all.incidents.count)
      distinctSources = Distinct(all.sources.count)
    }

    mutating func row(_ period: Period?, _ lines: ArraySlice<Line>) -> RelationRow {
      var row = RelationRow(period: period)
      row.all = tally(lines) { _ in true }
      row.aToB = tally(lines) { $0 == .aToB }
      row.bToA = tally(lines) { $0 == .bToA }
      row.mutual = tally(lines) { $0 == .mutual }
      if row.all.incidents > 0 {
        row.materialConflictShare =
          Double(row.all.incidents(inQuads: quads.materialConflict)) / Double(row.all.incidents)
      }
      distinctSources.begin()
      distinctReports.begin()
      for line in lines where line.counts {
        if line.datedByPublication { row.datedByPublication += 1 }
        if line.source == 0 {
          distinctReports.insert(line.report)
        } else if distinctSources.insert(line.source) {
          row.sources.append(sources[Int(line.source)])
        }
      }
      row.sources.sort()
      row.reportsWithoutSource = distinctReports.count
      return row
    }

    private mutating func tally(_ lines: ArraySlice<Line>, _ isOf: (Direction) -> Bool) -> Tally {
      var tally = Tally()
      distinctReports.begin()
      distinctTexts.begin()
      distinctIncidents.begin()
      // Quads are few: a small array counts them.
      var byQuad = [Int](repeating: 0, count: 8)
      for line in lines where isOf(line.direction) {
        if line.negated {
          tally.negated += 1
          continue
        }
        if line.hypothetical {
          tally.hypothetical += 1
          continue
        }
        tally.evidence += 1
        distinctReports.insert(line.report)
        distinctTexts.insert(line.text)
        guard distinctIncidents.insert(line.incident), let incident = incidents[Int(line.incident)] else {
          continue
        }
        if tally.incidentsByType.isEmpty { tally.incidentsByType = [Int](repeating: 0, count: types) }
        if incident.type >= 0, incident.type < types { tally.incidentsByType[incident.type] += 1 }
        if incident.quad >= byQuad.count {
          byQuad += [Int](repeating: 0, count: incident.quad + 1 - byQuad.count)
        }
        byQuad[incident.quad] += 1
        tally.scoreMillionths += incident.scoreMillionths
        if let goldstein = incident.goldsteinMillionths {
          tally.goldsteinMillionths += goldstein
          tally.incidentsWithGoldstein += 1
        }
      }
      tally.reports = distinctReports.count
      tally.texts = distinctTexts.count
      tally.incidents = distinctIncidents.count
      for (quad, count) in byQuad.enumerated() where count > 0 {
        tally.incidentsByQuad[quad] = count
        if quads.conflict.contains(quad) { tally.conflict += count } else { tally.cooperation += count }
      }
      return tally
    }

    /// The distinct reports of each source, the largest first; those that name none are not among them.
    mutating func reportsBySource(_ lines: ArraySlice<Line>) -> [SourceCount] {
      var counts = [Int](repeating: 0, count: sources.count)
      distinctReports.begin()
      for line in lines where line.counts && distinctReports.insert(line.report) {
        counts[Int(line.source)] += 1
      }
      return counts.indices.dropFirst().filter { counts[$0] > 0 }
        .map { SourceCount(source: sources[$0], reports: counts[$0]) }
        .sorted { ($1.reports, $0.source) < ($0.reports, $1.source) }
    }
  }
}
