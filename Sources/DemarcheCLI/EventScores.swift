import DemarcheCoding
import DemarcheEvents

/// Precision, recall and F1 of the events of coded sentences, for each type.
struct EventScores {
  /// Counts for one type at one level.
  struct Score {
    var there = 0
    var found = 0
    /// Events that claim the type and are not it.
    var wrong = 0

    var precision: Double { found + wrong == 0 ? 0 : Double(found) / Double(found + wrong) }
    var recall: Double { there == 0 ? 0 : Double(found) / Double(there) }
    var f1: Double { precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall) }

    static func + (a: Score, b: Score) -> Score {
      Score(there: a.there + b.there, found: a.found + b.found, wrong: a.wrong + b.wrong)
    }
  }

  private(set) var byType: [String: [CodedSentence.Level: Score]] = [:]
  /// Events of the right type that have both marked sides, and those of them that have them the wrong way round.
  private(set) var directed = 0
  private(set) var turned = 0
  /// Sentences that tell nothing, and those of them that were coded.
  private(set) var nearMisses = 0
  private(set) var nearMissesCoded = 0

  init(_ coded: [CodedSentence]) {
    for one in coded {
      for level in CodedSentence.Level.allCases {
        for event in one.falseOnes(level) {
          byType[event.event, default: [:]][level, default: Score()].wrong += 1
        }
        if one.sentence.event.isEmpty { continue }
        byType[one.sentence.event, default: [:]][level, default: Score()].there += 1
        if one.isFound(level) { byType[one.sentence.event, default: [:]][level, default: Score()].found += 1 }
      }
      if one.sentence.event.isEmpty {
        nearMisses += 1
        if one.fault != nil { nearMissesCoded += 1 }
      } else if one.hasBothSides {
        if one.isFound(.both) {
          directed += 1
        } else if one.events.contains(where: one.isTurned) {
          directed += 1
          turned += 1
        }
      }
    }
  }

  /// The score of a type at a level.
  func score(_ type: String, _ level: CodedSentence.Level) -> Score { byType[type]?[level] ?? Score() }

  /// The score over all types.
  func total(_ level: CodedSentence.Level) -> Score {
    byType.values.compactMap { $0[level] }.reduce(Score(), +)
  }
}

extension EventScores {
  /// Prints precision, recall and F1 of each type at each level, and what stands beside them.
  func printTable(_ codebook: Codebook) {
    func figures(_ score: Score) -> String {
      [score.precision, score.recall, score.f1].map { pad(percent($0), 6) }.joined()
    }
    func row(_ name: String, _ n: Int, _ score: (CodedSentence.Level) -> Score) {
      let levels = CodedSentence.Level.allCases.map { figures(score($0)) }
      print("  " + pad(name, 11) + pad("\(n)", 6) + levels.joined(separator: "  "))
    }
    print("events: precision, recall and F1 of the type; with the actor; with actor and recipient")
    for type in codebook.types {
      row(type.name, score(type.name, .type).there) { score(type.name, $0) }
    }
    row("all", total(.type).there, total)
    print("near misses coded: \(nearMissesCoded) of \(nearMisses)")
    let share = Double(turned) / Double(max(directed, 1))
    print("turned round: \(turned) of \(directed) with both sides, \(percent(share)) %")
  }
}
