import CXML
import Testing

@testable import DemarchePlots

@Test(
  arguments: [
    (0, "0"), (1, "1"), (-1, "-1"), (0.5, "0.5"), (0.25, "0.25"), (0.05, "0.05"), (-0.004, "0"), (2.999, "3"),
    (-12.345, "-12.35"), (1e6, "1000000"), (.nan, "0"), (.infinity, "0"),
  ] as [(Double, String)])
func numbersHaveAtMostTwoDecimals(_ value: Double, _ text: String) {
  #expect(value.svg == text)
}

@Test func wordsAndAttributesAreEscaped() {
  var svg = SVG()
  svg.add("text", ["class": "a\"b", "x": 1.5, "y": nil], words: "Côte d'Ivoire & <b> \u{1}\n\"x\"")
  #expect(
    svg.text == "<text class=\"a&quot;b\" x=\"1.5\">Côte d'Ivoire &amp; &lt;b&gt;  &quot;x&quot;</text>\n")
}

@Test func aLinkWithoutAnAddressIsNone() {
  var svg = SVG()
  svg.link(to: nil) { $0.add("rect") }
  svg.link(to: "/a?b=1&c=2") { $0.add("rect") }
  #expect(svg.text == "<rect/>\n<a href=\"/a?b=1&amp;c=2\" tabindex=\"-1\">\n<rect/>\n</a>\n")
}

@Test(
  arguments: [
    ("one two three", 60, ["one two", "three"]), ("abcdef", 23, ["abc", "def"]), ("ab", 1, ["a", "b"]),
    ("", 100, []),
  ] as [(String, Double, [String])])
func wordsAreBrokenIntoLines(_ text: String, _ width: Double, _ lines: [String]) {
  #expect(TextWidth.lines(text, size: 12, width: width) == lines)
}

@Test func aTableAsCommaSeparatedValuesQuotesWhatNeedsIt() {
  let table = FigureTable(header: ["code", "name"], rows: [["A", "x, y"], ["B", "the \"b\""], ["C", ""]])
  #expect(table.csv == "code,name\nA,\"x, y\"\nB,\"the \"\"b\"\"\"\nC,\n")
}

@Test func everyFigureIsWellFormedAndWithoutStyleOrScript() throws {
  for (name, figure) in try gallery() {
    for standalone in [false, true] {
      let svg = figure.svg(standalone: standalone)
      #expect(isWellFormed(svg), "\(name)")
      #expect(!svg.contains("style="), "\(name)")
      #expect(!svg.contains("<script"), "\(name)")
      #expect(svg.contains("<style") == standalone, "\(name)")
    }
  }
}

@Test func everyFigureSaysWhatItIs() throws {
  for (name, figure) in try gallery() {
    let svg = figure.svg(standalone: false)
    #expect(svg.contains("role=\"img\" aria-labelledby=\"\(figure.id)-title \(figure.id)-desc\""), "\(name)")
    #expect(!figure.title.isEmpty && !figure.description.isEmpty, "\(name)")
    #expect(figure.table.rows.allSatisfy { $0.count == figure.table.header.count }, "\(name)")
    for word in figure.caption.flatMap({ $0.split(separator: " ") }) where word.utf8.count < 16 {
      #expect(svg.contains(SVG.escaped(String(word))), "\(name)")
    }
  }
}

@Test func theIdsOfAFigureBeginWithItsOwn() throws {
  for (name, figure) in try gallery() {
    let ids = figure.svg(standalone: false).split(separator: " id=\"").dropFirst().map {
      $0.prefix { $0 != "\"" }
    }
    #expect(ids.allSatisfy { $0.hasPrefix(figure.id) }, "\(name)")
    #expect(Set(ids).count == ids.count, "\(name)")
  }
}

@Test func noFigureHasMoreThanTwoThousandMarks() throws {
  for (name, figure) in try gallery() {
    let svg = figure.svg(standalone: false)
    let marks = ["<rect", "<path", "<circle"].reduce(0) { $0 + svg.split(separator: $1).count - 1 }
    #expect(marks <= 2000, "\(name)")
  }
}

private func isWellFormed(_ text: String) -> Bool {
  let bytes = Array(text.utf8)
  guard let context = xmlNewParserCtxt() else { return false }
  defer { xmlFreeParserCtxt(context) }
  let options = Int32(XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NONET.rawValue)
  let document = bytes.withUnsafeBytes { bytes in
    xmlCtxtReadMemory(
      context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), nil, "UTF-8",
      options)
  }
  defer { xmlFreeDoc(document) }
  return document != nil && context.pointee.wellFormed == 1
}
