public import DemarcheEvents
public import DemarcheLedger
public import DemarcheRelations

/// Where the incidents of a filter took place: every place that texts name, with the incidents of both sides.
public struct PlacesAnswer: Sendable {
  /// One place.
  public struct Row: Hashable, Sendable {
    public var name: String
    /// ISO 3166 alpha-3; nil where nobody knows.
    public var country: String?
    /// Degrees, WGS 84.
    public var latitude: Double
    public var longitude: Double
    public var cooperation: Int
    public var conflict: Int
  }

  /// The place with most incidents first; of equals by name, then from the north.
  public let rows: [Row]
  /// Incidents of which nothing more is known than the country.
  public let byCountryAlone: Int
  /// Incidents without a place.
  public let nowhere: Int

  /// Asks a ledger; an incident counts at the first place that one of its lines names, denied and supposed ones not.
  ///
  /// - Cost: the record of each event of the filter is opened.
  public init(_ filter: EventFilter, _ ledger: Ledger, _ setting: Setting) throws(LedgerError) {
    var filter = filter
    filter.excluding.formUnion([.negation, .hypothetical])
    var places: [Key: Row] = [:]
    var seen: [String: Precision] = [:]
    try ledger.forEachEvent(matching: filter) { event throws(LedgerError) in
      let known = seen[event.incident] ?? .none
      if known == .place { return true }
      guard let place = event.place else {
        seen[event.incident] = known
        return true
      }
      guard let latitude = place.lat, let longitude = place.lon, place.precision != "country" else {
        seen[event.incident] = .country
        return true
      }
      seen[event.incident] = .place
      let key = Key(name: place.name ?? place.text, latitude: latitude, longitude: longitude)
      var row =
        places[key]
        ?? Row(
          name: key.name, country: place.country, latitude: latitude, longitude: longitude, cooperation: 0,
          conflict: 0)
      if setting.quads.conflict.contains(event.quad) { row.conflict += 1 } else { row.cooperation += 1 }
      places[key] = row
      return true
    }
    rows = places.values.sorted {
      ($1.cooperation + $1.conflict, $0.name, $1.latitude, $0.longitude) < (
        $0.cooperation + $0.conflict, $1.name, $0.latitude, $1.longitude
      )
    }
    byCountryAlone = seen.values.reduce(0) { $1 == .country ? $0 + 1 : $0 }
    nowhere = seen.values.reduce(0) { $1 == .none ? $0 + 1 : $0 }
  }

  private struct Key: Hashable {
    var name: String
    var latitude: Double
    var longitude: Double
  }

  private enum Precision {
    case none, country, place
  }
}
