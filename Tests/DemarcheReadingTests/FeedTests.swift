import DemarcheReading
import DemarcheReportLines
import Testing

@Suite struct `A feed` {
  private let lexicon: PageLexicon

  init() throws { lexicon = try lexiconOfCheckout() }

  private func read(_ text: String, at address: String? = nil) throws -> Feed {
    try Feed.read(Array(text.utf8)[...], address: address, charset: nil, lexicon: lexicon).get()
  }

  @Test func `of RSS gives its entries as plain paragraphs`() throws {
    let feed = try read(
      """
      <?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
       xmlns:dublin="http://purl.org/dc/elements/1.1/">
      <channel><title>Courier</title><link>https://courier.example/</link><language>en-gb</language>
      <item><guid isPermaLink="false">c-1</guid><title>Talks &amp; trade</title><link>/talks</link>
       <description>Short.</description><dublin:creator>Lena Koss</dublin:creator>
       <content:encoded><![CDATA[<p>Brandt met Maris &mdash; twice.</p><p>They <b>parted</b> late.</p>]]></content:encoded>
       <pubDate>Fri, 24 Jul 2015 05:36:09 GMT</pubDate></item>
      <item><title>Bridge opened</title><description>&lt;p&gt;The bridge at Sol&lt;br/&gt;is open.&lt;/p&gt;</description>
       <guid>https://courier.example/bridge</guid><pubDate>soon</pubDate></item>
      <item><title>Only a headline</title></item><item><link>https://courier.example/empty</link></item>
      </channel></rss>
      """, at: "https://courier.example/feed.xml")
    #expect(feed.title == "Courier")
    #expect(feed.language == "en-gb")
    #expect(
      feed.entries == [
        Feed.Entry(
          id: "c-1", title: "Talks & trade", text: "Brandt met Maris — twice.\nThey parted late.",
          link: "https://courier.example/talks", published: "2015-07-24T05:36:09Z", author: "Lena Koss",
          language: "en-gb"),
        Feed.Entry(
          id: "https://courier.example/bridge", title: "Bridge opened", text: "The bridge at Sol is open.",
          link: "https://courier.example/bridge", language: "en-gb", notes: ["no date: soon"]),
        Feed.Entry(id: "https://courier.example/feed.xml:3", text: "Only a headline", language: "en-gb"),
      ])
    #expect(feed.rejected.map(\.report) == ["https://courier.example/empty"])
  }

  @Test func `of RSS 1 has its items beside the channel`() throws {
    let feed = try read(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="https://courier.example"><title>Courier</title><items><rdf:Seq/></items></channel>
      <item rdf:about="https://courier.example/1"><title>Talks</title><description>They met.</description>
      <dc:date>2003-10-05T10:00:00+02:00</dc:date></item></rdf:RDF>
      """)
    #expect(
      feed.entries == [
        Feed.Entry(
          id: "https://courier.example/1", title: "Talks", text: "They met.",
          published: "2003-10-05T10:00:00+02:00")
      ])
  }

  @Test func `of Atom takes text, HTML and XHTML by their type`() throws {
    let feed = try read(
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title type="html">The &lt;b&gt;Courier&lt;/b&gt;</title>
      <link rel="self" href="/atom"/><link href="https://courier.example/"/><author><name>Desk</name></author>
      <entry><id>urn:1</id><title>Tax &lt; 5</title><updated>2015-01-02T03:04:05Z</updated><link rel="alternate" href="1?a=1&amp;b=2"/>
       <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First &amp; <i>last</i>.</p><p>Second.</p></div></content></entry>
      <entry><id>urn:2</id><title>B</title><published>2015-01-01</published><updated>2015-01-02</updated>
       <summary>Plain
      text.</summary><author><name>Lena Koss</name></author></entry>
      <entry><id>urn:3</id><content type="html">&lt;p&gt;One.&lt;/p&gt;Two.</content></entry></feed>
      """, at: "https://courier.example/atom/")
    #expect(feed.title == "The Courier")
    #expect(feed.link == "https://courier.example/")
    #expect(feed.entries.map(\.title) == ["Tax < 5", "B", nil])
    #expect(feed.entries.map(\.text) == ["First & last.\nSecond.", "Plain text.", "One.\nTwo."])
    #expect(feed.entries.map(\.link) == ["https://courier.example/atom/1?a=1&b=2", nil, nil])
    #expect(feed.entries.map(\.published) == ["2015-01-02T03:04:05Z", "2015-01-01", nil])
    #expect(feed.entries.map(\.author) == ["Desk", "Lena Koss", "Desk"])
  }

  @Test func `of Atom 0.3 or with prefixes is read as well`() throws {
    let old = try read(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>Courier</title><entry><title>Talks</title>
      <issued>2004-05-06T07:08:09Z</issued><modified>2004-05-07</modified><content mode="escaped">&lt;p&gt;They met.&lt;/p&gt;</content></entry></feed>
      """)
    #expect(old.entries.map(\.text) == ["They met."])
    #expect(old.entries.map(\.published) == ["2004-05-06T07:08:09Z"])
    let prefixed = try read(
      "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:entry><a:id>x</a:id><a:summary>They met.</a:summary></a:entry></a:feed>"
    )
    #expect(prefixed.entries.map(\.text) == ["They met."])
  }

  @Test func `of JSON is read by the same rules`() throws {
    let feed = try read(
      """
      {"version": "https://jsonfeed.org/version/1.1", "title": "Courier", "language": "en", "items": [
       {"id": 7, "url": "https://courier.example/7", "title": "Talks", "content_html": "<p>They met.</p><p>Late.</p>",
        "date_published": "2020-02-07T14:04:00-05:00", "authors": [{"name": "Lena Koss"}, {"name": "Jan Ott"}]},
       {"id": "8", "content_text": "One.\\n\\nTwo."}, {"id": "9"}]}
      """)
    #expect(feed.entries.map(\.id) == ["7", "8"])
    #expect(feed.entries.map(\.text) == ["They met.\nLate.", "One.\nTwo."])
    #expect(feed.entries.first?.published == "2020-02-07T14:04:00-05:00")
    #expect(feed.entries.first?.author == "Lena Koss, Jan Ott")
    #expect(feed.rejected.map(\.report) == ["9"])
  }

  @Test func `with broken XML loses no more than what is broken`() throws {
    let feed = try read(
      """
      \n <rss><channel><title>A & B</title><itunes:category text="News">
      <item><title>Caf&eacute; talks</title><description>R&D & trade &nbsp;grow.</description></item>
      <item><title>Two</title><description>It <b>rains.</description></item>
      <item><title>Three</title><description>It snows.</description></item></channel></rss>
      """)
    #expect(feed.entries.map(\.title) == ["Café talks", "Two", "Three"])
    #expect(feed.entries.first?.text == "R&D & trade grow.")
  }

  @Test func `expands no entity of its own and fetches none`() throws {
    let feed = try read(
      """
      <!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY file SYSTEM "file:///etc/hostname">]>
      <rss><channel><item><title>x</title><description>Say &b; and &file; now.</description></item></channel></rss>
      """)
    #expect(feed.entries.map(\.text) == ["Say and now."])
  }

  @Test(arguments: [
    ("", "the feed is empty"), ("<html><body><p>No.</p></body></html>", "this is no feed"),
    ("{\"a\": 1}", "this is no feed"),
    ("plain text", "this is no feed"),
  ])
  func `is refused when it is none`(text: String, error: String) {
    switch Feed.read(Array(text.utf8)[...], address: nil, charset: nil, lexicon: lexicon) {
    case .success: Issue.record("read")
    case .failure(let rejection): #expect(rejection.error == error)
    }
  }

  /// Files of real feeds, good and bad; skipped where the shared data is not there.
  @Test(.enabled("the shared data is not there") { !sharedFiles("feeds").isEmpty })
  func `of the shared data is read whole, or is a piece of HTML and refused`() {
    for (name, bytes) in sharedFiles("feeds") where name.hasSuffix(".xml") || name.hasSuffix(".json") {
      switch Feed.read(bytes[...], address: nil, charset: nil, lexicon: lexicon) {
      case .success(let feed):
        #expect(!feed.entries.isEmpty, "\(name)")
        #expect(feed.rejected.isEmpty, "\(name)")
      case .failure(let rejection):
        #expect(name.contains("First") && rejection.error == "this is no feed", "\(name)")
      }
    }
  }
}
