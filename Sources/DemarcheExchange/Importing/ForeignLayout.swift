import DemarcheData

/// A layout in which another project publishes its events.
///
/// Columns are known by the names and the order that the project gives them. A header may leave columns out, have
/// them in another order or write them otherwise (`Event.ID`, `event_id`); letters and figures alone count.
public enum ForeignLayout: String, Hashable, Sendable, CaseIterable {
  case gdelt, icews, polecat, phoenix, petrarch

  /// What the dataset is called, as it stands in brackets behind the names of its sources.
  public var dataset: String {
    switch self {
    case .gdelt: "GDELT"
    case .icews: "ICEWS"
    case .polecat: "POLECAT"
    case .phoenix: "Phoenix"
    case .petrarch: "PETRARCH"
    }
  }

  /// What a cell of a column holds, as far as it can be checked without the rest of the row.
  enum CellKind {
    case text
    /// Words as they stood in the news: there stray tabs come from.
    case raw
    case day, number, country, sectors, type, contexts
    /// A column that no event needs.
    case unused
  }

  struct Column {
    var name: String
    var kind: CellKind
    /// Whether a row without it says nothing.
    var isNeeded = false
    /// Another name that some files give it.
    var alias: String?
  }

  /// The columns in their published order.
  var columns: [Column] {
    switch self {
    case .gdelt: GDELTRow.columns
    case .icews: ICEWSRow.columns
    case .polecat: POLECATRow.columns
    case .phoenix: PhoenixRow.columns
    case .petrarch: PETRARCHRow.columns
    }
  }

  /// What stands in a cell that is empty, besides nothing.
  var marksOfAbsence: Set<String> {
    switch self {
    case .gdelt: []
    case .icews, .polecat, .phoenix: ["NA", "NULL", "nan", "NaN", "None", "\\N"]
    case .petrarch: ["---", "NULL"]
    }
  }
}

/// Which cell of a file's rows holds which column of its layout.
struct ColumnOrder: Sendable {
  let layout: ForeignLayout
  /// What stands in a cell that is empty, besides nothing.
  let absent: Set<String>
  /// For each column of the layout its cell; -1 where the file has none.
  var places: [Int]
  /// The cells of a row.
  var width: Int
  /// Names in the header that the layout does not know.
  var strangers = 0
  /// Whether a row may have more or fewer cells, as the writer was told.
  var isOpen = false

  init(_ layout: ForeignLayout, places: [Int], width: Int) {
    self.layout = layout
    absent = layout.marksOfAbsence
    self.places = places
    self.width = width
  }

  /// The order that a layout is published in.
  init(published layout: ForeignLayout) {
    let count = layout.columns.count
    self.init(layout, places: Array(0..<count), width: count)
  }

  /// The order that a header tells; nil when the line is none.
  ///
  /// - Parameter layout: the only one that comes into question; nil asks all.
  init?(header cells: [String], layout wanted: ForeignLayout?) {
    let names = cells.map(ImportTables.folded)
    var best: ColumnOrder?
    var bestKnown = 0
    for layout in ForeignLayout.allCases where wanted == nil || wanted == layout {
      let columns = layout.columns
      let places = columns.map { column in
        names.firstIndex(of: ImportTables.folded(column.name))
          ?? column.alias.flatMap { names.firstIndex(of: ImportTables.folded($0)) } ?? -1
      }
      let known = places.count { $0 >= 0 }
      let hasNeeded = zip(columns, places).allSatisfy { !$0.isNeeded || $1 >= 0 }
      guard hasNeeded, known > bestKnown, known * 2 > min(columns.count, names.count) else { continue }
      bestKnown = known
      var order = ColumnOrder(layout, places: places, width: names.count)
      order.strangers = names.count - Set(places.filter { $0 >= 0 }).count
      best = order
    }
    guard let best else { return nil }
    self = best
  }

  /// The order that a first row without a header tells by the number of its cells; nil when no layout has so many.
  init?(firstRow cells: [String], layout wanted: ForeignLayout?) {
    func isDate(_ index: Int) -> Bool {
      cells.indices.contains(index) && cells[index].utf8.count == 8 && Int(cells[index]) != nil
    }
    let order: ColumnOrder? =
      switch cells.count {
      case 61: ColumnOrder(published: .gdelt)
      case 57, 58: GDELTRow.firstEdition(cells.count)
      case 20: ColumnOrder(published: .icews)
      case 39, 40: POLECATRow.order(cells.count)
      case 25, 26: PhoenixRow.order(cells.count, beginsWithDate: isDate(0))
      case 6...12 where isDate(0): PETRARCHRow.order
      default: nil
      }
    guard let order, wanted == nil || wanted == order.layout else { return nil }
    self = order
  }

  /// The same without the names of the header that the layout does not know, as where rows lack cells for them.
  var withoutStrangers: ColumnOrder {
    let present = places.filter { $0 >= 0 }.sorted()
    var order = self
    order.places = places.map { place in place < 0 ? -1 : present.firstIndex(of: place) ?? -1 }
    order.width = present.count
    order.strangers = 0
    return order
  }
}
