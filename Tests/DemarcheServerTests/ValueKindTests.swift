import DemarcheAnswers
import DemarcheLedger
import Testing

@testable import DemarcheServer

@Suite struct `Values of parameters` {
  @Test(arguments: [
    ("1978", true), ("1978-03", true), ("1978-03-17", true), ("2000-02-29", true), ("1900-02-29", false),
    ("1978-13", false),
    ("1978-04-31", false), ("0999", false), ("978", false), ("1978-3", false), ("", false),
    ("1978-03-17T10:00:00", false),
    ("٣٩٧٨", false), (" 1978", false),
  ])
  func `are days, months and years`(text: String, holds: Bool) {
    #expect(ValueKind.day.holds(text) == holds)
  }

  @Test(arguments: [
    ("USA", true), ("USA/MIL", true), ("group-7_x", true), ("", false), ("USA/", false), ("/MIL", false),
    ("USA/MIL/X", false),
    ("A B", false), ("ÄÖÜ", false), ("group:EU", false), ("AAAAAAAAAAAAAAAAAAAAAAAAA", false),
  ])
  func `are parties`(text: String, holds: Bool) {
    #expect(ValueKind.party.holds(text) == holds)
  }

  @Test(arguments: [
    ("group:EU", true), ("group:EU/GOV", true), ("group:XX", false), ("group:", false), ("USA", true),
  ])
  func `are groups where these are taken`(text: String, holds: Bool) {
    #expect(ValueKind.party(or: ["EU", "P5"]).holds(text) == holds)
  }

  @Test(arguments: [
    ("Reuters", true), ("Reuters,New York Times", true), ("ownership=state", true),
    ("ownership=state|party,country=AZE", true),
    ("owner=state", false), ("ownership=", false), ("ownership=state,Reuters", false), ("a,,b", false),
    ("", false),
    ("a\nb", false), ("ownership=a|", false),
  ])
  func `are sources`(text: String, holds: Bool) {
    #expect(ValueKind.sources.holds(text) == holds)
    // What the schema takes, the reading takes too.
    if holds { #expect(throws: Never.self) { try SourceChoice.read("source", text) } }
  }

  @Test(arguments: [
    ("1", true), ("1000", true), ("0", false), ("1001", false), ("+5", false), ("-1", false), ("1.0", false),
    ("x", false),
    ("99999999999999999999", false),
  ])
  func `are whole numbers`(text: String, holds: Bool) {
    #expect(ValueKind.whole(1...1000).holds(text) == holds)
  }

  @Test(arguments: [
    ("0", true), ("1", true), ("0.5", true), ("5e-1", true), ("1.01", false), ("nan", false),
    ("0x1p-2", false),
  ])
  func `are shares`(text: String, holds: Bool) {
    #expect(ValueKind.share.holds(text) == holds)
  }

  @Test(arguments: [
    ("a", true), ("a,b", true), ("", false), ("a,", false), ("c", false), ("a,a", true), ("A", false),
  ])
  func `are lists of known words`(text: String, holds: Bool) {
    #expect(ValueKind.list(of: ["a", "b"]).holds(text) == holds)
  }

  @Test(arguments: [
    ("peace", true), ("\"peace treaty\"", true), ("\"\"", false), (" \" ", false), ("", false),
    ("a\u{0}b", false),
  ])
  func `are words`(text: String, holds: Bool) {
    #expect(ValueKind.words.holds(text) == holds)
  }

  @Test(arguments: [
    ("16655.1.1.5.0.talks", true), ("-9345.1.1.5.3.a.b.c", true), ("1.2.3.4.5.", false), ("1.2.3.4.5", false),
    ("1.2.x.4.5.r", false), ("", false), ("999999999.1.1.1.1.r", false),
  ])
  func `are places of a page`(text: String, holds: Bool) {
    #expect(ValueKind.cursor.holds(text) == holds)
    if holds { #expect(EventCursor(text)?.description == text) }
  }

  @Test func `there is a kind for each parameter of a list of events`() throws {
    let setting = try SmallSite.setting()
    for parameter in EventFilter.parameters + SourceChoice.parameters {
      #expect(EventQuestion.kind(parameter.name, setting) != nil, "\(parameter.name)")
    }
  }
}
