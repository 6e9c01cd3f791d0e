import DemarcheData
import DemarcheJSON
import Testing

/// The sentences of `Tests/Coding/manual.tsv`, and what the program makes of them.
struct ManualCases {
  /// One sentence and what must come of it.
  struct Case {
    var id: String
    var sentence: String
    /// The events that must be coded, as they are written in the table; empty for none at all.
    var expected: [Expectation]
    /// Types that must not be coded; `*` for all that are not expected.
    var not: [String]
    /// Why the program fails here; empty where it must not.
    var known: String
  }

  /// An event as the table writes it: `SANCTION convict A + C > B [future]`.
  struct Expectation {
    var text: String
    var type: String
    var modes: [String]
    var actors: Set<String>
    /// nil where any recipient will do.
    var recipients: Set<String>?
    var marks: [String]

    /// nil when the text is no event.
    init?(_ text: String, codes: [String: String]) {
      var body = text
      marks = []
      if body.hasSuffix("]"), let open = body.lastIndex(of: "[") {
        marks = body[body.index(after: open)...].dropLast().split(separator: ",")
          .map { String($0.drop { $0 == " " }) }
        body = String(body[..<open])
      }
      let sides = body.split(separator: ">", omittingEmptySubsequences: false)
        .map { $0.split(separator: " ").map(String.init).filter { $0 != "+" } }
      guard sides.count <= 2, let words = sides.first, let type = words.first else { return nil }
      let actors = words.dropFirst().compactMap { codes[$0] }
      let others = sides.count > 1 ? sides[1] : []
      self.text = text
      self.type = type
      modes = words.dropFirst().filter { codes[$0] == nil }
      self.actors = Set(actors)
      recipients = others == ["*"] ? nil : Set(others.compactMap { codes[$0] })
      if actors.isEmpty || others != ["*"] && recipients?.count != others.count { return nil }
    }

    func isMet(by event: JSON) -> Bool {
      let aux = ManualCases.strings(event, "aux")
      return event["event"]?.string == type && Set(modes).isSubset(of: ManualCases.strings(event, "mode"))
        && ManualCases.codes(event, "actor") == actors
        && recipients.map { $0 == ManualCases.codes(event, "recipient") } ?? true
        && Set(marks).isSubset(of: aux) && marks.contains("negation") == aux.contains("negation")
    }
  }

  static let table = "Tests/Coding/manual.tsv"

  /// The cases of a bullet, slots filled.
  static func of(_ bullet: String) throws -> [Case] {
    let slots = try Slots()
    return try rows(table, ["id", "bullet", "sentence", "expected", "not", "known"])
      .filter { $0["bullet"] == bullet }
      .map { row in
        let texts = row["expected"] == "none" ? [] : parts(row["expected"], ";")
        return Case(
          id: row["id"], sentence: try slots.fill(row["sentence"]),
          expected: try texts.map { text in
            try #require(
              Expectation(text, codes: slots.codes), "\(table):\(row.line): no event: \(text)")
          }, not: parts(row["not"], ","), known: row["known"])
      }
  }

  /// The ids of all bullets that have cases, with how many they have.
  static func bullets() throws -> [String: Int] {
    try rows(table, ["id", "bullet", "sentence", "expected", "not", "known"])
      .reduce(into: [:]) { $0[$1["bullet"], default: 0] += 1 }
  }

  /// Runs the program once on the cases; its events by the id of the case.
  static func events(of cases: [Case], denied: Bool = true) throws -> [String: [JSON]] {
    let lines = cases.map { one -> String in
      let report: JSON = [
        "id": .string(one.id), "text": .string(one.sentence), "published": "2015-06-15",
      ]
      return report.line
    }
    let run = try Run.demarche(
      words: ["code", "-", "--format", "jsonl", "--quiet"] + (denied ? ["--negated"] : []),
      input: Array(lines.joined(separator: "\n").utf8))
    try #require(run.status == 0, "\(run.errors)")
    let events = try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
    return Dictionary(grouping: events) { $0["report"]?.string ?? "" }
  }

  /// What is wrong with the events of a case; empty when nothing is.
  static func faults(of one: Case, _ events: [JSON]) -> [String] {
    // Denied events are asked for by name alone.
    let stated = events.filter { !strings($0, "aux").contains("negation") }
    var faults = one.expected.filter { expected in !events.contains(where: expected.isMet) }
      .map { "misses \($0.text)" }
    for event in stated where !one.expected.contains(where: { $0.isMet(by: event) }) {
      let type = event["event"]?.string ?? ""
      if one.expected.isEmpty || one.not.contains("*") || one.not.contains(type) {
        faults.append("codes \(type)")
      }
    }
    return faults
  }

  /// An event in the form of the table.
  static func shown(_ event: JSON) -> String {
    func side(_ name: String) -> String {
      (event[name]?.array ?? []).map { $0["code"]?.string ?? $0["text"]?.string ?? "?" }
        .joined(separator: " + ")
    }
    let kind = ([event["event"]?.string ?? "?"] + strings(event, "mode")).joined(separator: " ")
    let aux = strings(event, "aux")
    return "\(kind) \(side("actor")) > \(side("recipient"))"
      + (aux.isEmpty ? "" : " [\(aux.joined(separator: ", "))]") + " (\(event["rule"]?.string ?? "?"))"
  }

  static func strings(_ event: JSON, _ name: String) -> [String] {
    event[name]?.array?.compactMap(\.string) ?? []
  }

  private static func codes(_ event: JSON, _ side: String) -> Set<String> {
    Set(event[side]?.array?.compactMap { $0["code"]?.string } ?? [])
  }

  private static func parts(_ text: String, _ separator: Character) -> [String] {
    text.split(separator: separator).map { part in
      String(part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }

  /// The rows of a table of this checkout.
  static func rows(_ path: String, _ columns: [String], optional: [String] = []) throws -> [Table.Row] {
    let bytes = try #require(Scratch.bytes("\(Run.root)/\(path)"), "cannot read \(path)")
    let table = try Table(
      text: String(decoding: bytes, as: UTF8.self), file: path, columns: columns, optional: optional)
    return Array(table.rows)
  }

  /// The names that stand in for `{A}`, `{A adjective}` and the like, as `demarche rules test` fills them.
  struct Slots {
    private(set) var codes: [String: String] = [:]
    private var forms: [String: String] = [:]

    init() throws {
      let entity = ["key", "name", "kind", "code", "sector", "from", "until", "source"]
      let states = try rows("Data/knowledge/states.tsv", entity, optional: ["successor"])
      let names = try rows(
        "Data/knowledge/state-names.tsv", ["key", "form", "kind", "from", "until", "source"])
      for row in try rows("Data/rules/en/slots.tsv", ["slot", "key", "source"]) {
        let slot = row["slot"]
        let state = try #require(states.first { $0["key"] == row["key"] }, "no state \(row["key"])")
        codes[slot] = state["code"]
        forms["{\(slot)}"] = state["name"]
        for name in names where name["key"] == row["key"] {
          let form = "{\(slot) \(name["kind"])}"
          if forms[form] == nil { forms[form] = name["form"] }
        }
      }
    }

    func fill(_ sentence: String) throws -> String {
      var filled = ""
      var rest = Substring(sentence)
      while let open = rest.firstIndex(of: "{") {
        let close = try #require(rest[open...].firstIndex(of: "}"), "no } in \(sentence)")
        let slot = String(rest[open...close])
        filled += rest[..<open] + (try #require(forms[slot], "no slot \(slot) in \(sentence)"))
        rest = rest[rest.index(after: close)...]
      }
      return filled + rest
    }
  }
}
