public import DemarcheSyntax
public import DemarcheText
import Glibc

/// Learns from treebanks what each piece of evidence weighs for the end of a sentence.
///
/// Logistic regression with an L1 penalty, so that most weights are nought and the table stays readable
/// (Tsuruoka, Tsujii and Ananiadou 2009). The same trees and seed give the same table.
public enum BoundaryTraining {
  /// Settings of the learning.
  public struct Options: Sendable {
    public var seed: UInt64 = 1
    public var epochs = 40
    /// What a weight costs, for each thousand cases.
    public var penalty = 0.06
    /// Evidence that was seen more rarely is left out.
    public var least = 3

    public init() {}
  }

  private struct Case {
    var evidence: [Int]
    var isEnd: Bool
  }

  /// The weights in hundredths, ordered by their evidence.
  ///
  /// - Parameter segmenter: cuts tokens and gives the verdict of the rules; must have learnt no weights.
  /// - Cost: seconds for 17,000 sentences.
  public static func learn(
    _ treebanks: [[Tree]], segmenter: Segmenter, options: Options = Options()
  ) -> [(evidence: String, weight: Int)] {
    var names: [String] = []
    var numbers: [String: Int] = [:]
    var seen: [Int] = []
    var cases: [Case] = []
    for trees in treebanks {
      study(trees, segmenter) { isEnd, lines in
        let evidence = lines.map { line in
          if let number = numbers[line] { return number }
          numbers[line] = names.count
          names.append(line)
          seen.append(0)
          return names.count - 1
        }
        for i in evidence { seen[i] += 1 }
        cases.append(Case(evidence: evidence, isEnd: isEnd))
      }
    }
    for i in cases.indices { cases[i].evidence.removeAll { seen[$0] < options.least } }
    let weights = weights(cases, count: names.count, options)
    let rows = zip(names, weights).map { (evidence: $0, weight: Int(($1 * 100).rounded())) }
    return rows.filter { $0.weight != 0 }.sorted { $0.evidence < $1.evidence }
  }

  /// Hands over each place where a sentence might end, with the truth.
  private static func study(
    _ trees: [Tree], _ segmenter: Segmenter, _ body: (Bool, [String]) -> Void
  ) {
    let bytes = Array(PlainText.text(of: trees).utf8)
    func isSpace(_ byte: UInt8) -> Bool { byte <= 0x20 }
    // Ends by the number of bytes before them, spaces apart.
    var ends: Set<Int> = []
    var count = 0
    for tree in trees {
      count += CoNLLU.text(of: tree).utf8.count { !isSpace($0) }
      ends.insert(count)
    }
    var before = [0]
    before.reserveCapacity(bytes.count + 1)
    for byte in bytes { before.append((before.last ?? 0) + (isSpace(byte) ? 0 : 1)) }
    segmenter.study(bytes) { at, _, lines in
      let isEnd = ends.contains(before[at])
      body(isEnd, lines)
      return isEnd
    }
  }

  private static func weights(_ cases: [Case], count: Int, _ options: Options) -> [Double] {
    var weights = [Double](repeating: 0, count: count)
    var paid = [Double](repeating: 0, count: count)
    var owed = 0.0
    var random = RandomNumbers(seed: options.seed)
    var order = Array(cases.indices)
    for epoch in 0..<options.epochs {
      order.shuffle(using: &random)
      let rate = 0.2 / (1 + Double(epoch) * 0.25)
      for i in order {
        let sum = cases[i].evidence.reduce(0) { $0 + weights[$1] }
        let error = (cases[i].isEnd ? 1 : 0) - 1 / (1 + exp(-sum))
        owed += rate * options.penalty / 1000
        for j in cases[i].evidence {
          let moved = weights[j] + rate * error
          // The penalty never carries a weight over nought.
          weights[j] = moved > 0 ? max(0, moved - (owed + paid[j])) : min(0, moved + (owed - paid[j]))
          paid[j] += weights[j] - moved
        }
      }
    }
    return weights
  }
}
