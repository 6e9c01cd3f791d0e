/// The cells of a line of comma-separated values, as another program would read them (RFC 4180).
enum CSVCells {
  static func read(_ line: String) -> [String] {
    var cells: [[UInt8]] = [[]]
    var isQuoted = false
    var bytes = Array(line.utf8)[...]
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && bytes.first == byte:
        cells[cells.count - 1].append(bytes.removeFirst())
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: cells.append([])
      default: cells[cells.count - 1].append(byte)
      }
    }
    return cells.map { String(decoding: $0, as: UTF8.self) }
  }
}
