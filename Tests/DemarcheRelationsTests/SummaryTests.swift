import DemarcheData
import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Summaries")
struct SummaryTests {
  private let known = [
    7: SourceDescription(name: "Aland Post", ownership: "state", country: "Aland"),
    8: SourceDescription(name: "Aland Radio", ownership: "state", country: "Aland"),
    9: SourceDescription(name: "Borland Times", ownership: "private", country: "Borland"),
  ]

  private func summary(_ lines: [Evidence]) throws -> RelationSummary {
    RelationSummary(of: relation(lines), words: try english(), sources: known)
  }

  @Test("The figures, what is left out and on whom it rests, in plain words")
  func whole() throws {
    let lines = [
      line(1, report: 1, quad: 4, score: -9), line(2, report: 2, .bToA, quad: 4, score: -8),
      line(3, report: 2, .mutual, score: 4.4, on: "2015-09-02", byPublication: true),
      line(4, report: 3, negated: true),
    ]
    #expect(
      try summary(lines).sentences == [
        "Aland and Borland, 2015-07 to 2015-09: 3 incidents in 2 reports, 2 different texts.",
        "By kind: words of help 1 and deeds of conflict 2.",
        "By direction: Aland towards Borland 1, Borland towards Aland 1 and mutual 1.",
        "The mean score is -4.2, on PLOVER's scale from -10 to 10.",
        "Left out: 1 line that something did not happen (25 % of all lines).",
        "1 line stands on the day of its report, because the text gives none.",
        "All of this is from one outlet: Aland Post.", "All outlets named are state outlets of Aland.",
      ])
  }

  @Test("Nothing is said of nothing")
  func nothing() throws {
    #expect(try summary([]).text == "Nothing is reported between Aland and Borland.")
  }

  @Test("Outlets of one owner and one country are named as such, and no others")
  func owners() throws {
    func last(_ sources: [Int]) throws -> String? {
      try summary(sources.enumerated().map { line($0, report: $0, source: $1) }).sentences.last
    }
    #expect(try last([7, 8, 8]) == "All outlets named are state outlets of Aland.")
    #expect(try last([7, 9, 9]) == "The largest outlet is Borland Times, 67 % of the reports.")
    #expect(try last([7, 3, 3]) == "The largest outlet is 3, 67 % of the reports.")
    #expect(try last([0, 0]) == "No report names its outlet.")
    #expect(try last([7, 8, 0, 0]) == "2 of 4 reports name no outlet.")
  }

  @Test("Precision, coverage and changes are told where they are given")
  func figures() throws {
    let lines = (0..<60).map {
      line($0, report: $0, quad: 4, score: -9, on: $0 < 10 ? "2014-03-01" : "2015-07-01")
    }
    let relation = relation(lines)
    let months = relation.series().compactMap(\.period)
    let coverage = Coverage(
      .month, months.map { ($0, Coverage.Row(reports: 1500, sources: 12)) })
    let summary = RelationSummary(
      of: relation, words: try english(), precision: MeasuredPrecision(["STRIKE": .init(right: 90, of: 100)]),
      coverage: coverage, changes: RelationChanges(of: relation, coverage: coverage), sources: known)
    #expect(
      summary.sentences.contains(
        "By the measured precision of the types 54 of 60 incidents are right, with both parties (95 % interval 47 to 59)."
      ))
    #expect(
      summary.sentences.contains(
        "In the same periods 25,500 reports were read, of up to 12 outlets a period."))
    #expect(summary.sentences.contains("No change of level is found."))
  }

  @Test("No word is left open in any sentence")
  func complete() throws {
    var lines: [Evidence] = []
    var coverage: [(Period, Coverage.Row)] = []
    var period = Period(.month, containing: Day(number: 14_610))
    for month in 0..<60 {
      coverage.append(
        (period, .init(reports: month < 40 ? 100 : 900, sources: month < 20 ? 5 : 50)))
      let counts = [1: month < 40 ? 1 : 9, 3: month < 20 ? 1 : 9, 4: month < 30 ? 1 : 40]
      for quad in [1, 3, 4] {
        for n in 0..<(counts[quad] ?? 0) {
          let id = month * 100 + quad * 1000 + n
          lines.append(
            line(
              id, report: id, source: id % 3 * 3, quad: quad, score: quad == 1 ? 5 : -5, on: period.first.iso,
              hypothetical: n == 5))
        }
      }
      period = period.next
    }
    lines += [line(99_999, on: nil), line(99_998, precision: .year)]
    let relation = relation(lines)
    let read = Coverage(.month, coverage)
    let words = try english()
    let changes = RelationChanges(of: relation, coverage: read)
    #expect(!changes.points.isEmpty && !changes.doubtful.isEmpty)
    for (coverage, changes) in [
      (read, changes), (Coverage(.month), RelationChanges(of: relation, coverage: Coverage(.month))),
    ] {
      let text = RelationSummary(
        of: relation, words: words, precision: MeasuredPrecision([:]), coverage: coverage, changes: changes,
        sources: known
      ).text
      #expect(!text.contains("{") && !text.contains("}"), "\(text)")
    }
  }

  @Test("A table that lacks a sentence is refused, with its name")
  func refused() throws {
    let table = try Table(
      text: "phrase\ttext\tsource\nnothing\tNothing.\ttest\nnothing\tNothing.\ttest\n", file: "summary.tsv",
      columns: SummaryWords.columns)
    let error = try #require(throws: DataErrors.self) { try SummaryWords(table) }
    #expect(error.errors.contains { $0.line == 3 && $0.message.contains("twice") })
    #expect(error.errors.contains { $0.message.contains("reports.other") })
    #expect(!error.errors.contains { $0.message == "the phrase nothing is missing" })
  }
}
