import DemarcheReading
import DemarcheText
import Testing

@Suite struct `Markdown` {
  @Test func `becomes paragraphs without its signs`() throws {
    let markdown = """
      ---
      title: "The bridge at Sol"
      date: 2026-02-07
      author: Olga Brandt
      tags: [news]
      ---
      # The bridge at Sol

      The **ministers** of [Arnland](http://a.example "a") and _Velmar_
      opened the bridge[^1] at Sol_East.

      ```
      left out
      ```
      - First lorries crossed
      - ![picture](b.png)Boats *waited*

      > It is a start, Ms \\*Brandt\\* said.

      | side | lorries |
      |------|--------:|
      | west | 12 |

      [ref]: http://a.example
      <!-- not shown -->
      """
    let report = try #require(try Readings("a.md", markdown).reports.first)
    #expect(report.title == "The bridge at Sol")
    #expect(report.published == "2026-02-07")
    #expect(report.author == "Olga Brandt")
    #expect(
      report.text.split(separator: "\n") == [
        "The ministers of Arnland and Velmar opened the bridge at Sol_East.", "First lorries crossed",
        "Boats waited", "It is a start, Ms *Brandt* said.", "side lorries", "west 12",
      ])
  }

  @Test func `has its first heading for a title`() throws {
    let report = try #require(try Readings("a.md", "Arnland falls\n=====\n\nIt fell.\n").reports.first)
    #expect(report.title == "Arnland falls")
    #expect(report.text == "It fell.")
  }
}
