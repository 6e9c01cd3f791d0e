import DemarcheJSON

/// Schemas of JSON, in the words that OpenAPI 3.1 takes (JSON Schema 2020-12).
enum Schema {
  static let text: JSON = ["type": "string"]
  static let whole: JSON = ["type": "integer"]
  static let count: JSON = ["type": "integer", "minimum": 0]
  static let number: JSON = ["type": "number"]
  static let texts = list(text)
  /// A day, or a moment, of ISO 8601.
  static let day: JSON = ["type": "string", "description": "ISO 8601"]
  static let share: JSON = ["type": "number", "minimum": 0, "maximum": 1]

  static func list(_ items: JSON) -> JSON { ["type": "array", "items": items] }

  /// One of some words.
  static func choice(_ words: [String]) -> JSON {
    ["type": "string", "enum": .array(words.map(JSON.string))]
  }

  /// The schema of that name.
  static func named(_ name: String) -> JSON { ["$ref": .string("#/components/schemas/\(name)")] }

  /// The same, or null.
  static func optional(_ schema: JSON) -> JSON { ["anyOf": [schema, ["type": "null"]]] }

  /// An object that has all of some members, and later perhaps others.
  static func record(_ members: [JSON.Member], _ description: String? = nil) -> JSON {
    var schema: [JSON.Member] = [.init("type", "object")]
    if let description { schema.append(.init("description", .string(description))) }
    schema += [
      .init("properties", .object(members)), .init("required", .array(members.map { .string($0.name) })),
    ]
    return .object(schema)
  }

  /// An object of which some members are named and all others are of one kind.
  static func record(_ members: [JSON.Member], others: JSON, _ description: String) -> JSON {
    [
      "type": "object", "description": .string(description), "properties": .object(members),
      "required": .array(members.map { .string($0.name) }), "additionalProperties": others,
    ]
  }
}
