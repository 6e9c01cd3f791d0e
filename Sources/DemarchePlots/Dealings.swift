public import DemarcheRelations

/// What two parties had to do with each other, or one with all: incidents of cooperation and of conflict.
public struct Dealings: Hashable, Sendable {
  public var cooperation: Int
  public var conflict: Int

  public init(cooperation: Int = 0, conflict: Int = 0) {
    self.cooperation = cooperation
    self.conflict = conflict
  }

  /// The incidents of a count.
  public init(_ tally: Tally) { self.init(cooperation: tally.cooperation, conflict: tally.conflict) }

  public var incidents: Int { cooperation + conflict }

  /// The share of conflict, from 0 to 1; 0 without any incident.
  public var conflictShare: Double { incidents == 0 ? 0 : Double(conflict) / Double(incidents) }

  public static func + (a: Dealings, b: Dealings) -> Dealings {
    Dealings(cooperation: a.cooperation + b.cooperation, conflict: a.conflict + b.conflict)
  }

  /// As a pointer is told.
  var told: String {
    "\(Ticks.label(incidents)) \(incidents == 1 ? "incident" : "incidents"), \(Ticks.label(cooperation)) of cooperation, \(Ticks.label(conflict)) of conflict"
  }
}
