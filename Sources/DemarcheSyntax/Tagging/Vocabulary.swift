package import DemarcheData

/// The words that the models know by number, found by the hash of their folded form.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct Vocabulary: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  /// One word: its hash, then number and usual tags packed.
  package struct Slot: BitwiseCopyable {
    package var hash: UInt64
    package var word: UInt32
    package var usual: UInt32
  }

  private let slots: UnsafePointer<Slot>
  private let mask: Int

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    try self.init(reader.values(.words, as: Slot.self), reader)
  }

  private init(_ slots: UnsafeBufferPointer<Slot>, _ reader: ModelFile.Reader) throws(DataFileError) {
    guard let base = slots.baseAddress, slots.count & (slots.count - 1) == 0,
      slots.contains(where: { $0.word == 0 })
    else { throw reader.fault("the vocabulary is broken") }
    self.slots = base
    mask = slots.count - 1
  }

  /// Fills in what the vocabulary knows of a word.
  @inline(__always)
  package func look(up lexical: inout Lexical) {
    var at = Int(truncatingIfNeeded: lexical.hash) & mask
    while slots[at].word != 0 {
      if slots[at].hash == lexical.hash {
        lexical.word = UInt16(truncatingIfNeeded: slots[at].word)
        lexical.usual = UInt16(truncatingIfNeeded: slots[at].usual)
        return
      }
      at = (at + 1) & mask
    }
  }

  /// Lays out words for a model file; the first gets number 1, and none after number 65,535.
  package static func layOut(_ words: [(hash: UInt64, usual: UInt16)]) -> [Slot] {
    var size = 16
    while size * 2 < words.count * 3 { size *= 2 }
    var slots = [Slot](repeating: Slot(hash: 0, word: 0, usual: 0), count: size)
    for (i, word) in words.prefix(65_535).enumerated() {
      var at = Int(truncatingIfNeeded: word.hash) & (size - 1)
      while slots[at].word != 0 { at = (at + 1) & (size - 1) }
      slots[at] = Slot(hash: word.hash, word: UInt32(i + 1), usual: UInt32(word.usual))
    }
    return slots
  }
}
