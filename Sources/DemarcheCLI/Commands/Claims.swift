import Demarche
import DemarcheJSON

let claimsCommand = Command(
  name: "claims", summary: "every attributed statement: who says what, on whose word, event or not",
  operands: "[FILE...]",
  examples: [
    "demarche claims report.txt --published 2026-02-07",
    "demarche claims reports.jsonl | jq -r '[.speaker.name, .content.text] | @tsv'",
  ],
  flags: ReportInput.flags + Engine.flags
) { arguments in
  let input = try ReportInput(arguments)
  let pipeline = try Engine.pipeline(arguments, withTriggers: false)
  let output = Output()
  input.forEach { report in
    for line in pipeline.claimLines(of: report) { output.line(line.line) }
    return true
  }
  output.flush()
  return input.status
}
