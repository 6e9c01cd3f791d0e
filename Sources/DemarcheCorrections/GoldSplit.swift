import DemarcheText

/// What a decision may be used for.
///
/// The near copies of a text go together, so that no wire story is learnt from in one paper and tested on in another. Only sentences that people
/// marked without seeing the machine's answer may test it: whoever is shown an answer tends to find it right (Berzak and others, "Anchoring
/// and agreement in syntactic annotations", EMNLP 2016).
public enum GoldSplit: String, Hashable, Sendable, CaseIterable {
  /// The machine is tested on it, and never learns from it.
  case test
  /// The machine may learn from it.
  case development
  /// Neither: it was decided on with the machine's answer in sight, in a text that others test on.
  case withheld

  /// One cluster of texts in so many is for testing.
  private static let every: UInt64 = 5

  /// Whether the texts of a cluster are for testing: the same on every machine, whatever else there is.
  public static func isTest(cluster: String) -> Bool {
    var hash = SHA256()
    hash.update("gold \(cluster)".utf8)
    return hash.digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) } % every == 0
  }

  /// - Note: without a known cluster a text stands for itself alone.
  public init(of correction: Correction) {
    let target = correction.target
    guard GoldSplit.isTest(cluster: target.cluster ?? target.text) else {
      self = .development
      return
    }
    // An adjudication of a sentence settles what was marked without the machine's answer.
    self = correction.before == nil && correction.queue != .assisted ? .test : .withheld
  }
}
