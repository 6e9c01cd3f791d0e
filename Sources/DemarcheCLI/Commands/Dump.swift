import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

private let stages = ["tokens", "tree", "mentions", "matches", "events"]

let dumpCommand = Command(
  name: "dump", summary: "every step of the walk in readable form",
  operands: "--stage tokens|tree|mentions|matches|events [FILE...]",
  examples: ["demarche dump --stage mentions report.txt --published 2026-02-07"],
  flags: [Flag("stage", stages.joined(separator: "|"), "the step whose result is shown")] + ReportInput.flags
    + Engine.flags
) { arguments in
  guard let stage = try arguments.choice("stage", stages) else {
    throw UsageError("dump needs --stage: one of \(stages.joined(separator: ", "))")
  }
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments)
  let output = Output()
  input.forEach { report in
    output.line("# report \(report.id)")
    for coding in pipeline.code(report) {
      output.line("# \(coding.field.rawValue) \(coding.number): \(Explanation.sentence(coding.tree))")
      let tree = coding.tree
      switch stage {
      case "tokens":
        for word in tree.words { output.line("\(word.span.start)-\(word.span.end)\t\(word.form)") }
      case "tree": output.line(Explanation.tree(tree))
      case "mentions":
        for mention in coding.mentions { output.line(Explanation.describe(mention, tree)) }
        for time in coding.times {
          output.line("time \(Explanation.words(tree, time.words)) = \(time.from.iso)..\(time.until.iso)")
        }
        for place in coding.places {
          output.line(
            "place \(Explanation.words(tree, place.words)) = \(place.entry.name), \(place.entry.country)")
        }
      case "matches":
        for match in coding.matches {
          let rule = pipeline.release.book.rules[match.rule]
          output.line(
            "\(rule.id) at \"\(tree.words[match.trigger].form)\": "
              + match.actors.map { Explanation.words(tree, $0.words) }.joined(separator: " + ") + " > "
              + match.recipients.map { Explanation.words(tree, $0.words) }.joined(separator: " + "))
        }
        for miss in coding.misses {
          output.line(
            "not \(pipeline.release.book.rules[miss.rule].id) at \"\(tree.words[miss.trigger].form)\": \(miss.reason(in: pipeline.release.book))"
          )
        }
      default: for event in coding.events { output.line(event.json.line) }
      }
    }
    return true
  }
  output.flush()
  return input.status
}
