/// How far people agree beyond chance: Krippendorff's alpha for names, which are the same or not.
///
/// Alpha is 1 - Do / De, the disagreement there is over the one that chance would give, computed from the matrix of coincidences. 1 is perfect
/// agreement, 0 what chance gives, less than 0 worse than that. Any number of coders, and what a coder left out is simply not there
/// (Krippendorff, "Computing Krippendorff's alpha-reliability", 2011, sections B to D; Hayes and Krippendorff, "Answering the call for a
/// standard reliability measure for coding data", Communication Methods and Measures 1, 2007).
public struct Alpha: Hashable, Sendable {
  /// Why there is no figure.
  public enum Absence: Hashable, Sendable {
    /// Nothing was coded by two people.
    case nothingShared
    /// All that was coded got the same name, so that agreement cannot be told from habit.
    case noVariation
  }

  /// Nil where ``absence`` says why.
  public var value: Double?
  public var absence: Absence?
  /// An interval of 95 %, from resampled things; nil with fewer than two, or where most samples show no variation.
  public var interval: ClosedRange<Double>?
  /// How many things were coded by two people or more.
  public var n: Int

  /// Below this many things a figure says little.
  public static let enough = 50

  /// Whether there are too few things for the figure to mean much.
  public var isFew: Bool { n < Alpha.enough }

  /// How many samples make the interval.
  public static let samples = 1_000

  /// - Parameters:
  ///   - units: for each thing the names that its coders gave, in any order; those who gave none are left out.
  ///   - seed: of the samples; nil makes no interval.
  /// - Cost: ``samples`` passes over the things.
  public init(_ units: [[String]], seed: UInt64? = 1) {
    let shared = units.filter { $0.count > 1 }
    n = shared.count
    let names = Set(shared.joined()).sorted()
    let numbers = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let coded = shared.map { Unit($0.compactMap { numbers[$0] }) }
    if coded.isEmpty {
      absence = .nothingShared
      return
    }
    value = Alpha.value(of: coded, names: names.count)
    if value == nil {
      absence = .noVariation
      return
    }
    if let seed { interval = Alpha.interval(of: coded, names: names.count, seed: seed) }
  }

  /// One thing: its disagreement and its names, counted.
  private struct Unit {
    /// Pairs of coders with different names, over the number of coders less one.
    var disagreement: Double
    var counts: [(name: Int, count: Int)]

    init(_ names: [Int]) {
      counts = Dictionary(grouping: names, by: { $0 }).map { ($0.key, $0.value.count) }.sorted { $0.0 < $1.0 }
      let all = names.count
      let differing = counts.reduce(0) { $0 + $1.count * (all - $1.count) }
      disagreement = Double(differing) / Double(all - 1)
    }
  }

  /// Nil where all names are the same.
  private static func value(of units: [Unit], names: Int) -> Double? {
    var observed = 0.0
    var counts = [Int](repeating: 0, count: names)
    for unit in units {
      observed += unit.disagreement
      for (name, count) in unit.counts { counts[name] += count }
    }
    let all = counts.reduce(0, +)
    let expected = counts.reduce(0) { $0 + $1 * (all - $1) }
    if expected == 0 { return nil }
    // Do is `observed` over all values, De `expected` over all pairs of values.
    return 1 - observed * Double(all - 1) / Double(expected)
  }

  /// The middle 95 % of the figures of samples, each of as many things drawn with replacement.
  private static func interval(of units: [Unit], names: Int, seed: UInt64) -> ClosedRange<Double>? {
    if units.count < 2 { return nil }
    var random = SeededNumbers(seed: seed)
    var values: [Double] = []
    for _ in 0..<samples {
      let sample = units.map { _ in units[random.draw(units.count)] }
      if let value = value(of: sample, names: names) { values.append(value) }
    }
    if values.count <= samples / 2 { return nil }
    values.sort()
    let last = Double(values.count - 1)
    let (low, high) = (values[Int((0.025 * last).rounded())], values[Int((0.975 * last).rounded())])
    return low...high
  }
}
