/// What decides the morphological features of a word whose tag is known and allows several sets.
package enum MorphologyFeatures {
  package static let capacity = 32

  /// `tags` are those of the whole sentence, padded like `words`; `subject` is the place of the
  /// nearest noun or pronoun before the word, 0 when there is none.
  @inline(__always)
  package static func fill(
    _ list: inout FeatureList, _ words: UnsafePointer<Lexical>, _ tags: UnsafePointer<UInt8>, _ i: Int,
    subject: Int
  ) {
    let w = words[i]
    let tag = UInt64(tags[i]) << 48
    let (p1, n1) = (words[i - 1], words[i + 1])
    list.add(tag)
    list.add(tag | UInt64(w.word))
    list.add(tag | UInt64(w.word) << 16 | UInt64(p1.word))
    list.add(tag | UInt64(w.word) << 16 | UInt64(n1.word))
    list.add(tag | UInt64(w.word) << 16 | UInt64(tags[i - 1]))
    list.add(tag | UInt64(w.word) << 16 | UInt64(tags[i + 1]))
    list.add(tag | UInt64(w.suffix & 0xFF))
    list.add(tag | UInt64(w.suffix & 0xFFFF))
    list.add(tag | UInt64(w.suffix & 0xFF_FFFF))
    list.add(tag | UInt64(w.suffix))
    list.add(tag | UInt64(w.prefix))
    list.add(tag | UInt64(w.shape))
    list.add(tag | UInt64(tags[i - 1]) << 8 | UInt64(tags[i - 2]))
    list.add(tag | UInt64(tags[i + 1]) << 8 | UInt64(tags[i + 2]))
    list.add(tag | UInt64(tags[i - 1]) << 8 | UInt64(tags[i + 1]))
    list.add(tag | UInt64(p1.word))
    list.add(tag | UInt64(n1.word))
    list.add(tag | UInt64(words[i - 2].word) << 16 | UInt64(p1.word))
    list.add(tag | UInt64(words[subject].word))
    list.add(tag | UInt64(words[subject].word) << 16 | UInt64(w.word))
    list.add(tag | UInt64(tags[subject]) << 16 | UInt64(w.word))
    list.add(tag | UInt64(w.hash & 0xFFFF_FFFF))
  }
}
