import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheSyntax
import DemarcheText

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

extension Labeler {
  /// The reading of the sentence that holds the given participants.
  func reading(of pair: MarkedPair, _ parser: TextParser) -> Reading {
    let given = [pair.actor, pair.recipient].compactMap { $0 }
    let trees = parser.trees(of: pair.text).filter { tree in given.contains(where: tree.span.overlaps) }
    var all = Reading(answers: [], features: [])
    // Of two sentences with one participant each the features of the first count.
    let whole = trees.first { tree in given.allSatisfy(tree.span.overlaps) } ?? trees.first
    for tree in trees {
      let reading = reading(
        in: tree, actor: pair.actor.flatMap { tree.span.overlaps($0) ? $0 : nil },
        recipient: pair.recipient.flatMap { tree.span.overlaps($0) ? $0 : nil })
      all.answers += reading.answers
      if tree == whole { all.features = reading.features }
    }
    all.answers = all.answers.filter(\.isCertain) + all.answers.filter { !$0.isCertain }
    return all
  }
}

/// Sentences with two marked participants and the label between them.
struct LabelledPairs {
  var pairs: [(pair: MarkedPair, label: String)] = []

  /// Reads a table of `id`, `label`, `quad` and a sentence with `<s>` and `<t>` marks.
  init(_ path: String) throws {
    var number = 0
    for line in try Files.text(path).split(separator: "\n") {
      number += 1
      guard line.contains("<s>") || line.contains("<t>") else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 3 else {
        throw DataFileError(
          file: path, line: number, message: "\(cells.count) cells", help: "id, label and a marked sentence")
      }
      do throws(Rejection) {
        pairs.append((try MarkedPair(marked: String(line), path, number), String(cells[1])))
      } catch { throw DataFileError(file: path, line: number, message: error.error, help: error.help) }
    }
    if pairs.isEmpty {
      throw DataFileError(
        file: path, line: 0, message: "no marked sentence", help: "mark them: <s>A</s> met <t>B</t>")
    }
  }

  /// What rules and features say of each pair.
  func readings(_ pipeline: Pipeline) -> [Labeler.Reading] {
    pairs.map { pipeline.coder.labeler.reading(of: $0.pair, pipeline.parser) }
  }
}
