import DemarcheCoding
import DemarcheEvents

/// How many sentences and families of the corpus stand for each pair of type and mode, and for each type without one.
struct CorpusCounts {
  /// What a pair should have at least.
  static let leastSentences = 15
  static let leastFamilies = 3

  struct Row {
    var type: String
    /// nil for those of the type that have none.
    var mode: String?
    var sentences: Int
    var families: Int

    var isShort: Bool {
      sentences < CorpusCounts.leastSentences || families < CorpusCounts.leastFamilies
    }
  }

  let rows: [Row]

  init(_ sentences: [CorpusSentence], _ codebook: Codebook) {
    func row(_ type: String, _ mode: String?) -> Row {
      let its = sentences.filter { sentence in
        sentence.event == type && (mode.map { sentence.modes.contains($0) } ?? sentence.modes.isEmpty)
      }
      return Row(type: type, mode: mode, sentences: its.count, families: Set(its.map(\.family)).count)
    }
    rows = codebook.types.flatMap { type in
      [row(type.name, nil)] + codebook.modes.filter { $0.type == type.name }.map { row(type.name, $0.name) }
    }
  }

  /// Prints a line for each, those that have few marked.
  func printRows() {
    print("type\tmode\tsentences\tfamilies\t")
    for row in rows {
      let note = row.isShort ? "few" : ""
      print("\(row.type)\t\(row.mode ?? "-")\t\(row.sentences)\t\(row.families)\t\(note)")
    }
    let short = rows.filter(\.isShort)
    print(
      "\(rows.count { $0.mode != nil }) pairs, \(rows.count { $0.mode == nil }) types; "
        + "\(short.count) with fewer than \(CorpusCounts.leastSentences) sentences or \(CorpusCounts.leastFamilies) families"
    )
  }
}
