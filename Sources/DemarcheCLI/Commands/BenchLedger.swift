import DemarcheAnswers
import Demarche
import DemarcheEvents
import DemarcheKnowledge
import DemarcheLedger
import DemarcheRelations
import DemarcheText
import DemarcheTraining
import Glibc

let benchLedgerCommand = Command(
  name: "bench-ledger", summary: "what a ledger of so many generated events costs to write and to ask",
  operands: "", examples: ["demarche bench-ledger --ledger /tmp/ten-million.db --events 10000000"],
  flags: [
    LedgerFlags.flag, Flag("events", "N", "how many events to generate; 0 asks a ledger that is there"),
    Flag("seed", "N", "of the generator; 1 when not given"), Flag("quiet", nil, "no progress"),
  ] + Engine.flags
) { arguments in
  let release = try Engine.release(arguments)
  let count = try arguments.number("events", least: 0) ?? 100_000
  let path = LedgerFlags.path(arguments)
  if count > 0 {
    if Files.exists(path) {
      throw UsageError("\(path) is there already", help: "name a new file, or --events 0 to ask this one")
    }
    let ledger = try LedgerFlags.writable(path, arguments, cache: 1024)
    var generator = EventGenerator(
      codebook: release.knowledge.codebook, seed: UInt64(try arguments.number("seed", least: 0) ?? 1),
      events: count)
    let run = try ledger.beginRun(
      .import, version: Release.version, codebook: release.knowledge.codebook.version, data: "generated")
    var progress = Progress(unit: "events", total: count, quiet: arguments.has("quiet"))
    var written = 0
    while written < count {
      try ledger.transaction { () throws(LedgerError) in
        // As an import does: the more a transaction holds, the fewer pages are written twice.
        for _ in 0..<20_000 where written < count {
          let coded = generator.next()
          _ = try ledger.ingest(coded, run: run, keepingText: false)
          written += coded.events.count
        }
      }
      progress.tell(written, "\(Files.size(path) >> 20) MB")
    }
    try ledger.finishRun(run, rejected: 0)
    progress.end()
    let seconds = progress.elapsed
    print(
      "written\t\(written) events\t\(tenths(seconds)) s\t\(Int(Double(written) / seconds)) events/s\t\(Files.size(path)) bytes"
    )
  }
  try askLedger(path, release)
  return Status.done
}

/// Asks what a person asks, each question on a connection of its own, three times; prints the median and the first.
private func askLedger(_ path: String, _ release: Release) throws {
  let codebook = release.knowledge.codebook
  let quads = QuadLabels(codebook)
  let types = codebook.types.map(\.name)
  func ask(_ name: String, _ question: (Ledger) throws -> String) throws {
    var times: [Double] = []
    var answer = ""
    for _ in 0..<3 {
      let start = Progress.seconds()
      answer = try question(Ledger(path: path, readOnly: true))
      times.append(Progress.seconds() - start)
    }
    let median = times.sorted()[1]
    print("\(name)\t\(milliseconds(median)) ms\t(first \(milliseconds(times[0])))\t\(answer)")
  }
  func milliseconds(_ seconds: Double) -> String { "\((seconds * 10_000).rounded() / 10)" }
  let pairs = [
    ("the greatest pair", "AAA", "AAB"), ("a middling pair", "AAC", "AAK"), ("a small pair", "ACA", "AEB"),
  ]
  for (name, a, b) in pairs {
    try ask("relation by month, \(name)") { ledger in
      let relation = try ledger.relation(
        between: Party(code: a), and: Party(code: b), by: .month, types: types, quads: quads)
      return "\(relation.total.all.evidence) lines, \(relation.rows.count) months"
    }
  }
  let filters: [(String, EventFilter)] = [
    ("no filter", EventFilter(limit: 100)),
    ("an actor", EventFilter(actor: Party(code: "AAA"), limit: 100)),
    ("a pair", EventFilter(pair: EventFilter.Pair(Party(code: "AAA"), Party(code: "AAB")), limit: 100)),
    (
      "a type and years",
      EventFilter(types: ["ASSAULT"], from: Day(2010, 1, 1), until: Day(2012, 12, 31), limit: 100)
    ),
    ("a quad and an outlet", EventFilter(quads: [4], sources: ["Outlet 7"], limit: 100)),
  ]
  for (name, filter) in filters {
    var middle: EventCursor?
    try ask("page of 100, \(name)") { ledger in
      let page = try ledger.page(matching: filter)
      middle = page.next
      return "\(page.events.count) events"
    }
    try ask("the page after it") { ledger in
      var filter = filter
      filter.after = middle
      return "\(try ledger.page(matching: filter).events.count) events"
    }
  }
  try ask("page of 100 incidents, an actor") { ledger in
    var count = 0
    try ledger.forEachIncident(matching: EventFilter(actor: Party(code: "AAC"), limit: 100)) {
      _, _ throws(LedgerError) in
      count += 1
      return true
    }
    return "\(count) incidents"
  }
  // 2010, all of it.
  try ask("all pairs of one year") { ledger in
    var pairs: Set<[String]> = []
    var lines = 0
    let year = EventFilter(from: Day(number: 14_610), until: Day(number: 14_974))
    try ledger.forEachPair(types: types, matching: year) { a, b, _ throws(LedgerError) in
      pairs.insert([a, b])
      lines += 1
      return true
    }
    return "\(pairs.count) pairs, \(lines) lines"
  }
}

