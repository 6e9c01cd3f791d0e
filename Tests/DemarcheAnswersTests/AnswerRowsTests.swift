import DemarcheJSON
import DemarcheTables
import Testing

@testable import DemarcheAnswers

@Suite struct `Rows of an answer` {
  @Test func `come batch after batch and end`() throws {
    var batches: [[Int]] = [[1, 2], [], [3]]
    let rows = AnswerRows([ColumnDefinition("n", .integer)]) {
      batches.isEmpty
        ? nil
        : batches.removeFirst().map { number in
          AnswerRows.Row(json: { ["n": .int(number)] }, cells: { [.integer(number)] })
        }
    }
    var read: [Cell] = []
    while let batch = try rows.next() { read += batch.flatMap { $0.cells() } }
    #expect(read == [.integer(1), .integer(2), .integer(3)])
  }

  @Test func `have the cells of figures by their names, null where there is none`() throws {
    let columns = FigureColumns.definitions(["period", "reports", "score_mean", "sources", "balance"])
    let rows = AnswerRows(
      columns,
      [
        [
          .init("period", .string("1979")), .init("beside", .int(7)), .init("reports", .int(3)),
          .init("score_mean", .double(2.5)), .init("sources", .array([.string("A")])),
          .init("balance", .null),
        ]
      ])
    let row = try #require(try rows.next()?.first)
    #expect(row.cells() == [.text("1979"), .integer(3), .real(2.5), .texts(["A"]), .null])
    #expect(try rows.next() == nil)
  }

  @Test(arguments: [
    ("period", ColumnKind.text), ("a", .text), ("a_cow", .integer), ("quad_4", .integer),
    ("a_to_b_share_4", .real), ("mutual_score_mean", .real), ("net_cooperation", .integer),
    ("right_expected", .real), ("right_low", .integer), ("incidents_per_1000", .real), ("goldstein", .real),
    ("coverage_reports", .integer), ("coverage_before", .real), ("sources", .texts), ("leading", .text),
  ])
  func `have one kind for a name, whatever is asked`(name: String, kind: ColumnKind) {
    #expect(FigureColumns.definition(name).kind == kind)
  }
}
