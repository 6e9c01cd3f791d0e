public import DemarcheData

/// The words by which archives of news label what they export, and in which dates are written.
///
/// Read from `lexicon/layouts.tsv`; its head explains layouts and roles.
public struct Layouts: Sendable {
  public static let columns = ["layout", "role", "form", "value", "source"]
  /// Where the table lies in the data.
  public static let name = "lexicon/layouts.tsv"

  /// What a table of words is for: an archive, or the parts that all have.
  public enum Layout: String, Hashable, Sendable, CaseIterable {
    case fields, dates, languages, nexis, factiva, proquest, reuters
  }

  /// What a word of a layout tells.
  public enum Role: String, Hashable, Sendable, CaseIterable {
    // Fields of a report.
    case id, title, text, published, source, url, language, author
    /// The first part of the text where it is kept apart, or what stands for a text that is missing.
    case lead, abstract
    /// The time of the day of the publication.
    case time
    /// Where a document begins and ends.
    case begin, end
    /// What stands before the text, or behind it, and is not kept.
    case front, back
    /// What the line of the length, of the author and of the rights has in it.
    case length, byline, rights
    // Parts of dates.
    case month, weekday, zone, meridiem, particle
  }

  private var forms: [Layout: [Role: [String]]] = [:]
  /// Labels in lower case, for each layout; of several the first.
  private var labels: [Layout: [String: Role]] = [:]
  private var values: [Layout: [String: String]] = [:]

  /// Layouts that know no word: exports of archives are not told from plain text, and dates are ISO 8601 alone.
  public init() {}

  /// Reads the table.
  ///
  /// - Throws: every row whose layout or role is unknown, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in table.rows {
      guard let layout = Layout(rawValue: row["layout"]), let role = Role(rawValue: row["role"]) else {
        errors.append(
          row.fault(
            "unknown layout or role: \(row["layout"]) \(row["role"])", help: "the head of the file lists them"
          ))
        continue
      }
      forms[layout, default: [:]][role, default: []].append(row["form"])
      let form = row["form"].lowercased()
      if labels[layout]?[form] == nil { labels[layout, default: [:]][form] = role }
      values[layout, default: [:]][form] = row["value"]
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// Reads the text of the table.
  public init(text: String, file: String = Layouts.name) throws(DataErrors) {
    try self.init(Table(text: text, file: file, columns: Layouts.columns))
  }

  /// The forms of a role, in order of the table.
  package func forms(_ layout: Layout, _ role: Role) -> [String] { forms[layout]?[role] ?? [] }

  /// The role of a form, case aside.
  package func role(_ layout: Layout, of form: String) -> Role? { labels[layout]?[form.lowercased()] }

  /// What a form stands for, case aside: the number of a month, the code of a language.
  package func value(_ layout: Layout, of form: String) -> String? { values[layout]?[form.lowercased()] }

  /// Further names of a field of a report in tables and in JSON.
  package func names(of field: ReportFields.Field) -> [String] {
    Role(rawValue: field.rawValue).map { forms(.fields, $0) } ?? []
  }

  /// The ISO 639-1 code of a language that an archive names; its own words when the name is not known.
  package func language(_ name: String) -> String { value(.languages, of: name) ?? name }
}
