import DemarcheEvents
import DemarcheText

/// Reads a file of events of another project, row by row, into events of PLOVER.
///
/// A row that can be read is read, each thing put right is counted by kind, each row that cannot is handed back with
/// its line, what is wrong and the way out, and reading goes on. Rows come out in the order of the file. Rows of one
/// story that mirror each other, as ICEWS writes a meeting, are one event with both as actors.
///
/// The layout is found out from the header, or from the number of columns of the first row.
///
/// - Invariant: holds the rows of one story; memory does not grow with the file.
/// - Cost: some tens of thousands of rows a second.
public struct EventFileReader {
  /// What is written into every event.
  public struct Stamp: Hashable, Sendable {
    public var codebook: String
    public var version: String
    public var data: String

    public init(codebook: String, version: String, data: String) {
      self.codebook = codebook
      self.version = version
      self.data = data
    }
  }

  /// The name that rejections and the reasons of events carry.
  public let file: String
  /// The layout that was given or found; nil before the first row.
  public private(set) var layout: ForeignLayout?
  public private(set) var counts = ImportCounts()
  /// Whether the file is of no known layout, so that nothing more comes of it.
  public private(set) var isUnreadable = false

  /// The longest record, in bytes, that quotation marks may hold together.
  public static let longestRecord = 1 << 20

  /// So many rows are looked at before a file is given up.
  static let rowsWithoutLayout = 3

  private let wanted: ForeignLayout?
  private let tables: ImportTables
  private let stamp: Stamp
  private var order: ColumnOrder?
  private var splitter = CellSplitter()
  private var line = 0
  /// A record whose quoted cell goes on in the next line.
  private var pending: [UInt8] = []
  private var pendingLine = 0
  private var story = Story()

  /// - Parameters:
  ///   - file: its name, without a folder: the same file gives the same events wherever it lies.
  ///   - layout: nil finds it out.
  public init(file: String, layout: ForeignLayout? = nil, tables: ImportTables, stamp: Stamp) {
    self.file = file
    wanted = layout
    self.tables = tables
    self.stamp = stamp
  }

  /// Takes the next line, without its newline; gives what is known now.
  public mutating func read(_ bytes: ArraySlice<UInt8>) -> [ImportedItem] {
    line += 1
    if isUnreadable { return [] }
    var bytes = bytes
    if line == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    if order == nil, pending.isEmpty {
      splitter.separator =
        bytes.contains(CellSplitter.tab) || !bytes.contains(UInt8(ascii: ","))
        ? CellSplitter.tab : UInt8(ascii: ",")
    }
    // Only in tables with commas a line break may stand inside a cell.
    if splitter.separator != CellSplitter.tab {
      if pending.isEmpty {
        guard CellSplitter.isOpen(bytes) else { return record(bytes, line: line) }
        pendingLine = line
        pending = Array(bytes)
        return []
      }
      pending.append(UInt8(ascii: " "))
      pending.append(contentsOf: bytes)
      // What is pending is open; a line with an even number of quotation marks leaves it so.
      if !CellSplitter.isOpen(bytes) {
        if pending.count < EventFileReader.longestRecord { return [] }
        pending = []
        counts.rows += 1
        return [reject(.tooLong, "", line: pendingLine)]
      }
      let whole = pending
      pending = []
      return record(whole[...], line: pendingLine)
    }
    return record(bytes, line: line)
  }

  /// Passes over a line that was too long to be held, in bytes.
  public mutating func skip(longLine count: Int) -> [ImportedItem] {
    line += 1
    if isUnreadable { return [] }
    counts.rows += 1
    return [reject(.tooLong, "\(count) bytes", line: line)]
  }

  /// Gives what is still held back, at the end of the file.
  public mutating func finish() -> [ImportedItem] {
    var items: [ImportedItem] = []
    if !pending.isEmpty {
      counts.rows += 1
      items.append(reject(.tooLong, "", line: pendingLine))
      pending = []
    }
    return flush() + items
  }

