import DemarcheJSON

/// One parameter of an endpoint.
struct APIParameter: Sendable {
  /// Where it stands.
  enum Place: String, Sendable { case path, query }

  let name: String
  let place: Place
  let kind: ValueKind
  let isRequired: Bool
  /// What it is for, in a few words.
  let meaning: String

  init(_ name: String, _ kind: ValueKind, _ meaning: String, isRequired: Bool = false) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    self.isRequired = isRequired
    place = .query
  }

  /// A parameter that stands in the path, at `{name}`.
  init(path name: String, _ kind: ValueKind, _ meaning: String) {
    self.name = name
    self.kind = kind
    self.meaning = meaning
    isRequired = true
    place = .path
  }

  /// As OpenAPI tells it.
  var json: JSON {
    var members: [JSON.Member] = [
      .init("name", .string(name)), .init("in", .string(place.rawValue)),
      .init("description", .string(meaning)), .init("required", .bool(isRequired)),
      .init("schema", kind.schema),
    ]
    if kind.isList { members += [.init("style", "form"), .init("explode", false)] }
    return .object(members)
  }
}
