import Demarche
import DemarcheReading
import DemarcheReportLines
import DemarcheSyntax
import DemarcheText

private let forms = ReportReader.Format.allCases.map(\.rawValue) + ["horizontal", "conllu"]

let parseCommand = Command(
  name: "parse", summary: "reports, text or CoNLL-U in, CoNLL-U out",
  operands: "[FILE...]",
  examples: [
    "demarche parse report.txt > report.conllu",
    "demarche parse reports.jsonl --jobs 2 > reports.conllu",
    "demarche parse --input horizontal words.txt    one sentence a line, its words between spaces",
    "demarche parse --input conllu gold.conllu      analyses the words of a treebank afresh",
  ],
  flags: [
    Flag(
      "input", forms.joined(separator: "|"),
      "the form of the input; else the file's ending tells (- is JSON lines when it starts with {)"),
    Flag("jobs", "N", "threads; 1 when not given"),
  ] + ReportInput.flags.filter { $0.name != "input" } + Engine.flags
) { arguments in
  let form = try arguments.choice("input", forms)
  let jobs = try arguments.number("jobs", least: 1) ?? 1
  let isTreebank = { (path: String) in path.hasSuffix(".conllu") }
  if form == "horizontal" || form == "conllu" || form == nil && arguments.operands.contains(where: isTreebank)
  {
    guard form != nil || arguments.operands.allSatisfy(isTreebank) else {
      throw UsageError("CoNLL-U and other files together", help: "run parse once for each kind")
    }
    let input = try WordInput(arguments, form: form == "horizontal" ? .horizontal : .conllu)
    let parser = try Engine.parser(arguments)
    var run = ParseRun(unit: "sentences", jobs: jobs, quiet: arguments.has("quiet")) { (tree: Tree) in
      var text = ""
      CoNLLU.write(parser.parse(words: tree), to: &text)
      return (text, tree.words.count)
    }
    input.forEach { run.add($0) }
    run.end()
    return input.status
  }
  let input = try ReportInput(arguments)
  let parser = try Engine.parser(arguments)
  var run = ParseRun(unit: "reports", jobs: jobs, quiet: arguments.has("quiet")) { (report: Report) in
    parser.conllu(of: report)
  }
  input.forEach { report in
    run.add(report)
    return true
  }
  run.end()
  return input.status
}

/// The work of a run of parse: items on several threads, written in order.
///
/// - Invariant: no more are held than keep all threads busy.
private struct ParseRun<Item: Sendable> {
  let unit: String
  let isQuiet: Bool
  private let parsing: InOrder<Item, (text: String, words: Int)>
  private let output = Output()
  private var progress: Progress
  private var done = 0
  private var words = 0

  init(
    unit: String, jobs: Int, quiet: Bool, _ body: @escaping @Sendable (Item) -> (text: String, words: Int)
  ) {
    self.unit = unit
    isQuiet = quiet
    parsing = InOrder(jobs: jobs, ahead: 32 * jobs, body)
    progress = Progress(unit: unit, quiet: quiet)
  }

  mutating func add(_ item: Item) {
    parsing.take(item)
    while parsing.isDue { writeFirst() }
  }

  private mutating func writeFirst() {
    let (text, count) = parsing.next()
    output.write(text.utf8)
    words += count
    done += 1
    let words = words
    progress.tell(done, "\(words) words")
  }

  mutating func end() {
    while parsing.count > 0 { writeFirst() }
    output.flush()
    progress.end()
    if isQuiet { return }
    let rate = Int(Double(words) / max(0.001, progress.elapsed))
    Output.error("\(words) words in \(done) \(unit), \(tenths(progress.elapsed)) s (\(rate) words/s)")
  }
}
