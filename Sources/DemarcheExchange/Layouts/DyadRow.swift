import DemarcheEvents

/// What the layouts of one row a dyad write, in the forms that several of them share.
struct DyadRow {
  let exported: ExportedEvent
  /// Which of the rows of its event it is, from 1.
  let ordinal: Int
  let actor: Participant?
  let recipient: Participant?
  /// The day of the act, or that of publication where the text gives none.
  let day: Day
  let tables: ExchangeTables
  let withText: Bool

  var event: Event { exported.event }
  var report: ReportHead { exported.report }
  /// "" where an event has none, which layouts of CAMEO leave out before.
  var cameo: String { event.cameo ?? "" }

  init(
    _ exported: ExportedEvent, _ dyad: Dyad, ordinal: Int, on day: Day, _ tables: ExchangeTables,
    withText: Bool
  ) {
    self.exported = exported
    self.ordinal = ordinal
    actor = dyad.actor
    recipient = dyad.recipient
    self.day = day
    self.tables = tables
    self.withText = withText
  }

  /// The incident and the two parties, from which the number of a row of GDELT is derived.
  ///
  /// All lines of an incident that tell of the same two parties have the same key; parties are told apart by code,
  /// sectors and name.
  var key: String {
    func name(_ party: Participant?) -> String {
      guard let party else { return "" }
      return [party.code ?? "", party.sectors.joined(separator: ","), party.name ?? party.text].joined(
        separator: "\u{1F}")
    }
    let incident = event.incident.isEmpty ? event.id : event.incident
    return [incident, name(actor), name(recipient)].joined(separator: "\u{1E}")
  }

  /// The id of the event, by which it can be asked for; from the second row on with the number of the row.
  var id: String { ordinal == 1 ? event.id : "\(event.id)-\(ordinal)" }

  /// Figures only: 20260206.
  var digits: String { day.iso.filter { $0 != "-" } }

  var cameoRoot: String { String(cameo.prefix(2)) }
  /// The Goldstein value of the event, or that of its code.
  var goldstein: String { DyadRow.number(event.goldstein ?? tables.codebook.goldstein[cameo]) }

  var latitude: String { DyadRow.number(event.place?.lat) }
  var longitude: String { DyadRow.number(event.place?.lon) }

  /// The name of the place where it is known with this precision.
  func place(_ precision: String) -> String {
    event.place?.precision == precision ? event.place?.name ?? "" : ""
  }

  /// Sentences count from 1; a title is none.
  static func sentence(_ event: Event) -> String { String(event.field == .title ? 0 : event.sentence) }

  func cameoActor(_ party: Participant?) -> CameoActor? { party.map { CameoActor($0, tables) } }

  /// A number as others write it: 4 and not 4.0; "" for none.
  static func number(_ value: Double?) -> String {
    guard let value else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : value.description
  }
}
