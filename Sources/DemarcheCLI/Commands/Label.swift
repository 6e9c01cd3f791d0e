import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReading
import DemarcheReportLines
import DemarcheSyntax
import DemarcheText

let labelCommand = Command(
  name: "label", summary: "the event type between two given mentions of a sentence", operands: "[FILE...]",
  examples: [
    "demarche label pairs.jsonl          {\"id\",\"text\",\"actor\":[start,end],\"recipient\":[start,end]} a line",
    "demarche label --force --scheme plv --input marked-tsv sentences.tsv",
  ],
  flags: [
    Flag(
      "input", "jsonl|marked-tsv",
      "JSON lines, or a table whose sentences carry <s> and <t> marks; jsonl when not given"),
    Flag(
      "scheme", "plover-2.0|plv", "the codebook's own types, or the 15 labels of the published PLV benchmark"),
    Flag("ranker", "FILE", "a ranker other than the pack's: demarche train ranker"),
    Flag("force", nil, "always answer"), Flag("quiet", nil, "no summary on standard error"),
  ] + Engine.flags
) { arguments in
  let isMarked = try arguments.choice("input", ["jsonl", "marked-tsv"]) == "marked-tsv"
  let isPLV = try arguments.choice("scheme", ["plover-2.0", "plv"]) == "plv"
  let pipeline = try Engine.pipeline(arguments, withTriggers: false)
  let codebook = pipeline.release.knowledge.codebook
  let scheme = isPLV ? try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments)) : nil
  let ranker = try Engine.ranker(arguments)
  let output = Output()
  var rejected = 0
  var labelled = 0
  var abstained = 0
  var progress = Progress(unit: "sentences", quiet: arguments.has("quiet"))

  func answer(_ pair: MarkedPair) {
    let reading = pipeline.coder.labeler.reading(of: pair, pipeline.parser)
    let force = arguments.has("force")
    labelled += 1
    func name(_ answer: Labeler.Answer) -> (label: String, quad: Int?) {
      if let scheme { return scheme.label(answer, codebook) }
      return (answer.type, codebook.type(answer.type)?.quad)
    }
    let byRule = reading.answers.first { $0.isCertain || force }
    // The ranker counts where it is sure, or where no rule has an answer.
    let scores = ranker?.scores(reading.features).filter { !force || $0.label != Ranker.none } ?? []
    let sure = RankedAnswer.counting(scores, hasRule: byRule != nil, force: force)
    let isRanked = sure.map { $0.label != byRule.map { name($0).label } && $0.label != byRule?.type } ?? false
    // A rule of the type that the ranker chose still tells the mode.
    let best =
      isRanked ? reading.answers.first { $0.type == sure?.label || name($0).label == sure?.label } : byRule
    var named = best.map(name)
    if isRanked, let label = sure?.label {
      named = label == Ranker.none ? nil : best.map(name) ?? stated(label)
    }
    func stated(_ label: String) -> (label: String, quad: Int?) {
      guard let scheme else { return (label, codebook.type(label)?.quad) }
      if codebook.type(label) == nil { return (label, Int(scheme.quad(label))) }
      return scheme.label(label, [], codebook.cameo(label, modes: []))
    }
    if named == nil { abstained += 1 }
    // No word that rules or ranker know: the codebook's fallback stands in, with no confidence.
    if named == nil, force { named = codebook.fallback.map(stated) }
    let answers = reading.answers
    let confidence =
      isRanked
      ? sure?.probability ?? 0
      : scores.first { $0.label == byRule?.type || $0.label == named?.label }.map { max($0.probability, 0.5) }
        ?? byRule?.confidence ?? 0
    let why = sure.map { ranker?.reasons(reading.features, for: $0.label) ?? [] } ?? []
    var seen: [String] = []
    for answer in answers {
      let label = name(answer).label
      if label != named?.label, !seen.contains(label) { seen.append(label) }
    }
    let line: JSON = [
      "id": .string(pair.id), "event": JSON(named?.label),
      "mode": .array((best?.modes ?? []).map(JSON.string)),
      "cameo": JSON(best.flatMap { $0.cameo ?? codebook.cameo($0.type, modes: $0.modes) }),
      "quad": JSON(named?.quad),
      "confidence": .double((confidence * 100).rounded() / 100), "by": .string(isRanked ? "ranker" : "rule"),
      "rule": JSON(best?.rule), "why": .array(isRanked ? why.map(JSON.string) : []),
      "alternatives": .array(seen.map(JSON.string)),
    ]
    output.line(line.line)
    progress.tell(labelled, "\(abstained) without an answer")
  }

  for path in arguments.operands.isEmpty ? ["-"] : arguments.operands {
    do throws(Rejection) {
      let source = try LineSource(path: path, limit: 16 << 20)
      var number = 0
      while let line = try source.next() {
        number += 1
        guard case .bytes(let bytes) = line, !bytes.allSatisfy({ $0 <= 0x20 }) else { continue }
        let text = String(decoding: bytes, as: UTF8.self)
        if isMarked, number == 1, !text.contains("<s>") { continue }
        do throws(Rejection) {
          answer(
            isMarked ? try MarkedPair(marked: text, path, number) : try MarkedPair(json: bytes, path, number))
        } catch {
          rejected += 1
          Output.error(error.json.line)
        }
      }
    } catch {
      rejected += 1
      Output.error(error.json.line)
    }
  }
  output.flush()
  progress.end()
  if !arguments.has("quiet") {
    Output.error("\(labelled) labelled, \(abstained) without a rule's answer, \(rejected) rejected")
  }
  return rejected == 0 ? Status.done : labelled == 0 ? Status.failed : Status.rejected
}
