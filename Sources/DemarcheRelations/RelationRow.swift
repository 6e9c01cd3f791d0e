/// How two parties stood in one period, or over all of them.
public struct RelationRow: Hashable, Sendable {
  /// Nil in the row of totals.
  public internal(set) var period: Period?
  public internal(set) var aToB = Tally()
  public internal(set) var bToA = Tally()
  public internal(set) var mutual = Tally()
  /// All directions together; an act counts once, however many directions its lines have.
  public internal(set) var all = Tally()
  /// The share of acts that are material conflict, from 0 to 1; nil without any act.
  public internal(set) var materialConflictShare: Double?
  /// The outlets that the counted lines come from, sorted.
  public internal(set) var sources: [String] = []
  /// Counted reports that name no source.
  public internal(set) var reportsWithoutSource = 0
  /// Counted lines that stand on the day of their report, because the text gives none.
  public internal(set) var datedByPublication = 0
  /// Counted lines whose date spans more than one period of the unit; they stand where it starts.
  public internal(set) var coarselyDated = 0

  init(period: Period?) { self.period = period }

  public func tally(_ direction: Direction) -> Tally {
    switch direction {
    case .aToB: aToB
    case .bToA: bToA
    case .mutual: mutual
    }
  }

  /// Whether no line at all lies in the period, counted or left out.
  public var isEmpty: Bool { all.evidence + all.negated + all.hypothetical == 0 }

  /// What a reader should know before leaning on the figures, in one sentence; nil when nothing.
  public var caution: String? {
    if all.evidence == 0 { return nil }
    if sources.isEmpty { return "no report names its source" }
    if sources.count > 1 { return nil }
    if reportsWithoutSource == 0 { return "all of this rests on one source: \(sources[0])" }
    let rest = counted(reportsWithoutSource, "report")
    return "the only source named is \(sources[0]); \(rest) name\(reportsWithoutSource == 1 ? "s" : "") none"
  }
}

/// Collects the lines of one row.
struct RowTallying {
  private var all = Tallying()
  private var directions: [Direction: Tallying] = [:]
  private var sources: Set<String> = []
  private var nameless: Set<String> = []
  private var datedByPublication = 0
  private var coarselyDated = 0

  mutating func add(_ line: Evidence, coarse: Bool) {
    all.add(line)
    directions[line.direction, default: Tallying()].add(line)
    if line.negated || line.hypothetical { return }
    if let source = line.source { sources.insert(source) } else { nameless.insert(line.report) }
    if line.datedByPublication { datedByPublication += 1 }
    if coarse { coarselyDated += 1 }
  }

  func row(_ period: Period?, materialConflict: Int) -> RelationRow {
    var row = RelationRow(period: period)
    row.all = all.result
    row.aToB = directions[.aToB]?.result ?? Tally()
    row.bToA = directions[.bToA]?.result ?? Tally()
    row.mutual = directions[.mutual]?.result ?? Tally()
    row.materialConflictShare = row.all.share(ofQuad: materialConflict)
    row.sources = sources.sorted()
    row.reportsWithoutSource = nameless.count
    row.datedByPublication = datedByPublication
    row.coarselyDated = coarselyDated
    return row
  }
}

func counted(_ n: Int, _ noun: String) -> String { "\(n) \(noun)\(n == 1 ? "" : "s")" }
