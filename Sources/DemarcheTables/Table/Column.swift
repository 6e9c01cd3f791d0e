/// The cells of one column, each kind of value in a run of its own; those of other kinds stay empty.
///
/// A cell that is null has a place in the run all the same (0, or no bytes), so that row `i` is value `i`.
struct Column: Hashable, Sendable {
  let kind: ColumnKind
  /// Which rows are not null.
  private(set) var known = Bits()
  private(set) var nullCount = 0
  private(set) var integers: [Int64] = []
  private(set) var reals: [Double] = []
  private(set) var days: [Int32] = []
  private(set) var flags = Bits()
  /// The texts of the rows, or the parts of all lists one after the other.
  private(set) var texts = Texts()
  /// The list of row `i` is the parts from `listEnds[i]` to `listEnds[i + 1]`.
  private(set) var listEnds: [Int32] = [0]
  /// Which parts of lists are not null.
  private(set) var knownParts = Bits()

  init(_ kind: ColumnKind) { self.kind = kind }

  var count: Int { known.count }

  /// Roughly the bytes that its values take.
  var size: Int { texts.bytes.count + 4 * (texts.count + listEnds.count) + 8 * count }

  /// Appends a cell; false when it is of another kind.
  mutating func append(_ cell: Cell) -> Bool {
    switch (kind, cell) {
    case (_, .null): appendNull()
    case (.text, .text(let text)): texts.append(text)
    case (.integer, .integer(let integer)): integers.append(Int64(integer))
    case (.real, .real(let real)): reals.append(real)
    case (.flag, .flag(let flag)): flags.append(flag)
    case (.day, .day(let day)): days.append(day)
    case (.texts, .texts(let parts)): append(list: parts)
    default: return false
    }
    known.append(cell != .null)
    return true
  }

  private mutating func appendNull() {
    nullCount += 1
    switch kind {
    case .text: texts.appendUnknown()
    case .integer: integers.append(0)
    case .real: reals.append(0)
    case .flag: flags.append(false)
    case .day: days.append(0)
    case .texts: append(list: [])
    }
  }

  private mutating func append(list parts: [String?]) {
    for part in parts {
      if let part { texts.append(part) } else { texts.appendUnknown() }
      knownParts.append(part != nil)
    }
    guard let end = Int32(exactly: texts.count) else {
      preconditionFailure("\(texts.count) parts of lists in one column: write smaller tables")
    }
    listEnds.append(end)
  }

  /// The parts of the list of a row.
  func parts(_ row: Int) -> Range<Int> { Int(listEnds[row])..<Int(listEnds[row + 1]) }

  subscript(row: Int) -> Cell {
    guard known[row] else { return .null }
    return switch kind {
    case .text: .text(texts[row])
    case .integer: .integer(Int(integers[row]))
    case .real: .real(reals[row])
    case .flag: .flag(flags[row])
    case .day: .day(days[row])
    case .texts: .texts(parts(row).map { knownParts[$0] ? texts[$0] : nil })
    }
  }

  mutating func removeAll(keepingCapacity: Bool) {
    known.removeAll(keepingCapacity: keepingCapacity)
    nullCount = 0
    integers.removeAll(keepingCapacity: keepingCapacity)
    reals.removeAll(keepingCapacity: keepingCapacity)
    days.removeAll(keepingCapacity: keepingCapacity)
    flags.removeAll(keepingCapacity: keepingCapacity)
    texts.removeAll(keepingCapacity: keepingCapacity)
    listEnds.removeAll(keepingCapacity: keepingCapacity)
    listEnds.append(0)
    knownParts.removeAll(keepingCapacity: keepingCapacity)
  }
}
