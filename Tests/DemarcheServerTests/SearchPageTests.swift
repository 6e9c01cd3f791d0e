import DemarcheEvents
import DemarcheHTTP
import DemarcheLedger
import DemarcheRelations
import Testing

@testable import DemarcheServer

@Suite struct `The page of the search` {
  private func field(_ name: String) throws -> SearchField {
    try #require(SearchField.all.first { $0.name == name })
  }

  @Test func `turns what is typed into an address`() throws {
    let answer = try SmallSite().ask("/search?text=struck+actor:AAA+-event:CONSULT&columns=date,event")
    #expect(answer.status == 303)
    #expect(
      answer.headers["Location"] == "/search?columns=date,event&text=struck&actor=AAA&not-event=CONSULT")
  }

  @Test func `shows the sentences with the words of the act, and escapes them`() throws {
    let page = try SmallSite().ask("/search?text=struck").text
    #expect(
      page.contains(
        "Arnland <mark class=\"hit\"><a href=\"/events/ev_0000000000000002\">struck</a></mark> Bostria."))
    #expect(page.contains("<b>2</b> events fit"))
    #expect(!page.contains("style="))
    #expect(!(try SmallSite().ask("/search?text=%3Cscript%3E").text.contains("<script>")))
  }

  @Test func `says where a text goes wrong`() throws {
    let answer = try SmallSite().ask("/search?text=peace+actr:AAA", headers: ["accept": "text/html"])
    #expect(answer.status == 400)
    #expect(answer.text.contains("peace actr:AAA\n      ^</pre>"))
    #expect(answer.text.contains("did you mean &quot;actor:&quot;?"))
  }

  @Test func `offers what to drop where nothing fits`() throws {
    let page = try SmallSite().ask("/search?text=struck&quad=1").text
    #expect(page.contains("without <b>quad=1</b></a>: 2 events"))
    #expect(page.contains("without <b>text=struck</b></a>: 1 events"))
  }

  @Test func `takes all along, as files, as a command and in SQL`() throws {
    let page = try SmallSite().ask("/search?text=struck&actor=AAA").text
    #expect(page.contains("Download the one event that fits"))
    #expect(page.contains("/api/v1/events.csv?text=struck&amp;actor=AAA"))
    #expect(page.contains("--text struck --actor AAA --format csv &gt; events.csv"))
    #expect(page.contains("actor = &#39;AAA&#39;"))
    #expect(page.contains("/correct/assisted?sample=100&amp;seed=1&amp;text=struck&amp;actor=AAA"))
  }

  @Test(arguments: [
    ("", "event", "AID", "event=AID", "not-event=AID"),
    ("event=AID", "event", "AGREE", "event=AID,AGREE", "event=AID not-event=AGREE"),
    ("event=AID,AGREE", "event", "AID", "event=AGREE", "event=AGREE not-event=AID"),
    ("not-event=AID", "event", "AID", "event=AID", "not-event=AID"),
    ("actor=USA", "actor", "RUS", "actor=RUS", "actor=USA not-actor=RUS"),
    ("aux=future&after=1.2", "mark", "future", "", "without=future"),
  ])
  func `adds a value of a facet, or leaves it out`(
    query: String, name: String, value: String, adding: String, excluding: String
  ) throws {
    let pairs = try Query(encoded: Array(query.utf8)).items.map { Address.Pair($0.name, $0.value) }
    let link = FacetLink(
      address: Address(segments: ["search"], query: pairs), field: try field(name), value: value)
    func said(_ address: Address?) -> String {
      address?.query.map { "\($0.name)=\($0.value)" }.joined(separator: " ") ?? ""
    }
    #expect(said(link.adding) == adding)
    #expect(said(link.excluding).split(separator: " ").sorted() == excluding.split(separator: " ").sorted())
  }

  @Test(arguments: [
    ("plain", "plain"), ("EGY,ISR", "EGY,ISR"), ("peace treaty", "'peace treaty'"), ("it's", "'it'\\''s'"),
    ("$(rm)", "'$(rm)'"), ("", "''"),
  ])
  func `quotes the words of a command`(text: String, quoted: String) {
    #expect(SearchExport.quoted(text) == quoted)
  }

  @Test(arguments: [
    (7, 7), (99, 99), (123, 120), (48_212, 48_000), (399_999, 400_000), (1_049_999, 1_000_000),
  ])
  func `rounds what it only guesses`(count: Int, rounded: Int) {
    #expect(SearchPage.rounded(count) == rounded)
  }

  @Test(arguments: [
    // One of a thousand lies far before the others.
    ([(1700, 1), (2001, 500), (2002, 499)], 2001), ([(1700, 10), (2001, 500), (2002, 490)], 1700),
    ([(2000, 1), (2001, 500), (2002, 499)], 2000), ([(1700, 1)], 1700),
  ])
  func `leaves out of its figure what few reports recall of long ago`(years: [(Int, Int)], first: Int) {
    let counts = years.map { (period: Period(unit: .year, index: $0.0), count: $0.1) }
    #expect(SearchPage.bulk(of: counts).first?.period.index == first)
  }

  @Test func `cuts long sentences at words, whatever characters they hold`() {
    let words = Array(repeating: "wörd👍🏽", count: 60).joined(separator: " ")
    let text = "\(words) <struck> \(words)"
    let start = words.unicodeScalars.count + 2
    let line = KeywordInContext(
      sentence: PlacedSentence(text: text, start: 100),
      trigger: Mention(text: "struck", start: 100 + start, end: 106 + start))
    let html = line.html(Address("events", "x")).text
    #expect(html.hasPrefix("… wörd👍🏽 "))
    #expect(html.contains("&lt;<mark class=\"hit\"><a href=\"/events/x\">struck</a></mark>&gt;"))
    #expect(html.hasSuffix("wörd👍🏽 …"))
  }
}
