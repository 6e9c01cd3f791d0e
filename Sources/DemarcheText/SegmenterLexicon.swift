/// The words of one language that decide where tokens and sentences end.
///
/// All look-ups fold ASCII letters to lower case and curly apostrophes to straight ones. The lists
/// are data; ``Segmenter`` itself knows no word.
public struct SegmenterLexicon: Sendable {
  /// What a full stop means after an abbreviation.
  public enum Abbreviation: String, Sendable, CaseIterable {
    /// A name follows: the sentence never ends here.
    case name
    /// A number or a date follows: the sentence goes on before a digit.
    case number
    /// May end a sentence; then a word that usually opens one follows.
    case open
    /// An abbreviation only before figures; otherwise a word and a full stop.
    case figure
    /// As `open`, but at the end of a sentence its full stop is a token of its own.
    case loose
  }

  var abbreviations: [UInt64: Abbreviation] = [:]
  /// Where whole forms split, as byte lengths of their words.
  var wholes: [UInt64: [Int]] = [:]
  /// The most bytes that a whole form can have in a text, its apostrophes curly.
  private(set) var longestWhole = 0
  /// Whether an ending has no apostrophe.
  private(set) var hasBareEndings = false
  /// Endings that split off, with their length in letters and apostrophes, longest first.
  var endings: [[UInt8]] = []
  var prefixes: Set<UInt64> = []
  var units: Set<UInt64> = []
  var openers: Set<UInt64> = []
  var weekdays: Set<UInt64> = []

  /// What was learnt of the ends of sentences; without it the rules alone decide.
  var evidence = EvidenceWeights()

  public init() {}

  /// Adds an abbreviation, its full stop included.
  public mutating func addAbbreviation(_ form: String, _ kind: Abbreviation) {
    abbreviations[SegmenterLexicon.key(Array(form.utf8)[...])] = kind
  }

  /// Adds a contraction by the words it splits into, which joined give its form.
  public mutating func addContraction(_ words: [String]) {
    let form = Array(words.joined().utf8)
    wholes[SegmenterLexicon.key(form[...])] = words.map(\.utf8.count)
    longestWhole = max(longestWhole, form.reduce(0) { $0 + ($1 == UInt8(ascii: "'") ? 3 : 1) })
  }

  /// Adds an ending that is a word of its own after any other: a clitic with its apostrophe.
  public mutating func addEnding(_ form: String) {
    if !form.utf8.contains(UInt8(ascii: "'")) { hasBareEndings = true }
    endings.append(Array(form.lowercased().utf8))
    endings.sort { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
  }

  /// Adds a prefix that keeps its hyphen and the word behind it.
  public mutating func addPrefix(_ form: String) {
    prefixes.insert(SegmenterLexicon.key(Array(form.utf8)[...]))
  }

  /// Adds a unit that is a word of its own right behind a number.
  public mutating func addUnit(_ form: String) { units.insert(SegmenterLexicon.key(Array(form.utf8)[...])) }

  /// Adds a word that, with a capital, usually opens a sentence.
  public mutating func addOpener(_ form: String) {
    openers.insert(SegmenterLexicon.key(Array(form.utf8)[...]))
  }

  /// Adds the name of a day of the week, which with a date in full may be a line of its own.
  public mutating func addWeekday(_ form: String) {
    weekdays.insert(SegmenterLexicon.key(Array(form.utf8)[...]))
  }

  /// Adds what a piece of evidence weighs for the end of a sentence, or against it if less than nought.
  public mutating func addEvidence(_ line: String, _ weight: Int32) { evidence.set(line, weight) }

  /// The hash of a folded form (FNV-1a).
  static func key(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    // The bytes of a curly apostrophe, E2 80 99, fold to one straight one.
    var held: [UInt8] = []
    func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    for byte in bytes {
      if held.isEmpty ? byte == 0xE2 : held.count == 1 && byte == 0x80 {
        held.append(byte)
        continue
      }
      if held.count == 2 && byte == 0x99 {
        hash = add(0x27, to: hash)
        held = []
        continue
      }
      if !held.isEmpty {
        for byte in held { hash = add(byte, to: hash) }
        held = []
      }
      hash = add((0x41...0x5A).contains(byte) ? byte | 0x20 : byte, to: hash)
    }
    return hash
  }
}
