import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

let actorsCommand = Command(
  name: "actors", summary: "look up who is meant, check the tables of actors, read those of others",
  operands: "find PHRASE | check | \(ActorsImport.operands)",
  examples: [
    "demarche actors find \"defense minister of Iran\" --on 2026-02-07", "demarche actors check",
  ] + ActorsImport.examples,
  flags: [Flag("on", "DATE", "the day on which the phrase is meant; today's knowledge when not given")]
    + Engine.flags + ActorsImport.flags.filter { flag in !Engine.flags.contains { $0.name == flag.name } }
) { arguments in
  switch arguments.operands.first {
  case "find":
    guard arguments.operands.count > 1 else { throw UsageError("actors find needs a name or a phrase") }
    return try ActorLookup.find(arguments.operands.dropFirst().joined(separator: " "), arguments)
  case "check": return try ActorLookup.check(arguments)
  case "import": return try ActorsImport.run(arguments)
  default: throw UsageError("actors needs what to do: find PHRASE, check, or import")
  }
}

/// Looks up names and offices, and shows the rows that answer.
enum ActorLookup {
  static func find(_ phrase: String, _ arguments: Arguments) throws -> Int32 {
    let on = arguments.value("on")
    if let on, Day(iso: on) == nil {
      throw UsageError("--on is no date: \(on)", help: "write it as 2026-02-07")
    }
    let pipeline = try Engine.pipeline(arguments, withTriggers: false)
    let codings = pipeline.code(Report(id: "", text: phrase, published: on))
    let rows = try Rows(arguments)
    var found = 0
    for coding in codings {
      for mention in coding.mentions {
        found += 1
        let words = coding.tree.words[mention.words]
        let text = words.map(\.form).joined(separator: " ")
        let actor = mention.actor
        let parts = [actor.code, actor.sectors.joined(separator: ","), actor.office, actor.name].compactMap {
          $0
        }
        print("\(text): \(parts.filter { !$0.isEmpty }.joined(separator: " | "))")
        print("  why: \(actor.how)")
        for line in rows.rows(of: actor, words: words) { print("  \(line)") }
      }
      for place in coding.places {
        found += 1
        let entry = place.entry
        print("\(entry.name): place | \(entry.kind) | \(entry.country) | \(entry.lat), \(entry.lon)")
        print("  why: \(place.how)")
      }
    }
    if found == 0 {
      Output.error(
        "no table has a name, person or role of \"\(phrase)\"; add a row: --knowledge FOLDER with knowledge/organisations.tsv "
          + "and knowledge/organisation-names.tsv")
    }
    return Status.done
  }

  static func check(_ arguments: Arguments) throws -> Int32 {
    // Reading finds unknown keys, kinds, sectors and dates.
    _ = try Engine.release(arguments)
    var faults: [DataFileError] = []
    for (kind, tables) in zip(TableKind.all, try Engine.tables(of: TableKind.all, arguments)) {
      let result = TableCheck.check(kind, tables)
      faults += result.faults
      let total = result.counts.values.reduce(0, +)
      let kinds = result.counts.filter { !$0.key.isEmpty }.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        .map { "\($0.key) \($0.value)" }
      print("\(kind.stem): \(total) rows" + (kinds.isEmpty ? "" : ": " + kinds.joined(separator: ", ")))
    }
    for fault in faults { Output.error("\(fault)") }
    print("\(faults.count) fault\(faults.count == 1 ? "" : "s")")
    return faults.isEmpty ? Status.done : Status.failed
  }

  /// The rows of all tables of actors, to show which of them an answer rests on.
  private struct Rows {
    let files: [(kind: TableKind, tables: [Table])]

    init(_ arguments: Arguments) throws {
      let kinds = TableKind.all.filter { $0.stem != TableKind.places.stem }
      files = Array(zip(kinds, try Engine.tables(of: kinds, arguments)))
    }

    func rows(of actor: Actor, words: ArraySlice<Word>) -> [String] {
      // A possessive is a word of its own in a tree, and none in a form of the tables.
      func padded(_ words: [String]) -> String {
        " \(words.joined(separator: " ")) ".replacing("'s ", with: " 's ")
      }
      let forms = padded(words.map(\.form))
      let lemmas = padded(words.map { $0.lowerLemma })
      func holds(_ text: String, _ form: String) -> Bool { text.contains(" \(form) ") }
      var lines: [String] = []
      for (kind, table) in files.flatMap({ file in file.tables.map { (file.kind, $0) } }) {
        for row in table.rows {
          let isShown: Bool
          switch kind.stem {
          case "knowledge/states", "knowledge/organisations": isShown = row["key"] == actor.key
          case "knowledge/state-names", "knowledge/organisation-names":
            isShown = row["key"] == actor.key && holds(forms, row["form"])
          case "knowledge/heads", "knowledge/ministers":
            isShown =
              row["key"] == actor.key && actor.office != nil && row["office"] == actor.office
              && (actor.name == nil || row["holder"] == actor.name)
              || actor.kind == .person && row["holder"] == actor.name
          case "knowledge/offices": isShown = row["key"] == actor.key && row["office"] == actor.office
          case "knowledge/person-names": isShown = row["holder"] == actor.name && holds(forms, row["form"])
          case "lexicon/en/roles": isShown = holds(lemmas, row["form"])
          default: isShown = false
          }
          guard isShown else { continue }
          let cells = table.columns.map { row[$0] }.joined(separator: " | ")
          lines.append("\(table.file):\(row.line): \(cells)")
        }
      }
      return lines
    }
  }
}
