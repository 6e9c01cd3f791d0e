public import DemarcheData
import DemarcheEvents
public import DemarcheSyntax

/// Where a named place lies.
public struct Gazetteer: Sendable {
  /// A place on the map.
  public struct Entry: Hashable, Sendable {
    public var name: String
    /// ISO 3166 alpha-3.
    public var country: String
    /// Degrees, WGS 84.
    public var lat: Double
    public var lon: Double
    public var population: Int
    public var geonameid: String
  }

  /// A place that a sentence names.
  public struct PlaceMention: Hashable, Sendable {
    public var head: Int
    public var words: ClosedRange<Int>
    public var entry: Entry
  }

  private let entries: [Entry]
  private let table: PhraseTable

  public static let columns = ["name", "country", "lat", "lon", "population", "geonameid", "source"]

  /// Reads the gazetteer.
  ///
  /// - Throws: every row whose numbers are none, at once.
  public init(_ table: Table) throws(DataErrors) {
    var entries: [Entry] = []
    var phrases = PhraseTable()
    var errors: [DataFileError] = []
    for row in table.rows {
      guard let lat = Double(row["lat"]), let lon = Double(row["lon"]),
        let population = Int(row["population"])
      else {
        errors.append(row.fault("lat, lon or population is no number"))
        continue
      }
      phrases.add(PhraseTable.pieces(row["name"]), value: entries.count)
      entries.append(
        Entry(
          name: row["name"], country: row["country"], lat: lat, lon: lon, population: population,
          geonameid: row["geonameid"]))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.entries = entries
    self.table = phrases
  }

  /// The places a sentence names; of several of one name the largest.
  public func places(in tree: Tree) -> [PlaceMention] {
    var found: [PlaceMention] = []
    var i = 0
    while i < tree.words.count {
      guard tree.words[i].upos == .propn, let (end, values) = longest(tree.words, i) else {
        i += 1
        continue
      }
      let range = i...(end - 1)
      let head = range.first { j in tree.words[j].head.map { !range.contains($0) } ?? true } ?? i
      if let entry = values.map({ entries[Int($0)] }).max(by: { $0.population < $1.population }) {
        found.append(PlaceMention(head: head, words: range, entry: entry))
      }
      i = end
    }
    return found
  }

  private func longest(_ words: [Word], _ start: Int) -> (Int, [Int32])? {
    var state = PhraseTable.State()
    var best: (Int, [Int32])?
    for i in start..<min(words.count, start + 6) {
      var next: PhraseTable.State? = state
      for piece in PhraseTable.pieces(words[i].form) { next = next.flatMap { table.advance($0, piece.utf8) } }
      guard let reached = next else { break }
      state = reached
      let values = table.values(state)
      if !values.isEmpty { best = (i + 1, values) }
    }
    return best
  }
}
