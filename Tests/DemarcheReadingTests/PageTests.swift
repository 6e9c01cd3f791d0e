import DemarcheReading
import DemarcheReportLines
import Testing

@Suite struct `A news page` {
  private let lexicon: PageLexicon

  init() throws { lexicon = try lexiconOfCheckout() }

  private func read(_ html: String, at address: String? = nil) throws -> Page {
    try Page.read(Array(html.utf8)[...], address: address, charset: nil, lexicon: lexicon).get()
  }

  private func refusal(_ html: String, at address: String? = nil) -> String? {
    switch Page.read(Array(html.utf8)[...], address: address, charset: nil, lexicon: lexicon) {
    case .success: nil
    case .failure(let rejection): rejection.error
    }
  }

  /// Three paragraphs of an invented report.
  private let paragraphs = [
    "The foreign minister of Arnland, Olga Brandt, arrived in Velmar on Tuesday for talks about the closed border, the ministry said.",
    "She is to meet President Ivo Maris, who has asked for the return of forty fishermen, before she travels on to the coast.",
    "Both sides have said that they want the bridge at Sol to be opened again, but no date has been named so far.",
  ]
  private var body: String { paragraphs.map { "<p>\($0)</p>" }.joined(separator: "\n") }
  private var text: String { paragraphs.joined(separator: "\n") }

  @Test func `gives its paragraphs without what stands around them`() throws {
    let page = try read(
      """
      <html><head><title>Brandt in Velmar for talks | Arnland Courier</title></head><body>
      <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World news and analysis</a></li></ul></nav>
      <div class="page"><div class="story">
      <h1>Brandt in Velmar for talks</h1>
      <p class="byline">By Lena Koss</p>
      <div class="share-bar"><a href="#">Share this on all networks that you know</a></div>
      \(body)
      <ul class="more"><li><a href="/1">Fishermen held for a third week, families protest</a></li>
      <li><a href="/2">Bridge at Sol: a history of fifty years in pictures</a></li></ul>
      </div>
      <div class="comments"><p>I have crossed that bridge a hundred times, and never once was it safe, so why open it now at all?</p>
      <p>Nobody asks us who live here, and it is always the same people who decide, year after year, about the river.</p></div>
      <div class="sidebar"><p>Sign up for our letter, which tells you each morning what has happened in the night, in Arnland and abroad.</p></div>
      </div><footer><p>© Arnland Courier, all rights reserved, published in Velmar since 1911 by the Courier Trust.</p></footer>
      </body></html>
      """)
    #expect(page.title == "Brandt in Velmar for talks")
    #expect(page.text == text)
    #expect(page.author == "Lena Koss")
  }

