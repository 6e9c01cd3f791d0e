import DemarcheJSON
import DemarcheKnowledge

/// One item of Wikidata, as far as an import asks for it.
struct WikidataEntity {
  let id: String
  private let json: JSON

  /// An item of a dump; nil for properties and what is no entity.
  init?(_ json: JSON) {
    guard let id = json["id"]?.string, id.hasPrefix("Q") else { return nil }
    self.id = id
    self.json = json
  }

  /// The label in a language.
  func label(_ language: String) -> String? { json["labels"]?[language]?["value"]?.string }

  /// The other names in a language, in order.
  func aliases(_ language: String) -> [String] {
    (json["aliases"]?[language]?.array ?? []).compactMap { $0["value"]?.string }
  }

  /// The statements of a property that are not deprecated.
  func statements(_ property: String) -> [Statement] {
    (json["claims"]?[property]?.array ?? []).compactMap { claim in
      claim["rank"]?.string == "deprecated" ? nil : Statement(json: claim)
    }
  }

  /// The items that a property has for values.
  func items(_ property: String) -> [String] { statements(property).compactMap(\.item) }

  /// The text that a property has for a value, the preferred first.
  func text(_ property: String) -> String? {
    let all = statements(property)
    let best = all.filter(\.isPreferred)
    return (best.isEmpty ? all : best).compactMap(\.text).first
  }

  /// The time that a property has for a value, as exact as it is known; "" when there is none.
  func time(_ property: String) -> String { statements(property).compactMap(\.time).first ?? "" }

  /// One value of a property with its qualifiers.
  struct Statement {
    fileprivate let json: JSON

    var isPreferred: Bool { json["rank"]?.string == "preferred" }

    private var value: JSON? { json["mainsnak"]?["datavalue"]?["value"] }

    /// The item it names.
    var item: String? { value.flatMap(WikidataEntity.item) }

    /// The text it holds.
    var text: String? { value?.string }

    /// The time it holds.
    var time: String? { value.flatMap(WikidataEntity.time) }

    /// An item that a qualifier names.
    func item(qualifier: String) -> String? {
      json["qualifiers"]?[qualifier]?.array?.first?["datavalue"]?["value"].flatMap(WikidataEntity.item)
    }

    /// A time that a qualifier names, as exact as it is known: a year, month or day; "" when it names none.
    func time(qualifier: String) -> String {
      guard let value = json["qualifiers"]?[qualifier]?.array?.first?["datavalue"]?["value"] else {
        return ""
      }
      return WikidataEntity.time(value) ?? ""
    }
  }

  private static func item(_ value: JSON) -> String? {
    if let id = value["id"]?.string { return id.hasPrefix("Q") ? id : nil }
    // Dumps before 2016 have the number alone.
    return value["numeric-id"]?.int.map { "Q\($0)" }
  }

  /// `+1998-09-00T00:00:00Z` with precision 10 is 1998-09; nil for years before 1000 and vaguer times.
  static func time(_ value: JSON) -> String? {
    guard let text = value["time"]?.string, text.hasPrefix("+"), let precision = value["precision"]?.int
    else {
      return nil
    }
    let date = text.dropFirst().prefix { $0 != "T" }.split(separator: "-")
    guard date.count == 3, date[0].count == 4 else { return nil }
    switch precision {
    case 9: return String(date[0])
    case 10: return date[1] == "00" ? String(date[0]) : date[..<2].joined(separator: "-")
    case 11...:
      if date[1] == "00" { return String(date[0]) }
      return date[2] == "00" ? date[..<2].joined(separator: "-") : date.joined(separator: "-")
    default: return nil
    }
  }
}
