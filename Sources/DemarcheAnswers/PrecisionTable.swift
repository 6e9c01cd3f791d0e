public import DemarcheData
public import DemarcheKnowledge
public import DemarcheRelations

/// How well each type was coded when it was last measured: the table `codebook/precision.tsv`.
public struct PrecisionTable: Sendable {
  public static let name = "codebook/precision.tsv"
  public static let columns = [
    "type", "precision", "recall", "precision_parties", "recall_parties", "sentences", "date", "corpus",
    "model",
  ]

  /// One type's figures, in percent, as they are shown.
  public struct Figures: Hashable, Sendable {
    public var precision: String
    public var recall: String
    /// The same of events with the right actor and recipient.
    public var precisionOfParties: String
    public var recallOfParties: String
    /// On how many sentences the recall rests.
    public var sentences: String
  }

  private let byType: [String: Figures]

  /// - Parameter table: nil where none was measured.
  public init(_ table: Table?) {
    let rows = table.map { Array($0.rows) } ?? []
    byType = Dictionary(
      rows.map { row in
        let figures = Figures(
          precision: row["precision"], recall: row["recall"], precisionOfParties: row["precision_parties"],
          recallOfParties: row["recall_parties"], sentences: row["sentences"])
        return (row["type"], figures)
      }, uniquingKeysWith: { a, _ in a })
  }

  /// What was measured of a type; nil when nothing was.
  public subscript(type: String) -> Figures? { byType[type] }

  /// The figures with the right actor and recipient, as numbers right and of so many.
  func measured(of types: [String]) -> MeasuredPrecision {
    var figures: [String: MeasuredPrecision.Figure] = [:]
    for type in types {
      guard let figure = self[type], let precision = Double(figure.precisionOfParties),
        let recall = Double(figure.recallOfParties), let there = Int(figure.sentences)
      else { continue }
      figures[type] = MeasuredPrecision.Figure(precision: precision, recall: recall, there: there)
    }
    return MeasuredPrecision(figures)
  }
}

extension PrecisionTable {
  /// The table among files of the data; empty where there is none.
  public init(among files: [UserTables.File]) throws(DataErrors) {
    guard let file = files.first(where: { $0.name == PrecisionTable.name }) else {
      self.init(nil)
      return
    }
    self.init(try Table(text: file.text, file: file.path, columns: PrecisionTable.columns))
  }
}
