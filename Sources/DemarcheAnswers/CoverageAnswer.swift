public import DemarcheJSON
public import DemarcheLedger
import DemarcheRelations
public import DemarcheTables

/// How much was read in each period, whoever it is about.
public struct CoverageAnswer: Sendable {
  public static let definitions = [
    ColumnDefinition("period", .text, "period"),
    ColumnDefinition("reports", .integer, "distinct reports"),
    ColumnDefinition("sources", .integer, "distinct sources that are named"),
  ]
  /// The names of the figures.
  public static var columns: [String] { definitions.map(\.name) }
  /// The figures of each period from the first to the last, under their names.
  public let rows: [[JSON.Member]]

  /// Asks a ledger: by, month when not given; from, until and those of ``SourceChoice``.
  ///
  /// - Throws: ``QuestionError`` when no source is as asked; ``LedgerError``.
  public init(_ parameters: QuestionParameters, _ ledger: Ledger, _ sources: SourceChoice) throws {
    let unit = try parameters.unit("by") ?? .month
    let outlets = try sources.outlets(SourceChoice.conditions(parameters))
    let coverage = try ledger.coverage(by: unit) { outlets[$0] }
    let from = try parameters.day("from", end: false).map { Period(unit, containing: $0) }
    let until = try parameters.day("until", end: true).map { Period(unit, containing: $0) }
    guard let bounds = coverage.bounds else {
      rows = []
      return
    }
    var rows: [[JSON.Member]] = []
    var period = max(from ?? bounds.lowerBound, bounds.lowerBound)
    let last = min(until ?? bounds.upperBound, bounds.upperBound)
    while period <= last {
      let row = coverage[period]
      rows.append([
        .init("period", .string("\(period)")), .init("reports", .int(row.reports)),
        .init("sources", .int(row.sources)),
      ])
      period = period.next
    }
    self.rows = rows
  }
}
