import DemarcheCoding
import DemarcheData
import DemarcheEvents

/// The 15 labels of the published PLV benchmark.
struct PLVScheme {
  static let columns = ["type", "mode", "cameo", "label", "quad", "source"]
  private let rows: [(type: String, mode: String, cameo: String, label: String, quad: Int)]

  init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    rows = table.rows.compactMap { row in
      guard let quad = Int(row["quad"]) else {
        errors.append(row.fault("quad is no number"))
        return nil
      }
      return (row["type"], row["mode"], row["cameo"], row["label"], quad)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  func label(_ type: String, _ modes: [String], _ cameo: String?) -> (label: String, quad: Int?) {
    let row = rows.first { row in
      row.type == type && (row.mode.isEmpty || modes.contains(row.mode))
        && (row.cameo.isEmpty || row.cameo == cameo)
    }
    return (row?.label ?? type, row?.quad)
  }
}

extension PLVScheme {
  /// The label of an answer of the rules.
  func label(_ answer: Labeler.Answer, _ codebook: Codebook) -> (label: String, quad: Int?) {
    label(answer.type, answer.modes, answer.cameo ?? codebook.cameo(answer.type, modes: answer.modes))
  }

  /// The quad of one of its labels, as text.
  func quad(_ label: String) -> String { rows.first { $0.label == label }.map { "\($0.quad)" } ?? "" }

  /// Whether a label is of the friendly or the hostile quads.
  func side(_ label: String) -> String {
    (rows.first { $0.label == label }?.quad ?? 0) <= 2 ? "friendly" : "hostile"
  }
}
