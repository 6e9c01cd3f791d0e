import DemarcheTables
import Testing

/// One column of every kind.
let everyKind = [
  ColumnDefinition("name", .text), ColumnDefinition("number", .integer), ColumnDefinition("share", .real),
  ColumnDefinition("known", .flag), ColumnDefinition("date", .day), ColumnDefinition("codes", .texts),
]

/// Rows with what is easily confused: null and empty, nothing of a list and an empty list.
let everyRow: [[Cell]] = [
  [.text("Älmar"), .integer(-3), .real(0.5), .flag(true), .day(0), .texts(["AAA", "BBB"])],
  [.null, .null, .null, .null, .null, .null],
  [.text(""), .integer(0), .real(-0.0), .flag(false), .day(-1), .texts([])],
  [.text("𝄞\u{0}"), .integer(.max), .real(.infinity), .flag(true), .day(.max), .texts([nil, "", "AAA"])],
  [.text("a"), .integer(.min), .real(1e-300), .flag(true), .day(.min), .texts([nil])],
]

@Suite struct `A table of typed columns` {
  @Test func `gives back what was put in, and tells null from empty`() {
    let table = TypedTable(everyKind, rows: everyRow)
    #expect(table.rowCount == 5)
    #expect((0..<5).map { table.row($0) } == everyRow)
    #expect(table.cell(3, 5) == .texts([nil, "", "AAA"]))
    #expect(table.cell(2, 5) != table.cell(1, 5))
  }

  @Test func `is empty once its rows are taken out, and takes new ones`() {
    var table = TypedTable(everyKind, rows: everyRow)
    table.removeAll(keepingCapacity: true)
    #expect(table == TypedTable(everyKind))
    table.append(everyRow[3])
    #expect(table.row(0) == everyRow[3])
    #expect(table.rowCount == 1)
  }

  @Test func `takes nil for null`() {
    #expect(Cell(String?.none) == .null)
    #expect(Cell(Int?.some(4)) == .integer(4))
    #expect(Cell(Double?.none) == .null)
    #expect(Cell(Bool?.some(false)) == .flag(false))
    #expect(Cell.null.kind == nil)
  }

  @Test func `does not take a cell of another kind, nor a row of another length`() async {
    await #expect(processExitsWith: .failure) {
      var table = TypedTable([ColumnDefinition("number", .integer)])
      table.append([.text("3")])
    }
    await #expect(processExitsWith: .failure) {
      var table = TypedTable([ColumnDefinition("number", .integer)])
      table.append([.integer(3), .integer(4)])
    }
  }
}
