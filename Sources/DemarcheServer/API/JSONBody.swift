import DemarcheHTTP
import DemarcheJSON

/// The object of JSON that a request which writes sends.
struct JSONBody {
  private let members: [JSON.Member]

  /// - Parameter known: the names that its members may have.
  /// - Throws: 415 for another type, 400 for what is no object of JSON, or has a member that is unknown or there twice.
  init(_ request: Request, named known: [String]) throws(Problem) {
    let type = (request.headers["content-type"] ?? "").prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
    guard type == "application/json" else {
      throw Problem(415, "the body is no JSON", hint: "send Content-Type: application/json")
    }
    let value: JSON
    do { value = try JSON.read(request.body) } catch { throw Problem(400, "the body is no JSON: \(error)") }
    guard case .object(let members) = value else {
      throw Problem(400, "the body is no object", hint: "members: \(known.joined(separator: ", "))")
    }
    var seen: Set<String> = []
    for member in members where !known.contains(member.name) || !seen.insert(member.name).inserted {
      throw Problem(
        400, "the body has a member that is unknown or there twice: \"\(member.name.prefix(80))\"",
        hint: "members: \(known.joined(separator: ", "))")
    }
    self.members = members
  }

  /// A text of a kind; nil where the member is missing.
  func text(_ name: String, _ kind: ValueKind) throws(Problem) -> String? {
    guard let value = members.first(where: { $0.name == name })?.value else { return nil }
    guard let text = value.string, kind.holds(text) else {
      throw Problem(400, "\(name) is \(kind.words)", hint: "as a text of JSON")
    }
    return text
  }
}
