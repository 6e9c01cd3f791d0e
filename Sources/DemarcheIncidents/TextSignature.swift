import DemarcheText

/// What a report says word for word, in 128 bytes, so that near copies are found without comparing texts.
///
/// Each byte is the least of one hash over the text's shingles - five folded words in a row, over title and text - cut to its last 8 bits: the
/// share of equal bytes estimates the share of shingles that two texts have in common (Broder 1997; b-bit minwise hashing, Li and
/// König 2010). The hashes are `a x + b` with numbers drawn by SplitMix64 (Steele, Lea and Flood 2014) from seed 0.
public struct TextSignature: Hashable, Sendable {
  /// The stored form, ``length`` bytes.
  public let bytes: [UInt8]

  /// The bytes of a signature.
  public static let length = 128
  /// From which likeness up two texts are near copies.
  public static let threshold = 0.7

  static let shingle = 5
  private static let rows = 5
  private static let bandCount = 25

  /// The signature of a report.
  ///
  /// A text of fewer than five words is one shingle. Case, marks on letters and what stands between words count nothing.
  ///
  /// - Cost: some 30 µs for 300 words.
  public init(title: String?, text: String) {
    let words = TextSignature.words(title ?? "") + TextSignature.words(text)
    var least = [UInt32](repeating: .max, count: TextSignature.length)
    for hash in TextSignature.shingles(words) {
      Draw.factors.withUnsafeBufferPointer { factors in
        Draw.terms.withUnsafeBufferPointer { terms in
          least.withUnsafeMutableBufferPointer { least in
            for i in 0..<TextSignature.length { least[i] = min(least[i], hash &* factors[i] &+ terms[i]) }
          }
        }
      }
    }
    // The lowest bits of the products are the least mixed.
    bytes = least.map { UInt8(truncatingIfNeeded: mixed($0) >> 24) }
  }

  /// Reads the stored form; nil unless it has ``length`` bytes.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == TextSignature.length else { return nil }
    self.bytes = Array(bytes)
  }

  /// 25 keys: two texts that share none need not be compared.
  ///
  /// Of near copies with four fifths of their shingles in common 1 in 50,000 shares none; of texts with a third in common 9 in 10.
  public var bands: [UInt64] {
    (0..<TextSignature.bandCount).map { band in
      var key = UInt64(band)
      for row in 0..<TextSignature.rows { key = key << 8 | UInt64(bytes[band * TextSignature.rows + row]) }
      return key
    }
  }

  /// The share of shingles in common, estimated: 0 for texts that have none, 1 for copies; within .09 in 19 of 20 cases.
  public func likeness(to other: TextSignature) -> Double {
    var equal = 0
    for i in 0..<TextSignature.length where bytes[i] == other.bytes[i] { equal += 1 }
    // One byte in 256 is equal by chance.
    let share = (Double(equal) / Double(TextSignature.length) - 1 / 256) / (1 - 1 / 256)
    return max(0, share)
  }

  /// Whether one text is a copy of the other but for small changes; symmetric, and not transitive.
  public func isNearCopy(of other: TextSignature) -> Bool {
    likeness(to: other) >= TextSignature.threshold
  }

  // MARK: Words and shingles

  /// The hashes of the words of a text, folded.
  private static func words(_ text: String) -> [UInt32] {
    var hashes: [UInt32] = []
    var text = text
    text.withUTF8 { bytes in
      hashes.reserveCapacity(bytes.count / 5)
      var at = 0
      while at < bytes.count {
        guard isPart(bytes, at) else {
          at += bytes[at] == 0xE2 ? min(3, bytes.count - at) : 1
          continue
        }
        let start = at
        var hash = FNV()
        var isASCII = true
        while at < bytes.count, isPart(bytes, at) {
          if bytes[at] >= 0x80 { isASCII = false }
          hash.add(lowered(bytes[at]))
          at += 1
        }
        if !isASCII {
          hash = FNV()
          let folded = Folding.folded(String(decoding: bytes[start..<at], as: UTF8.self)).lowercased()
          for byte in folded.utf8 { hash.add(byte) }
        }
        hashes.append(hash.value)
      }
    }
    return hashes
  }

  /// Whether a byte is part of a word: a letter, a figure or anything beyond ASCII but general punctuation (U+2000 to U+206F).
  private static func isPart(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Bool {
    switch bytes[at] {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case 0xE2: !(at + 1 < bytes.count && (bytes[at + 1] == 0x80 || bytes[at + 1] == 0x81))
    case 0x80...: true
    default: false
    }
  }

  private static func shingles(_ words: [UInt32]) -> [UInt32] {
    if words.isEmpty { return [] }
    let length = min(shingle, words.count)
    return (0...(words.count - length)).map { start in
      var hash: UInt32 = 0
      for word in words[start..<(start + length)] { hash = mixed(hash &* 0x9E37_79B1 &+ word) }
      return hash
    }
  }

  /// The numbers of the hashes.
  private enum Draw {
    static let factors = numbers(from: 0).map { $0 | 1 }
    static let terms = numbers(from: 1)

    /// The upper halves of what SplitMix64 gives.
    private static func numbers(from seed: UInt64) -> [UInt32] {
      var state = seed << 32
      return (0..<TextSignature.length).map { _ in
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return UInt32(truncatingIfNeeded: (z ^ (z >> 31)) >> 32)
      }
    }
  }
}