/// Makes reports with events out of a seed: two hundred invented states of very different weight, twenty years, sixty outlets.
///
/// The events carry what coded ones carry, so that a ledger of them is as large; the reports have no text.
struct EventGenerator {
  private var random: RandomNumbers
  private let codebook: Codebook
  private var number = 0
  private let codes: [String]
  private let first = 10_957  // 2000-01-01
  private let days = 7305
  private let reports: Int

  init(codebook: Codebook, seed: UInt64, events: Int) {
    // A report has two and a half on average.
    reports = max(1, events * 2 / 5)
    self.codebook = codebook
    random = RandomNumbers(seed: seed)
    codes = (0..<200).map { n in
      String(decoding: [65, UInt8(65 + n / 20), UInt8(65 + n % 20)], as: UTF8.self)
    }
  }

  private mutating func draw(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }

  /// A state: the n-th is drawn about as often as 1/n has it.
  private mutating func state() -> Int {
    let u = Double(draw(1 << 30) + 1) / Double(1 << 30)
    return min(codes.count - 1, Int(exp(u * log(Double(codes.count + 1)))) - 1)
  }

  /// The next report with its events.
  mutating func next() -> CodedReport {
    number += 1
    // Reports come in the order of their days, as a stream of news does, some a little late.
    let at = min(days - 1, number * days / reports)
    let day = Day(number: first + max(0, at - draw(3)))
    let report = Report(
      id: "g-\(number)", title: "generated \(number)", text: "", published: day.iso,
      source: "Outlet \(min(59, draw(60) * draw(60) / 60))")
    let events = (0..<(1 + draw(4))).map { event($0, of: report, day) }
    // As with events of other origin, there are no words by which acts of two reports could be compared.
    return CodedReport(report, events: events, acts: [])
  }

  private mutating func event(_ n: Int, of report: Report, _ published: Day) -> Event {
    let type = codebook.types[draw(codebook.types.count)]
    let isStated = draw(3) > 0
    let date = published.adding(days: -draw(3))
    let (a, b) = (state(), state())
    let start = 40 + 60 * n
    let id = SHA256.hex(of: "\(report.id) \(n)").prefix(16)
    let isMutual = type.reciprocal && draw(2) == 0
    let sides = [participant(a, start), participant(b, start + 30)]
    return Event(
      id: "ev_\(id)", report: report.id, sentence: n + 1, incident: "in_\(id)",
      date: isStated ? date.iso : nil,
      datePrecision: isStated ? .day : .unknown, published: report.published, event: type.name,
      quad: type.quad,
      score: type.score, cameo: type.cameo, goldstein: codebook.goldstein[type.cameo],
      aux: draw(10) == 0 ? [.future] : [], actor: isMutual ? sides : [sides[0]],
      recipient: isMutual ? [] : [sides[1]],
      attribution: draw(4) == 0
        ? [Attribution(text: "officials", start: 5, end: 14, code: codes[a], sector: "GOV", verb: "said")]
        : [],
      trigger: Mention(text: "met", start: start + 20, end: start + 23),
      place: draw(2) == 0
        ? Place(
          text: "Town \(b)", start: start + 40, end: start + 46, name: "Town \(b)", country: codes[b],
          lat: Double(draw(18000)) / 100 - 90, lon: Double(draw(36000)) / 100 - 180, precision: "city") : nil,
      rule: "generated/rule-\(draw(400))",
      why: ["rule generated: verb meet; subject is the actor", "date from the words of the sentence"],
      confidence: Double(50 + draw(50)) / 100, codebook: codebook.version, version: Release.version,
      data: "generated")
  }

  private func participant(_ state: Int, _ start: Int) -> Participant {
    Participant(
      text: "The government of \(codes[state])", start: start, end: start + 18, name: "State \(codes[state])",
      code: codes[state], sector: "GOV", sectors: ["GOV"],
      how: "a name of \(codes[state]) on the report's day")
  }
}
