import DemarcheEvents

public import DemarcheRelations

/// What the events of a filter are: how many by day, type, parties, source and the rest.
public struct EventFacets: Sendable {
  /// One value with the number of events that have it.
  public struct Count: Hashable, Sendable {
    public var value: String
    public var events: Int

    public init(_ value: String, _ events: Int) {
      self.value = value
      self.events = events
    }
  }

  /// Whether all is estimated from events drawn by chance, because too many fit.
  public let isEstimate: Bool
  /// All that fit.
  public let events: Int
  /// Those that nothing places in time.
  public let undated: Int
  /// By type, quad, code of the first actor and recipient, outlet, and mark; the most frequent first, then by name.
  public let types: [Count]
  public let quads: [Count]
  public let actors: [Count]
  public let recipients: [Count]
  public let sources: [Count]
  public let marks: [Count]
  /// Events of at least a confidence, for each tenth from 0.1 on; as their number falls.
  public let confidences: [Count]
  private let days: [Int: Int]

  /// - Parameter scale: of how many events each that was counted stands for.
  init(
    _ tally: FacetTally, types: [Int: String], codes: [Int: String], sources: [Int: String], scale: Double?
  ) {
    func scaled(_ count: Int) -> Int {
      guard let scale else { return count }
      return Int((Double(count) * scale).rounded())
    }
    func named(_ counts: [Int: Int], _ name: (Int) -> String?) -> [Count] {
      counts.compactMap { key, count in
        name(key).flatMap { $0.isEmpty ? nil : Count($0, scaled(count)) }
      }
      .sorted { ($1.events, $0.value) < ($0.events, $1.value) }
    }
    isEstimate = scale != nil
    events = scaled(tally.events)
    undated = scaled(tally.undated)
    self.types = named(tally.types) { types[$0] }
    quads = named(tally.quads) { String($0) }
    actors = named(tally.actors) { codes[$0] }
    recipients = named(tally.recipients) { codes[$0] }
    self.sources = named(tally.sources) { sources[$0] }
    marks = named(tally.marks) { mark in Auxiliary.allCases.first { $0.bit == mark }?.rawValue }
    var confidences: [Count] = []
    for tenth in 1...9 {
      let count = tally.confidences[tenth...].reduce(0, +)
      confidences.append(Count("0.\(tenth)", scaled(count)))
    }
    self.confidences = confidences
    days = tally.days.mapValues(scaled)
  }

  /// The events of each period with one, in order.
  public func counts(by unit: Period.Unit) -> [(period: Period, count: Int)] {
    var counts: [Period: Int] = [:]
    for (day, events) in days { counts[Period(unit, containing: Day(number: day)), default: 0] += events }
    return counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// How many days lie between the first event and the last; nil without any that is dated.
  public var span: Int? {
    guard let first = days.keys.min(), let last = days.keys.max() else { return nil }
    return last - first
  }
}

/// Counts events by the numbers that stand for what they are.
struct FacetTally {
  var events = 0
  var undated = 0
  var days: [Int: Int] = [:]
  var types: [Int: Int] = [:]
  var quads: [Int: Int] = [:]
  var actors: [Int: Int] = [:]
  var recipients: [Int: Int] = [:]
  var sources: [Int: Int] = [:]
  var marks: [Int: Int] = [:]
  var confidences = [Int](repeating: 0, count: 11)

  static let columns = "e.key, e.day, e.type, e.quad, e.actor, e.recipient, e.source, e.aux, e.confidence"

  /// Counts a row of ``columns``.
  mutating func add(_ row: borrowing Row) {
    events += 1
    let day = row.int(1)
    if day < Schema.undated { days[day, default: 0] += 1 } else { undated += 1 }
    types[row.int(2), default: 0] += 1
    quads[row.int(3), default: 0] += 1
    if let actor = row.optionalInt(4) { actors[actor, default: 0] += 1 }
    if let recipient = row.optionalInt(5) { recipients[recipient, default: 0] += 1 }
    if let source = row.optionalInt(6) { sources[source, default: 0] += 1 }
    let aux = row.int(7)
    if aux > 0 {
      for mark in Auxiliary.allCases where aux & mark.bit != 0 { marks[mark.bit, default: 0] += 1 }
    }
    confidences[min(10, max(0, Int(row.double(8) * 10 + 1e-9)))] += 1
  }
}
