public import DemarcheData
import DemarcheEvents

/// What is wrong with tables of actors beyond what reading them finds: rows twice, terms that overlap, rows
/// without a source.
public enum TableCheck {
  /// What was found: rows and what is wrong with them.
  public struct Result: Sendable {
    public var stem: String
    /// Rows by the value of the column `kind`, or all under "" where there is none.
    public var counts: [String: Int] = [:]
    public var faults: [DataFileError] = []
  }

  /// Checks all tables of one kind together.
  ///
  /// Two terms of one office overlap when one begins more than a day before the other ends, dates by month or year
  /// read as leaves most room. A note behind a semicolon in a source explains an overlap: "acting", "joint".
  public static func check(_ kind: TableKind, _ tables: [Table]) -> Result {
    var result = Result(stem: kind.stem)
    var seen: [[String]: Table.Row] = [:]
    var offices: [[String]: [Table.Row]] = [:]
    for row in tables.flatMap(\.rows) {
      result.counts[kind.columns.contains("kind") ? row["kind"] : "", default: 0] += 1
      if row["source"].isEmpty {
        result.faults.append(row.fault("the row has no source", help: "say where it can be checked"))
      }
      let key = kind.key.map { row[$0] }
      if let first = seen[key] {
        result.faults.append(
          row.fault(
            "the row stands twice: \(key.joined(separator: ", "))",
            help: "see line \(first.line) of the other"))
      }
      seen[key] = row
      if kind.isTerms { offices[[row["key"], row["office"]], default: []].append(row) }
    }
    for office in offices.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      result.faults += overlaps(offices[office] ?? [])
    }
    return result
  }

  private static func overlaps(_ rows: [Table.Row]) -> [DataFileError] {
    let terms = rows.map { row in
      (
        row: row, from: Day(iso: row["from"], end: true)?.number ?? .min,
        until: row["until"].isEmpty ? Int.max : Day(iso: row["until"])?.number ?? .max
      )
    }.sorted { ($0.from, $0.until, $0.row["holder"]) < ($1.from, $1.until, $1.row["holder"]) }
    var faults: [DataFileError] = []
    for (i, a) in terms.enumerated() {
      for b in terms[(i + 1)...] where b.from < a.until - 1 {
        if a.row["holder"] == b.row["holder"] { continue }
        if a.row["source"].contains(";") || b.row["source"].contains(";") { continue }
        faults.append(
          b.row.fault(
            "\(b.row["holder"]) and \(a.row["holder"]) are both \(a.row["office"]) of \(a.row["key"]) from \(b.row["from"])",
            help: "mend the dates, or say why behind a semicolon in the source: \"…; acting\""))
      }
    }
    return faults
  }
}
