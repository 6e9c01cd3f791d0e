/// Learns a ``Ranker`` from sentences whose label is known: logistic regression with adaptive steps.
///
/// Adagrad, Duchi, Hazan and Singer 2011; weights shrink towards zero. One thread, one order from the seed: the same
/// examples give the same model.
public enum RankerTraining {
  /// A pair or a word in a sentence and what it is.
  public struct Example: Sendable {
    /// The features by their hashes, each once, sorted.
    let keys: [UInt64]
    /// How many there were, those that came twice counted twice.
    let count: Int
    public let label: String
    public let weight: Float

    public init(features: [String], label: String, weight: Float = 1) {
      keys = Set(features.map(Ranker.key)).sorted()
      count = features.count
      self.label = label
      self.weight = weight
    }
  }

  public struct Options: Sendable {
    public var epochs = 6
    public var rate: Float = 0.5
    /// How much of a weight is lost with each step that touches it.
    public var decay: Float = 0.0005
    /// Features seen in fewer examples are left out.
    public var least = 2
    public var seed: UInt64 = 1

    public init() {}
  }

  /// - Parameter examples: not empty.
  public static func learn(_ examples: [Example], options: Options = Options()) -> Ranker {
    precondition(!examples.isEmpty, "nothing to learn from")
    let labels = Set(examples.map(\.label)).sorted()
    let labelOf = Dictionary(labels.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var counts: [UInt64: Int] = [:]
    for example in examples { for key in example.keys { counts[key, default: 0] += 1 } }
    let keys = counts.filter { $0.value >= options.least }.map(\.key).sorted()
    let rowOf = Dictionary(keys.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    let rows = examples.map { $0.keys.compactMap { rowOf[$0] } }
    let width = labels.count
    var weights = [Float](repeating: 0, count: keys.count * width)
    var squares = [Float](repeating: 1e-6, count: keys.count * width)
    var biases = [Float](repeating: 0, count: width)
    var biasSquares = [Float](repeating: 1e-6, count: width)
    // Rare labels count as much as common ones, by the root of how rare they are.
    var labelCounts = [Float](repeating: 0, count: width)
    for example in examples { labelCounts[labelOf[example.label] ?? 0] += example.weight }
    let mean = labelCounts.reduce(0, +) / Float(width)
    let importance = labelCounts.map { $0 > 0 ? (mean / $0).squareRoot() : 1 }
    var order = Array(examples.indices)
    var state = options.seed &* 0x9e37_79b9_7f4a_7c15 | 1
    var sums = [Double](repeating: 0, count: width)
    for _ in 0..<options.epochs {
      for i in stride(from: order.count - 1, to: 0, by: -1) {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        order.swapAt(i, Int(state % UInt64(i + 1)))
      }
      for index in order {
        let scale = Float(Ranker.scale(examples[index].count))
        for label in 0..<width { sums[label] = Double(biases[label]) }
        for row in rows[index] {
          for label in 0..<width { sums[label] += Double(weights[row * width + label] * scale) }
        }
        let high = sums.max() ?? 0
        let powers = sums.map { Ranker.exponential($0 - high) }
        let total = powers.reduce(0, +)
        let gold = labelOf[examples[index].label] ?? 0
        let factor = importance[gold] * examples[index].weight
        for label in 0..<width {
          let error = Float(powers[label] / total) - (label == gold ? 1 : 0)
          let gradient = error * factor
          if abs(gradient) < 1e-5 { continue }
          biasSquares[label] += gradient * gradient
          biases[label] -= options.rate * gradient / biasSquares[label].squareRoot()
          let step = gradient * scale
          for row in rows[index] {
            let at = row * width + label
            let full = step + options.decay * weights[at]
            squares[at] += full * full
            weights[at] -= options.rate * full / squares[at].squareRoot()
          }
        }
      }
    }
    return Ranker(labels: labels, keys: keys, weights: weights, biases: biases)
  }
}
