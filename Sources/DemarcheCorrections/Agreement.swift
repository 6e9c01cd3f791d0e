/// How far the people agree who decided on the same things.
///
/// Each thing on which two people or more say what is right is taken apart into acts: those of one event of the machine are one act, those of a
/// sentence are the same where their triggers share a place or their types are the same. A person who has no event where another has one says
/// ``noEvent`` of its type, and nothing of the rest. Adjudications do not count: whoever settles disputes has seen what the others decided.
public struct Agreement: Sendable {
  /// What is compared.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case event, actor, recipient, date
  }

  /// How far stretches of text cover each other: 2 × shared / (one + other) in code points, the mean over all pairs of coders.
  public struct Overlap: Hashable, Sendable {
    /// Nil without any pair.
    public var f1: Double?
    /// How many pairs of coders marked something there.
    public var pairs: Int
  }

  /// How often one said the first and another the second of two types, the same where they agree.
  public struct Confusion: Hashable, Sendable {
    public var one: String
    public var other: String
    public var count: Int
  }

  /// How far people agree on the types in one report.
  public struct ReportAgreement: Hashable, Sendable {
    public var report: String
    /// Without an interval.
    public var event: Alpha
  }

  /// What a person says of the type of an act that he does not see.
  public static let noEvent = "no event"
  /// What stands for a code or a day that a person left open.
  public static let none = "-"

  /// Who decided on something that another decided on as well, by name.
  public let coders: [String]
  public let alphas: [Field: Alpha]
  public let trigger: Overlap
  public let actor: Overlap
  /// The most frequent first, then by name.
  public let confusion: [Confusion]
  /// By id.
  public let reports: [ReportAgreement]

  /// - Parameters:
  ///   - corrections: decisions of any kind; those in force count.
  ///   - seed: of the samples that make intervals.
  /// - Cost: a thousand passes over the acts for each field.
  public init(_ corrections: [Correction], seed: UInt64 = 1) {
    var units: [Field: [[String]]] = [:]
    var byReport: [String: [[String]]] = [:]
    var coders: Set<String> = []
    var (triggers, actors) = (OverlapSum(), OverlapSum())
    var confused: [[String]: Int] = [:]
    for (item, decided) in Standing(corrections).items {
      let codings = decided.filter { !$0.isAdjudication && $0.right != nil }
      guard codings.count > 1, let first = codings.first else { continue }
      coders.formUnion(codings.map(\.coder))
      var isOneAct = false
      if case .event = item.place { isOneAct = true }
      var acts = AlignedEvents(codings.map { $0.right ?? [] }, isOneAct: isOneAct).acts
      // Where all see nothing, they agree on that.
      if acts.isEmpty { acts = [codings.map { _ in nil }] }
      for act in acts {
        let types = act.map { $0?.event ?? Agreement.noEvent }
        units[.event, default: []].append(types)
        byReport[first.target.report, default: []].append(types)
        let events = act.compactMap { $0 }
        units[.actor, default: []].append(events.map { Agreement.codes($0.actorCodes) })
        units[.recipient, default: []].append(events.map { Agreement.codes($0.recipientCodes) })
        units[.date, default: []].append(events.map { $0.date ?? Agreement.none })
        for (i, one) in types.enumerated() {
          for other in types[(i + 1)...] { confused[[one, other].sorted(), default: 0] += 1 }
        }
        triggers.add(events.map { [$0.trigger?.place].compactMap { $0 } })
        actors.add(events.map { $0.actor.compactMap { $0.words?.place } })
      }
    }
    self.coders = coders.sorted()
    alphas = Dictionary(
      uniqueKeysWithValues: Field.allCases.map { ($0, Alpha(units[$0] ?? [], seed: seed)) })
    trigger = triggers.mean
    actor = actors.mean
    confusion = confused.map { Confusion(one: $0.key[0], other: $0.key[1], count: $0.value) }
      .sorted { ($1.count, $0.one, $0.other) < ($0.count, $1.one, $1.other) }
    reports = byReport.sorted { $0.key < $1.key }
      .map { ReportAgreement(report: $0.key, event: Alpha($0.value, seed: nil)) }
  }

  private static func codes(_ codes: [String]) -> String {
    codes.isEmpty ? none : codes.joined(separator: " ")
  }
}

/// Sums how far what people marked covers each other.
private struct OverlapSum {
  private var sum = 0.0
  private var pairs = 0

  var mean: Agreement.Overlap {
    Agreement.Overlap(f1: pairs == 0 ? nil : sum / Double(pairs), pairs: pairs)
  }

  /// - Parameter marked: the stretches of each coder.
  mutating func add(_ marked: [[Stretch]]) {
    for (i, one) in marked.enumerated() {
      for other in marked[(i + 1)...] {
        let all = (one + other).reduce(0) { $0 + $1.count }
        if all == 0 { continue }
        let shared = one.reduce(0) { sum, stretch in
          other.reduce(sum) { $0 + stretch.shared(with: $1) }
        }
        sum += 2 * Double(shared) / Double(all)
        pairs += 1
      }
    }
  }
}

extension Standing {
  /// What a person decided otherwise than an adjudication in force, with what that says is right.
  public func overruled(_ coder: String) -> [(correction: Correction, settled: [MarkedEvent])] {
    items.flatMap { _, decided -> [(correction: Correction, settled: [MarkedEvent])] in
      guard let settled = decided.last(where: { $0.isAdjudication && $0.right != nil }) else { return [] }
      return decided.filter {
        $0.coder == coder && !$0.isAdjudication && Verdict([$0, settled.asCoding]) == .disputed
      }
      .map { ($0, settled.right ?? []) }
    }
  }
}

extension Correction {
  /// The same as if it had been made by a coder.
  fileprivate var asCoding: Correction {
    var coding = self
    coding.queue = before == nil ? .blind : .assisted
    return coding
  }
}
