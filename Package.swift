// swift-tools-version: 6.2
// Targets stand in layer order: each may import only targets above it, and of those only the ones
// named in its dependencies. `./test` checks this against the imports in the sources.
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

func layer(_ name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
  .target(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
  name: "demarche",
  products: [
    .executable(name: "demarche", targets: ["DemarcheCLI"]),
    .library(name: "Demarche", targets: ["Demarche"]),
    .library(name: "DemarcheC", type: .dynamic, targets: ["DemarcheC"]),
    .library(name: "DemarcheSyntax", targets: ["DemarcheText", "DemarcheData", "DemarcheSyntax"]),
  ],
  targets: [
    // Debian's SQLite, seen from Swift.
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),

    // Debian's libxml2: pages of HTML and feeds of XML.
    .systemLibrary(name: "CXML", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    // Debian's libarchive: what is packed with zstd, xz, bzip2 or zip.
    .systemLibrary(name: "CArchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    // Debian's zlib: gzip, member by member, so that a damaged one costs no more than itself.
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    // Debian's zstd: the records of a ledger.
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    // Debian's libcurl: what is fetched when a person asks for it; loaded on first use, so it is not linked.
    .target(name: "CTransfer", linkerSettings: [.linkedLibrary("dl")]),

    // Debian's libmicrohttpd, behind functions that nothing calls back from.
    .target(name: "CServer", linkerSettings: [.linkedLibrary("microhttpd")]),
    // The files that pages load, built into the program.
    .target(name: "CAssets", exclude: ["style.css", "app.js", "correct.js", "icon.svg"]),

    // The products of matrices, in the widest instructions the processor has.
    .target(name: "CMatrix"),

    // The structs in which a table is handed to another library of the same process.
    .target(name: "CArrow"),

    // What do programs in other languages call? The header of the library DemarcheC.
    .target(name: "CDemarche"),

    // How is a value read from JSON and written to it?
    layer("DemarcheJSON"),
    // What do records look like as a table of typed columns? Tables, Parquet, Arrow.
    layer("DemarcheTables", ["CArrow", "CZstd"]),
    // Where are the reports, sentences and tokens?
    layer("DemarcheText"),
    // How is a file of knowledge read, and what is wrong with it? Tables, mapped files, the pack.
    layer("DemarcheData", ["DemarcheText"]),
    // How do the words hang together? Words, trees, CoNLL-U, tagger, lemmatiser, parser.
    layer("DemarcheSyntax", ["CMatrix", "DemarcheText", "DemarcheData"]),
    // How are the models of syntax learnt and scored?
    layer("DemarcheTraining", ["CMatrix", "DemarcheText", "DemarcheData", "DemarcheSyntax"]),
    // What is an event? The record and the codebook; plain data.
    layer("DemarcheEvents", ["DemarcheJSON", "DemarcheTables", "DemarcheText", "DemarcheData"]),
    // Who, where and when is this, as of the report's date?
    layer("DemarcheKnowledge", ["DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheEvents"]),
    // In which layouts do other projects keep events?
    layer(
      "DemarcheExchange",
      ["DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheEvents", "DemarcheKnowledge"]),
    // Who says so, did it happen, and who is "he"?
    layer(
      "DemarcheDiscourse",
      ["DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheEvents", "DemarcheKnowledge"]),
    // Who did what to whom? Rules, the matcher, the coder.
    layer(
      "DemarcheCoding",
      [
        "CMatrix", "DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheEvents", "DemarcheKnowledge",
        "DemarcheDiscourse",
      ]),
    // What does a line of JSON say of a report?
    layer("DemarcheReportLines", ["DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheEvents"]),
    // What does this input become? Files and streams to reports.
    layer(
      "DemarcheReading",
      [
        "CXML", "CArchive", "CZlib", "DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheEvents",
        "DemarcheReportLines",
      ]),
    // What is at this address of the web, if anything new?
    layer("DemarcheFetching", ["CTransfer"]),
    // What do other projects' lists of actors and places become? Foreign files to tables.
    layer(
      "DemarcheImport", ["DemarcheJSON", "DemarcheData", "DemarcheEvents", "DemarcheKnowledge"]),
    // How do two actors stand, and how does that move?
    layer("DemarcheRelations", ["DemarcheText", "DemarcheData", "DemarcheEvents"]),
    // How does it look? Figures as SVG.
    layer("DemarchePlots", ["DemarcheJSON", "DemarcheData", "DemarcheEvents", "DemarcheRelations"]),
    // Which reports tell the same text, and which the same act?
    layer("DemarcheIncidents", ["DemarcheText", "DemarcheData", "DemarcheEvents"]),
    // What did people decide on the coding, and how far do they agree?
    layer("DemarcheCorrections", ["DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheEvents"]),
    // What have we coded, in which run? One SQLite file.
    layer(
      "DemarcheLedger",
      [
        "CSQLite", "CZstd", "DemarcheJSON", "DemarcheText", "DemarcheEvents", "DemarcheRelations",
        "DemarcheIncidents", "DemarcheCorrections",
      ]),
    // What is asked over HTTP, and what goes back?
    layer("DemarcheHTTP", ["CServer", "CZlib", "DemarcheJSON", "DemarcheData"]),
    // The walk of one report, from text to events; the library's front door.
    layer(
      "Demarche",
      [
        "DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheEvents",
        "DemarcheKnowledge",
        "DemarcheDiscourse", "DemarcheCoding", "DemarcheIncidents",
      ]),
    // How does a coded report come into a ledger? Runs.
    layer(
      "DemarcheIngest",
      [
        "DemarcheText", "DemarcheSyntax", "DemarcheEvents", "DemarcheKnowledge", "DemarcheCoding",
        "DemarcheReportLines", "DemarcheIncidents", "DemarcheLedger", "Demarche",
      ]),
    // What does a ledger answer to this question? Relations, partners, comparisons, as values and as rows.
    layer(
      "DemarcheAnswers",
      [
        "DemarcheTables", "DemarcheText", "DemarcheData", "DemarcheJSON", "DemarcheEvents",
        "DemarcheKnowledge",
        "DemarcheRelations",
        "DemarcheCorrections",
        "DemarcheLedger", "Demarche",
      ]),
    // Which figure shows an answer?
    layer(
      "DemarcheDrawings",
      [
        "DemarcheData", "DemarcheEvents", "DemarcheRelations", "DemarchePlots", "DemarcheLedger", "Demarche",
        "DemarcheAnswers",
      ]),
    // What do programs in other languages get? The functions of `demarche.h`.
    layer(
      "DemarcheC",
      [
        "CDemarche", "CArrow", "DemarcheJSON", "DemarcheTables", "DemarcheText", "DemarcheData",
        "DemarcheEvents", "DemarcheKnowledge", "DemarcheCoding", "DemarcheReportLines", "DemarchePlots",
        "DemarcheIncidents", "DemarcheLedger", "Demarche", "DemarcheIngest", "DemarcheAnswers",
        "DemarcheDrawings",
      ]),
    // Show me: the pages of the dashboard and the HTTP API.
    layer(
      "DemarcheServer",
      [
        "CAssets", "DemarcheText", "DemarcheData", "DemarcheJSON", "DemarcheSyntax", "DemarcheEvents",
        "DemarcheKnowledge", "DemarcheCoding", "DemarcheRelations", "DemarcheIncidents",
        "DemarcheCorrections",
        "DemarcheLedger", "Demarche", "DemarcheAnswers", "DemarchePlots", "DemarcheDrawings",
        "DemarcheHTTP",
      ]),
    // How is a test written? Typed trees and a small invented world.
    layer(
      "DemarcheTesting",
      [
        "DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheEvents", "DemarcheKnowledge",
        "DemarcheCoding",
      ]),
    // What must hold whatever the bytes are? One file a reader.
    layer(
      "DemarcheFuzzing",
      [
        "CXML", "CDemarche", "CArrow", "DemarcheJSON", "DemarcheTables", "DemarcheText", "DemarcheData",
        "DemarcheSyntax", "DemarcheEvents", "DemarcheKnowledge", "DemarcheExchange", "DemarcheDiscourse",
        "DemarcheCoding", "DemarcheReportLines", "DemarcheReading", "DemarcheImport", "DemarcheRelations",
        "DemarcheIncidents", "DemarcheCorrections", "DemarcheLedger", "DemarcheHTTP", "Demarche",
        "DemarcheIngest", "DemarcheAnswers", "DemarchePlots", "DemarcheC", "DemarcheServer",
        "DemarcheTesting",
      ]),
    // The program: one file a command.
    .executableTarget(
      name: "DemarcheCLI",
      dependencies: [
        "DemarcheJSON", "DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheTraining",
        "DemarcheTables", "DemarcheEvents", "DemarcheKnowledge", "DemarcheExchange", "DemarcheDiscourse",
        "DemarcheCoding", "DemarcheReportLines", "DemarcheReading", "DemarcheFetching", "DemarcheImport",
        "DemarcheRelations", "DemarcheIncidents", "DemarcheCorrections", "DemarcheLedger", "Demarche",
        "DemarcheIngest", "DemarcheAnswers", "DemarchePlots", "DemarcheDrawings", "DemarcheHTTP",
        "DemarcheServer",
      ],
      swiftSettings: strict),

    tests("DemarcheJSONTests", ["DemarcheJSON"]),
    tests("DemarcheTablesTests", ["CArrow", "CZstd", "DemarcheTables"]),
    tests("DemarcheDataTests", ["DemarcheData"]),
    tests("DemarcheTextTests", ["DemarcheText", "DemarcheData", "DemarcheSyntax"]),
    tests(
      "DemarcheSyntaxTests",
      [
        "CMatrix", "DemarcheText", "DemarcheData", "DemarcheSyntax", "DemarcheTraining", "DemarcheTesting",
      ]),
    tests("DemarcheEventsTests", ["DemarcheData", "DemarcheEvents", "DemarcheJSON", "DemarcheTables"]),
    tests(
      "DemarcheKnowledgeTests",
      ["DemarcheKnowledge", "DemarcheData", "DemarcheEvents", "DemarcheSyntax", "DemarcheTesting"]),
    tests(
      "DemarcheExchangeTests",
      [
        "DemarcheExchange", "DemarcheData", "DemarcheEvents", "DemarcheJSON", "DemarcheKnowledge",
        "DemarcheTesting", "DemarcheText",
      ]),
    tests(
      "DemarcheDiscourseTests",
      [
        "DemarcheText", "DemarcheDiscourse", "DemarcheKnowledge", "DemarcheEvents", "DemarcheSyntax",
        "DemarcheTesting",
      ]),
    tests(
      "DemarcheCodingTests",
      [
        "DemarcheCoding", "DemarcheData", "DemarcheEvents", "DemarcheKnowledge", "DemarcheText",
        "DemarcheSyntax",
        "DemarcheTesting",
      ]),
    tests("DemarcheRelationsTests", ["DemarcheRelations", "DemarcheData", "DemarcheEvents"]),
    tests(
      "DemarchePlotsTests",
      ["CXML", "DemarchePlots", "DemarcheJSON", "DemarcheRelations", "DemarcheData", "DemarcheEvents"],
      exclude: ["Golden"]),
    tests(
      "DemarcheLedgerTests",
      [
        "CSQLite", "DemarcheData", "DemarcheLedger", "DemarcheRelations", "DemarcheIncidents",
        "DemarcheCorrections", "DemarcheEvents", "DemarcheJSON", "DemarcheText",
      ]),
    tests(
      "DemarcheCorrectionsTests",
      ["DemarcheCorrections", "DemarcheData", "DemarcheEvents", "DemarcheJSON", "DemarcheText"]),
    tests("DemarcheIncidentsTests", ["DemarcheIncidents", "DemarcheData", "DemarcheEvents", "DemarcheText"]),
    tests(
      "DemarcheReportLinesTests", ["DemarcheReportLines", "DemarcheJSON", "DemarcheData", "DemarcheText"]),
    tests(
      "DemarcheReadingTests", ["DemarcheReading", "DemarcheReportLines", "DemarcheTesting", "DemarcheText"]),
    tests("DemarcheFetchingTests", ["DemarcheFetching"]),
    tests(
      "DemarcheImportTests",
      ["DemarcheImport", "DemarcheData", "DemarcheEvents", "DemarcheKnowledge", "DemarcheTesting"]),
    tests(
      "DemarcheAnswersTests",
      [
        "Demarche", "DemarcheAnswers", "DemarcheData", "DemarcheEvents", "DemarcheJSON",
        "DemarcheKnowledge", "DemarcheLedger", "DemarcheRelations", "DemarcheTables",
        "DemarcheTesting", "DemarcheText",
      ]),
    tests("DemarcheHTTPTests", ["CZlib", "DemarcheHTTP", "DemarcheJSON"]),
    tests(
      "DemarcheServerTests",
      [
        "DemarcheServer", "DemarcheHTTP", "DemarcheAnswers", "Demarche", "DemarcheCorrections",
        "DemarcheLedger", "DemarcheIncidents", "DemarcheRelations", "DemarcheKnowledge", "DemarcheEvents",
        "DemarcheSyntax", "DemarcheData", "DemarcheText", "DemarcheJSON", "DemarcheTesting",
      ]),
    tests("DemarcheFuzzingTests", ["DemarcheFuzzing", "DemarcheTesting"]),
    tests("DemarcheCLITests", ["CSQLite", "DemarcheData", "DemarcheJSON", "DemarcheTesting"]),
  ],
  swiftLanguageModes: [.v6]
)

// Looks for bytes that break a reader. Needs libFuzzer and lld, so it is built only when
// asked for: Tests/Fuzz/README.md tells how.
if Context.environment["DEMARCHE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "DemarcheFuzz",
      dependencies: ["DemarcheFuzzing"],
      swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])],
      // libFuzzer brings a main of its own; ours, which starts it, comes first.
      linkerSettings: [
        .unsafeFlags([
          "-sanitize=fuzzer", "-use-ld=lld", "-Xlinker", "--allow-multiple-definition",
        ])
      ]))
}
