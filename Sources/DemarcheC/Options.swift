import DemarcheAnswers
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReportLines

/// Options or parameters of a call: an object of JSON.
struct Options {
  private let json: JSON

  /// - Throws: a ``CallError`` or `JSONError` when the text is no object.
  init(_ text: UnsafePointer<CChar>?) throws {
    guard let text else {
      json = .object([])
      return
    }
    json = try JSON.read(Array(String(cString: text).utf8)[...])
    guard case .object = json else {
      throw CallError(message: "the options are no object of JSON", help: "{\"negated\": true}")
    }
  }

  /// Whether a switch is on.
  func has(_ name: String, orElse missing: Bool = false) throws(CallError) -> Bool {
    guard let value = json[name], !value.isNull else { return missing }
    guard let flag = value.bool else { throw CallError(message: "\(name) is true or false") }
    return flag
  }

  func text(_ name: String) throws(CallError) -> String? {
    guard let value = json[name], !value.isNull else { return nil }
    guard let text = value.string else { throw CallError(message: "\(name) is a text") }
    return text
  }

  /// The parameters of a question; numbers, switches and lists as an address would have them.
  var parameters: QuestionParameters { QuestionParameters { name in json[name].flatMap(Options.word) } }

  private static func word(_ value: JSON) -> String? {
    switch value {
    case .string(let text): text
    case .int(let number): String(number)
    case .double(let number): number.description
    case .bool(let flag): flag ? "yes" : "no"
    case .array(let values): values.compactMap(word).joined(separator: ",")
    case .null, .object: nil
    }
  }

  /// Sets what reports get that do not say it themselves.
  func apply(to lines: inout ReportLines) throws(CallError) {
    lines.source = try text("source")
    lines.published = try text("published")
    if let published = lines.published, Day(iso: published) == nil || published.utf8.count < 10 {
      throw CallError(message: "published is no date: \(published)", help: "write it as 2026-02-07")
    }
  }

  /// The tables of the user's own.
  func userTables() throws -> UserTables {
    var tables = UserTables()
    tables.isInstead = try has("instead")
    func files(_ name: String) throws(CallError) -> [(name: String?, path: String, text: String)] {
      var files: [(name: String?, path: String, text: String)] = []
      for file in json[name]?.array ?? [] {
        guard let path = file["path"]?.string, let text = file["text"]?.string else {
          throw CallError(message: "\(name) is a list of objects with path and text")
        }
        files.append((file["name"]?.string, path, text))
      }
      return files
    }
    for file in try files("knowledge") {
      tables.texts.append(
        try UserTables.File(inFolder: file.name ?? file.path, path: file.path, text: file.text))
    }
    for file in try files("actors") + files("agents") {
      guard let table = UserTables.File(ofHeader: file.text, path: file.path) else {
        throw CallError(
          message: "\(file.path) is no table of actors",
          help: "of a dictionary, demarche actors import --from petrarch makes tables")
      }
      tables.texts.append(table)
    }
    if tables.isInstead, tables.texts.isEmpty {
      throw CallError(message: "instead needs knowledge or actors")
    }
    return tables
  }
}
