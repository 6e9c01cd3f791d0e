import Demarche
import DemarcheJSON

let mentionsCommand = Command(
  name: "mentions", summary: "every mention of an actor, place or date with what it resolves to",
  operands: "[FILE...]", examples: ["demarche mentions report.txt --published 2026-02-07"],
  flags: ReportInput.flags + Engine.flags
) { arguments in
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments, withTriggers: false)
  let output = Output()
  input.forEach { report in
    for line in pipeline.mentionLines(of: report) { output.line(line.line) }
    return true
  }
  output.flush()
  return input.status
}
