import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Glibc
import Testing

@Suite struct `The report reader` {
  /// What a file of these bytes becomes: reports as "id|text", rejections as "line: error".
  private func read(
    _ bytes: [UInt8], name: String, limit: Int = 1 << 20, as format: ReportReader.Format? = nil
  ) throws -> [String] {
    var template = Array("/tmp/demarche-read-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    try #require(mkdtemp(&template) != nil)
    let folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let path = "\(folder)/\(name)"
    defer {
      unlink(path)
      rmdir(folder)
    }
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o600)
    let wrote = bytes.withUnsafeBytes { write(descriptor, $0.baseAddress, bytes.count) }
    close(descriptor)
    try #require(wrote == bytes.count)
    var options = ReportReader.Options()
    options.limit = limit
    options.format = format
    options.published = "2015-01-02"
    var items: [String] = []
    ReportReader(options: options).read(path: path) { item in
      switch item {
      case .report(let report):
        items.append("\(report.id.split(separator: "/").last ?? "")|\(report.text)|\(report.published ?? "")")
      case .mended(let report, let n): items.append("mended \(n): \(report.text)")
      case .note(let note): items.append("note: \(note.error)")
      case .rejected(let rejection):
        items.append("\(rejection.line.map { "\($0): " } ?? "")\(rejection.error)")
      }
      return true
    }
    return items
  }

  @Test func `takes a plain file as one report named by its path`() throws {
    #expect(try read(Array("Arnland fell.\n".utf8), name: "a.txt") == ["a.txt|Arnland fell.\n|2015-01-02"])
  }

  @Test func `goes on after broken lines and tells each`() throws {
    let lines = """
      {"id": "1", "text": "A."}
      {"id": "2", "text": "B.", "date": "2014-03-04"}
      {"id": "3" "text": "C."}

      [1]
      {"id": "6", "title": "no text"}
      {"id": "7", "text": "E.", "published": "soon"}
      {"id": "8", "text": "F.", "language": "fr"}
      {"id": "9", "event_text": "G.", "pub_date": "2013-01-01T10:00:00Z"}
      """
    #expect(
      try read(Array(lines.utf8), name: "a.jsonl") == [
        "1|A.|2015-01-02", "2|B.|2014-03-04",
        "3: no JSON: neither a comma nor the end of the object at byte 12",
        "5: a line that is no JSON object", "6: no text", "7: published is no date: soon",
        "8: language fr is not supported", "9|G.|2013-01-01T10:00:00Z",
      ])
  }

  @Test func `skips a line that is too long and keeps the rest`() throws {
    let long = #"{"text": ""# + String(repeating: "x", count: 3_000_000) + #""}"#
    let text = #"{"id": "1", "text": "A."}"# + "\n" + long + "\n" + #"{"id": "3", "text": "C."}"#
    #expect(
      try read(Array(text.utf8), name: "a.jsonl") == [
        "1|A.|2015-01-02", "2: a line of 3000012 bytes is longer than 1 MB", "3|C.|2015-01-02",
      ])
  }

  @Test func `names what is no report`() throws {
    #expect(try read([], name: "a.txt") == ["the input is empty"])
    #expect(try read(Array(" \n ".utf8), name: "a.txt") == ["the input holds no text"])
    #expect(try read([0x7F, 0x45, 0, 1, 2], name: "a.txt") == ["this looks like a binary file"])
    #expect(try read([UInt8](repeating: 65, count: 3 << 20), name: "a.txt") == ["longer than 1 MB"])
  }

  @Test func `of JSON lines rejects those with bytes of no text, and reads the others`() throws {
    let text = "{\"id\": \"1\", \"text\": \"A.\"}\n\0\0\n{\"id\": \"3\", \"text\": \"C.\"}"
    let read = try read(Array(text.utf8), name: "a", as: .jsonl)
    #expect(read.count == 3)
    #expect(read[0] == "1|A.|2015-01-02" && read[1].hasPrefix("2: no JSON") && read[2] == "3|C.|2015-01-02")
  }

  @Test func `replaces invalid bytes and says how often`() throws {
    #expect(try read([65, 0xFF, 66, 0xFE, 67], name: "a.txt") == ["mended 2: A\u{FFFD}B\u{FFFD}C"])
  }

  @Test func `says why a file cannot be opened`() {
    var errors: [String] = []
    ReportReader(options: .init()).read(path: "/nowhere/a.txt") { item in
      if case .rejected(let rejection) = item { errors.append(rejection.error) }
      return true
    }
    #expect(errors == ["cannot open: No such file or directory"])
  }

  @Test func `finds hard wraps and keeps every byte in its place`() {
    let wrapped = """
      The ministers of the two plains met on Friday in the old town hall of
      the capital and spoke for six hours about the river that divides the
      lands.

      They parted late.
      """
    #expect(HardWraps.isWrapped(wrapped))
    #expect(HardWraps.unwrapped(wrapped).utf8.count == wrapped.utf8.count)
    #expect(HardWraps.unwrapped(wrapped).split(separator: "\n").count == 2)
    #expect(!HardWraps.isWrapped("One paragraph stands here.\nAnother stands here."))
  }
}
