public import DemarcheData
import DemarcheEvents
public import DemarcheSyntax

/// Where named places lie.
///
/// - Cost: one look-up a word; of several places of one name the text decides, and only then their size.
public final class Gazetteer: Sendable {
  /// A place on the map.
  public struct Entry: Hashable, Sendable {
    public var name: String
    /// ISO 3166 alpha-3, or `KOS`; empty for what lies between states.
    public var country: String
    /// The country as records have it: nil for what lies between states.
    public var state: String? { country.isEmpty ? nil : country }
    /// Degrees, WGS 84.
    public var lat: Double
    public var lon: Double
    /// What it is: `capital`, `city`, `admin`, `strait` …, as the head of the table lists them.
    public var kind: String
    /// 1 (a village) to 6 (a city of five million): which of two of one name is meant when nothing else tells.
    public var size: Int
    public var geonameid: String
    /// The first-level division it lies in, in English; empty when not known.
    public var admin: String
  }

  /// A place that a sentence names.
  public struct PlaceMention: Hashable, Sendable {
    public var head: Int
    public var words: ClosedRange<Int>
    public var entry: Entry
    /// The reasoning, in words.
    public var how: String
  }

  public let entries: Rows<Entry>
  private let table: PhraseTable
  private let strings: StringPool

  /// Numbers a record has; degrees are kept in steps of a hundred-thousandth.
  private static let width = 8
  private static let steps = 100_000.0

  public static let columns = [
    "name", "country", "lat", "lon", "kind", "size", "geonameid", "admin", "source",
  ]

