/// How well the machine codes, by what people settled.
///
/// An event is right when one of its type is there; with its parties, when that one has the same codes on both sides. Decisions on the machine's
/// own events tell how many of them are right, and nothing of what it missed; that, marked sentences tell. Those were drawn more often where the
/// machine found events, so each counts in recall for as many sentences of the ledger as it stands for.
public struct GoldScore: Sendable {
  /// How many sentences a ledger has with events of the machine and without.
  public struct Population: Hashable, Sendable {
    public var withEvents: Int
    public var without: Int

    public init(withEvents: Int, without: Int) {
      self.withEvents = withEvents
      self.without = without
    }
  }

  /// Figures for one type or outlet.
  public struct Row: Hashable, Sendable {
    public var name: String
    /// Events of the machine that people judged.
    public var machine = 0
    /// Of these, right by type, and by type and parties.
    public var right = 0
    public var rightWithParties = 0
    /// Events that are there in marked sentences.
    public var there = 0
    /// Of these, found by type, and by type and parties.
    public var found = 0
    public var foundWithParties = 0
    fileprivate var weights = Weights()

    public var precision: Share? { Share(right, of: machine) }
    public var precisionWithParties: Share? { Share(rightWithParties, of: machine) }
    /// Of sentences weighted to stand for the ledger.
    public var recall: Share? { weights.share(weights.found) }
    public var recallWithParties: Share? { weights.share(weights.foundWithParties) }
    /// The harmonic mean of precision and recall.
    public var f1: Double? { Row.harmonic(precision, recall) }
    public var f1WithParties: Double? { Row.harmonic(precisionWithParties, recallWithParties) }

    private static func harmonic(_ a: Share?, _ b: Share?) -> Double? {
      guard let a = a?.value, let b = b?.value else { return nil }
      return a + b == 0 ? 0 : 2 * a * b / (a + b)
    }
  }

  public let all: Row
  /// By name.
  public let types: [Row]
  /// By name; what is of no named outlet stands under an empty one.
  public let sources: [Row]

  /// - Parameters:
  ///   - items: what people settled, each thing once.
  ///   - population: the sentences that marked ones stand for; nil counts each once.
  public init(_ items: [JudgedItem], population: Population? = nil) {
    let wholes = items.filter(\.isWhole)
    let withEvents = wholes.count { !$0.machine.isEmpty }
    func weight(_ item: JudgedItem) -> Double {
      guard let population else { return 1 }
      return item.machine.isEmpty
        ? Double(population.without) / Double(max(1, wholes.count - withEvents))
        : Double(population.withEvents) / Double(max(1, withEvents))
    }
    var all = Row(name: "all")
    var types: [String: Row] = [:]
    var sources: [String: Row] = [:]
    for item in items {
      let source = item.source ?? ""
      func add(_ type: String, _ change: (inout Row) -> Void) {
        change(&all)
        change(&types[type, default: Row(name: type)])
        change(&sources[source, default: Row(name: source)])
      }
      for (event, match) in matches(of: item.machine, in: item.gold) {
        add(event.event) { $0.judge(match) }
      }
      guard item.isWhole else { continue }
      for (event, match) in matches(of: item.gold, in: item.machine) {
        add(event.event) { $0.look(match, weight: weight(item)) }
      }
    }
    self.all = all
    self.types = types.values.sorted { $0.name < $1.name }
    self.sources = sources.values.sorted { $0.name < $1.name }
  }
}

/// How far one event is among others.
private enum Match { case not, type, withParties }

/// Pairs each event with one of the others, each of these once: those with the same parties first, then any of its type.
private func matches(of events: [MarkedEvent], in others: [MarkedEvent]) -> [(MarkedEvent, Match)] {
  var left = others
  var matches = [Match](repeating: .not, count: events.count)
  for (i, event) in events.enumerated() {
    if let place = left.firstIndex(where: event.agrees) {
      left.remove(at: place)
      matches[i] = .withParties
    }
  }
  for (i, event) in events.enumerated() where matches[i] == .not {
    if let place = left.firstIndex(where: { $0.event == event.event }) {
      left.remove(at: place)
      matches[i] = .type
    }
  }
  return Array(zip(events, matches))
}

/// Sums of weighted events.
private struct Weights: Hashable {
  var there = 0.0
  var squares = 0.0
  var found = 0.0
  var foundWithParties = 0.0

  /// The share of `part`, with the interval of as many things as the weighted ones are worth (Kish, "Survey sampling", 1965).
  func share(_ part: Double) -> Share? {
    if there == 0 { return nil }
    let worth = there * there / squares
    return Share(min(part / there, 1) * worth, of: worth)
  }
}

extension GoldScore.Row {
  fileprivate init(name: String) { self.name = name }

  /// Counts an event of the machine.
  fileprivate mutating func judge(_ match: Match) {
    machine += 1
    if match != .not { right += 1 }
    if match == .withParties { rightWithParties += 1 }
  }

  /// Counts an event that is there.
  fileprivate mutating func look(_ match: Match, weight: Double) {
    there += 1
    weights.there += weight
    weights.squares += weight * weight
    if match != .not {
      found += 1
      weights.found += weight
    }
    if match == .withParties {
      foundWithParties += 1
      weights.foundWithParties += weight
    }
  }
}
