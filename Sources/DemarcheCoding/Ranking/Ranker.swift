import CMatrix
public import DemarcheData
import DemarcheKnowledge

/// A linear model over ``PairFeatures`` that says how likely each label is.
///
/// Multinomial logistic regression; a feature is known by the hash of its name alone.
public struct Ranker: Sendable {
  /// The labels, in the order of the weights.
  public let labels: [String]
  private let keys: KeptArray<UInt64>
  /// The number of each key at the place that it gives, as ``matrix_find_rows`` reads them.
  private let slots: [Int32]
  private var mask: Int { slots.count - 1 }
  /// `labels.count` weights for each key, and the biases behind them.
  private let weights: KeptArray<Float>
  private let biases: [Float]

  /// The label of pairs between whom nothing happens.
  public static let none = "NONE"

  private static let magic: UInt64 = 0x4452_414e_4b45_5231

  /// - Parameters:
  ///   - keys: sorted hashes of the names of features.
  ///   - weights: `labels.count` for each key.
  public init(labels: [String], keys: [UInt64], weights: [Float], biases: [Float]) {
    self.init(labels: labels, keys: KeptArray(keys), weights: KeptArray(weights), biases: biases)
  }

  private init(labels: [String], keys: KeptArray<UInt64>, weights: KeptArray<Float>, biases: [Float]) {
    precondition(weights.count == keys.count * labels.count && biases.count == labels.count, "sizes differ")
    self.labels = labels
    self.keys = keys
    var size = 16
    while size * 2 < keys.count * 3 { size *= 2 }
    slots = [Int32](unsafeUninitializedCapacity: size) { slots, count in
      keys.withUnsafeBufferPointer { keys in
        guard let first = slots.baseAddress else { return }
        guard let key = keys.baseAddress else {
          slots.initialize(repeating: -1)
          return
        }
        matrix_lay_out_rows(size - 1, first, keys.count, key)
      }
      count = size
    }
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
    withProbabilities(names.map(Ranker.key)) { probabilities in
      zip(labels, probabilities).map { Score(label: $0, probability: $1) }
        .sorted { ($0.probability, $1.label) > ($1.probability, $0.label) }
    }
  }

  /// The likeliest label but one, for features given by their hashes.
  ///
  /// - Cost: one row of weights for each feature that is known; nothing is allocated.
  func best(_ keys: [UInt64], besides excluded: String) -> Score? {
    withProbabilities(keys) { probabilities in
      var best: Score?
      for (label, probability) in zip(labels, probabilities) where label != excluded {
        if best.map({ (probability, $0.label) > ($0.probability, label) }) ?? true {
          best = Score(label: label, probability: probability)
        }
      }
      return best
    }
  }

  /// The probability of each label, in their order.
  private func withProbabilities<Result>(
    _ keys: [UInt64], _ body: (UnsafeMutableBufferPointer<Double>) -> Result
  ) -> Result {
    let width = labels.count
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: width) { sums in
      for label in 0..<width { sums[label] = Double(biases[label]) }
      keys.withUnsafeBufferPointer { keys in
        withRows(of: keys) { rows in
          weights.withUnsafeBufferPointer { weights in
            guard let table = weights.baseAddress, let first = rows.baseAddress, let sums = sums.baseAddress
            else { return }
            matrix_add_rows(rows.count, first, width, table, Ranker.scale(keys.count), sums)
          }
        }
      }
      let high = sums.max() ?? 0
      var total = 0.0
      for label in 0..<width {
        sums[label] = Ranker.exponential(sums[label] - high)
        total += sums[label]
      }
      for label in 0..<width { sums[label] /= total }
      return body(sums)
    }
  }

  /// The features that weighed most for a label against the mean of the others, the heaviest first.
  public func reasons(_ names: [String], for label: String, limit: Int = 5) -> [String] {
    guard let index = labels.firstIndex(of: label) else { return [] }
    var found: [(name: String, weight: Float)] = []
    for name in Set(names) {
      guard let row = row(of: Ranker.key(name)) else { continue }
      let weight = weights.withUnsafeBufferPointer { weights in
        let all = weights[row * labels.count..<(row + 1) * labels.count]
        return all[all.startIndex + index] - all.reduce(0, +) / Float(labels.count)
      }
      if weight > 0 { found.append((name, weight)) }
    }
    return found.sorted { ($0.weight, $1.name) > ($1.weight, $0.name) }.prefix(limit).map(\.name)
  }

  /// Every feature counts alike, and all of a sentence as much as those of another.
  public static func scale(_ count: Int) -> Double { 1 / Double(max(count, 1)).squareRoot() }

  /// Whether a feature, given by its hash, has weights.
  func knows(_ key: UInt64) -> Bool { row(of: key) != nil }

  private func row(of key: UInt64) -> Int? {
    withUnsafePointer(to: key) { key in
      withRows(of: UnsafeBufferPointer(start: key, count: 1)) { $0.first.map(Int.init) }
    }
  }

  /// The rows of those features that have weights, in their order.
  private func withRows<Result>(
    of wanted: UnsafeBufferPointer<UInt64>, _ body: (UnsafeBufferPointer<Int32>) -> Result
  ) -> Result {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: wanted.count) { rows in
      let count = slots.withUnsafeBufferPointer { slots in
        keys.withUnsafeBufferPointer { keys in
          guard let slots = slots.baseAddress, let keys = keys.baseAddress, let first = wanted.baseAddress,
            let rows = rows.baseAddress
          else { return 0 }
          return matrix_find_rows(mask, slots, keys, wanted.count, first, rows)
        }
      }
      return body(UnsafeBufferPointer(rebasing: rows[..<count]))
    }
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
    archive.add(keys.array)
    archive.add(weights.array)
    archive.add(biases)
    return archive.bytes
  }

  /// Reads what ``bytes()`` gave.
  ///
  /// - Parameter owner: whoever keeps the bytes in place; without one the weights are copied.
  /// - Throws: when it is no ranker or cut short.
  public init(
    _ bytes: UnsafeRawBufferPointer, file: String, keptBy owner: MappedFile? = nil
  ) throws(DataFileError) {
    var archive = ArchiveReader(bytes)
    guard let magic: [UInt64] = archive.array(), magic == [Ranker.magic], let text: [UInt8] = archive.array(),
      let keys: KeptArray<UInt64> = archive.kept(by: owner),
      let weights: KeptArray<Float> = archive.kept(by: owner),
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
    guard weights.withUnsafeBufferPointer(Ranker.areFinite), biases.allSatisfy(\.isFinite) else {
      throw DataFileError(
        file: file, line: 0, message: "the ranker is damaged: a weight is no number", help: "train it anew")
    }
    self.init(labels: labels, keys: keys, weights: weights, biases: biases)
  }

  /// Whether no number is infinite or none at all, by its exponent, which compilers test many at a time.
  private static func areFinite(_ numbers: UnsafeBufferPointer<Float>) -> Bool {
    var odd: UInt32 = 0
    for number in numbers { odd |= number.bitPattern & 0x7F80_0000 == 0x7F80_0000 ? 1 : 0 }
    return odd == 0
  }
}
