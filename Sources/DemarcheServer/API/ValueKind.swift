import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger

/// Which texts a parameter takes: as OpenAPI says it, and as it is looked at.
///
/// The two say the same; a program that keeps to the schema is never refused.
struct ValueKind: Sendable {
  /// The schema of JSON.
  let schema: JSON
  /// What a value is, behind the word "is": "a whole number from 1 to 1000".
  let words: String
  /// Whether commas part the values.
  var isList = false
  /// Whether a text is a value.
  let holds: @Sendable (String) -> Bool

  /// Words of a person or a report.
  static func text(most: Int = 200) -> ValueKind {
    ValueKind(
      schema: [
        "type": "string", "minLength": 1, "maxLength": .int(most), "pattern": .string("^[^\(controls)]+$"),
      ],
      words: "a text of 1 to \(most) characters"
    ) { $0.unicodeScalars.count <= most && isPlain($0) }
  }

  /// Words to look for: at least one that is more than a quotation mark.
  static let words = ValueKind(
    schema: [
      "type": "string", "minLength": 1, "maxLength": 200,
      "pattern": .string("^[^\(controls)]*[^\\s\"\(controls)][^\(controls)]*$"),
    ],
    words: "a text with a word in it"
  ) { text in
    text.unicodeScalars.count <= 200 && isPlain(text)
      && text.unicodeScalars.contains { $0 != "\"" && !$0.properties.isWhitespace }
  }

  /// A whole number.
  static func whole(_ range: ClosedRange<Int>) -> ValueKind {
    ValueKind(
      schema: ["type": "integer", "minimum": .int(range.lowerBound), "maximum": .int(range.upperBound)],
      words: "a whole number from \(range.lowerBound) to \(range.upperBound)"
    ) { text in text.utf8.allSatisfy { isDigit($0) } && Int(text).map(range.contains) ?? false }
  }

  /// A number from 0 to 1.
  static let share = ValueKind(
    schema: ["type": "number", "minimum": 0, "maximum": 1], words: "a number from 0 to 1"
  ) { text in
    let isDecimal = text.utf8.allSatisfy { isDigit($0) || ".-+eE".utf8.contains($0) }
    return isDecimal && Double(text).map((0.0...1.0).contains) ?? false
  }

  /// One of some words.
  static func choice(_ known: [String]) -> ValueKind {
    ValueKind(
      schema: ["type": "string", "enum": .array(known.map(JSON.string))],
      words: "one of \(known.joined(separator: ", "))"
    ) { known.contains($0) }
  }

  static let yesNo = choice(["yes", "no"])

  /// Some of some words, with commas between them.
  static func list(of known: [String]) -> ValueKind {
    list(["type": "string", "enum": .array(known.map(JSON.string))], "of \(known.joined(separator: ", "))") {
      known.contains($0)
    }
  }

  /// Some of some numbers, with commas between them.
  static func list(of known: [Int]) -> ValueKind {
    let texts = known.map { String($0) }
    return list(
      ["type": "integer", "enum": .array(known.map(JSON.int))], "of \(texts.joined(separator: ", "))"
    ) { texts.contains($0) }
  }

  /// Two who take part, with a comma between them.
  static let pair = list(party.schema, "two codes", least: 2, most: 2) { isParty($0) }

  private static func list(
    _ items: JSON, _ words: String, least: Int = 1, most: Int = 32,
    _ holds: @escaping @Sendable (String) -> Bool
  ) -> ValueKind {
    ValueKind(
      schema: ["type": "array", "items": items, "minItems": .int(least), "maxItems": .int(most)],
      words: least == most ? words : "a list \(words)", isList: true
    ) { text in
      let parts = text.split(separator: ",", omittingEmptySubsequences: false).map { String($0) }
      return (least...most).contains(parts.count) && parts.allSatisfy(holds)
    }
  }

  /// A day, a month or a year.
  static let day = ValueKind(
    schema: ["type": "string", "pattern": .string("^\(datePattern)$")],
    words: "a date: 2015-07-14, 2015-07 or 2015"
  ) { text in text.utf8.first != UInt8(ascii: "0") && text.utf8.count <= 10 && Day(iso: text) != nil }

  /// Years from 1000 on, so that each pattern is of one length; a 29 February only where the year has one.
  private static let datePattern: String = {
    let year = "[1-9][0-9]{3}"
    let leap = "([1-9][0-9](0[48]|[2468][048]|[13579][26])|([2468][048]|[13579][26])00)"
    let long = "(0[13578]|1[02])(-(0[1-9]|[12][0-9]|3[01]))?"
    let short = "(0[469]|11)(-(0[1-9]|[12][0-9]|30))?"
    let february = "02(-(0[1-9]|1[0-9]|2[0-8]))?"
    return "(\(year)(-(\(long)|\(short)|\(february)))?|\(leap)-02-29)"
  }()

