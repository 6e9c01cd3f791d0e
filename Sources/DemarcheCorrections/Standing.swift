/// The decisions that are in force: of each person the last on each thing, without those that were taken back.
///
/// An adjudication stands beside what the same person decided before as a coder, and supersedes only earlier adjudications of his.
public struct Standing: Sendable {
  /// The decisions in force, in the order in which they were made.
  public let corrections: [Correction]

  /// - Parameter all: every decision that is known, in any order; of two made at the same time the one that stands later counts as later.
  public init(_ all: some Sequence<Correction>) {
    let ordered = all.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
    var undone: Set<String> = []
    var decided: Set<Seat> = []
    var inForce: [Correction] = []
    let coders = Dictionary(ordered.map { ($0.id, $0.coder) }, uniquingKeysWith: { first, _ in first })
    var seen: Set<String> = []
    // The latest first: what takes back or supersedes is met before what it concerns.
    for correction in ordered.reversed() where seen.insert(correction.id).inserted {
      if undone.contains(correction.id) { continue }
      if correction.decision == .undo {
        // Nobody takes back what another decided.
        if let undoes = correction.undoes, coders[undoes] == correction.coder { undone.insert(undoes) }
        continue
      }
      let seat = Seat(
        coder: correction.coder, isAdjudicating: correction.isAdjudication, item: correction.item)
      if decided.insert(seat).inserted { inForce.append(correction) }
    }
    corrections = inForce.reversed()
  }

  /// The decisions in force by what they are about, in the order in which each was first decided on.
  public var items: [(item: CorrectionItem, corrections: [Correction])] {
    var places: [CorrectionItem: Int] = [:]
    var items: [(item: CorrectionItem, corrections: [Correction])] = []
    for correction in corrections {
      let item = correction.item
      if let place = places[item] {
        items[place].corrections.append(correction)
      } else {
        places[item] = items.count
        items.append((item, [correction]))
      }
    }
    return items
  }

  private struct Seat: Hashable {
    var coder: String
    var isAdjudicating: Bool
    var item: CorrectionItem
  }
}

extension Correction {
  /// Whether it was made before a moment in the form of `made`.
  public func isMade(before moment: String) -> Bool {
    time < Correction.time(of: moment)
  }

  /// `made` as it sorts: a whole second comes before its fractions.
  fileprivate var time: Substring { Correction.time(of: made) }

  private static func time(of moment: String) -> Substring {
    moment.hasSuffix("Z") ? moment.dropLast() : Substring(moment)
  }
}
