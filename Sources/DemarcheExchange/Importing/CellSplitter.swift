/// Splits the lines of a foreign file into cells, in UTF-8 whatever they were in.
///
/// - Invariant: holds the bytes of one record.
/// - Cost: one pass over the line; a cell becomes a string only when it is asked for.
struct CellSplitter {
  static let tab = UInt8(ascii: "\t")
  private static let quote = UInt8(ascii: "\"")

  /// What stands between two cells: a tab or a comma.
  var separator = CellSplitter.tab
  private(set) var bytes: [UInt8] = []
  private(set) var cells: [Range<Int>] = []

  /// Takes one record without its newline.
  mutating func split(_ line: some Collection<UInt8>) {
    bytes.removeAll(keepingCapacity: true)
    bytes.append(contentsOf: line)
    while let last = bytes.last, last == 0x0D || last == 0x0A { bytes.removeLast() }
    cells.removeAll(keepingCapacity: true)
    if separator == CellSplitter.tab { splitAtTabs() } else { splitQuoted() }
  }

  private mutating func splitAtTabs() {
    var start = 0
    for i in bytes.indices where bytes[i] == separator {
      cells.append(start..<i)
      start = i + 1
    }
    cells.append(start..<bytes.count)
  }

  /// RFC 4180; a quote inside a cell that does not begin with one is a letter as any other.
  private mutating func splitQuoted() {
    var start = 0
    var i = 0
    while i <= bytes.count {
      if i < bytes.count, i == start, bytes[i] == CellSplitter.quote {
        i += 1
        while i < bytes.count {
          if bytes[i] == CellSplitter.quote {
            guard i + 1 < bytes.count, bytes[i + 1] == CellSplitter.quote else { break }
            i += 1
          }
          i += 1
        }
        i += 1
        continue
      }
      if i >= bytes.count || bytes[i] == separator {
        cells.append(start..<min(i, bytes.count))
        start = i + 1
      }
      i += 1
    }
  }

  /// Whether a quoted cell of a line is still open at its end, so that the next line belongs to it.
  static func isOpen(_ line: some Sequence<UInt8>) -> Bool {
    line.reduce(false) { $1 == quote ? !$0 : $0 }
  }

  /// The text of a stretch of cells, without quotation marks and space around it.
  func text(_ range: Range<Int>) -> String {
    let range = trimmed(range)
    if range.isEmpty { return "" }
    let slice = bytes[range]
    var previous: UInt8 = 0
    var hasTwins = false
    for byte in slice {
      if byte == CellSplitter.quote, previous == CellSplitter.quote { hasTwins = true }
      previous = byte
    }
    if !hasTwins, !slice.contains(CellSplitter.tab) { return String(decoding: slice, as: UTF8.self) }
    var kept: [UInt8] = []
    var isSecond = false
    for byte in slice {
      if byte == CellSplitter.quote, kept.last == CellSplitter.quote, !isSecond {
        isSecond = true
        continue
      }
      isSecond = false
      kept.append(byte == CellSplitter.tab ? UInt8(ascii: " ") : byte)
    }
    return String(decoding: kept, as: UTF8.self)
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, isSpace(bytes[start]) { start += 1 }
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    if end - start >= 2, bytes[start] == CellSplitter.quote, bytes[end - 1] == CellSplitter.quote {
      start += 1
      end -= 1
      while start < end, isSpace(bytes[start]) { start += 1 }
      while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    }
    return start..<end
  }

  func isEmpty(_ cell: Int) -> Bool { trimmed(cells[cell]).isEmpty }

  // MARK: Wrong numbers of cells

  /// Takes empty cells off the end until there are `count`; false when one of them is not empty.
  mutating func dropEmpty(to count: Int) -> Bool {
    guard cells[count...].indices.allSatisfy(isEmpty) else { return false }
    cells.removeLast(cells.count - count)
    return true
  }

  /// Joins cells of which the first begins with a quotation mark and the last ends with one: a tab stood inside.
  mutating func joinQuoted() {
    var joined: [Range<Int>] = []
    var open: Int?
    for cell in cells {
      let begins = !cell.isEmpty && bytes[cell.lowerBound] == CellSplitter.quote
      let ends = !cell.isEmpty && bytes[cell.upperBound - 1] == CellSplitter.quote
      if let first = open {
        if ends {
          joined.append(first..<cell.upperBound)
          open = nil
        }
        continue
      }
      if begins, !ends || cell.count == 1 { open = cell.lowerBound } else { joined.append(cell) }
    }
    if open == nil { cells = joined }
  }

  /// The cells with those of a stretch as one.
  func joining(_ stretch: ClosedRange<Int>) -> [Range<Int>] {
    Array(cells[..<stretch.lowerBound])
      + [cells[stretch.lowerBound].lowerBound..<cells[stretch.upperBound].upperBound]
      + Array(cells[(stretch.upperBound + 1)...])
  }

  mutating func take(_ cells: [Range<Int>]) { self.cells = cells }

  /// Fills up with empty cells.
  mutating func pad(to count: Int) {
    while cells.count < count { cells.append(bytes.count..<bytes.count) }
  }
}
