public import DemarcheData
import DemarcheKnowledge

/// A linear model over ``PairFeatures`` that says how likely each label is.
///
/// Multinomial logistic regression; a feature is known by the hash of its name alone.
public struct Ranker: Sendable {
  /// The labels, in the order of the weights.
  public let labels: [String]
  private let keys: [UInt64]
  /// `labels.count` weights for each key, and the biases behind them.
  private let weights: [Float]
  private let biases: [Float]

  /// The label of pairs between whom nothing happens.
  public static let none = "NONE"

  private static let magic: UInt64 = 0x4452_414e_4b45_5231

  /// - Parameters:
  ///   - keys: sorted hashes of the names of features.
  ///   - weights: `labels.count` for each key.
  public init(labels: [String], keys: [UInt64], weights: [Float], biases: [Float]) {
    precondition(weights.count == keys.count * labels.count && biases.count == labels.count, "sizes differ")
    self.labels = labels
    self.keys = keys
    self.weights = weights
    self.biases = biases
  }

  /// The hash by which a feature is known.
  public static func key(_ name: String) -> UInt64 { PhraseTable.hash(name.utf8) }

  /// What a label got.
  public struct Score: Hashable, Sendable {
    public var label: String
    /// 0 to 1; all labels add up to 1.
    public var probability: Double
  }

  /// The labels with their probabilities, the likeliest first.
  public func scores(_ names: [String]) -> [Score] {
    var sums = biases.map(Double.init)
    let scale = Ranker.scale(names.count)
    for name in names {
      guard let row = row(of: Ranker.key(name)) else { continue }
      for label in labels.indices { sums[label] += Double(weights[row * labels.count + label]) * scale }
    }
    let high = sums.max() ?? 0
    let powers = sums.map { Ranker.exponential($0 - high) }
    let total = powers.reduce(0, +)
    return zip(labels, powers).map { Score(label: $0, probability: $1 / total) }
      .sorted { ($0.probability, $1.label) > ($1.probability, $0.label) }
  }

  /// The features that weighed most for a label against the mean of the others, the heaviest first.
  public func reasons(_ names: [String], for label: String, limit: Int = 5) -> [String] {
    guard let index = labels.firstIndex(of: label) else { return [] }
    var found: [(name: String, weight: Float)] = []
    for name in Set(names) {
      guard let row = row(of: Ranker.key(name)) else { continue }
      let all = weights[row * labels.count..<(row + 1) * labels.count]
      let weight = all[all.startIndex + index] - all.reduce(0, +) / Float(labels.count)
      if weight > 0 { found.append((name, weight)) }
    }
    return found.sorted { ($0.weight, $1.name) > ($1.weight, $0.name) }.prefix(limit).map(\.name)
  }

  /// Every feature counts alike, and all of a sentence as much as those of another.
  public static func scale(_ count: Int) -> Double { 1 / Double(max(count, 1)).squareRoot() }

  /// Whether a feature has weights.
  public func knows(_ name: String) -> Bool { row(of: Ranker.key(name)) != nil }

  private func row(of key: UInt64) -> Int? {
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle] < key { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && keys[low] == key ? low : nil
  }

  /// e to a number that is not above 0, by squaring: the same bits on every machine.
  public static func exponential(_ x: Double) -> Double {
    if x < -40 { return 0 }
    // e^x = (e^(x/1024))^1024, the inner one by its series.
    let y = x / 1024
    var value = 1 + y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4)))
    for _ in 0..<10 { value *= value }
    return value
  }
}

extension Ranker {
  /// The model as bytes.
  public func bytes() -> [UInt8] {
    var archive = ArchiveWriter()
    archive.add([Ranker.magic])
    archive.add(Array(labels.joined(separator: "\n").utf8))
    archive.add(keys)
    archive.add(weights)
    archive.add(biases)
    return archive.bytes
  }

  /// Reads what ``bytes()`` gave.
  ///
  /// - Throws: when it is no ranker or cut short.
  public init(_ bytes: UnsafeRawBufferPointer, file: String) throws(DataFileError) {
    var archive = ArchiveReader(bytes)
    guard let magic: [UInt64] = archive.array(), magic == [Ranker.magic], let text: [UInt8] = archive.array(),
      let keys: [UInt64] = archive.array(), let weights: [Float] = archive.array(),
      let biases: [Float] = archive.array()
    else {
      throw DataFileError(
        file: file, line: 0, message: "this is no ranker of this version",
        help: "train it anew: demarche train ranker")
    }
    let labels = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    guard weights.count == keys.count * labels.count, biases.count == labels.count else {
      throw DataFileError(file: file, line: 0, message: "the ranker is cut short", help: "train it anew")
    }
    guard weights.allSatisfy(\.isFinite), biases.allSatisfy(\.isFinite) else {
      throw DataFileError(
        file: file, line: 0, message: "the ranker is damaged: a weight is no number", help: "train it anew")
    }
    self.init(labels: labels, keys: keys, weights: weights, biases: biases)
  }
}
