import DemarcheReportLines

/// JSON lines: one report a line, as ``ReportLines`` reads it.
struct JSONLines: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.jsonl
  /// Lines that begin here or behind it are not read.
  private var end = Int.max

  init(reader: ReportReader, source: LineSource) {
    self.reader = reader
    self.source = source
  }

  /// Leaves out the lines whose first bytes lie outside a part of the input.
  mutating func cut(to part: Range<Int>) throws(Rejection) {
    end = part.upperBound
    guard part.lowerBound > 0 else { return }
    // The line to which the byte before the part belongs has begun before it.
    source.skip(part.lowerBound - 1)
    _ = try source.next()
  }

  /// Whether no line of its part is left.
  var isSpent: Bool { source.offset >= end }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while !isSpent, let line = try source.next() {
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
