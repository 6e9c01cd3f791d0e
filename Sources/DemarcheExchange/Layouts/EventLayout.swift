import DemarcheEvents

/// A layout in which other projects keep events.
public enum EventLayout: String, Hashable, Sendable, CaseIterable {
  case plover
  case petrarch = "tsv-petrarch"
  case phoenix
  case gdelt
  case gdeltMentions = "gdelt-mentions"
  case icews
  case polecat
  case geojson
  case graphml
  case gexf

  /// The names of its columns, in order; empty for what is no table.
  ///
  /// - Parameter withText: whether the columns that hold words of the text are there, where a layout has some that may
  ///   be absent.
  public func columns(withText: Bool = false) -> [String] {
    switch self {
    case .petrarch: PETRARCHRows.columns + (withText ? PETRARCHRows.textColumns : [])
    case .phoenix: PhoenixRows.columns
    case .gdelt: GDELTEventRows.columns
    case .gdeltMentions: GDELTMentionRows.columns
    case .icews: ICEWSRows.columns
    case .polecat: POLECATRows.columns
    case .plover, .geojson, .graphml, .gexf: []
    }
  }

  /// Whether its files begin with the names of the columns.
  public var hasHeader: Bool { self == .phoenix || self == .icews || self == .polecat }

  /// Whether a row has one actor and one recipient at most, so that an act of several parties is several rows.
  public var isDyadic: Bool { !columns().isEmpty }

  /// Whether its rows are nothing without a code of CAMEO.
  public var needsCameo: Bool { isDyadic && self != .polecat }

  /// Whether a row stands for an incident with all lines that tell it, as ``ExportedEvent/joined(_:)`` makes them.
  public var isOfIncidents: Bool { self == .gdelt || self == .gdeltMentions }

  /// Whether it has the codes of parties and not their names, so that a party without a code is nobody.
  public var hasCodesAlone: Bool { self == .petrarch || self == .phoenix }

  /// Whether it can say that an act is promised, supposed or denied.
  public var saysMarks: Bool { self == .plover || self == .geojson }

  /// Whether a row must have a day.
  public var needsDay: Bool { isDyadic || self == .plover }

  /// The usual ending of its files.
  public var fileExtension: String {
    switch self {
    case .plover: "jsonl"
    case .petrarch: "txt"
    // GDELT calls its tab-separated files so.
    case .gdelt, .gdeltMentions: "CSV"
    case .icews: "tab"
    case .phoenix, .polecat: "tsv"
    case .geojson, .graphml, .gexf: rawValue
    }
  }
}

extension Participant {
  /// Whether a code or a sector says who it is.
  var isCoded: Bool { code != nil || sector != nil || !sectors.isEmpty }
}
