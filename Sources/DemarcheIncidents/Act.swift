public import DemarcheEvents

/// One act as one report tells it.
public struct Act: Hashable, Sendable {
  public var id: String
  public var report: String
  public var type: String
  public var who: String
  public var day: Day?
  public var wording: [UInt32] = []

  public init?(lines: [Event], wording: [UInt32]) {
    guard let first = lines.first else { return nil }
    id = first.incident
    report = first.report
    type = first.event
    who = (first.actor + first.recipient).compactMap(\.code).sorted().joined(separator: ",")
    day = (first.date ?? first.published).flatMap { Day(iso: $0) }
  }
  public init?(bytes: some Collection<UInt8>) {
    let parts = String(decoding: Array(bytes), as: UTF8.self).split(separator: "|", omittingEmptySubsequences: false)
    guard parts.count == 5 else { return nil }
    id = String(parts[0])
    report = String(parts[1])
    type = String(parts[2])
    who = String(parts[3])
    day = Day(iso: String(parts[4]))
  }
  public var bytes: [UInt8] { Array("\(id)|\(report)|\(type)|\(who)|\(day?.iso ?? "")".utf8) }
  public var keys: [UInt64] {
    [UInt64(truncatingIfNeeded: "\(type)|\(who)|\(day?.iso ?? "")".utf8.reduce(5381 as Int) { $0 &* 33 &+ Int($1) })]
  }
}
