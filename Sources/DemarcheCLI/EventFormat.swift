import DemarcheExchange

/// How events are written.
enum EventFormat: String, CaseIterable {
  case table, jsonl, csv, parquet, plover
  case petrarch = "tsv-petrarch"
  case phoenix, gdelt
  case gdeltMentions = "gdelt-mentions"
  case icews, polecat, geojson, graphml, gexf

  /// Those of `demarche export`.
  static var exports: [EventFormat] { allCases.filter { $0 != .table && $0 != .jsonl } }

  static var names: String { allCases.map(\.rawValue).joined(separator: "|") }

  /// The format that `--format` names.
  ///
  /// - Parameters:
  ///   - fallback: what is meant where nothing is said.
  ///   - known: those that the command knows.
  init(_ arguments: Arguments, else fallback: EventFormat, among known: [EventFormat] = EventFormat.allCases)
    throws
  {
    let name = try arguments.choice("format", known.map(\.rawValue))
    self = name.flatMap { EventFormat(rawValue: $0) } ?? fallback
    if self == .parquet { try arguments.refuseTerminal() }
  }

  /// The layout of another project that it is; nil for our own.
  var layout: EventLayout? { EventLayout(rawValue: rawValue) }

  /// Whether it has all of the record of an event, words included.
  var isRecord: Bool { self == .table || self == .jsonl || self == .csv }

  /// Whether a file of it is lines, so that two files with one head are one file.
  var isOfLines: Bool {
    switch self {
    case .jsonl, .csv, .plover, .petrarch, .phoenix, .gdelt, .gdeltMentions, .icews, .polecat: true
    case .table, .parquet, .geojson, .graphml, .gexf: false
    }
  }

  /// Whether a row stands for an incident with all lines that tell it, rather than for a line.
  var isOfIncidents: Bool { layout?.isOfIncidents ?? false }
}
