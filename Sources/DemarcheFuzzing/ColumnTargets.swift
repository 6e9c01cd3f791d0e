import CArrow
import DemarcheEvents
import DemarcheJSON
import DemarcheTables

extension FuzzTarget {
  static let columns = FuzzTarget(
    "columns",
    "rows of any text are the same Parquet twice, whole from mark to mark; through Arrow they come out as they went in"
  ) { _ in
    let columns = EventColumns()
    return { bytes in
      var events = bytes.split(separator: 0x0A).map { HostileEvent.event(of: Array($0)) }
      events += bytes.split(separator: 0x0A).compactMap { JSON.fuzzed(Array($0)).flatMap { Event(json: $0) } }
      let rows = events.map(columns.row)
      let file = parquet(rows, columns)
      guard file == parquet(rows, columns) else { return "not the same bytes twice" }
      guard file.starts(with: "PAR1".utf8), file.suffix(4).elementsEqual("PAR1".utf8), file.count > 12 else {
        return "no file of Parquet: \(file.count) bytes"
      }
      let length = file.suffix(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      guard length <= file.count - 12 else { return "a foot of \(length) bytes in a file of \(file.count)" }
      for line in events.map(columns.line) where CSVCells.read(line).count != columns.definitions.count {
        return "\(CSVCells.read(line).count) cells instead of \(columns.definitions.count): \(line)"
      }
      return arrowFault(rows, columns)
    }
  }

  private static func parquet(_ rows: [[Cell]], _ columns: EventColumns) -> [UInt8] {
    var file: [UInt8] = []
    var writer = ParquetWriter<Never>(columns.definitions, createdBy: "test", rowGroup: 3) { file += $0 }
    for row in rows { writer.append(row) }
    writer.finish()
    return file
  }

  /// Reads the first column of texts back through the stream, and lets everything go.
  private static func arrowFault(_ rows: [[Cell]], _ columns: EventColumns) -> String? {
    let tables = stride(from: 0, to: rows.count, by: 2).map {
      TypedTable(columns.definitions, rows: rows[$0..<min($0 + 2, rows.count)])
    }
    var stream = ArrowArrayStream()
    ArrowExport.stream(tables, of: columns.definitions, into: &stream)
    return ArrowReading.fault(of: &stream) { values, index, row in
      guard columns.definitions[index].kind == .text else { return nil }
      let wanted: String? = if case .text(let text) = rows[row][index] { text } else { nil }
      return values == wanted ? nil : "row \(row), \(columns.definitions[index].name): \(values ?? "null")"
    }
  }
}

/// Reads a stream of Arrow as another program does, and releases all of it.
enum ArrowReading {
  /// - Parameter check: the value of a column of texts, the column, the row over all tables.
  static func fault(
    of stream: inout ArrowArrayStream, _ check: (_ text: String?, _ column: Int, _ row: Int) -> String?
  ) -> String? {
    defer { if let release = stream.release { release(&stream) } }
    var schema = ArrowSchema()
    guard let getSchema = stream.get_schema, getSchema(&stream, &schema) == 0 else { return "no schema" }
    defer { if let release = schema.release { release(&schema) } }
    let formats = (0..<Int(schema.n_children)).map { index in
      schema.children[index].map { String(cString: $0.pointee.format) } ?? ""
    }
    var start = 0
    while true {
      var array = ArrowArray()
      guard let getNext = stream.get_next, getNext(&stream, &array) == 0 else { return "no table" }
      guard let release = array.release else { return nil }
      defer { release(&array) }
      guard array.n_children == schema.n_children else { return "\(array.n_children) columns" }
      for index in formats.indices where formats[index] == "u" {
        guard let column = array.children[index]?.pointee else { return "no column \(index)" }
        for row in 0..<Int(column.length) {
          if let fault = check(text(column, row), index, start + row) { return fault }
        }
      }
      start += Int(array.length)
    }
  }

  private static func text(_ column: ArrowArray, _ row: Int) -> String? {
    if let known = column.buffers[0]?.assumingMemoryBound(to: UInt8.self),
      known[row >> 3] >> UInt8(row & 7) & 1 == 0
    {
      return nil
    }
    guard let ends = column.buffers[1]?.assumingMemoryBound(to: Int32.self), let bytes = column.buffers[2]
    else {
      return nil
    }
    let text = UnsafeRawBufferPointer(start: bytes + Int(ends[row]), count: Int(ends[row + 1] - ends[row]))
    return String(decoding: text, as: UTF8.self)
  }
}
