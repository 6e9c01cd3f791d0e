import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReading
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
  let pipeline = try Engine.pipeline(arguments)
  let codebook = pipeline.release.knowledge.codebook
  let scheme = isPLV ? try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments)) : nil
  let labeler = Labeler(
    matcher: Matcher(book: pipeline.release.book, classes: pipeline.release.knowledge.classes),
    codebook: codebook)
  let ranker = try Engine.ranker(arguments)
  let output = Output()
  var rejected = 0
  var labelled = 0
  var abstained = 0
  var progress = Progress(unit: "sentences", quiet: arguments.has("quiet"))

  func answer(_ pair: MarkedPair) {
    let reading = labeler.reading(of: pair, pipeline.parser)
    let force = arguments.has("force")
    labelled += 1
    func name(_ answer: Labeler.Answer) -> (label: String, quad: Int?) {
      if let scheme { return scheme.label(answer, codebook) }
      return (answer.type, codebook.type(answer.type)?.quad)
    }
    let byRule = reading.answers.first { $0.isCertain || force }
    // The ranker counts where it is sure, or where no rule has an answer.
    let scores = ranker?.scores(reading.features).filter { !force || $0.label != CorpusReadings.none } ?? []
    let sure = scores.first.flatMap {
      $0.probability >= RankedAnswer.least || byRule == nil && force ? $0 : nil
    }
    let isRanked = sure.map { $0.label != byRule.map { name($0).label } && $0.label != byRule?.type } ?? false
    // A rule of the type that the ranker chose still tells the mode.
    let best =
      isRanked ? reading.answers.first { $0.type == sure?.label || name($0).label == sure?.label } : byRule
    var named = best.map(name)
    if isRanked, let label = sure?.label {
      named = label == CorpusReadings.none ? nil : best.map(name) ?? stated(label)
    }
    func stated(_ label: String) -> (label: String, quad: Int?) {
      guard let scheme else { return (label, codebook.type(label)?.quad) }
      if codebook.type(label) == nil { return (label, Int(scheme.quad(label))) }
      return scheme.label(label, [], codebook.cameo(label, modes: []))
    }
    if named == nil { abstained += 1 }
    // No word that rules or ranker know: the codebook's first type stands in, with no confidence.
    if named == nil, force { named = codebook.types.first.map { ($0.name, Optional($0.quad)) } }
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

/// A sentence with its two mentions, spans in bytes.
struct MarkedPair {
  var id: String
  var text: String
  /// nil where the sentence marks none: then any participant will do.
  var actor: Span?
  var recipient: Span?

  init(id: String, text: String, actor: Span?, recipient: Span?) {
    self.id = id
    self.text = text
    self.actor = actor
    self.recipient = recipient
  }

  /// A row whose last cell is a sentence with `<s>...</s>` and `<t>...</t>`; the first of each counts.
  init(marked line: String, _ path: String, _ number: Int) throws(Rejection) {
    let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
    let sentence = Array((cells.last ?? "").utf8)
    id = cells.count > 1 ? String(cells[0]) : "\(path):\(number)"
    var plain: [UInt8] = []
    var marks: [String: Int] = [:]
    let tags = ["<s>", "</s>", "<t>", "</t>"]
    var i = 0
    while i < sentence.count {
      if let tag = tags.first(where: { sentence[i...].starts(with: $0.utf8) }) {
        if marks[tag] == nil { marks[tag] = plain.count }
        i += tag.utf8.count
      } else {
        plain.append(sentence[i])
        i += 1
      }
    }
    text = String(decoding: plain, as: UTF8.self)
    func span(_ open: String, _ close: String) -> Span? {
      guard let start = marks[open], let end = marks[close], start < end else { return nil }
      return Span(start, end)
    }
    actor = span("<s>", "</s>")
    recipient = span("<t>", "</t>")
    guard actor != nil || recipient != nil else {
      throw Rejection(
        report: id, line: number, error: "no marks in the sentence",
        help: "mark who acts on whom: <s>A</s> met <t>B</t>")
    }
  }

  /// `{"id","text","actor":[start,end],"recipient":[start,end]}` with offsets in code points.
  init(json bytes: ArraySlice<UInt8>, _ path: String, _ number: Int) throws(Rejection) {
    let json: JSON
    do { json = try JSON.read(bytes) } catch {
      throw Rejection(report: path, line: number, error: "no JSON: \(error)", help: "one object a line")
    }
    id = json["id"].flatMap { $0.string ?? $0.int.map(String.init) } ?? "\(path):\(number)"
    guard let text = json["text"]?.string else {
      throw Rejection(
        report: id, line: number, error: "no text", help: "{\"text\": \"...\", \"actor\": [0, 6]}")
    }
    self.text = text
    let points = Array(text.unicodeScalars)
    func span(_ name: String) -> Span? {
      guard let pair = json[name]?.array, pair.count == 2, let start = pair[0].int, let end = pair[1].int,
        0 <= start, start < end, end <= points.count
      else { return nil }
      let before = points[..<start].reduce(0) { $0 + UTF8.width($1) }
      return Span(before, before + points[start..<end].reduce(0) { $0 + UTF8.width($1) })
    }
    guard let actor = span("actor") else {
      throw Rejection(
        report: id, line: number, error: "actor is no [start, end] inside the text",
        help: "half-open offsets in code points")
    }
    self.actor = actor
    recipient = span("recipient")
  }
}

/// The 15 labels of the published PLV benchmark.
struct PLVScheme {
  static let columns = ["type", "mode", "cameo", "label", "quad", "source"]
  private let rows: [(type: String, mode: String, cameo: String, label: String, quad: Int)]

  init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    rows = table.rows.compactMap { row in
      guard let quad = Int(row["quad"]) else {
        errors.append(row.fault("quad is no number"))
        return nil
      }
      return (row["type"], row["mode"], row["cameo"], row["label"], quad)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  func label(_ type: String, _ modes: [String], _ cameo: String?) -> (label: String, quad: Int?) {
    let row = rows.first { row in
      row.type == type && (row.mode.isEmpty || modes.contains(row.mode))
        && (row.cameo.isEmpty || row.cameo == cameo)
    }
    return (row?.label ?? type, row?.quad)
  }
}

extension PLVScheme {
  /// The label of an answer of the rules.
  func label(_ answer: Labeler.Answer, _ codebook: Codebook) -> (label: String, quad: Int?) {
    label(answer.type, answer.modes, answer.cameo ?? codebook.cameo(answer.type, modes: answer.modes))
  }

  /// The quad of one of its labels, as text.
  func quad(_ label: String) -> String { rows.first { $0.label == label }.map { "\($0.quad)" } ?? "" }

  /// Whether a label is of the friendly or the hostile quads.
  func side(_ label: String) -> String {
    (rows.first { $0.label == label }?.quad ?? 0) <= 2 ? "friendly" : "hostile"
  }
}
