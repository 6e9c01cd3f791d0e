import DemarcheData
import Testing

@Suite struct `A cell of a CSV` {
  @Test(arguments: [
    ("plain", "plain"), ("a, b", "\"a, b\""), ("so \"called\"", "\"so \"\"called\"\"\""),
    ("two\nlines", "\"two\nlines\""),
    // A quotation mark with an accent is one character, and ends a cell all the same.
    ("\"\u{301}", "\"\"\"\u{301}\""), ("a\r\nb\"\u{200D}", "\"a\r\nb\"\"\u{200D}\""),
  ])
  func `has each of its quotation marks twice`(cell: String, written: String) {
    #expect(Array(CSV.quoted(cell).utf8) == Array(written.utf8))
  }
}
