import Demarche
import DemarcheCoding
import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText
import Glibc

let benchCommand = Command(
  name: "bench", summary: "what each step of the walk costs on reports of yours, on one core",
  operands: "FILE...", examples: ["demarche bench news.jsonl --reports 5000"],
  flags: ReportInput.flags + [Flag("reports", "N", "how many reports; 5000 when not given")] + Engine.flags
) { arguments in
  let started = Progress.seconds()
  let pipeline = try Engine.pipeline(arguments)
  let startUp = Progress.seconds() - started
  let limit = try arguments.number("reports", least: 1) ?? 5000
  var reports: [Report] = []
  let input = try ReportInput(arguments)
  input.forEach { report in
    reports.append(report)
    return reports.count < limit
  }
  guard !reports.isEmpty else { throw UsageError("no report was read") }
  let steps = StepCosts(reports, pipeline)
  print("start-up\t\(Int(startUp * 1000)) ms")
  print("reports\t\(reports.count)\nsentences\t\(steps.sentences)\nwords\t\(steps.words)")
  print("step\tms\twords/s\tsentences/s")
  for (name, seconds) in steps.seconds {
    let safe = max(seconds, 1e-9)
    print(
      "\(name)\t\(Int(seconds * 1000))\t\(Int(Double(steps.words) / safe))\t\(Int(Double(steps.sentences) / safe))"
    )
  }
  return input.status
}

/// The time of the processor that each step takes on the same reports, one after another.
///
/// The steps are those that a report goes through; "discourse" holds those from the names of places to the claims once more and joins the
/// mentions, "coding" holds "discourse" once more, and "all" is one walk from text to events.
struct StepCosts {
  private(set) var seconds: [(name: String, seconds: Double)] = []
  private(set) var sentences = 0
  private(set) var words = 0

  init(_ reports: [Report], _ pipeline: Pipeline) {
    let knowledge = pipeline.release.knowledge
    let finder = MentionFinder(
      tables: knowledge.actors, classes: knowledge.classes, gazetteer: knowledge.gazetteer)
    var trees: [[Tree]] = []
    measure("text to trees") {
      trees = reports.map { pipeline.parser.trees(of: $0.text, isWrapped: $0.isWrapped) }
    }
    sentences = trees.reduce(0) { $0 + $1.count }
    words = trees.reduce(0) { $0 + $1.reduce(0) { $0 + $1.words.count } }
    let days = reports.map { $0.published.flatMap { Day(iso: $0) } }
    var found = 0
    measure("names of places") {
      for trees in trees { for tree in trees { found += knowledge.gazetteer.names(in: tree) } }
    }
    measure("actors and places") {
      for (trees, day) in zip(trees, days) {
        for tree in trees { found += finder.find(in: tree, on: day).actors.count }
      }
    }
    measure("dates") {
      for (trees, day) in zip(trees, days) {
        for tree in trees { found += knowledge.time.expressions(in: tree, on: day).count }
      }
    }
    let cues = CueLexicon(knowledge.classes)
    measure("reported clauses") {
      trees = trees.map { $0.map { $0.readyForRules(knowledge.classes) } }
    }
    measure("claims") { for trees in trees { found += Claims(of: trees, lexicon: cues).all.count } }
    measure("discourse") {
      for (trees, day) in zip(trees, days) {
        found += pipeline.coder.discourse.read(title: [], text: trees, on: day).sentences.count
      }
    }
    measure("coding") {
      for (report, trees) in zip(reports, trees) {
        found += pipeline.coder.code(report, title: [], text: trees).count
      }
    }
    measure("all") { for report in reports { found += pipeline.code(report).count } }
    precondition(found >= 0)
  }

  private mutating func measure(_ name: String, _ body: () -> Void) {
    let started = StepCosts.processorSeconds()
    body()
    seconds.append((name, StepCosts.processorSeconds() - started))
  }

  /// What the process has had of the processor: other work on the machine does not count.
  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
