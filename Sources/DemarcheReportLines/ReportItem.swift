public import DemarcheText

/// One report of an input, or why there is none.
public enum ReportItem: Sendable {
  case report(Report)
  /// A report whose bytes were no valid UTF-8 in so many places.
  case mended(Report, replaced: Int)
  case rejected(Rejection)
  /// Something of a report that could not be read, or was not as it should be, though the report goes on.
  case note(Rejection)
}

extension ReportItem {
  /// What is said of invalid bytes that were replaced.
  public static func mending(of report: Report, replaced: Int) -> Rejection {
    Rejection(
      report: report.id, error: "invalid UTF-8 in \(replaced) place\(replaced == 1 ? "" : "s")",
      help: "each was read as U+FFFD; the report is coded, --encoding NAME reads it as it is meant")
  }
}
