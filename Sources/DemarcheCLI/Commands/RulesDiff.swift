import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheSyntax
import DemarcheText

/// `demarche rules diff`: what changes between two states of the data, and in what reports come to.
enum RulesDiff {
  /// Compares the data of two folders or packs; what is current stands for the newer one when only one is named.
  ///
  /// - Throws: what keeps one of them, or the reports of `--on`, from being read.
  static func run(_ paths: [String], _ arguments: Arguments) throws -> Int32 {
    guard let first = paths.first, paths.count < 3 else {
      throw UsageError(
        "rules diff needs the older data, and may have the newer",
        help: "demarche rules diff OLD [NEW]: folders such as Data, or packs")
    }
    let old = try DataSource(path: first)
    let new = try paths.count > 1 ? DataSource(path: paths[1]) : .current(arguments)
    let output = Output()
    defer { output.flush() }
    write(RuleChanges(from: old.rules, to: new.rules), to: output)
    writeTables(old, new, to: output)
    if arguments.values("on").isEmpty { return Status.done }
    return try writeEvents(old, new, arguments, to: output)
  }

  // MARK: Rules and tables

  private static func write(_ changes: RuleChanges, to output: Output) {
    func told(_ rule: RuleText) -> String {
      pad(rule.id, 34) + pad(rule.values("event").first ?? "", 24) + "\(rule.file):\(rule.line)"
    }
    for rule in changes.removed { output.line("removed  " + told(rule)) }
    for rule in changes.added { output.line("added    " + told(rule)) }
    for change in changes.changed {
      output.line("changed  " + told(change.new))
      for keyword in change.keywords {
        if keyword.old.isEmpty, keyword.new.isEmpty { output.line("  \(keyword.name): in another order") }
        for value in keyword.old { output.line("  - " + pad(keyword.name, 10) + value) }
        for value in keyword.new { output.line("  + " + pad(keyword.name, 10) + value) }
      }
    }
    output.line(
      "rules: \(changes.added.count) added, \(changes.removed.count) removed, \(changes.changed.count) changed, "
        + "\(changes.unchanged) the same")
  }

  /// The tables that differ, with the number of lines that only one of the two has.
  private static func writeTables(_ old: DataSource, _ new: DataSource, to output: Output) {
    for name in Set(old.names + new.names).sorted() where name.hasSuffix(".tsv") {
      let (before, after) = (old.text(name), new.text(name))
      if before == after { continue }
      let (mine, theirs) = (lines(before), lines(after))
      let what = before == nil ? ", a new table" : after == nil ? ", gone" : ""
      output.line(
        "table \(name): +\(theirs.subtracting(mine).count) -\(mine.subtracting(theirs).count) lines\(what)"
      )
    }
  }

  private static func lines(_ text: String?) -> Set<Substring> { Set((text ?? "").split(separator: "\n")) }

  // MARK: Events

  private static func writeEvents(
    _ old: DataSource, _ new: DataSource, _ arguments: Arguments, to output: Output
  ) throws -> Int32 {
    let parser = try Engine.parser(arguments)
    let triggers = try Engine.triggers(arguments)
    let before = Pipeline(release: try old.release(), parser: parser, triggers: triggers)
    let after = Pipeline(release: try new.release(), parser: parser, triggers: triggers)
    let input = try ReportInput(arguments, operands: arguments.values("on"))
    var tally = EventChanges()
    input.forEach { report in
      let title = report.title.map { parser.trees(of: $0) } ?? []
      let text = parser.trees(of: report.text, isWrapped: report.isWrapped)
      func events(_ pipeline: Pipeline) -> [Event] {
        pipeline.coder.code(report, title: title, text: text).flatMap(\.events)
          .filter { !$0.aux.contains(.negation) }
      }
      for line in tally.add(old: events(before), new: events(after)) { output.line(line) }
      return true
    }
    output.line("\(input.reports) report\(input.reports == 1 ? "" : "s")")
    for line in tally.lines { output.line(line) }
    return input.status
  }
}

/// How the events of reports differ under two states of the data.
struct EventChanges {
  private struct Count {
    var old = 0
    var new = 0
    var gone = 0
    var come = 0
    var recoded = 0
  }

  private var counts: [String: Count] = [:]

  /// Adds the events of one report; gives a line for each that only one side has, or has otherwise.
  ///
  /// Events are the same by their ids: of one type, at one word, between the same participants.
  mutating func add(old: [Event], new: [Event]) -> [String] {
    let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Dictionary(new.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    var lines: [String] = []
    for event in old {
      counts[event.event, default: Count()].old += 1
      if after[event.id] == nil {
        counts[event.event, default: Count()].gone += 1
        lines.append("- " + EventChanges.line(event))
      }
    }
    for event in new {
      counts[event.event, default: Count()].new += 1
      guard let earlier = before[event.id] else {
        counts[event.event, default: Count()].come += 1
        lines.append("+ " + EventChanges.line(event))
        continue
      }
      if EventChanges.coding(earlier) != EventChanges.coding(event) {
        counts[event.event, default: Count()].recoded += 1
        lines.append("~ " + EventChanges.line(earlier) + " -> " + EventChanges.coding(event))
      }
    }
    return lines
  }

  /// The counts by type, as a table.
  var lines: [String] {
    let header = pad("type", 12) + ["old", "new", "gone", "come", "recoded"].map { pad($0, 9) }.joined()
    return [header]
      + counts.keys.sorted().map { type in
        let count = counts[type] ?? Count()
        let cells = [count.old, count.new, count.gone, count.come, count.recoded]
        return pad(type, 12) + cells.map { pad("\($0)", 9) }.joined()
      }
  }

  /// What of an event may differ while it stays the same event.
  private static func coding(_ event: Event) -> String {
    ([event.event] + event.mode + event.context.map { "in \($0)" } + event.aux.map(\.rawValue)).joined(
      separator: " ")
      + " (\(event.rule))"
  }

  private static func line(_ event: Event) -> String {
    func side(_ participants: [Participant]) -> String {
      let names = participants.map { ([$0.code ?? $0.text] + $0.sectors).joined(separator: " ") }
      return names.isEmpty ? "-" : names.joined(separator: " + ")
    }
    let place = "\(event.report)\t\(event.field == .title ? "title" : "s\(event.sentence)")"
    return
      "\(place)\t\(side(event.actor)) > \(side(event.recipient))\t\"\(event.trigger.text)\"\t\(coding(event))"
  }
}
