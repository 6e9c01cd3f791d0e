import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheIncidents
import DemarcheJSON
import DemarcheText

/// Which acts of some reports are held to be one, as JSON lines for the scripts that score it.
///
/// First a line for each report with its near copies: `{"report","copies":[ids]}`; one for each act:
/// `{"act","report","event","group","triggers":[{"field","start","end","text"}],"line"}`, acts with the same `group` held to be one;
/// and with `--pairs` one for each pair of acts that is compared: `{"a","b","confidence","signs":{name: value},"contradiction","why"}`.
enum IncidentLines {
  static func write(_ paths: [String], _ arguments: Arguments) throws -> Int32 {
    let input = try ReportInput(arguments, operands: paths)
    let jobs = try arguments.number("jobs", least: 1) ?? 1
    var reports: [Report] = []
    input.forEach { report in
      reports.append(report)
      return true
    }
    let output = Output()
    copies(reports, output)
    if arguments.has("copies") {
      output.flush()
      return input.status
    }
    let joining = try DataSource.current(arguments).joining()
    let pipeline = try Engine.pipeline(arguments)
    let coded = inOrder(reports, jobs: jobs) { report in
      let coding = pipeline.code(report)
      return (acts: pipeline.acts(of: coding, wording: joining.wording), lines: coding.flatMap(\.events))
    }
    let acts = coded.flatMap(\.acts)
    let pairs = candidates(acts, joining)
    let start = Progress.seconds()
    let links = pairs.compactMap { a, b in joining.link(acts[a], acts[b]).map { (a, b, $0) } }
    let each = (Progress.seconds() - start) * 1e6 / Double(max(1, pairs.count))
    let groups = grouped(acts: acts, links: links, decisions: [], joining: joining)
    var group: [Int: Int] = [:]
    for (number, members) in groups.enumerated() { for member in members { group[member] = number } }
    var place = 0
    for (acts, lines) in coded {
      for act in acts {
        output.line(json(act, lines.filter { $0.incident == act.id }, group: group[place] ?? -1).line)
        place += 1
      }
    }
    if arguments.has("pairs") {
      for (a, b) in pairs { output.line(json(acts[a], acts[b], joining).line) }
    }
    output.flush()
    let keys = Double(acts.reduce(0) { $0 + $1.keys.count }) / Double(max(1, acts.count))
    let bytes = acts.reduce(0) { $0 + $1.bytes.count } / max(1, acts.count)
    Output.error("\(tenths(each)) µs a pair, \(tenths(keys)) keys and \(bytes) bytes an act")
    Output.error(
      "\(reports.count) reports, \(acts.count) acts, \(pairs.count) pairs, \(links.count) links, \(groups.count) groups"
    )
    return input.status
  }

  /// Pairs of acts that share a key, each once, in order.
  private static func candidates(_ acts: [Act], _ joining: Joining) -> [(Int, Int)] {
    var blocks: [UInt64: [Int]] = [:]
    for (i, act) in acts.enumerated() { for key in act.keys { blocks[key, default: []].append(i) } }
    var pairs: [(Int, Int)] = []
    for (i, act) in acts.enumerated() {
      let others = Set(act.keys.flatMap { blocks[$0] ?? [] }).filter { $0 > i }
      for other in others.sorted() where joining.isComparable(act, acts[other]) { pairs.append((i, other)) }
    }
    return pairs
  }

  private static func copies(_ reports: [Report], _ output: Output) {
    let start = Progress.seconds()
    let signatures = reports.map { TextSignature(title: $0.title, text: $0.text) }
    let each = (Progress.seconds() - start) * 1e6 / Double(max(1, reports.count))
    let bytes = reports.reduce(0) { $0 + $1.text.utf8.count } / max(1, reports.count)
    Output.error("\(tenths(each)) µs a signature of \(bytes) bytes")
    var blocks: [UInt64: [Int]] = [:]
    for (i, signature) in signatures.enumerated() {
      for band in signature.bands { blocks[band, default: []].append(i) }
    }
    for (i, signature) in signatures.enumerated() {
      let near = Set(signature.bands.flatMap { blocks[$0] ?? [] })
        .filter { $0 != i && signature.isNearCopy(of: signatures[$0]) }
      let line: JSON = [
        "report": .string(reports[i].id), "copies": .array(near.sorted().map { .string(reports[$0].id) }),
      ]
      output.line(line.line)
    }
  }

  private static func json(_ act: Act, _ lines: [Event], group: Int) -> JSON {
    let triggers = lines.map { line -> JSON in
      [
        "field": .string(line.field.rawValue), "start": .int(line.trigger.start),
        "end": .int(line.trigger.end), "text": .string(line.trigger.text),
      ]
    }
    return [
      "act": .string(act.id), "report": .string(act.report), "event": .string(lines.first?.event ?? ""),
      "group": .int(group), "triggers": .array(triggers),
      "line": lines.first?.json ?? .null,
    ]
  }

  private static func json(_ a: Act, _ b: Act, _ joining: Joining) -> JSON {
    let link = joining.link(a, b)
    let signs = joining.signs(a, b).map { JSON.Member($0.sign.name, .double($0.value)) }
    return [
      "a": .string(a.id), "b": .string(b.id), "confidence": .double(link?.confidence ?? 0),
      "signs": .object(signs), "contradiction": JSON(joining.contradiction(a, b)),
      "why": .array((link?.why ?? []).map { .string($0) }),
    ]
  }
}
