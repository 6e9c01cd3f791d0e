import Testing

@testable import DemarcheServer

@Suite("Markup holds what it shows, and nothing that it shows is markup")
struct MarkupTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var id: String
    var value: String
    var shown: String
    var testDescription: String { id }
  }

  static let cases = [
    Case(id: "a tag", value: "<script>x</script>", shown: "&lt;script&gt;x&lt;/script&gt;"),
    Case(id: "quotation marks", value: "\" onload='x'", shown: "&quot; onload=&#39;x&#39;"),
    Case(id: "a reference", value: "&lt;", shown: "&amp;lt;"),
    Case(id: "a NUL, which no document may hold", value: "a\0b", shown: "a\u{FFFD}b"),
    Case(id: "other scripts as they are", value: "Пекин 北京 🕊", shown: "Пекин 北京 🕊"),
  ]

  @Test("a value between tags and in an attribute is escaped", arguments: cases)
  func escapes(_ one: Case) {
    let html: HTML = "<b title=\"\(one.value)\">\(one.value)</b>"
    #expect(html.text == "<b title=\"\(one.shown)\">\(one.shown)</b>")
  }

  @Test("markup goes into markup unchanged, and parts come one after the other")
  func composes() {
    let parts: [HTML] = ["a<b", "c"].map { "<li>\($0)</li>" }
    #expect(("<ul>\(parts)</ul>" as HTML).text == "<ul><li>a&lt;b</li><li>c</li></ul>")
    #expect(parts.joined(", ").text == "<li>a&lt;b</li>, <li>c</li>")
  }

  @Test(
    "an address of elsewhere is a link of the web or none",
    arguments: [
      ("https://news.example/a?b=1&c=\"", "https://news.example/a?b=1&amp;c=&quot;"),
      ("HTTP://a", "HTTP://a"),
      ("javascript:alert(1)", "#"), (" javascript:alert(1)", "#"), ("data:text/html,x", "#"), ("//evil", "#"),
    ])
  func elsewhere(_ address: String, _ shown: String) {
    #expect(("\(elsewhere: address)" as HTML).text == shown)
  }
}

@Suite("An address says all that was asked")
struct AddressTests {
  @Test("segments and values are encoded, so that a slash in a code stays in its segment")
  func encodes() {
    let address = Address("relation", "USA/GOV", "group:EU", query: [.init("text", "a b&c=d#é")])
    #expect(address.text == "/relation/USA%2FGOV/group:EU?text=a%20b%26c%3Dd%23%C3%A9")
  }

  @Test("a parameter is set, changed and taken out; the order of the others stays")
  func changes() {
    let address = Address("search", query: [.init("a", "1"), .init("b", "2")])
    #expect(address.with("a", "3").text == "/search?b=2&a=3")
    #expect(address.with("b", nil).text == "/search?a=1")
    #expect(address.without("a", "b").text == "/search")
    #expect(address.format("csv").text == "/search.csv?a=1&b=2")
  }

  @Test("only what the other has is taken over")
  func takes() {
    let from = Address("x", query: [.init("from", "2015"), .init("quad", "4")])
    #expect(Address("y").taking(["from", "until"], from: from).text == "/y?from=2015")
  }
}