  /// Reads the gazetteer; a name of a later table stands beside those of an earlier one.
  ///
  /// - Throws: every row whose numbers are none, at once.
  public init(_ tables: [Table]) throws(DataErrors) {
    var records: [Int32] = []
    var strings = StringPool.Builder()
    var phrases = PhraseTable()
    var errors: [DataFileError] = []
    for row in tables.flatMap(\.rows) {
      guard let lat = Double(row["lat"]), let lon = Double(row["lon"]), let size = Int(row["size"]),
        (-90...90).contains(lat), (-180...180).contains(lon), (1...6).contains(size)
      else {
        errors.append(
          row.fault("lat, lon or size is no number of its range", help: "degrees as 38.72, size from 1 to 6"))
        continue
      }
      phrases.add(PhraseTable.pieces(row["name"]), value: records.count / Gazetteer.width)
      records += [
        strings.number(row["name"]), strings.number(row["country"]), Int32((lat * Gazetteer.steps).rounded()),
        Int32((lon * Gazetteer.steps).rounded()), strings.number(row["kind"]), Int32(size),
        strings.number(row["geonameid"]), strings.number(row["admin"]),
      ]
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.strings = strings.pool
    entries = Gazetteer.rows(records, strings.pool)
    table = phrases
  }

  private static func rows(_ records: [Int32], _ strings: StringPool) -> Rows<Entry> {
    Rows(records, width: width, strings) { record, strings in
      let at = record.startIndex
      return Entry(
        name: strings[record[at]], country: strings[record[at + 1]], lat: Double(record[at + 2]) / steps,
        lon: Double(record[at + 3]) / steps, kind: strings[record[at + 4]], size: Int(record[at + 5]),
        geonameid: strings[record[at + 6]], admin: strings[record[at + 7]])
    }
  }

  func write(to archive: inout ArchiveWriter) {
    strings.write(to: &archive)
    entries.write(to: &archive)
    table.write(to: &archive)
  }

  /// Reads what ``write(to:)`` wrote; nil when it is none or cut short.
  init?(_ archive: inout ArchiveReader) {
    guard let strings = StringPool(&archive), let records: [Int32] = archive.array(),
      records.count % Gazetteer.width == 0, let table = PhraseTable(&archive)
    else { return nil }
    self.strings = strings
    entries = Gazetteer.rows(records, strings)
    self.table = table
  }

  /// What tells which of several places of one name is meant.
  struct Context {
    /// Codes of the countries that the sentence names, with the word that names each.
    var countries: [(code: String, word: Int)] = []
    /// The country that the report has been about.
    var report: String?
  }

  /// The places of one name, best first.
  func places(named pieces: [String]) -> [Entry] {
    var state: PhraseTable.State? = PhraseTable.State()
    for piece in pieces { state = state.flatMap { table.advance($0, PhraseTable.hash(piece.utf8)) } }
    return state.map { table.values($0).map { entries[Int($0)] } } ?? []
  }

  /// Stretches of a sentence that are names of places, with all places of that name.
  struct Candidate {
    var words: Range<Int>
    var entries: [Entry]
  }

  /// The names of places in a sentence, longest first from the left; what is no name here is for the caller to say.
  func candidates(in words: [Word], _ pieces: SentencePieces) -> [Candidate] {
    var found: [Candidate] = []
    var i = 0
    while i < words.count {
      guard Gazetteer.isName(words[i]), let (end, state) = pieces.longest(table, i, .form, limit: 7) else {
        i += 1
        continue
      }
      found.append(Candidate(words: i..<end, entries: table.values(state).map { entries[Int($0)] }))
      i = end
    }
    return found
  }

  /// How many names of places a sentence holds, whatever they stand for.
  ///
  /// - Cost: that of cutting and hashing the words and of one look-up a word.
  public func names(in tree: Tree) -> Int { candidates(in: tree.words, SentencePieces(tree.words)).count }

  private static func isName(_ word: Word) -> Bool {
    guard let first = word.form.utf8.first, !(0x61...0x7A).contains(first) else { return false }
    return word.upos == .propn || word.upos == .noun || word.upos == .adj || word.upos == .x
  }

  /// Which place a name means.
  ///
  /// In this order: the division or country named right behind it, a country of the same sentence, the
  /// country the report is about, the larger.
  func choose(_ candidate: Candidate, among all: [Candidate], _ context: Context) -> (
    entry: Entry, how: String
  )? {
    let next = all.first {
      $0.words.lowerBound >= candidate.words.upperBound
        && $0.words.lowerBound <= candidate.words.upperBound + 1
    }
    func score(_ entry: Entry) -> (value: Int, how: String) {
      if let next,
        next.entries.contains(where: {
          $0.kind == "admin" && $0.country == entry.country && $0.name == entry.admin
        })
      {
        return (40 + entry.size, "the \(entry.name) of \(entry.admin), named behind it")
      }
      if let near = context.countries.first(where: {
        $0.code == entry.country && $0.word > candidate.words.lowerBound
          && $0.word <= candidate.words.upperBound + 3
      }) {
        return (30 + entry.size, "the \(entry.name) of \(near.code), named behind it")
      }
      if let next, next.entries.contains(where: { $0.country == entry.country && $0.kind == "admin" }),
        entry.kind != "admin"
      {
        return (28 + entry.size, "the \(entry.name) of \(entry.country), where what is named behind it lies")
      }
      if context.countries.contains(where: { $0.code == entry.country }) {
        return (20 + entry.size, "the \(entry.name) of \(entry.country), which the sentence names")
      }
      if all.contains(where: { other in
        other.words != candidate.words && other.entries.allSatisfy { $0.country == entry.country }
      }) {
        return (
          12 + entry.size, "the \(entry.name) of \(entry.country), where another place of the sentence lies"
        )
      }
      if context.report == entry.country {
        return (10 + entry.size, "the \(entry.name) of \(entry.country), which the report has been about")
      }
      return (
        entry.size,
        candidate.entries.count == 1 ? "the only \(entry.name) of the table" : "the largest \(entry.name)"
      )
    }
    var best: (entry: Entry, value: Int, how: String)?
    for entry in candidate.entries {
      let (value, how) = score(entry)
      if let best, best.value >= value { continue }
      best = (entry, value, how)
    }
    return best.map { (entry: $0.entry, how: $0.how) }
  }
}

extension Tree {
  /// Whether a name stands where a place stands: "in Tehran", "a flight to Tehran", "Tehran's streets", not
  /// "Tehran warned" or "with Tehran".
  ///
  /// - Parameter classes: `place-mark`, prepositions of place; `way-mark` those that lead to or from one, with `travel`,
  ///   what leads there; `place-noun`, what lies in a place; `act-noun`, what a government does or has.
  package func isLocative(_ word: Int, _ classes: WordClasses) -> Bool {
    var at = word
    // A coordinate name stands where the first stands, a part of a name where the whole.
    while ["conj", "flat", "compound", "appos"].contains(words[at].deprel), let head = words[at].head,
      words[head].upos == .propn
    {
      at = head
    }
    let deprel = words[at].deprel
    let head = words[at].head
    if deprel == "nmod:poss" || deprel == "compound" || deprel == "amod" || deprel == "nmod:desc",
      let head, classes.contains("place-noun", words[head].lowerLemma)
    {
      return true
    }
    guard let mark = child(of: at, "case").map({ words[$0].lowerLemma }) else {
      // "visited Tehran", "fled Tehran"
      if deprel == "obj", let head { return classes.contains("travel", words[head].lowerLemma) }
      return false
    }
    guard
      deprel == "obl" || deprel == "nmod" || deprel == "advmod" || deprel == "root" || deprel == "obl:agent"
    else {
      return false
    }
    if classes.contains("place-mark", mark) { return true }
    guard let head else { return false }
    let governor = words[head].lowerLemma
    if classes.contains("way-mark", mark) { return classes.contains("travel", governor) }
    // "the cafes of Tehran", but "the government of Tehran", "a warning of Tehran".
    return classes.contains("owning", mark) && !classes.contains("act-noun", governor)
  }
}
