import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheTesting
import Testing

@Suite struct `Expressions of time` {
  struct Case: Sendable, CustomTestStringConvertible {
    var words: String
    var expected: String?
    var testDescription: String { words }
  }

  // Read in a report of Saturday, 2026-02-07. Words are typed as form/UPOS.
  static let cases = [
    Case(words: "on/ADP Friday/PROPN", expected: "2026-02-06..2026-02-06 day"),
    Case(words: "last/ADJ Friday/PROPN", expected: "2026-02-06..2026-02-06 day"),
    Case(words: "next/ADJ Monday/PROPN", expected: "2026-02-09..2026-02-09 day"),
    Case(words: "yesterday/NOUN", expected: "2026-02-06..2026-02-06 day"),
    Case(words: "last/ADJ month/NOUN", expected: "2026-01-01..2026-01-31 month"),
    Case(words: "last/ADJ year/NOUN", expected: "2025-01-01..2025-12-31 year"),
    Case(words: "last/ADJ week/NOUN", expected: "2026-01-26..2026-02-01 week"),
    Case(words: "two/NUM days/NOUN ago/ADV", expected: "2026-02-05..2026-02-05 day"),
    Case(words: "recent/ADJ weeks/NOUN", expected: "2026-01-10..2026-02-07 range"),
    Case(words: "last/ADJ December/PROPN", expected: "2025-12-01..2025-12-31 month"),
    Case(words: "6/NUM February/PROPN 2026/NUM", expected: "2026-02-06..2026-02-06 day"),
    Case(words: "February/PROPN 6/NUM ,/PUNCT 2024/NUM", expected: "2024-02-06..2024-02-06 day"),
    Case(words: "December/PROPN 24/NUM", expected: "2025-12-24..2025-12-24 day"),
    Case(words: "May/PROPN 1973/NUM", expected: "1973-05-01..1973-05-31 month"),
    Case(words: "2026-02-06/NUM", expected: "2026-02-06..2026-02-06 day"),
    Case(words: "may/AUX fall/VERB", expected: nil),
    Case(words: "31/NUM February/PROPN 2026/NUM", expected: "2026-02-01..2026-02-28 month"),
  ]

  @Test(arguments: cases)
  func `are read from the day of the report`(_ test: Case) {
    let lemmas = ["days": "day", "weeks": "week"]
    let lines = test.words.split(separator: " ").enumerated().map { i, word in
      let parts = word.split(separator: "/")
      let form = String(parts[0])
      return "\(form) \(lemmas[form] ?? form) \(parts[1]) \(i) \(i == 0 ? "root" : "dep")"
    }
    let tree = Tree.typed(lines.joined(separator: "\n"))
    let found = TestWorld.knowledge.time.expressions(in: tree, on: Day(iso: "2026-02-07"))
    let first = found.first.map { "\($0.from.iso)..\($0.until.iso) \($0.precision.rawValue)" }
    #expect(first == test.expected)
  }

  @Test func `that need the report's day are not guessed without it`() {
    let tree = Tree.typed("yesterday yesterday NOUN 0 root")
    #expect(TestWorld.knowledge.time.expressions(in: tree, on: nil).isEmpty)
  }
}
