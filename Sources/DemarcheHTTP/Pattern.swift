/// The form of a path, such as "/api/v1/events/{id}".
struct Pattern: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case text(String)
    case place(String)

    var isPlace: Bool { if case .place = self { true } else { false } }
  }

  let parts: [Part]

  init(_ text: String) {
    precondition(text.hasPrefix("/"), "the pattern \(text) does not begin with /")
    parts = text.split(separator: "/").map { part in
      part.hasPrefix("{") && part.hasSuffix("}")
        ? .place(String(part.dropFirst().dropLast())) : .text(String(part))
    }
  }

  /// What a path says at the places of the pattern; nil when it has another form.
  ///
  /// - Parameter formats: endings that the last segment may have beyond the pattern.
  func match(_ segments: [String], formats: [String]) -> (parameters: Parameters, format: String?)? {
    guard segments.count == parts.count else { return nil }
    var segments = segments
    var format: String?
    if let last = segments.last, let ending = formats.first(where: { last.hasSuffix("." + $0) }),
      last.utf8.count > ending.utf8.count + 1
    {
      format = ending
      segments[segments.count - 1] = String(last.dropLast(ending.count + 1))
    }
    var parameters = Parameters()
    for (part, segment) in zip(parts, segments) {
      switch part {
      case .text(let text): if text != segment { return nil }
      case .place(let name):
        if segment.isEmpty { return nil }
        parameters.values.append(Query.Item(name, segment))
      }
    }
    return (parameters, format)
  }

  /// Whether it says more than another: the first part that differs is a text here and a place there.
  func isBefore(_ other: Pattern) -> Bool {
    for (one, other) in zip(parts, other.parts) where one.isPlace != other.isPlace { return other.isPlace }
    return false
  }

  /// Without the names of its places.
  var shape: [Part] { parts.map { $0.isPlace ? .place("") : $0 } }
}
