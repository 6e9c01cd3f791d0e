import DemarcheAnswers
import DemarcheCoding
import DemarcheHTTP

/// What is asked of an endpoint: the values of its parameters, each looked at.
struct APIQuestion: Sendable {
  let request: Request
  let format: APIFormat
  private let values: [String: String]

  /// Reads the question of a request.
  ///
  /// - Throws: 400 for a parameter that the endpoint does not have, with the name it may stand for; for one that is missing, given twice, or
  ///   no value of its kind.
  init(_ request: Request, _ endpoint: Endpoint) throws(Problem) {
    self.request = request
    format = APIFormat(request, of: endpoint.formats)
    var values: [String: String] = [:]
    for item in request.query.items {
      guard endpoint.parameters.contains(where: { $0.name == item.name && $0.place == .query }) else {
        throw APIQuestion.unknown(item.name, endpoint)
      }
      guard values.updateValue(item.value, forKey: item.name) == nil else {
        throw Problem(
          400, "\(APIQuestion.shown(item.name)) is given twice", hint: "give it once; a list has commas")
      }
    }
    for parameter in endpoint.parameters {
      if parameter.place == .path { values[parameter.name] = request.parameters[parameter.name] }
      guard let value = values[parameter.name] else {
        if !parameter.isRequired { continue }
        throw Problem(400, "\(parameter.name) is missing", hint: "\(parameter.name): \(parameter.meaning)")
      }
      guard parameter.kind.holds(value) else {
        throw Problem(
          400, "\(parameter.name) is \(parameter.kind.words), not \"\(APIQuestion.shown(value))\"",
          hint: "\(parameter.name): \(parameter.meaning)")
      }
    }
    self.values = values
  }

  subscript(name: String) -> String? { values[name] }

  /// The value of a parameter that must be there.
  func value(_ name: String) throws(Problem) -> String {
    guard let value = values[name] else { throw Problem(400, "\(name) is missing") }
    return value
  }

  var parameters: QuestionParameters { QuestionParameters { [values] in values[$0] } }

  /// A whole number, whose bounds were looked at.
  func number(_ name: String) -> Int? { values[name].flatMap { Int($0) } }

  func has(_ name: String) -> Bool { values[name] == "yes" }

  /// The same question for the page behind a place.
  func next(_ after: String) -> String {
    request.path + "?" + request.query.setting("after", to: after).encoded
  }

  private static func unknown(_ name: String, _ endpoint: Endpoint) -> Problem {
    let known = endpoint.parameters.filter { $0.place == .query }.map(\.name)
    let shown = shown(name)
    if let near = nearest(shown, among: known) {
      return Problem(400, "there is no parameter \"\(shown)\" here", hint: "did you mean \"\(near)\"?")
    }
    return Problem(
      400, "there is no parameter \"\(shown)\" here",
      hint: known.isEmpty ? "this address takes none" : "there are: \(known.joined(separator: ", "))")
  }

  /// A text as a message shows it: not longer than a line.
  private static func shown(_ text: String) -> String {
    text.unicodeScalars.count > 80
      ? String(String.UnicodeScalarView(text.unicodeScalars.prefix(80))) + "…" : text
  }
}
