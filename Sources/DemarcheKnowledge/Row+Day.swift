import DemarcheData
import DemarcheEvents

extension Table.Row {
  /// The day of a column; nil where it is empty, and where it is no date, which is then added to the errors.
  ///
  /// - Parameter end: whether a month or a year stands for its last day.
  func day(_ column: String, end: Bool, _ errors: inout [DataFileError]) -> Day? {
    let text = self[column]
    if text.isEmpty { return nil }
    if let day = Day(iso: text, end: end) { return day }
    errors.append(fault("\(column) is no date: \(text)", help: "write it as 2009-01-20, 2009-01 or 2009"))
    return nil
  }
}
