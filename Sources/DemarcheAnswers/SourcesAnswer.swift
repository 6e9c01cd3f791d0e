import DemarcheRelations
public import DemarcheJSON
public import DemarcheKnowledge
public import DemarcheLedger
import DemarcheRelations

/// The sources of a ledger: what is known of each, and what it brought.
public struct SourcesAnswer: Sendable {
  /// One outlet, under all the names that reports give it.
  public struct Row: Hashable, Sendable {
    /// The ledger's key that it counts as; 0 for reports that name no source.
    public var key: Int
    /// As the table of outlets has it, else as its reports do; nil for reports that name no source.
    public var name: String?
    /// The names that reports give it, sorted.
    public var names: [String]
    /// Nil where no table knows it.
    public var outlet: OutletTable.Outlet?
    /// The name of its country.
    public var country: String?
    public var figures: SourceFigures

    public init(
      key: Int, name: String?, names: [String], outlet: OutletTable.Outlet? = nil, country: String? = nil,
      figures: SourceFigures
    ) {
      self.key = key
      self.name = name
      self.names = names
      self.outlet = outlet
      self.country = country
      self.figures = figures
    }

    /// The share of its incidents that no other source tells; nil without any.
    public var shareAlone: Double? { share(figures.alone, of: figures.incidents) }
    /// Events for 1,000 reports; nil without any report.
    public var rate: Double? { share(1000 * figures.events, of: figures.reports) }
    /// The share of the decisions on its events that reject them; nil where nobody decided.
    public var shareRejected: Double? { share(figures.rejected, of: figures.decided) }

    /// The share of its incidents in a quad; nil without any.
    public func share(ofQuad quad: Int) -> Double? {
      share(figures.incidentsByQuad[quad] ?? 0, of: figures.incidents)
    }

    private func share(_ part: Int, of whole: Int) -> Double? {
      whole == 0 ? nil : Double(part) / Double(whole)
    }
  }

  /// By what the rows can be ordered.
  public enum Order: Hashable, Sendable {
    case name, ownership, country, kind, reports, incidents, alone, delay, rejected, rate
    /// The share of incidents in a quad.
    case quad(Int)

    /// All that a codebook with these quads has.
    public static func all(_ quads: [Int]) -> [Order] {
      [.name, .ownership, .country, .kind, .reports, .incidents, .alone] + quads.map(Order.quad)
        + [.delay, .rejected, .rate]
    }

    /// As a parameter names it: "reports", "quad-4".
    public var text: String {
      if case .quad(let quad) = self { "quad-\(quad)" } else { "\(self)" }
    }

    /// Whether words are compared, from the first letter on; numbers come with the largest first.
    public var isOfWords: Bool { [.name, .ownership, .country, .kind].contains(self) }
  }

  /// The one with most reports first; of equals by name.
  public let rows: [Row]
  private let quads: [Int]

  /// - Cost: that of ``Ledger/sourceFigures(countingAs:)``.
  public init(_ ledger: Ledger, _ setting: Setting, _ sources: SourceChoice) throws(LedgerError) {
    let outlets = sources.every
    let figures = try ledger.sourceFigures { outlets[$0] ?? $0 }
    var names: [Int: [String]] = [:]
    for (source, key) in outlets {
      if let name = sources.names[source] { names[key, default: []].append(name) }
    }
    self.init(
      figures.map { key, figures in
        let own = (names[key] ?? []).sorted()
        let outlet = sources.names[key].flatMap { sources.table.outlet(of: $0) }
        return Row(
          key: key, name: sources.name(of: key), names: own, outlet: outlet,
          country: outlet.flatMap { setting.name(of: $0.country) }, figures: figures)
      }, quads: setting.quads.numbers)
  }

  public init(_ rows: [Row], quads: [Int]) {
    self.quads = quads
    self.rows = rows.sorted {
      ($1.figures.reports, $0.name ?? "", $0.key) < ($0.figures.reports, $1.name ?? "", $1.key)
    }
  }

  /// The orders that the rows can have.
  public var orders: [Order] { Order.all(quads) }

  /// The rows in another order; what is not known comes last either way, equals stay in the order of ``rows``.
  public func rows(by order: Order, reversed: Bool = false) -> [Row] {
    let placed = rows.enumerated().map {
      (row: $1, place: $0, word: word($1, order), number: number($1, order))
    }
    return placed.sorted { x, y in
      if order.isOfWords {
        guard let a = x.word, let b = y.word else {
          return (x.word == nil ? 1 : 0, x.place) < (y.word == nil ? 1 : 0, y.place)
        }
        return a == b ? x.place < y.place : reversed ? a > b : a < b
      }
      guard let a = x.number, let b = y.number else {
        return (x.number == nil ? 1 : 0, x.place) < (y.number == nil ? 1 : 0, y.place)
      }
      return a == b ? x.place < y.place : reversed ? a < b : a > b
    }.map(\.row)
  }

  private func word(_ row: Row, _ order: Order) -> String? {
    let word: String? =
      switch order {
      case .name: row.name
      case .ownership: row.outlet?.ownership
      case .country: row.country
      case .kind: row.outlet?.kind
      default: nil
      }
    return word.flatMap { $0.isEmpty ? nil : $0.lowercased() }
  }

  private func number(_ row: Row, _ order: Order) -> Double? {
    switch order {
    case .reports: Double(row.figures.reports)
    case .incidents: Double(row.figures.incidents)
    case .alone: row.shareAlone
    case .quad(let quad): row.share(ofQuad: quad)
    case .delay: row.figures.medianDelay.map(Double.init)
    case .rejected: row.shareRejected
    case .rate: row.rate
    default: nil
    }
  }

  /// Every figure of a row under its name.
  public func members(_ row: Row) -> [JSON.Member] {
    let figures = row.figures
    var members: [JSON.Member] = [
      .init("source", JSON(row.name)), .init("names", .array(row.names.map(JSON.string))),
      .init("outlet", JSON(row.outlet?.key)), .init("ownership", JSON(row.outlet?.ownership)),
      .init("ownership_source", JSON(row.outlet?.evidence)), .init("country", JSON(row.outlet?.country)),
      .init("kind", JSON(row.outlet?.kind)), .init("reports", .int(figures.reports)),
      .init("events", .int(figures.events)), .init("incidents", .int(figures.incidents)),
      .init("incidents_alone", .int(figures.alone)),
      .init("share_alone", JSON(rounded: row.shareAlone, digits: 4)),
    ]
    members += quads.map { .init("quad_\($0)", .int(figures.incidentsByQuad[$0] ?? 0)) }
    return members + [
      .init("median_delay_days", JSON(figures.medianDelay)), .init("dated", .int(figures.dated)),
      .init("decided", .int(figures.decided)), .init("rejected", .int(figures.rejected)),
      .init("events_per_1000", JSON(rounded: row.rate, digits: 2)),
    ]
  }
}
