public import DemarcheEvents

/// Writes events in a layout of another project, one after the other.
///
/// What is written by ``begin()``, ``write(_:)`` for each event and ``end()``, one behind the other, is the file: UTF-8,
/// lines ended by LF, the same bytes for the same events. No word of a report's text is in it without `withText`.
///
/// - Cost: memory does not grow with the events, but for networks, which are kept until their end.
public struct LayoutWriter: Sendable {
  public let layout: EventLayout
  /// What was left out and what was written with less.
  public private(set) var notes = LayoutNotes()

  private let tables: ExchangeTables
  private let withText: Bool
  private let hasHeader: Bool
  /// Whether acts that have not happened are left out.
  private let leavesMarked: Bool
  /// The types that are the promise of another act, which is made though what it promises is to come.
  private let promises: Set<String>
  private var network: ActorNetwork

  /// A writer of a layout.
  ///
  /// - Parameters:
  ///   - withText: whether words of the reports are written where the layout has a column for them.
  ///   - header: whether the file begins with the names of the columns; nil for what is usual in the layout.
  ///   - withMarked: whether acts that have not happened are written too where the layout cannot say that they have not.
  ///   - nodes: what a node of a network is.
  public init(
    _ layout: EventLayout, tables: ExchangeTables, withText: Bool = false, header: Bool? = nil,
    withMarked: Bool = false, nodes: ActorNetwork.Nodes = .codes
  ) {
    self.layout = layout
    self.tables = tables
    self.withText = withText
    hasHeader = header ?? layout.hasHeader
    leavesMarked = !layout.saysMarks && !withMarked
    promises = Set(tables.codebook.types.compactMap(\.future))
    network = ActorNetwork(nodes: nodes)
  }

  /// What stands before the first event.
  public func begin() -> String {
    switch layout {
    case .geojson: GeoJSONFeatures.head
    case .plover, .graphml, .gexf: ""
    case .petrarch, .phoenix, .gdelt, .gdeltMentions, .icews, .polecat:
      hasHeader ? TabbedRow.line(layout.columns(withText: withText)) : ""
    }
  }

  /// The rows of an event; empty where it is left out or part of a network.
  public mutating func write(_ exported: ExportedEvent) -> String {
    notes.given += 1
    let event = exported.event
    if leavesMarked, !hasHappened(event) { return leave(.marked) }
    let parties = event.actor + event.recipient
    if layout.hasCodesAlone ? !parties.contains(where: \.isCoded) : parties.isEmpty { return leave(.noParty) }
    if layout.needsCameo, event.cameo == nil { return leave(.noCameo) }
    let stated = event.date.flatMap { Day(iso: $0) }
    // What is told as history did not happen on the day it is told.
    let published = event.aux.contains(.historical) ? nil : LayoutWriter.published(exported)
    let day = stated ?? published
    if layout.needsDay, day == nil { return leave(.undated) }
    guard let rows = rows(exported, on: day) else { return "" }
    notes.written += 1
    notes.rows += rows.count
    if layout != .geojson, stated == nil, day != nil { notes.note(.datedByPublication) }
    if (event.actor + event.recipient).contains(where: { $0.code == nil }) { notes.note(.partyWithoutCode) }
    return rows.joined()
  }

  /// Whether an act took place, so far as its marks tell: a promise was made though its act is to come.
  private func hasHappened(_ event: Event) -> Bool {
    event.aux.allSatisfy { $0 == .historical || $0 == .future && promises.contains(event.event) }
  }

  /// What stands behind the last event.
  public mutating func end() -> String {
    switch layout {
    case .geojson: return GeoJSONFeatures.foot
    case .graphml, .gexf:
      notes.rows = network.edges.count
      return layout == .gexf ? GEXF.file(network, tables) : GraphML.file(network, tables)
    case .plover, .petrarch, .phoenix, .gdelt, .gdeltMentions, .icews, .polecat: return ""
    }
  }

  private mutating func leave(_ remark: LayoutNotes.Remark) -> String {
    notes.note(remark)
    return ""
  }

  /// The texts that an event adds to the file; nil, and noted, where it is left out.
  private mutating func rows(_ exported: ExportedEvent, on day: Day?) -> [String]? {
    switch layout {
    case .plover:
      return [PLOVERRecords.line(exported, on: day, tables, withText: withText) + "\n"]
    case .geojson:
      guard let feature = GeoJSONFeatures.feature(exported, tables, withText: withText) else {
        notes.note(.noCoordinates)
        return nil
      }
      return [(notes.written == 0 ? "" : ",\n") + feature]
    case .graphml, .gexf:
      guard network.add(exported, Dyad.all(of: exported.event, tables), on: day) else {
        notes.note(.noCodedPair)
        return nil
      }
      return []
    case .petrarch, .phoenix, .gdelt, .gdeltMentions, .icews, .polecat:
      guard let day else { return nil }
      return Dyad.all(of: exported.event, tables).enumerated().flatMap { number, dyad in
        cells(DyadRow(exported, dyad, ordinal: number + 1, on: day, tables, withText: withText))
          .map(TabbedRow.line)
      }
    }
  }

  /// The cells of the rows of one dyad.
  private func cells(_ row: DyadRow) -> [[String]] {
    switch layout {
    case .petrarch: [PETRARCHRows.cells(row)]
    case .phoenix: [PhoenixRows.cells(row)]
    case .gdelt: [GDELTEventRows.cells(row)]
    case .gdeltMentions: GDELTMentionRows.rows(row)
    case .icews: [ICEWSRows.cells(row)]
    case .polecat: [POLECATRows.cells(row)]
    case .plover, .geojson, .graphml, .gexf: []
    }
  }

  private static func published(_ exported: ExportedEvent) -> Day? {
    (exported.event.published ?? exported.report.published).flatMap { Day(iso: $0) }
  }
}
