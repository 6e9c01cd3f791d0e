import DemarcheReading
import DemarcheText
import Testing

@Suite struct `An archive of the web` {
  private static let article =
    "<html lang=\"en\"><head><title>Bridge opens</title></head><body><h1>Bridge opens</h1><p>The bridge at Sol was opened on "
    + "Tuesday by the ministers of Arnland and Velmar, who had not met for two years, officials of both said.</p><p>Lorries "
    + "are to cross it from Friday on, said a spokesman for the customs, who gave no figures for the first week.</p></body></html>"

  private static func record(
    _ kind: String, _ content: String, type: String = "application/http; msgtype=response",
    extra: String = "",
    length: Int? = nil
  ) -> String {
    "WARC/1.0\r\nWARC-Type: \(kind)\r\nWARC-Target-URI: http://a.example/sol\r\nWARC-Date: 2026-02-07T08:30:00Z\r\n"
      + "Content-Type: \(type)\r\n\(extra)Content-Length: \(length ?? content.utf8.count)\r\n\r\n\(content)\r\n\r\n"
  }

  private static func response(_ body: String, head: String = "", status: Int = 200) -> String {
    "HTTP/1.1 \(status) X\r\nContent-Type: text/html; charset=utf-8\r\n\(head)\r\n\(body)"
  }

  @Test func `gives the pages of its responses, with the day of the capture when they tell none`() throws {
    let warc =
      Self.record("warcinfo", "software: none\r\n", type: "application/warc-fields")
      + Self.record("request", "GET / HTTP/1.1\r\n\r\n", type: "application/http; msgtype=request")
      + Self.record("response", Self.response(Self.article))
      + Self.record("response", Self.response("gone", status: 404))
      + Self.record("resource", "picture", type: "image/png")
      + Self.record("conversion", "Plain text of a page.\n", type: "text/plain")
    let readings = try Readings("a.warc", warc)
    #expect(readings.rejected == [])
    #expect(readings.reports.map(\.title) == ["Bridge opens", nil])
    #expect(readings.reports.map(\.url) == ["http://a.example/sol", "http://a.example/sol"])
    #expect(readings.reports.map(\.published) == ["2026-02-07T08:30:00Z", "2026-02-07T08:30:00Z"])
    #expect(readings.notes == ["dated by their capture: 2 reports"])
  }

  @Test(arguments: ["Transfer-Encoding: chunked\r\n", ""])
  func `puts chunks together, and takes those that are together already`(field: String) throws {
    let size = String(Self.article.utf8.count, radix: 16)
    let whole = Self.record("response", Self.response(Self.article, head: "Transfer-Encoding: chunked\r\n"))
    let chunks = Self.record(
      "response",
      Self.response("\(size);x\r\n\(Self.article)\r\n0\r\n\r\n", head: "Transfer-Encoding: chunked\r\n"))
    let readings = try Readings("a.warc", whole + chunks)
    #expect(readings.texts.count == 2)
    #expect(Set(readings.texts).count == 1)
  }

  @Test func `goes on behind what is broken`() throws {
    let good = Self.record("response", Self.response(Self.article))
    let broken: [(String, String)] = [
      (Self.record("response", Self.response(Self.article), length: 999_999), "the record is cut"),
      (
        Self.record("response", Self.response(Self.article), length: 700),
        "the record is shorter than the 700 bytes"
      ),
      (Self.record("response", Self.response(Self.article), length: 40), "no record where one should begin"),
      ("WARC/1.0\r\nWARC-Type: response\r\n\r\n", "a record without its length"),
      ("scrap\r\n\r\n", "no record where one should begin"),
      (Self.record("revisit", "", extra: "WARC-Refers-To-Date: 2025-01-01T00:00:00Z\r\n"), "captured before"),
      (
        Self.record("response", Self.response(Self.article), extra: "WARC-Truncated: length\r\n"),
        "the capture was cut"
      ),
      (Self.record("response", "no message"), "no response of a server"),
    ]
    for (record, error) in broken {
      let readings = try Readings("a.warc", good + record + good)
      #expect(readings.texts.count >= 2, "\(error): \(readings.rejected)")
      #expect(readings.rejected.contains { $0.contains(error) }, "\(error): \(readings.rejected)")
    }
  }

  @Test func `of nothing but other records says so`() throws {
    let warc = Self.record("warcinfo", "software: none\r\n", type: "application/warc-fields")
    #expect(try Readings("a.warc", warc).rejected == ["no report in it, as warc"])
  }
}
