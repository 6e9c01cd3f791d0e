package import DemarcheData

/// The words that the models know by number, found by the hash of their folded form.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct Vocabulary: @unchecked Sendable {
  /// One word: its hash, which is never 0, and what is known of it.
  package struct Slot: BitwiseCopyable {
    package var hash: UInt64 = 0
    package var known = Known()
  }

  /// What a vocabulary knows of a word; all 0 for one it lacks.
  package struct Known: BitwiseCopyable {
    /// Its number, if the treebank has it often enough.
    package var word: UInt16 = 0
    /// Its most frequent tag in the high byte, its second in the low one.
    package var usual: UInt16 = 0
    /// The finer of its two clusters of words that stand in like contexts.
    package var fine: UInt16 = 0
    package var coarse: UInt8 = 0
    /// How often it has a capital inside sentences, in five steps from 1.
    package var capital: UInt8 = 0

    package init() {}
  }

  private let slots: UnsafePointer<Slot>
  private let mask: Int

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    try self.init(reader.values(.words, as: Slot.self), reader)
  }

  private init(_ slots: UnsafeBufferPointer<Slot>, _ reader: ModelFile.Reader) throws(DataFileError) {
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0,
      slots.contains(where: { $0.hash == 0 })
    else { throw reader.fault("the vocabulary is broken") }
    self.slots = base
    mask = slots.count - 1
  }

  /// Fills in what the vocabulary knows of a word.
  @inline(__always)
  package func look(up lexical: inout Lexical) {
    var at = Int(truncatingIfNeeded: lexical.hash) & mask
    while slots[at].hash != 0 {
      if slots[at].hash == lexical.hash {
        lexical.known = slots[at].known
        return
      }
      at = (at + 1) & mask
    }
  }

  /// Lays out words for a model file; each hash stands once.
  package static func layOut(_ words: [(hash: UInt64, known: Known)]) -> [Slot] {
    var size = 16
    while size * 3 < words.count * 4 { size *= 2 }
    var slots = [Slot](repeating: Slot(), count: size)
    for word in words.sorted(by: { $0.hash < $1.hash }) where word.hash != 0 {
      var at = Int(truncatingIfNeeded: word.hash) & (size - 1)
      while slots[at].hash != 0 { at = (at + 1) & (size - 1) }
      slots[at].hash = word.hash
      slots[at].known = word.known
    }
    return slots
  }
}
