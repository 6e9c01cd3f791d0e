package import DemarcheData

/// Chooses the edit rule of a word from its tag and form: the whole form if the lexicon has it, else
/// its longest known ending, else what its tag usually takes.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct Lemmatizer: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  /// The longest ending that is looked up, in bytes.
  package static let longestEnding = 6

  private let rules: [EditRule]
  /// The upper 48 bits of a slot mark the key, the lower 16 hold the rule's number plus 1.
  private let slots: UnsafePointer<UInt64>
  private let mask: Int

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    var rules: [EditRule] = []
    for line in try reader.strings(.editRules) {
      guard let rule = EditRule(line) else { throw reader.fault("\"\(line)\" is not an edit rule") }
      rules.append(rule)
    }
    let slots = try reader.values(.editLexicon, as: UInt64.self)
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0, slots.contains(0),
      slots.allSatisfy({ $0 & 0xFFFF <= UInt64(rules.count) })
    else { throw reader.fault("the lexicon of lemmas is broken") }
    self.rules = rules
    self.slots = base
    mask = slots.count - 1
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

  private func rule(_ key: UInt64) -> EditRule? {
    var at = Int(truncatingIfNeeded: key) & mask
    while slots[at] != 0 {
      if slots[at] >> 16 == key >> 16 { return rules[Int(slots[at] & 0xFFFF) - 1] }
      at = (at + 1) & mask
    }
    return nil
  }

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
    var size = 16
    while size * 2 < lexicon.count * 3 { size *= 2 }
    var slots = [UInt64](repeating: 0, count: size)
    for entry in lexicon.sorted(by: { $0.key < $1.key }) {
      var at = Int(truncatingIfNeeded: entry.key) & (size - 1)
      while slots[at] != 0 { at = (at + 1) & (size - 1) }
      slots[at] = entry.key & ~0xFFFF | UInt64(entry.rule + 1)
    }
    return slots
  }
}
