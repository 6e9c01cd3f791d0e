import DemarcheText
import Testing

@testable import DemarcheReading

/// Documents and archives of them, made here without compression.
@Suite struct `A document` {
  private static let office = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""

  private static func word(_ body: String) -> String {
    "<w:document \(office)><w:body>\(body)</w:body></w:document>"
  }

  @Test func `of Word gives its paragraphs and its properties`() throws {
    let body =
      "<w:p><w:r><w:t>Boats </w:t></w:r><w:r><w:t>waited.</w:t></w:r></w:p><w:p/>"
      + "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Sol</w:t><w:tab/><w:t>12</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
      + "<w:p><w:del><w:r><w:delText>No.</w:delText></w:r></w:del><w:r><w:t>They &amp; we.</w:t></w:r></w:p>"
    let core =
      "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:title>Boats</dc:title>"
      + "<dc:creator>I. Maris</dc:creator><dcterms:created>2026-02-07T08:30:00Z</dcterms:created></cp:coreProperties>"
    let docx = zip([
      ("[Content_Types].xml", "<Types/>"), ("docProps/core.xml", core),
      ("word/document.xml", Self.word(body)),
    ])
    let readings = try Readings("a.docx", docx)
    let report = try #require(readings.reports.first)
    #expect(report.text == "Boats waited.\nSol 12\nThey & we.")
    #expect(report.title == "Boats")
    #expect(report.author == "I. Maris")
    #expect(report.published == "2026-02-07T08:30:00Z")
    #expect(readings.notes == ["dated by the making of the document: 2026-02-07T08:30:00Z"])
    #expect(readings.counts.reports == [.docx: 1])
  }

  @Test func `that is none of Word is refused`() throws {
    let sheet = zip([("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")])
    #expect(
      try Readings("a.xlsx", sheet).rejected == ["no document of Word: it holds no word/document.xml"])
  }

  @Test func `in a zip archive is read in its own format`() throws {
    let inner = zip([
      ("c.txt", "Three."), ("d.zip", String(decoding: zip([("e.txt", "Five.")]), as: UTF8.self)),
    ])
    let archive = zip(
      [
        ("a.txt", "One."), ("b/b.csv", "text\nTwo.\n"), ("__MACOSX/x.txt", "no"), ("b/.x", "no"),
        ("p.bin", "\0\u{1}"),
      ], [("i.zip", inner)])
    let folder = try InputFolder()
    let path = try folder.write("all.zip", archive)
    let readings = try Readings(path)
    #expect(readings.texts == ["One.", "Two.", "Three."])
    #expect(readings.reports.map(\.id) == ["\(path)/a.txt", "\(path)/b/b.csv:2", "\(path)/i.zip/c.txt"])
    #expect(readings.rejected == ["this looks like a binary file", "an archive inside two others"])
  }

  @Test func `in PDF is one text over all its pages`() {
    let pages =
      "The ministers met in the\ntown hall of\n\n3\n\u{0C}the capital.\n\nThey parted late.\n\n4\n\u{0C}5\nAnd that was all.\n\u{0C}"
    #expect(
      Paragraphs.joined(PDFText.lines(of: pages))
        == "The ministers met in the town hall of the capital.\nThey parted late.\nAnd that was all.")
  }

  @Test func `in PDF that is broken is told`() throws {
    let error = try #require(try Readings("a.pdf", "%PDF-1.4\nno more\n").rejected.first)
    #expect(error.contains("damaged") || error.contains("pdftotext"), "\(error)")
  }
}

/// A zip archive of files, kept as they are.
private func zip(_ texts: [(String, String)], _ files: [(String, [UInt8])] = []) -> [UInt8] {
  func number(_ value: Int, _ width: Int) -> [UInt8] {
    (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
  }
  func check(_ bytes: [UInt8]) -> Int {
    var sum: UInt32 = 0xFFFF_FFFF
    for byte in bytes {
      sum ^= UInt32(byte)
      for _ in 0..<8 { sum = sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1 }
    }
    return Int(~sum)
  }
  var bytes: [UInt8] = []
  var directory: [UInt8] = []
  let all = texts.map { ($0.0, Array($0.1.utf8)) } + files
  for (name, content) in all {
    let facts =
      number(20, 2) + number(0, 8) + number(check(content), 4) + number(content.count, 4)
      + number(content.count, 4)
      + number(name.utf8.count, 2) + number(0, 2)
    directory += Array("PK\u{1}\u{2}".utf8) + number(20, 2) + facts + number(0, 10) + number(bytes.count, 4)
    directory += Array(name.utf8)
    bytes += Array("PK\u{3}\u{4}".utf8) + facts + Array(name.utf8) + content
  }
  return bytes + directory + Array("PK\u{5}\u{6}".utf8) + number(0, 4) + number(all.count, 2)
    + number(all.count, 2)
    + number(directory.count, 4) + number(bytes.count, 4) + number(0, 2)
}
