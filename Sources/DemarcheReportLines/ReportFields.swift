/// Under which names the fields of a report stand in tables and in JSON.
///
/// A name is looked for without regard to case, and to whether its words are joined by spaces, hyphens or
/// underscores: "Pub-Date" is "pub_date".
public struct ReportFields: Sendable {
  /// A field of a report, by its name in a report line.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case id, title, text, published, source, url, language, author
  }

  /// A field that a name may mean, and how many names of the field are tried before.
  package struct Meaning: Sendable {
    package var field: Field
    package var rank: Int
  }

  private var meanings: [String: [Meaning]] = [:]

  /// - Parameters:
  ///   - layouts: further names, in the order in which they are tried.
  ///   - columns: for a field the one name that counts.
  public init(layouts: Layouts = Layouts(), columns: [Field: String] = [:]) {
    // The names that a report line may have by its definition; all others are data.
    let defined: [Field: [String]] = [
      .text: ["event_text"], .published: ["date", "pub_date"], .language: ["lang"],
    ]
    for field in Field.allCases {
      let names =
        columns[field].map { [$0] } ?? [field.rawValue] + (defined[field] ?? []) + layouts.names(of: field)
      for (rank, name) in names.enumerated() {
        meanings[ReportFields.folded(name), default: []].append(Meaning(field: field, rank: rank))
      }
    }
  }

  /// What a name of a member or column may mean.
  package func meanings(of name: String) -> [Meaning] {
    meanings[name] ?? meanings[ReportFields.folded(name)] ?? []
  }

  /// The places of the fields in a header; a field that is not there is left out.
  package func places(in header: [String]) -> [Field: Int] {
    var best: [Field: (rank: Int, place: Int)] = [:]
    for (place, name) in header.enumerated() {
      for meaning in meanings(of: name) where meaning.rank < best[meaning.field]?.rank ?? .max {
        best[meaning.field] = (meaning.rank, place)
      }
    }
    return best.mapValues(\.place)
  }

  private static func folded(_ name: String) -> String {
    let words = name.lowercased().split { $0 == "-" || $0 == "_" || $0.isWhitespace }
    return words.joined(separator: "_")
  }
}