  private static let codePattern = "[A-Za-z0-9_-]{1,24}"
  private static let sectorPattern = "(/[A-Za-z0-9_-]{1,12})?"

  /// The code of a country or an organisation.
  static let code = ValueKind(
    schema: ["type": "string", "pattern": .string("^\(codePattern)$")], words: "a code such as USA"
  ) { isCode($0, most: 24) }

  /// Codes with commas between them.
  static let codes = list(code.schema, "of codes such as USA") { isCode($0, most: 24) }

  /// A code, also with a sector: USA, USA/MIL.
  static let party = ValueKind(
    schema: ["type": "string", "pattern": .string("^\(codePattern)\(sectorPattern)$")],
    words: "a code such as USA or USA/MIL"
  ) { isParty($0) }

  /// The same, or a group of states.
  static func party(or groups: [String]) -> ValueKind {
    let names = groups.map { name in
      name.map { $0.isLetter || $0.isNumber ? "\($0)" : "[\($0)]" }.joined()
    }
    let group = names.isEmpty ? "" : "|group:(\(names.joined(separator: "|")))"
    return ValueKind(
      schema: ["type": "string", "pattern": .string("^(\(codePattern)\(group))\(sectorPattern)$")],
      words: "a code such as USA or USA/MIL, or a group such as group:EU"
    ) { text in
      let name = text.prefix { $0 != "/" }
      guard name.hasPrefix("group:") else { return isParty(text) }
      return groups.contains(String(name.dropFirst(6))) && isParty("X" + text.dropFirst(name.count))
    }
  }

  /// The id of an event or an incident as it stands in a path.
  static let id = ValueKind(
    schema: ["type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9_:-]{0,95}$"],
    words: "an id such as ev_8f2c0d4e51a0b3c7"
  ) { text in
    (1...96).contains(text.utf8.count) && text.utf8.first.map(isAlphanumeric) ?? false
      && text.utf8.allSatisfy { isAlphanumeric($0) || "_:-".utf8.contains($0) }
  }

  /// Sources by name, or by what they are.
  static let sources: ValueKind = {
    let fields = OutletCondition.Field.allCases.map(\.rawValue).joined(separator: "|")
    let name = "[^=,\(controls)]+"
    let field = "(\(fields))=[^=,|\(controls)]+([|][^=,|\(controls)]+)*"
    return ValueKind(
      schema: [
        "type": "string", "maxLength": 400,
        "pattern": .string("^(\(name)(,\(name))*|\(field)(,\(field))*)$"),
      ],
      words: "names with commas, or ownership=state,country=AZE|TUR,kind=agency"
    ) { text in
      guard text.unicodeScalars.count <= 400, isPlain(text) else { return false }
      let parts = text.unicodeScalars.split(separator: ",", omittingEmptySubsequences: false)
      guard parts.allSatisfy({ !$0.isEmpty }) else { return false }
      guard text.unicodeScalars.contains("=") else { return true }
      return parts.allSatisfy { part in
        let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        return sides.count == 2 && OutletCondition.Field(rawValue: String(sides[0])) != nil
          && sides[1].split(separator: "|", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
      }
    }
  }()

  /// Where a page of events ended.
  static let cursor = ValueKind(
    schema: [
      "type": "string", "pattern": .string("^-?[0-9]{1,8}([.][0-9]{1,8}){4}[.][^\(controls)]{1,400}$"),
    ],
    words: "what the page before named"
  ) { text in
    guard isPlain(text), text.unicodeScalars.count <= 450, EventCursor(text) != nil else { return false }
    let numbers = text.split(separator: ".", maxSplits: 5).prefix(5)
    return numbers.enumerated().allSatisfy { i, number in
      let digits = i == 0 && number.hasPrefix("-") ? number.dropFirst() : number
      return (1...8).contains(digits.utf8.count) && digits.utf8.allSatisfy { isDigit($0) }
    }
  }

  // MARK: Characters

  /// Control characters as a class of a pattern has them.
  private static let controls = "\\u0000-\\u001f\\u007f"

  private static func isPlain(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { $0 > 0x1F && $0 != 0x7F }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20
  }

  private static func isCode(_ text: some StringProtocol, most: Int) -> Bool {
    (1...most).contains(text.utf8.count)
      && text.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
  }

  private static func isParty(_ text: String) -> Bool {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, isCode(parts[0], most: 24) else { return false }
    return parts.count == 1 || isCode(parts[1], most: 12)
  }
}
