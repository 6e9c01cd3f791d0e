import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

/// Scores mentions of actors, dates and places on tables of sentences with the answer expected: the files of
/// `Tests/Knowledge`, whose heads say what counts as right.
enum CaseTables {
  static let kinds = ["mentions", "dates", "places"]

  /// Scores one table and prints what came out, with each miss.
  static func evaluate(_ kind: String, _ path: String, _ half: String?, _ pipeline: Pipeline) throws {
    let columns =
      switch kind {
      case "mentions": ["mention", "code", "sector", "person"]
      case "dates": ["expression", "value", "value_end", "precision"]
      default: ["mention", "name", "country", "lat", "lon"]
      }
    let table = try Table(
      text: try Files.text(path), file: path, columns: ["id", "published", "text", "note"] + columns)
    var right = 0
    var asked = 0
    for row in table.rows {
      if let half, isOdd(row["id"]) != (half == "odd") { continue }
      asked += 1
      let report = Report(id: row["id"], text: row["text"], published: row["published"])
      let codings = pipeline.code(report)
      let miss: String?
      switch kind {
      case "mentions": miss = self.miss(mention: row, codings)
      case "dates": miss = self.miss(date: row, codings)
      default: miss = self.miss(place: row, codings)
      }
      guard let miss else {
        right += 1
        continue
      }
      print("\(row["id"])\t\(miss)\t\(row["note"])\t\(row["published"])\t\(row["text"])")
    }
    let share = asked == 0 ? 0 : Double(right) / Double(asked)
    print("\(kind): \(right) of \(asked) right, \(percent(share)) %")
  }

  private static func isOdd(_ id: String) -> Bool { (Int(id.drop { !$0.isNumber }) ?? 0) % 2 == 1 }

  /// The parts of a note, cut at commas and semicolons.
  private static func parts(_ note: String) -> [String] {
    note.split { $0 == ";" || $0 == "," }.map { String($0).trimmed }
  }

  /// The answers that a note allows beside the row's own: "also A/B".
  private static func others(_ note: String) -> [String] {
    parts(note).filter { $0.hasPrefix("also ") && !$0.hasPrefix("also written") }.map {
      String($0.dropFirst(5))
    }
  }

  /// The other forms of a name that a note allows: "also written Sana".
  private static func spelt(_ note: String) -> [String] {
    parts(note).filter { $0.hasPrefix("also written ") }.map { plain(String($0.dropFirst(13))) }
  }

