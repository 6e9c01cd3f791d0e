import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Testing

@Suite struct `The page of an entry` {
  private static func page(_ word: String) -> String {
    "<html><head><title>Bridge</title></head><body><h1>Bridge</h1><p>The bridge at Sol was opened on Tuesday by the ministers "
      + "of \(word) and Velmar, who had not met for two years, officials of both said after the talks.</p><p>Lorries are to "
      + "cross it from Friday on, said a spokesman for the customs, who gave no figures for the first week.</p></body></html>"
  }

  private static func feed(_ link: String) -> String {
    "<rss version=\"2.0\"><channel><title>Wire</title><item><guid>w1</guid><title>Bridge</title><link>\(link)</link>"
      + "<description>The bridge was opened.</description></item></channel></rss>"
  }

  @Test func `is fetched when that is asked for`() throws {
    let feed = Self.feed("http://a.example/sol")
    #expect(try Readings("a.xml", feed).texts == ["The bridge was opened."])
    let readings = try Readings("a.xml", feed) { options in
      options.fetch = {
        .success(.init(address: $0, type: "text/html", bytes: Array(Self.page("Arnland").utf8)))
      }
    }
    #expect(readings.reports.map(\.id) == ["w1"])
    #expect(readings.texts.first?.contains("Arnland") == true)
    let failed = try Readings("a.xml", feed) { options in
      options.fetch = { .failure(Rejection(report: $0, error: "the server answers 503")) }
    }
    #expect(failed.texts == ["The bridge was opened."])
    #expect(failed.notes == ["the server answers 503"])
  }

  @Test func `is read beside the feed, and nowhere above it`() throws {
    let folder = try InputFolder()
    try folder.write("news/pages/sol.html", Self.page("Arnland"))
    try folder.write("secret.html", Self.page("Secretland"))
    let beside = try folder.write("news/a.xml", Self.feed("pages/sol.html"))
    #expect(try Readings(beside).texts.first?.contains("Arnland") == true)
    for link in ["../secret.html", "\(folder.path)/secret.html", "file://\(folder.path)/secret.html"] {
      let above = try folder.write("news/b.xml", Self.feed(link))
      #expect(try Readings(above).texts == ["The bridge was opened."])
    }
  }
}
