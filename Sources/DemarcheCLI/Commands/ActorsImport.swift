import Demarche
import DemarcheData
import DemarcheImport
import DemarcheKnowledge
import DemarcheReading
import DemarcheReportLines
import Glibc

/// `demarche actors import`: dictionaries of TABARI and PETRARCH, or a dump of Wikidata, to tables.
enum ActorsImport {
  static let summary = "actors of other projects to tables that --knowledge reads"
  static let operands = "import --from petrarch|wikidata --output FOLDER FILE..."
  static let examples = [
    "demarche actors import --from petrarch --agents my.agents.txt --output my-actors my.actors.txt",
    "zcat latest-all.json.gz | demarche actors import --from wikidata --output wikidata -",
  ]
  static let flags =
    [
      Flag("from", "FORM", "petrarch (also TABARI's dictionaries) or wikidata (the JSON dump)"),
      Flag("agents", "FILE", "a dictionary of agents, for the roles; may be given again"),
      Flag("keep-codes", nil, "keep codes that begin with no known country, as they stand"),
    ] + ImportFolder.flags

  /// - Parameter arguments: the operands are `import` and the files.
  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let form = try arguments.choice("from", ["petrarch", "wikidata"]) else {
      throw UsageError("actors import needs --from petrarch or --from wikidata")
    }
    let files = Array(arguments.operands.dropFirst())
    if files.isEmpty, arguments.values("agents").isEmpty {
      throw UsageError("actors import needs files", help: "name them, or - for standard input")
    }
    return form == "petrarch" ? try petrarch(files, arguments) : try wikidata(files, arguments)
  }

  // MARK: Dictionaries

  private static func petrarch(_ files: [String], _ arguments: Arguments) throws -> Int32 {
    let folder = try ImportFolder(
      arguments, command: "actors import",
      tables: ["knowledge/organisations.tsv", "knowledge/organisation-names.tsv", "lexicon/en/roles.tsv"])
    let known = try UserKnowledge.builtIn(arguments)
    var (actors, agents) = try UserKnowledge.readers(
      arguments, known: known, states: known.states, keepsForeign: arguments.has("keep-codes"))
    for file in files {
      actors.read(try text(file), file: file)
      try folder.reject(actors.takeFaults())
    }
    for file in arguments.values("agents") {
      agents.read(try text(file), file: file)
      try folder.reject(agents.takeFaults())
    }
    var rows = actors.rows()
    rows.roles = agents.rows.roles
    let sources = (files + arguments.values("agents")).map(name(of:)).joined(separator: ", ")
    let comments = [
      "Made by demarche actors import --from petrarch from \(sources).",
      "Licence: that of the files it was made from.",
    ]
    for file in rows.files { try folder.write(file, comments: comments) }
    var reports: [(String, ImportReport)] = []
    if !files.isEmpty { reports.append(("actors", actors.report)) }
    if !arguments.values("agents").isEmpty { reports.append(("agents", agents.report)) }
    return try folder.finish(reports, unit: "lines")
  }

  /// The whole of a dictionary.
  private static func text(_ path: String) throws -> String {
    do throws(Rejection) {
      let source = try LineSource(path: path, limit: 1 << 28)
      guard let bytes = try source.rest() else {
        throw Rejection(report: path, error: "longer than \(source.limit >> 20) MB", help: "cut it in parts")
      }
      return String(decoding: bytes, as: UTF8.self)
    } catch {
      throw DataFileError(file: error.report, line: error.line ?? 0, message: error.error, help: error.help)
    }
  }

  private static func name(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  // MARK: Wikidata

  private static func wikidata(_ files: [String], _ arguments: Arguments) throws -> Int32 {
    let folder = try ImportFolder(
      arguments, command: "actors import",
      tables: ["knowledge/organisations.tsv", "knowledge/organisation-names.tsv", "knowledge/ministers.tsv"])
    let known = try UserKnowledge.builtIn(arguments)
    let tables = WikidataImport.Tables(
      classes: try Engine.table("import/wikidata-classes.tsv", WikidataImport.classColumns, arguments),
      countries: try Engine.table("import/wikidata-countries.tsv", WikidataImport.countryColumns, arguments),
      offices: try Engine.table("import/wikidata-offices.tsv", WikidataImport.officeColumns, arguments),
      labels: try Engine.table("import/office-labels.tsv", WikidataImport.labelColumns, arguments))
    var dump = try WikidataImport(tables, known: known, language: "en")
    try ImportLines.forEach(files, quiet: arguments.has("quiet")) { line, file, number in
      dump.read(line, file: file, number: number)
      try folder.reject(dump.takeFaults())
    }
    let rows = dump.rows()
    try folder.reject(dump.takeFaults())
    let comments = [
      "Made by demarche actors import --from wikidata from \(files.map(name(of:)).joined(separator: ", ")).",
      "Licence: CC0-1.0 (Wikidata).",
    ]
    for file in rows.files { try folder.write(file, comments: comments) }
    return try folder.finish([("entities", dump.report)], unit: "entities")
  }
}

/// The lines of large files, with progress.
enum ImportLines {
  static func forEach(
    _ files: [String], quiet: Bool, _ body: (ArraySlice<UInt8>, String, Int) throws -> Void
  ) throws {
    var progress = Progress(unit: "line", quiet: quiet)
    var count = 0
    var bytes = 0
    for file in files {
      do {
        let source = try LineSource(path: file, limit: 1 << 28)
        var number = 0
        while let line = try source.next() {
          number += 1
          count += 1
          guard case .bytes(let text) = line else {
            Output.error("\(file):\(number): a line longer than \(source.limit >> 20) MB was passed over")
            continue
          }
          bytes += text.count
          try body(text, file, number)
          if count & 1023 == 0 { progress.tell(count, "\(bytes >> 20) MB") }
        }
      } catch let error as Rejection {
        throw DataFileError(file: error.report, line: error.line ?? 0, message: error.error, help: error.help)
      }
    }
    progress.end()
  }
}