  private mutating func record(_ bytes: ArraySlice<UInt8>, line: Int) -> [ImportedItem] {
    if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 || $0 == 0x2C }) { return [] }
    let mended = MendedText.mended(bytes)
    if let mended { splitter.split(mended) } else { splitter.split(bytes) }
    if order == nil {
      let texts = splitter.cells.map(splitter.text)
      if let found = ColumnOrder(header: texts, layout: wanted) {
        order = found
        layout = found.layout
        return []
      }
      guard let found = ColumnOrder(firstRow: texts, layout: wanted) else {
        counts.rows += 1
        // The first row may be the one that is broken.
        isUnreadable = counts.rows == EventFileReader.rowsWithoutLayout
        return [reject(.layout, "\(texts.count) columns", line: line)]
      }
      order = found
      layout = found.layout
    }
    counts.rows += 1
    if mended != nil { counts.repair(.encoding) }
    guard let order = fit() else {
      return [reject(.columns, "\(splitter.cells.count) instead of \(self.order?.width ?? 0)", line: line)]
    }
    var row = ForeignRow(splitter: splitter, order: order, tables: tables)
    do throws(RowProblem) {
      let act = try row.act()
      merge(row.repairs)
      guard let act else {
        counts.withoutEvent += 1
        return []
      }
      return take(act, line: line)
    } catch {
      merge(row.repairs)
      return [reject(error.fault, error.text, line: line)]
    }
  }

  private mutating func merge(_ repairs: [(Repair, String?)]) {
    for (repair, value) in repairs { counts.repair(repair, value) }
  }

  private mutating func reject(_ fault: RowFault, _ text: String, line: Int) -> ImportedItem {
    counts.rejected[fault, default: 0] += 1
    return .rejected(RowRejection(file: file, line: line, fault: fault, text: text))
  }

  // MARK: Cells

  /// The order of the columns of the row that was split, once it has as many cells as it should; nil when it cannot.
  private mutating func fit() -> ColumnOrder? {
    guard let order else { return nil }
    let count = splitter.cells.count
    if count == order.width || order.isOpen { return order }
    if order.strangers > 0 {
      let narrow = order.withoutStrangers
      if count == narrow.width {
        counts.repair(.headerNames)
        return narrow
      }
    }
    if count > order.width {
      if splitter.dropEmpty(to: order.width) {
        counts.repair(.emptyCells)
        return order
      }
      splitter.joinQuoted()
      if splitter.cells.count != order.width { joinStray(order) }
      guard splitter.cells.count == order.width else { return nil }
      counts.repair(.strayTab)
      return order
    }
    // An editor that takes space off the ends of lines takes the last columns with it.
    let needed = zip(order.layout.columns, order.places).filter { $0.0.isNeeded }.map(\.1)
    guard needed.allSatisfy({ $0 < count }) else { return nil }
    splitter.pad(to: order.width)
    guard isPlausible(splitter.cells, order) else { return nil }
    counts.repair(.shortRow)
    return order
  }

  /// Joins neighbouring cells where only that gives each column what it can hold.
  private mutating func joinStray(_ order: ColumnOrder) {
    let excess = splitter.cells.count - order.width
    guard excess > 0 else { return }
    var kinds = [ForeignLayout.CellKind](repeating: .unused, count: order.width)
    for (column, place) in zip(order.layout.columns, order.places) where place >= 0 {
      kinds[place] = column.kind
    }
    var found: [(kind: ForeignLayout.CellKind, cells: [Range<Int>])] = []
    for place in 0..<order.width {
      switch kinds[place] {
      case .text, .raw, .unused: break
      case .day, .number, .country, .sectors, .type, .contexts: continue
      }
      let cells = splitter.joining(place...(place + excess))
      if isPlausible(cells, order) { found.append((kinds[place], cells)) }
    }
    // What tells apart places that differ in no column that is read is of no interest.
    let read = found.map { found in
      order.places.indices.filter { order.layout.columns[$0].kind != .unused && order.places[$0] >= 0 }
        .map { splitter.text(found.cells[order.places[$0]]) }
    }
    if let first = found.first, read.allSatisfy({ $0 == read[0] }) {
      splitter.take(first.cells)
      return
    }
    let raw = found.filter { $0.kind == .raw }
    if raw.count == 1 { splitter.take(raw[0].cells) }
  }

  /// Whether each column holds what it can hold.
  private func isPlausible(_ cells: [Range<Int>], _ order: ColumnOrder) -> Bool {
    for (column, place) in zip(order.layout.columns, order.places) where place >= 0 {
      switch column.kind {
      case .text, .raw, .unused: continue
      case .day, .number, .country, .sectors, .type, .contexts: break
      }
      let text = splitter.text(cells[place])
      if text.isEmpty || order.absent.contains(text) {
        if column.isNeeded { return false }
        continue
      }
      let fits =
        switch column.kind {
        case .day: ForeignRow.day(text) != nil
        case .number: Double(text) != nil
        case .country: tables.country(text) != nil
        case .sectors: ForeignRow.list(text).allSatisfy { tables.sector($0) != nil }
        case .type: tables.type(text) != nil
        case .contexts: ForeignRow.list(text).allSatisfy { tables.context($0) != nil }
        case .text, .raw, .unused: true
        }
      if !fits { return false }
    }
    return true
  }

  // MARK: Stories

  /// The acts of neighbouring rows of one story, until the next begins.
  private struct Story {
    var report = ""
    var acts: [(act: ForeignAct, line: Int)] = []
    /// The acts that may have a mirror, by what their rows say.
    var byMirror: [String: Int] = [:]
  }

  private mutating func take(_ act: ForeignAct, line: Int) -> [ImportedItem] {
    guard act.isOfStory else { return flush() + [.event(event(act, line: line))] }
    var items: [ImportedItem] = []
    if act.report.id != story.report {
      items = flush()
      story.report = act.report.id
    }
    if let keys = act.mirrorKeys(tables) {
      if let known = story.byMirror.removeValue(forKey: keys.mirrored) {
        story.acts[known].act.fold(act)
        counts.mirrored += 1
        return items
      }
      story.byMirror[keys.own] = story.acts.count
    }
    story.acts.append((act, line))
    return items
  }

  private mutating func flush() -> [ImportedItem] {
    let items = story.acts.map { ImportedItem.event(event($0.act, line: $0.line)) }
    story.report = ""
    story.acts.removeAll(keepingCapacity: true)
    story.byMirror.removeAll(keepingCapacity: true)
    return items
  }

  private mutating func event(_ act: ForeignAct, line: Int) -> ImportedEvent {
    counts.events += 1
    return act.imported(as: stamp, codebook: tables.codebook, from: "row \(line) of \(file)")
  }
}
