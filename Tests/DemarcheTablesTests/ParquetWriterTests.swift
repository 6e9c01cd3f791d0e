import Testing

@testable import DemarcheTables

@Suite struct `A file of Parquet` {
  func file(_ definitions: [ColumnDefinition], _ rows: [[Cell]], group: Int = 65_536) -> [UInt8] {
    var bytes: [UInt8] = []
    var writer = ParquetWriter(
      definitions, metadata: [(key: "demarche", value: #"{"run":3}"#)], createdBy: "demarche version 1",
      rowGroup: group
    ) { bytes += $0 }
    for row in rows { writer.append(row) }
    writer.finish()
    return bytes
  }

  /// Rows in which every column has its own rhythm of nulls, empty lists and repeated texts.
  func mixed(_ count: Int) -> [[Cell]] {
    (0..<count).map { row -> [Cell] in
      let codes = (0..<row % 4).map { (row + $0) % 5 == 0 ? nil : "code \((row * 3 + $0) % 17)" }
      var cells: [Cell] = [.text("text \(row % 13)"), .integer(row * row), .real(Double(row) / 8)]
      cells += [.flag(row % 4 == 1), .day(Int32(row) - 50), .texts(codes)]
      for (column, rhythm) in [7, 5, 3, 11, 9, 6].enumerated() where row % rhythm == 0 {
        cells[column] = .null
      }
      return cells
    }
  }

  @Test func `has every value as it was, and tells null from empty`() throws {
    #expect(try ReadParquet(file(everyKind, everyRow)).rows == everyRow)
  }

  @Test(arguments: [1, 7, 8, 9, 64, 1000, 65_536])
  func `has every row in its place, however many make a group`(group: Int) throws {
    let rows = mixed(1000)
    let read = try ReadParquet(file(everyKind, rows, group: group))
    #expect(read.rows == rows)
    #expect(read.groups.count == (1000 + group - 1) / group)
    #expect(read.foot[3]?.int == 1000)
  }

  @Test func `says what its columns are`() throws {
    let read = try ReadParquet(file(everyKind, everyRow))
    #expect(
      read.schema == [
        "name 6 as 0", "number 2", "share 5", "known 0", "date 1 as 6", "codes as 3", "list",
        "element 6 as 0",
      ])
    let elements = try #require(read.foot[2]).list
    #expect(elements[0][5]?.int == 6)
    // All may be null (1); the list of a list repeats (2).
    #expect(elements.dropFirst().map { $0[3]?.int } == [1, 1, 1, 1, 1, 1, 2, 1])
    // String, date and list once more, in the words of today.
    #expect(elements[1][10]?[1] != nil && elements[5][10]?[6] != nil && elements[6][10]?[3] != nil)
  }

  @Test func `without rows has its columns and nothing else`() throws {
    let read = try ReadParquet(file(everyKind, []))
    #expect(read.rows.isEmpty && read.groups.isEmpty)
    #expect(read.foot[3]?.int == 0)
    #expect(read.schema.count == 8)
  }

  @Test func `carries what it is told of itself`() throws {
    let foot = try ReadParquet(file(everyKind, everyRow)).foot
    let pair = try #require(foot[5]?.list.first)
    #expect([pair[1]?.string, pair[2]?.string] == ["demarche", #"{"run":3}"#])
    #expect(foot[6]?.string == "demarche version 1")
    #expect(foot[7]?.list.count == 6)
  }

  @Test func `takes a dictionary for texts while it pays, and plain ones else`() throws {
    let definitions = [
      ColumnDefinition("few", .text), ColumnDefinition("many", .text), ColumnDefinition("long", .text),
      ColumnDefinition("none", .text),
    ]
    let long = (0..<40).map { String(repeating: "\($0) ", count: 20_000) }
    let rows = (0..<100).map { row -> [Cell] in
      [.text("\(row % 3)"), .text("\(row)"), .text(long[row % 40]), .null]
    }
    let read = try ReadParquet(file(definitions, rows))
    #expect(read.rows == rows)
    #expect(read.encodings["few"] == [8])
    #expect(read.encodings["many"] == [0])
    #expect(read.encodings["none"] == [0])
    // Texts without a dictionary are cut into pages of some 1 MiB.
    let pages = try #require(read.encodings["long"])
    #expect(Set(pages) == [0] && pages.count > 3)
  }

  @Test func `counts nulls, and knows the least and the greatest number and day`() throws {
    let rows: [[Cell]] = [
      [.null, .integer(-5), .real(.nan), .null, .day(3), .texts([])],
      [.text("a"), .integer(7), .real(0), .flag(true), .day(-2), .texts(["b", nil])],
      [.text("a"), .null, .real(-0.5), .flag(false), .null, .null],
    ]
    let columns = try #require(try ReadParquet(file(everyKind, rows)).groups.first?[1]).list
    let statistics = columns.map { $0[3]?[12] }
    #expect(statistics.map { $0?[3]?.int } == [1, 1, 0, 1, 1, 3])
    #expect(statistics[1]?[6]?.bytes == [UInt8](littleEndian: -5))
    #expect(statistics[1]?[5]?.bytes == [UInt8](littleEndian: 7))
    #expect(statistics[2]?[6]?.bytes == [UInt8](littleEndian: (-0.5).bitPattern))
    #expect(statistics[2]?[5]?.bytes == [UInt8](littleEndian: 0.0.bitPattern))
    #expect(statistics[4]?[6]?.bytes == [UInt8](littleEndian: Int32(-2)))
    #expect(statistics[4]?[5]?.bytes == [UInt8](littleEndian: Int32(3)))
    #expect(statistics[0]?[5] == nil)
  }

  @Test(arguments: [
    ([0.0], -0.0, 0.0), ([-0.0, 1], -0.0, 1), ([-1, -0.0], -1, 0.0), ([.nan, 2, .infinity], 2, .infinity),
  ])
  func `lets either zero lie between its least and greatest number`(
    values: [Double], least: Double, greatest: Double
  ) throws {
    let read = try ReadParquet(file([ColumnDefinition("share", .real)], values.map { [.real($0)] }))
    let statistics = try #require(read.groups.first?[1]?.list.first?[3]?[12])
    #expect(statistics[6]?.bytes == [UInt8](littleEndian: least.bitPattern))
    #expect(statistics[5]?.bytes == [UInt8](littleEndian: greatest.bitPattern))
  }

  @Test func `is the same for the same rows`() {
    #expect(file(everyKind, mixed(500), group: 64) == file(everyKind, mixed(500), group: 64))
  }

  @Test func `is handed on group by group`() {
    var (sizes, length): ([Int], Int) = ([], 0)
    var writer = ParquetWriter(everyKind, createdBy: "", rowGroup: 100) { length += $0.count }
    for row in mixed(1000) {
      writer.append(row)
      sizes.append(length)
    }
    #expect(sizes[98] == 0)
    #expect(sizes[99] > 0 && sizes[198] == sizes[99] && sizes[199] > sizes[198])
  }

  @Test func `has smaller groups where texts are large`() throws {
    let large = String(repeating: "large ", count: 2000)
    let rows = (0..<12).map { [Cell.text("\($0) \(large)")] }
    var bytes: [UInt8] = []
    var writer = ParquetWriter([ColumnDefinition("text", .text)], createdBy: "") { bytes += $0 }
    writer.greatestGroup = 50_000
    for row in rows { writer.append(row) }
    writer.finish()
    let read = try ReadParquet(bytes)
    #expect(read.groups.map { $0[3]?.int } == [5, 5, 2])
    #expect(read.rows == rows)
  }

  @Test func `ends where its sink throws`() throws {
    struct Full: Error {}
    var room = 100
    var writer = ParquetWriter(everyKind, createdBy: "", rowGroup: 2) { bytes throws(Full) in
      room -= bytes.count
      if room < 0 { throw Full() }
    }
    try writer.append(everyRow[0])
    #expect(throws: Full.self) { try writer.append(everyRow[1]) }
  }
}
