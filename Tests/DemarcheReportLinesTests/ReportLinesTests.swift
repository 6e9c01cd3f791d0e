import DemarcheReportLines
import DemarcheText
import Testing

@Suite struct `Lines of reports` {
  /// What the lines become: "id|text|published", "mended n: text" or "report line: error".
  private func read(_ text: String, _ change: (inout ReportLines) -> Void = { _ in }) -> [String] {
    read(Array(text.utf8), change)
  }

  private func read(_ bytes: [UInt8], _ change: (inout ReportLines) -> Void = { _ in }) -> [String] {
    var lines = ReportLines()
    change(&lines)
    var said: [String] = []
    lines.read(bytes, path: "-") { item in
      switch item {
      case .report(let report): said.append("\(report.id)|\(report.text)|\(report.published ?? "")")
      case .mended(let report, let count): said.append("mended \(count): \(report.text)")
      case .note(let note): said.append("note: \(note.error)")
      case .rejected(let rejection):
        said.append("\(rejection.report) \(rejection.line ?? 0): \(rejection.error)")
      }
    }
    return said
  }

  @Test func `become reports in order, and a broken line costs no more than itself`() {
    let text = """
      {"id": "1", "text": "A.", "date": "2014-03-04"}
      {"id": "2" "text": "B."}

      {"text": "C."}
      """
    #expect(
      read(text) == [
        "1|A.|2014-03-04", "- 2: no JSON: neither a comma nor the end of the object at byte 12", "-:4|C.|",
      ])
  }

  @Test(arguments: ["", "\n", " \n\t\n"]) func `are nothing where they are blank`(text: String) {
    #expect(read(text) == [])
  }

  @Test func `may begin with a byte order mark and end with a carriage return`() {
    #expect(read("\u{FEFF}{\"id\": \"1\", \"text\": \"A.\"}\r\n") == ["1|A.|"])
  }

  @Test func `take what the caller says where they do not say it themselves`() {
    let said = read(#"{"id": "1", "text": "A."}"#) { $0.published = "2015-01-02" }
    #expect(said == ["1|A.|2015-01-02"])
  }

  @Test func `of too many bytes are told and passed over`() {
    let long = #"{"text": ""# + String(repeating: "x", count: 2_000_000) + #""}"#
    let said = read("\(long)\n{\"id\": \"2\", \"text\": \"B.\"}") { $0.limit = 1 << 20 }
    #expect(said == ["- 1: a line of 2000012 bytes is longer than 1 MB", "2|B.|"])
  }

  @Test func `in a language without rules are refused, unless every language is wanted`() {
    let line = #"{"id": "1", "text": "A.", "language": "fr"}"#
    #expect(read(line) == ["1 1: language fr is not supported"])
    #expect(read(line) { $0.languages = nil } == ["1|A.|"])
  }

  @Test func `with bytes that are no UTF-8 are mended`() {
    let bytes = Array(#"{"id": "1", "text": "A"#.utf8) + [0xFF] + Array(#"."}"#.utf8)
    #expect(read(bytes) == ["mended 1: A\u{FFFD}."])
  }
}
