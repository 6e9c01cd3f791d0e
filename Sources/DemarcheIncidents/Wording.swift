public import DemarcheData
import DemarcheText

/// The words of a language as acts keep them: each lemma as one number that tells how rare it is.
///
/// A number is a hash of the lemma in its upper 28 bits and the lemma's rarity in the lower 4, so that the test of two acts needs no table.
/// Read from `lexicon/<language>/frequencies.tsv`.
public struct Wording: Sendable {
  public static let columns = ["lemma", "rarity"]

  /// The rarity of a word that is in no table, the greatest.
  public static let rarest = 15

  /// By hash without rarity.
  private var rarities: [UInt32: UInt8] = [:]
  private var lemmas: [UInt32: String] = [:]

  /// A lexicon to which all words are rare.
  public init() {}

  /// Reads the table.
  ///
  /// - Throws: every rarity that is no number from 1 to 15, and every twin, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in table.rows {
      let lemma = row["lemma"]
      guard let rarity = UInt8(row["rarity"]), (1...UInt8(Wording.rarest)).contains(rarity) else {
        errors.append(row.fault("rarity is a number from 1 to \(Wording.rarest), not \(row["rarity"])"))
        continue
      }
      let hash = Wording.hash(lemma: lemma.utf8)
      if let other = lemmas.updateValue(lemma, forKey: hash), other == lemma {
        errors.append(row.fault("a twin of \(lemma)"))
      }
      // Of two words with one hash the commoner counts.
      rarities[hash] = min(rarity, rarities[hash] ?? rarity)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The words of some sentences, ready for an act: sorted and distinct.
  ///
  /// - Parameter lemmas: of content words - nouns, names, verbs, adjectives, adverbs and figures - alone.
  public func words(_ lemmas: some Sequence<String>) -> [UInt32] {
    var words: [UInt32] = []
    for lemma in lemmas where lemma.utf8.contains(where: isWordly) { words.append(word(lemma)) }
    words.sort()
    return words.enumerated().filter { $0 == 0 || words[$0 - 1] != $1 }.map(\.element)
  }

  /// The number of one lemma.
  public func word(_ lemma: String) -> UInt32 {
    let hash =
      lemma.utf8.allSatisfy { $0 < 0x80 }
      ? Wording.hash(lemma: lemma.utf8) : Wording.hash(lemma: Folding.folded(lemma).lowercased().utf8)
    return hash | UInt32(rarities[hash] ?? UInt8(Wording.rarest))
  }

  /// The lemma of a number where the table has it.
  public func lemma(_ word: UInt32) -> String? { lemmas[word & ~15] }

  /// The hash of a lemma in ASCII or folded, without its rarity: the lower 4 bits are 0.
  public static func hash(lemma: some Sequence<UInt8>) -> UInt32 {
    var hash = FNV()
    for byte in lemma { hash.add(lowered(byte)) }
    return hash.value & ~15
  }

  /// The rarest of some words, as many as asked for and among equals always the same ones; sorted.
  public static func rarest(_ count: Int, of words: [UInt32]) -> [UInt32] {
    if words.count <= count { return words }
    return words.sorted { (rarity($1), $0) < (rarity($0), $1) }.prefix(count).sorted()
  }

  /// The square of the length of some words as a vector, each weighed by its rarity.
  static func length(of words: [UInt32]) -> Double {
    Double(words.reduce(0) { $0 + rarity($1) * rarity($1) })
  }

  /// The cosine of two sorted lists of words as vectors, given the squares of their lengths; between 0 and 1.
  ///
  /// Each list counts as if it had two words more that the other lacks, so that a sentence of few words, all common, proves little.
  static func cosine(_ a: [UInt32], _ lengthOfA: Double, _ b: [UInt32], _ lengthOfB: Double) -> Double {
    var common = 0
    var i = 0, j = 0
    while i < a.count, j < b.count {
      let one = a[i], other = b[j]
      if one == other { common += rarity(one) * rarity(one) }
      if one <= other { i += 1 }
      if other <= one { j += 1 }
    }
    if common == 0 { return 0 }
    let padding = Double(2 * rarest * rarest)
    return Double(common) / ((lengthOfA + padding) * (lengthOfB + padding)).squareRoot()
  }

  /// How rare a word is: the share of sentences that hold it, as a power of a half.
  static func rarity(_ word: UInt32) -> Int { Int(word & 15) }

  private func isWordly(_ byte: UInt8) -> Bool {
    byte >= 0x80 || UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9")
      || UInt8(ascii: "a") <= lowered(byte) && lowered(byte) <= UInt8(ascii: "z")
  }
}
