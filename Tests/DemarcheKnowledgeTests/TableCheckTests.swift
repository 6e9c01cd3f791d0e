import DemarcheData
import DemarcheKnowledge
import Testing

@Suite struct `The check of tables` {
  private func faults(_ stem: String, _ text: String) throws -> [String] {
    let kind = try #require(TableKind.all.first { $0.stem == stem })
    let table = try Table(text: text, file: "t.tsv", columns: kind.columns, optional: kind.optional)
    return TableCheck.check(kind, [table]).faults.map { "\($0.line): \($0.message)" }
  }

  static let terms = "key\toffice\tholder\tshort\tfrom\tuntil\tsource\n"

  @Test(arguments: [
    ("A\tx\tAda\tAda\t2000-01-01\t2004-05-01\ts\nA\tx\tOle\tOle\t2004-05-02\t\ts", []),
    // The day of a change may stand in both.
    ("A\tx\tAda\tAda\t2000-01-01\t2004-05-02\ts\nA\tx\tOle\tOle\t2004-05-02\t\ts", []),
    // A year leaves room.
    ("A\tx\tAda\tAda\t2000\t2004\ts\nA\tx\tOle\tOle\t2004\t\ts", []),
    (
      "A\tx\tAda\tAda\t2000-01-01\t2004-06-01\ts\nA\tx\tOle\tOle\t2004-05-02\t\ts",
      ["3: Ole and Ada are both x of A from 2004-05-02"]
    ),
    ("A\tx\tAda\tAda\t2000-01-01\t2004-06-01\ts\nA\tx\tOle\tOle\t2004-05-02\t\ts; acting", []),
    ("A\tx\tAda\tAda\t2000-01-01\t\ts\nB\tx\tOle\tOle\t2004-05-02\t\ts", []),
    ("A\tx\tAda\tAda\t2000-01-01\t\t", ["2: the row has no source"]),
  ])
  func `finds terms that overlap in one office without a note`(_ rows: String, _ expected: [String]) throws {
    #expect(try faults("knowledge/ministers", Self.terms + rows) == expected)
  }

  @Test func `finds rows that stand twice`() throws {
    let found = try faults(
      "knowledge/not-actors", "form\twhy\tsource\nA B\twar\ts\nA C\twar\ts\nA B\tsea\ts")
    #expect(found == ["4: the row stands twice: A B"])
  }
}
