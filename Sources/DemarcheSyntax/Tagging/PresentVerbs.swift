public import DemarcheData

/// Verbs of the present that look like plural nouns: "calls", "visits", "orders".
///
/// A tagger that learnt from texts of all kinds takes them for nouns where news has them for verbs. Where
/// a sentence has no finite verb at all, the first of these forms that stands behind a noun and before
/// something more is its verb.
public struct PresentVerbs: Sendable {
  private var forms: Set<UInt64> = []

  public static let columns = ["form", "lemma", "source"]

  /// Reads the table.
  public init(_ table: Table) {
    for row in table.rows {
      var form = Array(row["form"].utf8)
      form = form.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
      forms.insert(form.withUnsafeBufferPointer { Hashing.hash($0) })
    }
  }

  /// Gives a sentence without a finite verb the one it most likely has.
  ///
  /// - Parameters:
  ///   - words, tags: `count` of each.
  func mend(
    _ words: UnsafePointer<Lexical>, _ tags: UnsafeMutablePointer<UInt8>, count: Int,
    _ inventory: TagInventory
  ) {
    guard let present = inventory.presentTag else { return }
    for i in 0..<count where inventory.isFinite(tags[i]) { return }
    // The last word of a sentence is no verb of a headline that says something of somebody.
    var i = 1
    while i + 1 < count {
      // "Annan, head of the body, orders ...": a comma may close what stands before it.
      let isBehindNoun =
        inventory.isNominal(tags[i - 1])
        || i > 1 && inventory.isPunctuation(tags[i - 1]) && inventory.isNominal(tags[i - 2])
      if inventory.isPluralNoun(tags[i]), isBehindNoun, forms.contains(words[i].hash),
        inventory.opensPhrase(tags[i + 1])
      {
        tags[i] = present
        return
      }
      i += 1
    }
  }
}
