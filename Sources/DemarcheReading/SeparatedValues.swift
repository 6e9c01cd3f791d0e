import DemarcheReportLines

/// A table with a header: values separated by commas, semicolons or tabs, one report a row (RFC 4180).
///
/// The columns are found by the names of the report's fields. Quoted cells may hold separators, newlines and doubled
/// quotes; in tables with tabs, where quotes are mostly letters, a quoted cell ends in its line.
struct SeparatedValues: ReportSource {
  let reader: ReportReader
  let source: LineSource
  let format: ReportReader.Format
  private var separator = UInt8(ascii: "\t")
  private var header: [String] = []
  private var places: [ReportFields.Field: Int] = [:]
  /// Lines that were taken as part of a quoted cell which then had no end; the next one last.
  private var again: [[UInt8]] = []
  private var line = 0
  /// So many bytes may still be read twice.
  ///
  /// Without an end to that, a table in which each row opens a quote that nothing closes would be read over once for each
  /// of its rows.
  private var patience: Int

  init(reader: ReportReader, source: LineSource, format: ReportReader.Format) {
    self.reader = reader
    self.source = source
    self.format = format
    patience = 4 * source.limit
  }

  private enum Row {
    case cells([[UInt8]], line: Int)
    case broken(Rejection)
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    if header.isEmpty { try readHeader() }
    guard let row = try nextRow() else { return nil }
    guard case .cells(let cells, let start) = row else {
      if case .broken(let rejection) = row { return [.rejected(rejection)] }
      return nil
    }
    guard cells.count == header.count else {
      let error = "\(cells.count) cells, but the header has \(header.count)"
      return [
        .rejected(
          Rejection(
            report: source.path, line: start, error: error,
            help: "quote cells that hold the separator or a newline"))
      ]
    }
    var draft = Draft(id: "\(source.path):\(start)", line: start)
    for (field, place) in places {
      let (value, replaced) = ReportReader.text(of: cells[place][...])
      draft.replaced += replaced
      if !value.isEmpty { draft.set(field, value) }
    }
    return reader.items(draft)
  }

  private mutating func readHeader() throws(Rejection) {
    let head = source.ahead(3)
    if head.elementsEqual([0xEF, 0xBB, 0xBF]) { source.take(3) }
    if format == .csv {
      // The separator is the one that the header has most of: what a cell holds does not count there.
      let first = source.ahead(8192).prefix { $0 != 0x0A }
      let known: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
      let counts = known.map { mark in first.count { $0 == mark } }
      separator = known[counts.firstIndex(of: counts.max() ?? 0) ?? 0]
    }
    guard case .cells(let cells, let start)? = try nextRow() else {
      throw Rejection(report: source.path, error: "no header", help: "the first line names the columns")
    }
    header = cells.map { String(decoding: $0, as: UTF8.self) }
    places = reader.lines.fields.places(in: header)
    for (field, column) in reader.options.columns where places[field] == nil {
      throw noColumn(column, start)
    }
    if places[.text] == nil { throw noColumn(ReportFields.Field.text.rawValue, start) }
  }

  private func noColumn(_ name: String, _ line: Int) -> Rejection {
    let named = header.filter { !$0.isEmpty }
    let known = Set(places.values)
    let candidate = header.indices.first { !known.contains($0) && !header[$0].isEmpty }.map { header[$0] }
    return Rejection(
      report: source.path, line: line, error: "no column \"\(name)\"",
      help: "the columns are: \(named.joined(separator: ", ")); say which one it is: --columns text="
        + (candidate ?? "NAME"))
  }

  // MARK: Rows

  private mutating func nextLine() throws(Rejection) -> [UInt8]? {
    if let line = again.popLast() {
      self.line += 1
      return line
    }
    while let next = try source.next() {
      line += 1
      switch next {
      case .bytes(let bytes): return Array(bytes.last == 0x0D ? bytes.dropLast() : bytes)
      case .tooLong(let count):
        throw Rejection(
          report: source.path, line: line,
          error: "a line of \(count) bytes is longer than \(source.limit >> 20) MB",
          help: "one report a row; split longer texts")
      }
    }
    return nil
  }

  private mutating func nextRow() throws(Rejection) -> Row? {
    var bytes: [UInt8]
    repeat {
      guard let line = try nextLine() else { return nil }
      bytes = line
    } while bytes.allSatisfy { $0 <= 0x20 && $0 != separator }
    let start = line
    var lines: [[UInt8]] = []
    var row = CellReader(separator: separator, holdsNewlines: separator != UInt8(ascii: "\t"))
    var size = 0
    while !row.take(bytes) {
      size += bytes.count
      guard size <= source.limit, let more = try nextLine() else {
        var error = "a quote is opened and never closed"
        if size <= patience {
          // Everything behind the first line is read again: it may hold good rows.
          patience -= size
          again += lines.reversed()
          line = start
        } else {
          error += ", as in many rows before; \(lines.count) lines behind it are passed over"
        }
        return .broken(
          Rejection(
            report: source.path, line: start, error: error,
            help: "write a quote inside a cell twice, and the cell in quotes"))
      }
      lines.append(more)
      bytes = more
    }
    return .cells(row.cells, line: start)
  }
}

/// Cuts a row into its cells, line by line.
private struct CellReader {
  let separator: UInt8
  let holdsNewlines: Bool
  private(set) var cells: [[UInt8]] = []
  private var cell: [UInt8] = []
  private var isQuoted = false

  init(separator: UInt8, holdsNewlines: Bool) {
    self.separator = separator
    self.holdsNewlines = holdsNewlines
  }

  /// Takes the next line of the row; false when a quoted cell goes on in the one behind it.
  mutating func take(_ line: [UInt8]) -> Bool {
    let quote = UInt8(ascii: "\"")
    var i = 0
    if isQuoted { cell.append(0x0A) }
    while i < line.count {
      let byte = line[i]
      if isQuoted {
        if byte == quote, i + 1 < line.count, line[i + 1] == quote {
          cell.append(quote)
          i += 1
        } else if byte == quote {
          isQuoted = false
        } else {
          cell.append(byte)
        }
      } else if byte == separator {
        cells.append(cell)
        cell.removeAll(keepingCapacity: true)
      } else if byte == quote, cell.isEmpty, holdsNewlines || closes(line, from: i + 1) {
        isQuoted = true
      } else {
        cell.append(byte)
      }
      i += 1
    }
    if isQuoted { return false }
    cells.append(cell)
    return true
  }

  /// Whether a quoted cell that begins there ends in its line, before a separator or the line's end.
  private func closes(_ line: [UInt8], from start: Int) -> Bool {
    let quote = UInt8(ascii: "\"")
    var i = start
    while i < line.count {
      if line[i] == quote {
        if i + 1 == line.count || line[i + 1] == separator { return true }
        guard line[i + 1] == quote else { return false }
        i += 1
      }
      i += 1
    }
    return false
  }
}
