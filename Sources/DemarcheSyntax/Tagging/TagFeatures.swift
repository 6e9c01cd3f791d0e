/// A list of packed features under construction; each added feature gets the next template number.
package struct FeatureList {
  package let keys: UnsafeMutablePointer<UInt64>
  package private(set) var count = 0

  package init(_ keys: UnsafeMutablePointer<UInt64>) { self.keys = keys }

  /// Adds a feature of at most 56 bits.
  @inline(__always)
  package mutating func add(_ payload: UInt64) {
    keys[count] = UInt64(truncatingIfNeeded: count + 1) << 56 | payload
    count += 1
  }
}

/// What the tagger looks at when it chooses the tag of a word from left to right.
package enum TagFeatures {
  /// Room for the features of a word.
  package static let capacity = 72

  /// `words` has two empty places before and after the sentence; `i` counts from the first of them,
  /// and so do `tags`, the tags chosen so far.
  @inline(__always)
  package static func fill(
    _ list: inout FeatureList, _ words: UnsafePointer<Lexical>, _ tags: UnsafePointer<UInt8>, _ i: Int
  ) {
    let w = words[i]
    let (word, shape, usual) = (UInt64(w.word), UInt64(w.shape), UInt64(w.usual))
    let (p1, p2, n1, n2) = (words[i - 1], words[i - 2], words[i + 1], words[i + 2])
    let (t1, t2) = (UInt64(tags[i - 1]), UInt64(tags[i - 2]))
    let first: UInt64 = i == 2 ? 1 : 0
    let suffix = UInt64(w.suffix)
    let prefix = UInt64(w.prefix)
    list.add(first)
    list.add(word)
    list.add(word << 8 | shape)
    list.add(UInt64(p1.word) << 1 | first)
    list.add(UInt64(n1.word))
    list.add(UInt64(p2.word))
    list.add(UInt64(n2.word))
    list.add(UInt64(p1.word) << 16 | word)
    list.add(word << 16 | UInt64(n1.word))
    list.add(UInt64(p1.word) << 16 | UInt64(n1.word))
    list.add(t1)
    list.add(t1 << 8 | t2)
    list.add(t1 << 16 | word)
    list.add(t1 << 16 | UInt64(n1.word))
    list.add(t1 << 16 | usual)
    list.add(t1 << 32 | usual << 16 | UInt64(n1.usual))
    list.add(usual << 16 | UInt64(n1.usual))
    list.add(UInt64(n1.usual) << 16 | UInt64(n2.usual))
    list.add(UInt64(p1.usual) << 16 | usual)
    list.add(t1 << 24 | t2 << 16 | usual)
    list.add(t1 << 16 | UInt64(n1.usual))
    list.add(suffix & 0xFF)
    list.add(suffix & 0xFFFF)
    list.add(suffix & 0xFF_FFFF)
    list.add(suffix)
    list.add(prefix & 0xFF | shape << 32)
    list.add(prefix & 0xFFFF)
    list.add(prefix & 0xFF_FFFF)
    list.add(prefix)
    list.add(shape << 1 | first)
    list.add(shape << 8 | t1)
    list.add(shape << 17 | UInt64(p1.shape) << 9 | UInt64(n1.shape) << 1 | first)
    list.add((suffix & 0xFF_FFFF) << 8 | shape)
    list.add((suffix & 0xFF_FFFF) << 8 | t1)
    list.add((suffix & 0xFFFF) << 16 | UInt64(n1.usual))
    list.add(UInt64(p1.suffix & 0xFF_FFFF))
    list.add(UInt64(n1.suffix & 0xFF_FFFF))
    list.add(UInt64(n1.suffix & 0xFFFF) << 16 | t1 << 8 | shape)
    list.add(UInt64(n2.suffix & 0xFFFF) << 16 | UInt64(n1.suffix & 0xFFFF))
    list.add(t1 << 16 | UInt64(n1.shape) << 8 | shape)
    // Words too rare for a number are still known by their hash.
    list.add((w.hash & 0xFFFF_FFFF) << 8 | shape)
    list.add(w.hash & 0xFFFF_FFFF_FFFF)
    // Clusters of words, and how often each is written with a capital.
    let (c, capital) = (UInt64(w.known.fine), UInt64(w.known.capital))
    let (cp1, cn1, cn2) = (UInt64(p1.known.fine), UInt64(n1.known.fine), UInt64(n2.known.fine))
    let coarse = UInt64(w.known.coarse)
    list.add(c)
    list.add(c << 8 | shape)
    list.add(coarse << 16 | (suffix & 0xFFFF))
    list.add(cp1)
    list.add(cn1)
    list.add(UInt64(p2.known.fine))
    list.add(cn2)
    list.add(cp1 << 16 | c)
    list.add(c << 16 | cn1)
    list.add(c << 8 | t1)
    list.add(cn1 << 16 | t1 << 8 | shape)
    list.add(UInt64(p1.known.coarse) << 16 | coarse << 8 | UInt64(n1.known.coarse))
    list.add(coarse << 24 | UInt64(n1.known.coarse) << 16 | UInt64(n2.known.coarse) << 8 | t1)
    list.add(capital << 9 | shape << 1 | first)
    list.add(capital << 16 | UInt64(p1.known.capital) << 8 | UInt64(n1.known.capital) | shape << 24)
    list.add(capital << 16 | shape << 8 | t1)
  }
}