  /// The bytes of the words that a row asks for.
  private static func bytes(_ part: String, in text: String) -> Range<Int>? {
    let (text, part) = (Array(text.utf8), Array(part.utf8))
    guard part.count <= text.count else { return nil }
    func isWord(_ byte: UInt8) -> Bool {
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
    return (0...(text.count - part.count)).first { start in
      text[start..<(start + part.count)].elementsEqual(part)
        && (start == 0 || !isWord(text[start - 1]) || !isWord(part[0]))
        && (start + part.count == text.count || !isWord(text[start + part.count])
          || !isWord(part[part.count - 1]))
    }.map { $0..<($0 + part.count) }
  }

  private static func bytes(_ words: ClosedRange<Int>, _ coding: Coder.SentenceCoding) -> Range<Int> {
    let span = coding.tree.span(of: words)
    return span.start..<span.end
  }

  private static func plain(_ name: String) -> String { Folding.folded(name).lowercased() }

  private static func miss(mention row: Table.Row, _ codings: Coder.ReportCoding) -> String? {
    guard let asked = bytes(row["mention"], in: row["text"]) else { return "the words are not in the text" }
    // Of the mentions that cover the words the nearest fits; one noun may carry two, "the A and B ministers".
    var best: (mentions: [ActorMention], length: Int, isHead: Bool)?
    for coding in codings {
      for mention in coding.mentions where !mention.isPlace {
        let bytes = bytes(mention.words, coding)
        if row["code"] == "-" {
          if bytes.lowerBound >= asked.lowerBound, bytes.upperBound <= asked.upperBound {
            return "\(row["mention"]): \(shown(mention.actor)), is no actor"
          }
          continue
        }
        guard bytes.lowerBound <= asked.lowerBound, bytes.upperBound >= asked.upperBound else { continue }
        let head = coding.tree.words[mention.head].span
        let isHead = head.start >= asked.lowerBound && head.end <= asked.upperBound
        if let last = best, last.isHead == isHead, last.length == bytes.count {
          best?.mentions.append(mention)
          continue
        }
        if let best, best.isHead && !isHead || best.isHead == isHead && best.length < bytes.count { continue }
        best = ([mention], bytes.count, isHead)
      }
    }
    if row["code"] == "-" { return nil }
    let wanted = "\(row["code"])/\(row["sector"])/\(row["person"])"
    guard let actors = best?.mentions.map(\.actor), let first = actors.first else {
      return "\(row["mention"]): nothing found, not \(wanted)"
    }
    return actors.contains { isRight($0, row) } ? nil : "\(row["mention"]): \(shown(first)), not \(wanted)"
  }

  private static func isRight(_ actor: Actor, _ row: Table.Row) -> Bool {
    let code = actor.code ?? ""
    let sector = actor.sectors.first ?? ""
    let isCoded =
      code == row["code"] && sector == row["sector"]
      || others(row["note"]).contains { other in
        let parts = other.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return parts.count == 2
          ? code == parts[0] && sector == parts[1] : code == row["code"] && sector == other
      }
    let name = actor.name.map(plain) ?? ""
    return isCoded
      && (row["person"].isEmpty || name == plain(row["person"]) || spelt(row["note"]).contains(name))
  }

  private static func shown(_ actor: Actor) -> String {
    "\(actor.code ?? "")/\(actor.sectors.first ?? "")/\(actor.name ?? "") (\(actor.how))"
  }

  private static func miss(date row: Table.Row, _ codings: Coder.ReportCoding) -> String? {
    guard let asked = bytes(row["expression"], in: row["text"]) else {
      return "the words are not in the text"
    }
    var found: [TimeExpressions.Expression] = []
    for coding in codings {
      found += coding.times.filter { bytes($0.words, coding).overlaps(asked) }
    }
    let answers = ["\(row["value"])/\(row["value_end"])"] + others(row["note"])
    let given =
      found.first.map {
        "\($0.isOpenStart ? "" : $0.from.iso)/\($0.isOpenEnd ? "" : $0.until.iso)"
      } ?? "/"
    return answers.contains(given) ? nil : "\(row["expression"]): \(given), not \(answers[0])"
  }

  private static func miss(place row: Table.Row, _ codings: Coder.ReportCoding) -> String? {
    guard let asked = bytes(row["mention"], in: row["text"]) else { return "the words are not in the text" }
    var found: Gazetteer.PlaceMention?
    for coding in codings {
      found = found ?? coding.places.first { bytes($0.words, coding).overlaps(asked) }
    }
    guard row["country"] != "-" else {
      return found.map { "\(row["mention"]): \($0.entry.name) in \($0.entry.country), is no place" }
    }
    let wanted = "\(row["name"]) in \(row["country"])"
    guard let entry = found?.entry else { return "\(row["mention"]): nothing found, not \(wanted)" }
    let others = others(row["note"])
    let isCountry =
      entry.country == row["country"] || others.contains(entry.country)
      || entry.country.isEmpty && others.contains("none")
    // Degrees that a point may be off: a town little, a state or region more, a sea most.
    let isArea = row["note"].contains("area")
    let allowed = isArea ? (row["country"].isEmpty ? 10.0 : 3.0) : 0.3
    let isThere =
      abs(entry.lat - (Double(row["lat"]) ?? 999)) <= allowed
      && abs(entry.lon - (Double(row["lon"]) ?? 999)) <= allowed
    if isCountry, isThere { return nil }
    return "\(row["mention"]): \(entry.name) in \(entry.country) at \(entry.lat), \(entry.lon), not \(wanted)"
  }
}
