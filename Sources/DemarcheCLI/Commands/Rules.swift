import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheText

let rulesCommand = Command(
  name: "rules", summary: "check, test, try, list, print and compare the rules",
  operands:
    "check | test [RULE...] | try SENTENCE | list | print [RULE|FILE|TYPE...] | diff OLD [NEW] [--on REPORTS]",
  examples: [
    "demarche rules check --data Data", "demarche rules test consult",
    "demarche rules try \"Norway recalled its ambassador to Chile.\"",
    "demarche rules print consult/meet SANCTION",
    "demarche rules diff ../older/Data Data --on reports.jsonl",
  ],
  flags: Engine.flags + [
    Flag("on", "FILE", "diff: reports that are coded with both; parser and ranker are the current ones")
  ] + ReportInput.flags
) { arguments in
  switch arguments.operands.first {
  case "check":
    let release = try Engine.release(arguments)
    let rules = release.book.rules
    let types = Dictionary(grouping: rules, by: \.type).map { "\($0.key) \($0.value.count)" }.sorted()
    print(
      "\(rules.count) rules, \(rules.reduce(0) { $0 + $1.yes.count }) yes, \(rules.reduce(0) { $0 + $1.no.count }) no"
    )
    print(types.joined(separator: ", "))
    return Status.done
  case "test":
    let pipeline = try Engine.pipeline(arguments)
    let wanted = arguments.operands.dropFirst()
    let slots = try Slots(
      pipeline.release, table: Engine.table("rules/en/slots.tsv", Slots.columns, arguments))
    var failed = 0
    var passed = 0
    for rule in pipeline.release.book.rules
    where wanted.isEmpty || wanted.contains(where: { rule.id.hasPrefix($0) }) {
      for (fault, count) in RuleTest(pipeline: pipeline, slots: slots).faults(of: rule) {
        if let fault {
          print(fault)
          failed += 1
        } else {
          passed += count
        }
      }
    }
    print("\(passed) passed, \(failed) failed")
    return failed == 0 ? Status.done : Status.failed
  case "try":
    guard arguments.operands.count > 1 else { throw UsageError("rules try needs a sentence") }
    let pipeline = try Engine.pipeline(arguments)
    let report = Report(
      id: "sentence", text: arguments.operands.dropFirst().joined(separator: " "),
      published: arguments.value("published"))
    for coding in pipeline.code(report) { print(Explanation.text(coding, pipeline.release.book)) }
    return Status.done
  case "list":
    for rule in try Engine.release(arguments).book.rules {
      print(pad(rule.id, 34) + pad(([rule.type] + rule.modes).joined(separator: " "), 24) + rule.meaning)
    }
    return Status.done
  case "print": return try RulesPrint.run(Array(arguments.operands.dropFirst()), arguments)
  case "diff": return try RulesDiff.run(Array(arguments.operands.dropFirst()), arguments)
  default: throw UsageError("rules needs one of check, test, try, list, print, diff")
  }
}

/// The names that stand in for `{A}`, `{A adjective}` and the like when sentences of rules are tried.
struct Slots {
  static let columns = ["slot", "key", "source"]
  /// Slot letter to the code records carry.
  private(set) var codes: [String: String] = [:]
  private var forms: [String: String] = [:]

  init(_ release: Release, table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    let actors = release.knowledge.actors
    for row in table.rows {
      guard let entity = actors.entity(row["key"]) else {
        errors.append(row.fault("no entity has the key \(row["key"])"))
        continue
      }
      codes[row["slot"]] = entity.code
      forms["{\(row["slot"])}"] = entity.name
      for name in actors.names where actors.entities[name.entity].key == entity.key {
        let slot = "{\(row["slot"]) \(name.kind.rawValue)}"
        if forms[slot] == nil { forms[slot] = name.form }
      }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The sentence with its slots filled; nil when a slot is unknown.
  func fill(_ sentence: String) -> String? {
    var filled = ""
    var rest = Substring(sentence)
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}"), let form = forms[String(rest[open...close])] else {
        return nil
      }
      filled += rest[..<open] + form
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }
}

/// Runs the sentences of a rule.
struct RuleTest {
  let pipeline: Pipeline
  let slots: Slots

  /// One entry a sentence: what is wrong with it, or nil and 1.
  func faults(of rule: Rule) -> [(String?, Int)] {
    var results: [(String?, Int)] = []
    for (example, isYes) in rule.yes.map({ ($0, true) }) + rule.no.map({ ($0, false) }) {
      let place = "\(rule.file):\(example.line): rule \(rule.id)"
      guard let sentence = slots.fill(example.sentence) else {
        results.append(("\(place): an unknown slot in \"\(example.sentence)\"", 0))
        continue
      }
      let codings = pipeline.code(Report(id: "example", text: sentence, published: "2015-06-15"))
      let events = codings.flatMap(\.events).filter { $0.rule == rule.id && !$0.aux.contains(.negation) }
      if !isYes {
        results.append(events.isEmpty ? (nil, 1) : ("\(place): codes its no \"\(sentence)\"", 0))
        continue
      }
      let actors = Set(example.actors.compactMap { slots.codes[$0] })
      let recipients = Set(example.recipients.compactMap { slots.codes[$0] })
      let isFound = events.contains { event in
        Set(event.actor.compactMap(\.code)) == actors && Set(event.recipient.compactMap(\.code)) == recipients
      }
      if isFound {
        results.append((nil, 1))
      } else {
        let got = codings.flatMap(\.events).map { event in
          "\(event.rule) \(event.actor.map { $0.code ?? $0.text }) > \(event.recipient.map { $0.code ?? $0.text })"
        }
        results.append(
          (
            "\(place): misses its yes \"\(sentence)\"; got \(got.isEmpty ? "nothing" : got.joined(separator: "; "))",
            0
          ))
      }
    }
    return results
  }
}
