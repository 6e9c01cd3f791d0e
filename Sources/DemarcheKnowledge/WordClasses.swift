public import DemarcheData

/// Named classes of words, as `classes.tsv` lists them: `@sanctions`, `@talks`, `@former`.
///
/// Words are lemmas in lower case; a word may be in several classes.
///
/// - Cost: whether a word is in a class is one hash of both and one probe; nothing is allocated.
public final class WordClasses: Sendable {
  private let words: [String: [String]]
  /// Hashes of class and word together.
  private let members: HashSet

  /// Reads the tables of classes; a class may stand in several rows and tables.
  ///
  /// - Throws: every fault of the table.
  public init(_ tables: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    var words: [String: [String]] = [:]
    for row in tables.flatMap(\.rows) {
      let name = row["class"]
      for word in row["words"].split(separator: ",") {
        let word = word.trimmed
        guard !word.isEmpty else {
          errors.append(row.fault("an empty word in class \(name)"))
          continue
        }
        words[name, default: []].append(word)
      }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.words = words
    members = HashSet(words.flatMap { name, words in words.map { WordClasses.hash(name, $0) } })
  }

  /// The columns of the table.
  public static let columns = ["class", "words", "source"]

  /// The words of a class; empty when there is no such class.
  public subscript(_ name: String) -> Set<String> { Set(words[name] ?? []) }

  /// Whether a word is in a class.
  public func contains(_ name: String, _ word: String) -> Bool {
    members.contains(WordClasses.hash(name, word))
  }

  /// The names of all classes, sorted.
  public var names: [String] { words.keys.sorted() }

  /// The classes of each word, sorted.
  public func byWord() -> [String: [String]] {
    var classes: [String: [String]] = [:]
    classes.reserveCapacity(words.values.reduce(0) { $0 + $1.count })
    for name in names {
      for word in words[name] ?? [] where classes[word]?.last != name {
        classes[word, default: []].append(name)
      }
    }
    return classes
  }

  private static func hash(_ name: String, _ word: String) -> UInt64 {
    HashSet.hash(word, behind: HashSet.hash(name, behind: 0x9E37_79B9_7F4A_7C15))
  }
}
