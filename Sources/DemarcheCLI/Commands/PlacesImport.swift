import Demarche
import DemarcheData
import DemarcheImport
import DemarcheReading
import DemarcheReportLines

let placesCommand = Command(
  name: "places", summary: "places of GeoNames to a table that --knowledge reads",
  operands: "import --output FOLDER [--admin FILE] FILE...",
  examples: [
    "demarche places import --output my-places --country ALB --admin admin1CodesASCII.txt allCountries.txt",
    "demarche places import --output my-places --min-population 15000 cities500.txt",
  ],
  flags: [
    Flag("admin", "FILE", "admin1CodesASCII.txt of GeoNames, for the names of provinces"),
    Flag("min-population", "N", "leave out cities with fewer people; capitals stay"),
    Flag("country", "XXX", "only places of this country; may be given again"),
    Flag("alternates", nil, "a row for each alternate name in Latin letters too"),
  ] + ImportFolder.flags
) { arguments in
  guard arguments.operands.first == "import" else { throw UsageError("places needs one of import") }
  return try PlacesImport.run(arguments)
}

/// `demarche places import`: dumps of GeoNames to `places.tsv`.
enum PlacesImport {
  private static let table = "knowledge/places.tsv"

  /// - Parameter arguments: the operands are `import` and the files.
  static func run(_ arguments: Arguments) throws -> Int32 {
    let files = Array(arguments.operands.dropFirst())
    if files.isEmpty {
      throw UsageError("places import needs files", help: "name them, or - for standard input")
    }
    var options = GeoNamesImport.Options()
    options.minPopulation = try arguments.number("min-population") ?? 0
    options.countries = Set(arguments.values("country"))
    options.withAlternates = arguments.has("alternates")
    let iso = try Engine.table("import/iso2.tsv", GeoNamesImport.countryColumns, arguments)
    let known = Set(iso.rows.map { $0["iso3"] })
    for country in options.countries where !known.contains(country) {
      throw UsageError("--country knows no \(country)", help: "write three capitals, as in ALB")
    }
    let folder = try ImportFolder(arguments, command: "places import", tables: [table])
    var dump = GeoNamesImport(
      features: try Engine.table("import/geonames-features.tsv", GeoNamesImport.featureColumns, arguments),
      countries: iso, options: options)
    let quiet = arguments.has("quiet")
    try ImportLines.forEach(arguments.values("admin"), quiet: quiet) { line, file, number in
      dump.readAdmin(line, file: file, number: number)
    }
    let places = try folder.table(
      table, columns: GeoNamesImport.columns,
      comments: [
        "Places, made by demarche places import.",
        "Licence: CC BY 4.0, after GeoNames (geonames.org), which must be named.",
      ])
    var rows = 0
    try ImportLines.forEach(files, quiet: quiet) { line, file, number in
      for row in dump.rows(line, file: file, number: number) {
        places.line(KnowledgeRows.line(row))
        rows += 1
      }
      try folder.reject(dump.takeFaults())
    }
    try places.close()
    folder.tell(table, rows)
    return try folder.finish([("places", dump.report)], unit: "lines")
  }
}