  @Test func `keeps headings, items of lists and links inside sentences, and drops captions`() throws {
    let page = try read(
      """
      <article><p>\(paragraphs[0])</p>
      <figure><img src="a.jpg"><figcaption>Olga Brandt in an older picture, taken at the harbour of Velmar.</figcaption></figure>
      <h2>What is at stake</h2><p>\(paragraphs[1]) <a href="/x">The list</a> has been handed over.</p>
      <ul><li>The bridge at Sol</li><li>The fishing grounds</li></ul>
      <p>\(paragraphs[2])</p><h2>Related stories</h2></article>
      """)
    #expect(
      page.text
        == [
          paragraphs[0], "What is at stake", paragraphs[1] + " The list has been handed over.",
          "The bridge at Sol",
          "The fishing grounds", paragraphs[2],
        ].joined(separator: "\n"))
  }

  @Test func `reads text that is divided by line breaks alone, and unfolds hard wraps`() throws {
    let page = try read(
      "<div>\(paragraphs[0])<br><br>\n\(paragraphs[1].split(separator: " ").joined(separator: "\n"))<br>\(paragraphs[2])</div>"
    )
    #expect(page.text == text)
  }

  @Test func `joins an article that is cut into sections`() throws {
    let sections = paragraphs.map { "<section class=\"part\"><div><p>\($0)</p><p>\($0)</p></div></section>" }
    let page = try read(
      "<div id=\"main\">\(sections.joined(separator: "<div class=\"ad\">Buy a boat</div>"))</div>")
    #expect(page.text == paragraphs.flatMap { [$0, $0] }.joined(separator: "\n"))
  }

  @Test func `does not believe a class that would leave nothing of the article`() throws {
    #expect(try read("<div class=\"sidebar-layout promo\"><div>\(body)</div></div>").text == text)
    #expect(try read("<div style=\"display: none\">\(body)</div>").text == text)
  }

  @Test func `reads what JSON-LD says, mended`() throws {
    let page = try read(
      """
      <html lang="en"><head><title>Talks - Courier</title>
      <script type="application/ld+json">//<![CDATA[
      {"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "Courier Online"},
       {"@type": ["NewsArticle"], "headline": "Talks begin in Velmar", "datePublished": "2015-07-24T05:36:09.120+0200",
        "author": [{"@type": "Person", "name": "Lena Koss"}, {"name": "Jan Ott"}], "publisher": {"name": "The Courier"},},]}
      //]]></script></head><body>\(body)</body></html>
      """)
    #expect(page.title == "Talks begin in Velmar")
    #expect(page.published == "2015-07-24T05:36:09+02:00")
    #expect(page.author == "Lena Koss, Jan Ott")
    #expect(page.outlet == "The Courier")
    #expect(page.language == "en")
  }

  @Test func `takes the body from JSON-LD where the page shows only its beginning`() throws {
    let page = try read(
      """
      <script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "\(paragraphs.joined(separator: " "))"}</script>
      <p>\(paragraphs[0])</p>
      """)
    #expect(page.text == paragraphs.joined(separator: " "))
  }

  @Test func `reads what meta elements say`() throws {
    let page = try read(
      """
      <html lang="en_GB"><head><meta property="og:title" content="Talks begin | The Courier">
      <meta property="og:site_name" content="The Courier"><meta name="DC.date.issued" content="2014-03-02">
      <meta name="author" content="By Lena Koss"><link rel="canonical" href="/2014/talks"></head><body>\(body)</body></html>
      """, at: "https://www.courier.example/2014/talks?from=feed")
    #expect(page.title == "Talks begin")
    #expect(page.published == "2014-03-02")
    #expect(page.author == "Lena Koss")
    #expect(page.outlet == "The Courier")
    #expect(page.address == "https://www.courier.example/2014/talks")
    #expect(page.language == "en-GB")
  }

  @Test(arguments: [
    ("<time datetime='2015-07-14T10:00Z'>today</time>", "2015-07-14T10:00Z"),
    ("<span class='date'>July 14, 2015 at 5:36 p.m. EDT</span>", "2015-07-14T17:36-04:00"),
    ("<div>Velmar | 14 July 2015</div>", "2015-07-14"),
    ("<p>Published: 14.7.2015, 09:05</p>", "2015-07-14T09:05"),
    ("<p>14th of July, 2015</p>", "2015-07-14"), ("<p>Tuesday, Jul. 14, 2015</p>", "2015-07-14"),
    ("<p>7/14/2015</p>", "2015-07-14"), ("<p>3/4/2015</p>", nil), ("<p>The year 2015</p>", nil),
  ])
  func `finds the date near the headline`(written: String, date: String?) throws {
    #expect(try read("<html><body><h1>Talks begin</h1>\(written)\(body)</body></html>").published == date)
  }

  @Test(arguments: [
    ("en-US", "2015-03-04"), ("en-GB", "2015-04-03"), ("fr", "2015-04-03"), ("en", nil),
  ])
  func `reads a date in figures as the language of the page has it`(language: String, date: String?) throws {
    let page = try read(
      "<html lang=\(language)><body><h1>Talks begin</h1><p>3/4/2015</p>\(body)</body></html>")
    #expect(page.published == date)
  }

  @Test func `finds the date in the address, and takes no date of another story`() throws {
    #expect(try read(body, at: "https://courier.example/2015/07/14/talks.html").published == "2015-07-14")
    #expect(try read(body, at: "https://courier.example/talks-20150714").published == "2015-07-14")
    let other = String(repeating: "<div><p>Another story</p></div>", count: 60) + "<time>1 May 2011</time>"
    #expect(try read("<h1>Talks</h1><div>\(body)</div>\(other)").published == nil)
  }

  @Test(arguments: [
    ("<title>Talks begin - The Courier</title>", "Talks begin"),
    ("<title>The Courier: Talks begin</title><h1>Talks begin at the border</h1>", "The Courier: Talks begin"),
    (
      "<title>Talks begin at the border » News » Courier</title><h1>Talks begin at the border</h1>",
      "Talks begin at the border"
    ),
    ("<meta property=og:title content='Arnland - a land of rivers'>", "Arnland - a land of rivers"),
    ("<h1>Talks begin</h1>", "Talks begin"),
  ])
  func `has its headline without the name of the site`(head: String, title: String) throws {
    #expect(try read(head + body, at: "https://courier.example/a").title == title)
  }

  @Test func `is refused with a reason when it holds no article`() {
    #expect(refusal("") == "the page is empty")
    #expect(refusal("<html><body></body></html>") == "no article in the page")
    #expect(refusal("<script>var a = '\(text)'</script>") == "no article in the page")
    let links = (1...40).map {
      "<li><a href='/\($0)'>A headline about the talks at the border, number \($0)</a></li>"
    }
    #expect(refusal("<ul>\(links.joined())</ul>") == "no article in the page")
    let teasers = paragraphs.map {
      "<article><h2><a href='/a'>A headline about the talks</a></h2><p>\($0)</p></article>"
    }
    #expect(refusal("<div>\(teasers.joined())\(teasers.joined())</div>") == "no article in the page")
    #expect(refusal(body, at: "https://courier.example/") == nil)
  }

  @Test func `is read however deep or broken it is`() throws {
    let deep = String(repeating: "<div>", count: 200_000)
    #expect(refusal(deep + body) == "no article in the page")
    #expect(try read(String(repeating: "<div>", count: 500) + body).text == text)
    #expect(
      try read("<p>\(paragraphs[0])</b></div><p>\(paragraphs[1])<table><p>\(paragraphs[2])").text == text)
    let whole = "<html><head><title>T</title></head><body><div class='a'>\(body)</div></body></html>"
    for length in stride(from: 0, to: whole.utf8.count, by: 29) {
      _ = Page.read(Array(whole.utf8.prefix(length))[...], address: nil, charset: nil, lexicon: lexicon)
    }
  }
}
