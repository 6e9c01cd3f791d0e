/// What a set of evidence amounts to: three numbers that are never mixed up, and mean scores.
///
/// Negated and hypothetical lines are left out of all counts but their own. An incident counts once in each tally that
/// one of its lines lies in, with the one type and the mean scores that ``CountedIncident`` gives it.
public struct Tally: Hashable, Sendable {
  /// Distinct reports.
  public internal(set) var reports = 0
  /// Distinct texts; near copies are one.
  public internal(set) var texts = 0
  /// Distinct acts.
  public internal(set) var incidents = 0
  /// Lines of evidence.
  public internal(set) var evidence = 0
  /// Incidents by quad; a quad without any has no entry.
  public internal(set) var incidentsByQuad: [Int: Int] = [:]
  /// Incidents by type, in the order of the relation's types; empty without any.
  public internal(set) var incidentsByType: [Int] = []
  /// The incidents in the quads of cooperation, and in those of conflict.
  public internal(set) var cooperation = 0
  public internal(set) var conflict = 0
  /// The sum of the scores of the incidents, each with the mean of its lines, in millionths.
  ///
  /// Whole numbers, so that no order of the lines changes the sum.
  var scoreMillionths = 0
  var goldsteinMillionths = 0
  /// The incidents that have a value of Goldstein.
  public internal(set) var incidentsWithGoldstein = 0
  /// Lines that say that something did not happen; a line both negated and hypothetical counts here.
  public internal(set) var negated = 0
  /// Lines on what might happen.
  public internal(set) var hypothetical = 0

  public init() {}

  /// The sum of the PLOVER scores of the incidents.
  public var scoreSum: Double { Double(scoreMillionths) / 1e6 }

  /// The mean PLOVER score of the incidents; nil without any.
  public var scoreMean: Double? { incidents == 0 ? nil : scoreSum / Double(incidents) }

  /// The mean Goldstein value of the incidents that have one; nil without any.
  public var goldsteinMean: Double? {
    incidentsWithGoldstein == 0 ? nil : Double(goldsteinMillionths) / 1e6 / Double(incidentsWithGoldstein)
  }

  /// Incidents of cooperation less those of conflict.
  public var netCooperation: Int { cooperation - conflict }

  /// The share of the incidents that lie in a quad, from 0 to 1; nil without any incident.
  public func share(ofQuad quad: Int) -> Double? {
    incidents == 0 ? nil : Double(incidentsByQuad[quad] ?? 0) / Double(incidents)
  }

  /// The incidents in some quads.
  public func incidents(inQuads quads: Set<Int>) -> Int {
    incidentsByQuad.reduce(0) { quads.contains($1.key) ? $0 + $1.value : $0 }
  }
}
