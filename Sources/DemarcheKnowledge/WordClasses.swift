public import DemarcheData

/// Named classes of words, as `classes.tsv` lists them: `@sanctions`, `@talks`, `@former`.
///
/// Words are lemmas in lower case; a word may be in several classes.
public struct WordClasses: Sendable {
  private var words: [String: Set<String>] = [:]

  /// Reads the tables of classes; a class may stand in several rows and tables.
  ///
  /// - Throws: every fault of the table.
  public init(_ tables: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in tables.flatMap(\.rows) {
      let name = row["class"]
      for word in row["words"].split(separator: ",") {
        let word = word.trimmed
        guard !word.isEmpty else {
          errors.append(row.fault("an empty word in class \(name)"))
          continue
        }
        words[name, default: []].insert(word)
      }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The columns of the table.
  public static let columns = ["class", "words", "source"]

  /// The words of a class; empty when there is no such class.
  public subscript(_ name: String) -> Set<String> { words[name] ?? [] }

  /// Whether a word is in a class.
  public func contains(_ name: String, _ word: String) -> Bool { words[name]?.contains(word) ?? false }

  /// The names of all classes, sorted.
  public var names: [String] { words.keys.sorted() }
}
