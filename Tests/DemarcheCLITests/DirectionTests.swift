import DemarcheJSON
import Testing

/// Who acts and on whom, for each construction of `Tests/Coding/directions.tsv`.
///
/// States in these sentences are real names in invented test data.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The participants` {
  @Test func `stand the right way round in the passive`() throws { try check("passive") }
  @Test func `stand the right way round with by`() throws { try check("by") }
  @Test func `stand the right way round with against`() throws { try check("against") }
  @Test func `stand the right way round with from`() throws { try check("from") }
  @Test func `all act in what is between them`() throws { try check("between") }
  @Test func `act together when they are coordinated`() throws { try check("and") }
  @Test func `stand the right way round with two objects`() throws { try check("dative") }
  @Test func `stand the right way round with possessives`() throws { try check("possessive") }
  @Test func `stand the right way round when one is accused by the other`() throws { try check("accused") }
  @Test func `stand the right way round in relative clauses`() throws { try check("relative") }
  @Test func `stand the right way round in participle clauses`() throws { try check("participle") }
  @Test func `stand the right way round under control and raising`() throws { try check("control") }
  @Test func `stand the right way round in nominalisations`() throws { try check("nominalisation") }

  @Test func `are tried in four sentences or more of every construction`() throws {
    let counts = Dictionary(grouping: try DirectionCase.all(), by: \.construction).mapValues(\.count)
    #expect(counts.count == 13)
    for (construction, count) in counts { #expect(count >= 4, "\(construction)") }
  }

  private func check(_ construction: String) throws {
    let cases = try DirectionCase.all().filter { $0.construction == construction }
    let lines = cases.map { (["id": .string($0.id), "text": .string($0.text)] as JSON).line }
    let run = try Run.demarche(
      "code", "-", "--quiet", "--published", "2015-06-15", "--format", "jsonl",
      input: Array(lines.joined(separator: "\n").utf8))
    #expect(run.status == 0, "\(run.errors)")
    let events = try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
    for one in cases {
      let its = events.filter { $0["report"]?.string == one.id }.map(DirectionCase.shown)
      #expect(its.contains(one.expected), "\(one.id) \(one.text): \(its.joined(separator: "; "))")
      #expect(!its.contains(one.reversed), "\(one.id) \(one.text): turned round")
    }
  }
}

/// A sentence of the table and what is expected of it.
struct DirectionCase {
  var id: String
  var construction: String
  var text: String
  /// `TYPE CODE + CODE > CODE`, codes sorted on each side.
  var expected: String
  /// The same with the sides exchanged.
  var reversed: String

  /// What stands for a slot: the names of the sentences of rules.
  static let names = [
    "A": "Norway", "A adjective": "Norwegian", "B": "Chile", "B adjective": "Chilean", "C": "Kenya",
  ]
  static let codes = ["A": "NOR", "B": "CHL", "C": "KEN"]

  /// The cases of the table.
  static func all() throws -> [DirectionCase] {
    let bytes = try #require(Scratch.bytes("\(Run.root)/Tests/Coding/directions.tsv"))
    let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
    return try rows.dropFirst().map { row in
      let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      try #require(cells.count == 4, "\(row)")
      let text = names.reduce(cells[2]) { $0.replacing("{\($1.key)}", with: $1.value) }
      let words = cells[3].split(separator: " ", maxSplits: 1).map(String.init)
      try #require(words.count == 2, "\(row)")
      let sides = words[1].split(separator: ">").map { side in
        side.split(separator: "+").compactMap { codes[$0.filter { $0 != " " }] }
      }
      let (actors, recipients) = (sides[0], sides.count > 1 ? sides[1] : [])
      return DirectionCase(
        id: cells[0], construction: cells[1], text: text, expected: shown(words[0], actors, recipients),
        reversed: shown(words[0], recipients, actors))
    }
  }

  /// An event in the form of ``expected``.
  static func shown(_ event: JSON) -> String {
    func codes(_ side: String) -> [String] {
      (event[side]?.array ?? []).map { $0["code"]?.string ?? $0["text"]?.string ?? "" }
    }
    return shown(event["event"]?.string ?? "", codes("actor"), codes("recipient"))
  }

  private static func shown(_ type: String, _ actors: [String], _ recipients: [String]) -> String {
    "\(type) \(actors.sorted().joined(separator: " + ")) > \(recipients.sorted().joined(separator: " + "))"
  }
}
