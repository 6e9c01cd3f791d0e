import DemarcheReading
import DemarcheText
import Testing

@Suite struct `The format of an input` {
  /// One input and what it is read as.
  struct Case: Sendable, CustomTestStringConvertible {
    var name: String
    var content: String
    var format: ReportReader.Format
    var testDescription: String { "\(name) \(content.prefix(20))" }
  }

  private static let page =
    "<html lang=\"en\"><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>The bridge at Sol was opened on "
    + "Tuesday by the ministers of Arnland and Velmar, who had not met for two years, officials of both said.</p><p>Lorries "
    + "are to cross it from Friday on, said a spokesman for the customs, who gave no figures for the first week.</p></body></html>"
  private static let feed =
    "<rss version=\"2.0\"><channel><title>Wire</title><item><guid>w1</guid><title>Bridge</title>"
    + "<description>The bridge at Sol was opened.</description></item></channel></rss>"

  @Test(arguments: [
    Case(name: "a.txt", content: "{ is how this text begins.", format: .text),
    Case(name: "a", content: "Arnland fell.", format: .text),
    Case(name: "a", content: #"{"text": "Arnland fell."}"#, format: .jsonl),
    Case(name: "a", content: #"[{"text": "Arnland fell."}]"#, format: .json),
    Case(name: "a", content: "[Applause] The minister rose.", format: .text),
    Case(name: "a.json", content: #"{"text": "Arnland fell."}"#, format: .jsonl),
    Case(name: "a.json", content: "{\n\"text\": \"Arnland fell.\"\n}", format: .json),
    Case(name: "a.json", content: #"[{"text": "Arnland fell."}]"#, format: .json),
    Case(name: "a.csv", content: "id,text\n1,Arnland fell.\n", format: .csv),
    Case(name: "a.tab", content: "id\ttext\n1\tArnland fell.\n", format: .tsv),
    Case(name: "a.md", content: "# Arnland\n\nIt fell.\n", format: .markdown),
    Case(name: "a.txt", content: page, format: .html),
    Case(name: "a.xml", content: "<?xml version=\"1.0\"?><!-- news -->\n" + feed, format: .feed),
    Case(name: "a", content: "<!DOCTYPE html><title>x</title>" + page.dropFirst(16), format: .html),
    Case(
      name: "a.sgm", content: "<REUTERS NEWID=\"4\">\n<BODY>Arnland fell.</BODY>\n</REUTERS>\n", format: .sgml
    ),
  ])
  func `is found by its first bytes and its ending`(_ input: Case) throws {
    let readings = try Readings(input.name, input.content)
    #expect(readings.counts.reports == [input.format: 1], "\(readings.rejected)")
  }

  /// What is no report, and why.
  struct Refusal: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var error: String
    var testDescription: String { name }
  }

  @Test(arguments: [
    Refusal(name: "a.rtf", bytes: Array("{\\rtf1\\ansi Arnland}".utf8), error: "a document in RTF"),
    Refusal(
      name: "a.doc", bytes: [0xD0, 0xCF, 0x11, 0xE0, 0xA1], error: "a document of an old Word or Excel"),
    Refusal(
      name: "a.xml", bytes: Array("<nitf><body/></nitf>".utf8), error: "XML of a kind that is not known"),
    Refusal(name: "a.bin", bytes: [1, 0, 2, 0], error: "this looks like a binary file"),
    Refusal(name: "a.jsonl", bytes: Array("\n\n".utf8), error: "no report in it, as jsonl"),
    Refusal(name: "a.csv", bytes: Array("id,text\n".utf8), error: "no report in it, as csv"),
  ])
  func `that is not read is refused with its reason`(_ refusal: Refusal) throws {
    #expect(try Readings(refusal.name, refusal.bytes).rejected == [refusal.error])
  }

  @Test func `may be forced`() throws {
    #expect(
      try Readings("a.txt", "id,text\n1,Arnland fell.\n") { $0.format = .csv }.texts == ["Arnland fell."])
  }

  @Test func `is text in other encodings too`() throws {
    let units = "\u{FEFF}text\nArnland’s end.\n".utf16
    let bytes = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(try Readings("a.csv", bytes).texts == ["Arnland’s end."])
    let latin = Array("Arnland".utf8) + [0x92] + Array("s end.".utf8)
    #expect(try Readings("a.txt", latin) { $0.encoding = "WINDOWS-1252" }.texts == ["Arnland’s end."])
    #expect(
      try Readings("a.txt", latin) { $0.encoding = "KLINGON" }.rejected == ["there is no encoding KLINGON"])
  }
}
