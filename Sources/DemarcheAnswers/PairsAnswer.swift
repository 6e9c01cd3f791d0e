public import DemarcheEvents
public import DemarcheJSON
public import DemarcheKnowledge
public import DemarcheLedger
public import DemarcheRelations

/// Who deals with whom: every two parties that an event joins in a stretch of days, with the incidents of both sides.
public struct PairsAnswer: Sendable {
  /// Two parties, the earlier code first, and what is between them.
  public struct Row: Hashable, Sendable {
    public var a: String
    public var b: String
    /// Incidents by quad, in the order of the codebook's quads; an incident counts once, by its first line.
    public var incidentsByQuad: [Int]
    public var cooperation: Int
    public var conflict: Int
    /// Incidents in which the one acts on the other, and in which both act together.
    public var aToB: Int
    public var bToA: Int
    public var mutual: Int
    public var texts: Int
    public var reports: Int

    public var incidents: Int { cooperation + conflict }

    /// The number of one kind of counting.
    public func count(_ name: String) -> Int {
      switch name {
      case "reports": reports
      case "texts": texts
      default: incidents
      }
    }
  }

  /// The pair with most incidents first; of equals by code.
  public let rows: [Row]
  public let quads: QuadLabels

  /// Asks a ledger; the two parties of the question are not looked at.
  ///
  /// - Throws: ``QuestionError`` when no source is as asked; ``LedgerError``.
  /// - Cost: one long range of rows a year; memory for the incidents of one pair at a time.
  public init(
    from: Day? = nil, until: Day? = nil, sources conditions: [OutletCondition] = [],
    quads wanted: Set<Int> = [],
    with participant: Party? = nil, _ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice
  ) throws {
    let outlets = conditions.isEmpty ? nil : try sources.outlets(conditions)
    let quads = setting.quads
    let numbers = quads.numbers
    var tallies: [String: Counter] = [:]
    let filter = EventFilter(
      participant: participant, quads: wanted, from: from, until: until,
      excluding: [.negation, .hypothetical],
      limit: nil)
    // Years come one after the other, so a pair comes again in each: its incidents are kept until the end.
    var counter = Counter(a: "", b: "")
    func set(_ a: String, _ b: String) {
      tallies[counter.key] = counter
      counter = tallies.removeValue(forKey: "\(a) \(b)") ?? Counter(a: a, b: b)
    }
    try ledger.forEachPair(types: setting.types, matching: filter) { a, b, line throws(LedgerError) in
      // Participants of no known country are in one pair with anybody, and are no party.
      if a.isEmpty || b.isEmpty { return true }
      if let outlets, outlets[line.source] == nil { return true }
      if a != counter.a || b != counter.b { set(a, b) }
      counter.add(line)
      return true
    }
    set("", "")
    tallies[" "] = nil
    self.quads = quads
    rows = tallies.values.map { $0.row(numbers, quads) }.sorted {
      ($1.incidents, $0.a, $0.b) < ($0.incidents, $1.a, $1.b)
    }
  }

  /// The lines of one pair.
  private struct Counter {
    let a: String
    let b: String
    var key: String { "\(a) \(b)" }
    private var quadOf: [Int: Int] = [:]
    private var directionOf: [Int: Direction] = [:]
    private var texts: Set<Int> = []
    private var reports: Set<Int> = []

    init(a: String, b: String) {
      self.a = a
      self.b = b
    }

    mutating func add(_ line: Evidence) {
      if quadOf[line.incident] == nil {
        quadOf[line.incident] = line.quad
        directionOf[line.incident] = line.direction
      }
      texts.insert(line.text)
      reports.insert(line.report)
    }

    func row(_ numbers: [Int], _ quads: QuadLabels) -> Row {
      var counts: [Int: Int] = [:]
      for quad in quadOf.values { counts[quad, default: 0] += 1 }
      let conflict = counts.reduce(0) { quads.conflict.contains($1.key) ? $0 + $1.value : $0 }
      func directed(_ direction: Direction) -> Int {
        directionOf.values.reduce(0) { $1 == direction ? $0 + 1 : $0 }
      }
      return Row(
        a: a, b: b, incidentsByQuad: numbers.map { counts[$0] ?? 0 }, cooperation: quadOf.count - conflict,
        conflict: conflict, aToB: directed(.aToB), bToA: directed(.bToA), mutual: directed(.mutual),
        texts: texts.count, reports: reports.count)
    }
  }

  /// Every figure of a row under its name.
  public func members(_ row: Row) -> [JSON.Member] {
    [
      .init("a", .string(row.a)), .init("b", .string(row.b)), .init("incidents", .int(row.incidents)),
      .init("texts", .int(row.texts)), .init("reports", .int(row.reports)),
      .init("cooperation", .int(row.cooperation)), .init("conflict", .int(row.conflict)),
      .init("a_to_b", .int(row.aToB)), .init("b_to_a", .int(row.bToA)), .init("mutual", .int(row.mutual)),
    ] + zip(quads.numbers, row.incidentsByQuad).map { .init("quad_\($0)", .int($1)) }
  }
}
