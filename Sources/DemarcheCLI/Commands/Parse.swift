import Demarche
import DemarcheData
import DemarcheSyntax
import DemarcheText

let parseCommand = Command(
  name: "parse", summary: "reports, text or CoNLL-U in, CoNLL-U out",
  operands: "[FILE...]",
  examples: [
    "demarche parse report.txt > report.conllu",
    "demarche parse --input conllu gold.conllu    analyses the words of a treebank afresh",
  ],
  flags: [
    Flag("input", "text|jsonl|conllu", "the form of the input; .conllu files are CoNLL-U")
  ] + ReportInput.flags.filter { $0.name != "input" } + Engine.flags
) { arguments in
  let form = try arguments.choice("input", ["text", "jsonl", "conllu"])
  let output = Output()
  defer { output.flush() }
  let conllu =
    form == "conllu"
    ? arguments.operands : form == nil ? arguments.operands.filter { $0.hasSuffix(".conllu") } : []
  if !conllu.isEmpty {
    guard conllu.count == arguments.operands.count else {
      throw UsageError("CoNLL-U and other files together", help: "run parse once for each kind")
    }
    let model = try Engine.model(arguments)
    var faults = 0
    var progress = Progress(unit: "sentences", quiet: arguments.has("quiet"))
    var done = 0
    var words = 0
    for path in conllu {
      let document = CoNLLU.read(try Files.text(path), file: path)
      for error in document.errors { Output.error("\(error)") }
      faults += document.errors.count
      for tree in document.trees {
        var text = ""
        CoNLLU.write(model.parse(words: tree), to: &text)
        output.write(text.utf8)
        done += 1
        words += tree.words.count
        progress.tell(done, "\(words) words")
      }
    }
    progress.end()
    if !arguments.has("quiet") {
      Output.error(
        "\(words) words in \(done) sentences, \(tenths(progress.elapsed)) s (\(Int(Double(words) / max(0.001, progress.elapsed))) words/s)"
      )
    }
    return faults == 0 ? Status.done : Status.rejected
  }
  let input = try ReportInput(arguments)
  let parser = try Engine.parser(arguments)
  var progress = Progress(unit: "reports", quiet: arguments.has("quiet"))
  var words = 0
  input.forEach { report in
    let trees =
      (report.title.map { parser.trees(of: $0) } ?? [])
      + parser.trees(of: report.text, isWrapped: report.isWrapped)
    for (i, tree) in trees.enumerated() {
      var comments: [String] = []
      if i == 0 {
        comments.append("newdoc id = \(report.id)")
        if let published = report.published { comments.append("published = \(published)") }
        if let source = report.source { comments.append("source = \(source)") }
      } else if tree.paragraph != trees[i - 1].paragraph {
        comments.append("newpar")
      }
      comments.append("sent_id = \(report.id)-\(i + 1)")
      comments.append("text = \(CoNLLU.text(of: tree))")
      var text = ""
      CoNLLU.write(
        Tree(
          words: tree.words, multiword: tree.multiword, span: tree.span, paragraph: tree.paragraph,
          comments: comments),
        to: &text)
      output.write(text.utf8)
      words += tree.words.count
    }
    progress.tell(input.reports, "\(words) words")
    return true
  }
  progress.end()
  if !arguments.has("quiet") {
    Output.error(
      "\(words) words in \(input.reports) reports, \(tenths(progress.elapsed)) s (\(Int(Double(words) / max(0.001, progress.elapsed))) words/s)"
    )
  }
  return input.status
}
