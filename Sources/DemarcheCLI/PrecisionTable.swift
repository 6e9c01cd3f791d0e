import DemarcheData
import DemarcheEvents
import Glibc

/// How well each type was coded when it was last measured: the table `codebook/precision.tsv`.
struct PrecisionTable {
  static let name = "codebook/precision.tsv"
  static let columns = [
    "type", "precision", "recall", "precision_parties", "recall_parties", "sentences", "date", "corpus",
    "model",
  ]

  /// One type's figures, in percent, as they are shown.
  struct Figures {
    var precision: String
    var recall: String
    /// The same of events with the right actor and recipient.
    var precisionOfParties: String
    var recallOfParties: String
    /// On how many sentences the recall rests.
    var sentences: String
  }

  private let byType: [String: Figures]

  /// - Parameter table: nil where none was measured.
  init(_ table: Table?) {
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
  subscript(type: String) -> Figures? { byType[type] }

  /// The text of the table for new scores.
  static func text(
    _ scores: EventScores, _ codebook: Codebook, on day: Day, corpus: String, model: String
  ) -> String {
    let head = [
      "# How well each type is coded, in percent: of the events that come out, how many are right; of those there, how many",
      "# come out. \"parties\" counts an event only with the right actor and recipient. Measured on the families of",
      "# the corpus that are held out; written by: demarche evaluate coding Corpus/en --write Data/codebook/precision.tsv",
      "# Licence: CC0-1.0 (measured by the project).",
      columns.joined(separator: "\t"),
    ]
    let rows = codebook.types.map { type in
      let (own, whole) = (scores.score(type.name, .type), scores.score(type.name, .both))
      let figures = [own.precision, own.recall, whole.precision, whole.recall].map(percent)
      return ([type.name] + figures + ["\(own.there)", day.iso, corpus, model]).joined(separator: "\t")
    }
    return (head + rows).joined(separator: "\n") + "\n"
  }

  /// The day of the machine's clock, in universal time.
  static var today: Day {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Day(number: time.tv_sec / 86_400)
  }
}

extension Engine {
  /// What was measured of the types; empty where the data has no such table.
  static func precision(_ arguments: Arguments) throws -> PrecisionTable {
    let name = PrecisionTable.name
    let isThere: Bool =
      if let folder = arguments.value("data") { Files.exists("\(folder)/\(name)") } else {
        try pack().text(name) != nil
      }
    return PrecisionTable(isThere ? try table(name, PrecisionTable.columns, arguments) : nil)
  }
}
