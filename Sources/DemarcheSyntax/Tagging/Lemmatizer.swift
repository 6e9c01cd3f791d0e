package import DemarcheData

/// Chooses the edit rule of a word from its tag and form: the whole form if the lexicon has it, else
/// its longest known ending, else what its tag usually takes.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct Lemmatizer: Sendable {
  /// The longest ending that is looked up, in bytes.
  package static let longestEnding = 6

  private let rules: [EditRule]
  private let lexicon: NumberTable

  /// What the number of a rule takes in a ``NumberTable``.
  private static let bits: UInt64 = 16

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    var rules: [EditRule] = []
    for line in try reader.strings(.editRules) {
      guard let rule = EditRule(line) else { throw reader.fault("\"\(line)\" is not an edit rule") }
      rules.append(rule)
    }
    self.rules = rules
    lexicon = try NumberTable(reader, .editLexicon, bits: Lemmatizer.bits, count: rules.count)
  }

  /// The lemma of a form.
  ///
  /// `folded` are the bytes of the folded form, see ``Lexical/fold(_:into:)``.
  package func lemma(of form: String, folded: UnsafeBufferPointer<UInt8>, tag: UInt8, shape: UInt8) -> String
  {
    // Rules count bytes of straight apostrophes, which are what is looked up.
    let form = folded.count == form.utf8.count ? form : Lemmatizer.straight(form)
    if let rule = rule(Lemmatizer.wholeKey(folded, tag)) { return rule.lemma(of: form) }
    var length = min(Lemmatizer.longestEnding, folded.count)
    while length >= 0 {
      let ending = UnsafeBufferPointer(rebasing: folded[(folded.count - length)...])
      if let rule = rule(Lemmatizer.endingKey(ending, tag, shape)) { return rule.lemma(of: form) }
      length -= 1
    }
    return form
  }

  private static func straight(_ form: String) -> String {
    String(form.map { $0 == "\u{2018}" || $0 == "\u{2019}" ? "'" : $0 })
  }

  private func rule(_ key: UInt64) -> EditRule? { lexicon.number(of: key).map { rules[$0] } }

  package static func wholeKey(_ folded: UnsafeBufferPointer<UInt8>, _ tag: UInt8) -> UInt64 {
    Hashing.mix(Hashing.hash(folded) ^ UInt64(tag) << 8 ^ 1)
  }

  /// Capitals matter for an ending: those of a name stay.
  package static func endingKey(_ ending: UnsafeBufferPointer<UInt8>, _ tag: UInt8, _ shape: UInt8) -> UInt64
  {
    Hashing.mix(Hashing.hash(ending) ^ UInt64(tag) << 8 ^ UInt64(shape & 7) << 16 ^ 2)
  }

  /// Lays out the lexicon for a model file.
  package static func layOut(_ lexicon: [(key: UInt64, rule: Int)]) -> [UInt64] {
    let entries = lexicon.sorted { $0.key < $1.key }.map { (hash: $0.key, number: $0.rule) }
    return NumberTable.layOut(entries, bits: bits)
  }
}
