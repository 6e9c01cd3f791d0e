import DemarcheReportLines

/// JSON lines: one report a line, as ``ReportLines`` reads it.
struct JSONLines: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.jsonl

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while let line = try source.next() {
      switch line {
      case .tooLong(let count):
        return [reader.lines.tooLong(count, path: source.path, line: source.line)]
      case .bytes(let bytes):
        let items = reader.lines.items(ofLine: bytes, path: source.path, line: source.line)
        if !items.isEmpty { return items }
      }
    }
    return nil
  }
}
