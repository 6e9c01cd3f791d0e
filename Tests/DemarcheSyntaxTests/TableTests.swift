import DemarcheData
import Testing

@Suite struct TableTests {
  @Test("rows are read by the names of columns")
  func rowsByName() throws {
    let text = "# a comment\nname\tcode\n\nPeru\tPER\r\nChad\t\n"
    let table = try Table(text: text, file: "t.tsv", columns: ["code", "name"], optional: ["note"])
    #expect(table.rows.map { $0["name"] } == ["Peru", "Chad"])
    #expect(table.rows.map { $0["code"] } == ["PER", ""])
    #expect(table.rows.map { $0["note"] } == ["", ""])
    #expect(table.rows.map(\.line) == [4, 5])
    #expect(table.comments == ["a comment"])
  }

  @Test("all faults are told at once, each with its line")
  func allFaults() {
    let text = "name\tname\tcolour\nPeru\tPER\nChad \tx\ty\n"
    do {
      _ = try Table(text: text, file: "t.tsv", columns: ["name", "code"])
      Issue.record("no fault was found")
    } catch {
      #expect(error.errors.map(\.line) == [1, 1, 1, 2, 3])
      #expect(error.errors.allSatisfy { $0.file == "t.tsv" })
    }
  }

  @Test("a text without a header is a fault")
  func noHeader() {
    #expect(throws: DataErrors.self) { try Table(text: "# only this\n", file: "t.tsv", columns: ["a"]) }
  }

  @Test("a missing file is an error that names it")
  func missingFile() {
    do {
      _ = try MappedFile(path: "/nowhere/at-all")
      Issue.record("the file was opened")
    } catch {
      #expect(error.file == "/nowhere/at-all")
    }
  }
}
