import DemarcheAnswers
import DemarcheData
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import DemarcheTesting
import Testing

@testable import DemarcheServer

@Suite("The page of sources")
struct SourcesPageTests {
  private let table: OutletTable
  private let words: SummaryWords

  init() throws {
    let text = """
      key\townership\tcountry\tkind\tdomain\tsource\tname
      AWIRE\tstate\tAAA\tagency\t\ta law of 1999\tA Wire
      DAILY\tprivate\tDDD\tnewspaper\t\tt\tThe Daily
      """
    table = try OutletTable(
      [
        Table(
          text: text, file: "outlets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns
        )
      ],
      names: [])
    let file = try MappedFile(path: "\(TestFiles.root)/Data/\(SummaryWords.name)")
    let lexicon = withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
    words = try SummaryWords(
      Table(text: lexicon, file: SummaryWords.name, columns: SummaryWords.columns))
  }

  private func row(_ key: Int, _ name: String?, reports: Int) -> SourcesAnswer.Row {
    var figures = SourceFigures()
    figures.reports = reports
    let outlet = name.flatMap { table.outlet(of: $0) }
    return .init(
      key: key, name: name, names: name.map { [$0, "\($0) online"] } ?? [], outlet: outlet,
      country: outlet.map { "Land \($0.country)" }, figures: figures)
  }

  private func page(_ query: [Address.Pair] = [], number: Int = 1, others: Int = 0) -> SourcesPage {
    let rows =
      [
        row(0, nil, reports: 5), row(1, "A Wire", reports: 60), row(2, "The Daily", reports: 40),
        row(3, "<b>, a blog", reports: 2),
      ] + (0..<others).map { row(10 + $0, "other \($0)", reports: 1) }
    let quads = QuadLabels(names: [1: "help", 4: "harm"], conflict: [4], materialConflict: [4])
    return SourcesPage(
      address: Address("sources", query: query), answer: SourcesAnswer(rows, quads: [1, 4]), order: .reports,
      isReversed: false, number: number, quads: quads, words: words, language: { _ in nil })
  }

  @Test("State media are flagged, with what says so; names are escaped and lead to their incidents")
  func rows() throws {
    let text = try page().page().body.text
    #expect(
      text.contains("<b class=\"flag\">state media</b><br><span class=\"muted small\">a law of 1999</span>"))
    #expect(text.contains("<a href=\"/incidents?source=AWIRE\">A Wire</a>"))
    // A name with a comma cannot be asked for, and markup in it is none.
    #expect(text.contains("&lt;b&gt;, a blog") && !text.contains("<b>, a blog"))
    #expect(!text.contains("source=%3Cb"))
    #expect(text.contains("none named") && text.contains("also: A Wire online"))
    #expect(!text.contains("<th scope=\"col\">Language"))
  }

  @Test("The lead says how many there are, which is the largest, and how much state media brought")
  func lead() throws {
    #expect(
      try page().page().body.text.contains(
        "3 sources brought 102 reports; 2 of them are in the table of outlets. The largest, A Wire, brought 59 %; state outlets brought 59 %."
      ))
  }

  @Test(
    "Filters narrow the rows, and the CSV with them",
    arguments: [
      ("named", "daily", ["The Daily"]), ("named", "WIRE ONLINE", ["A Wire"]),
      ("ownership", "state", ["A Wire"]), ("country", "DDD", ["The Daily"]), ("kind", "agency", ["A Wire"]),
      ("kind", "journal", []),
    ])
  func filters(name: String, value: String, left: [String]) throws {
    let page = page([.init(name, value)])
    #expect(page.rows.compactMap(\.name) == left)
    #expect(page.csvText.split(separator: "\n").count == (left.isEmpty ? 0 : left.count + 1))
    #expect(try page.page().body.text.contains("No source is so") == left.isEmpty)
  }

  @Test("A hundred rows are a page; a page that is not there says so")
  func pages() throws {
    let first = try page(others: 150).page().body.text
    #expect(first.contains("page 1 of 2, 154 sources") && first.contains("href=\"/sources?page=2\""))
    let second = try page(number: 2, others: 150).page().body.text
    #expect(second.contains("page 2 of 2") && second.contains("rel=\"prev\" href=\"/sources\""))
    #expect(try page(number: 9).page().body.text.contains("There is no page 9"))
  }
}
