import DemarcheLedger
import DemarcheHTTP
import DemarcheJSON

/// One address of the API: what it takes, what it gives, and who answers.
///
/// The routes and the description of the API are made of the same values, so that neither says what the other does not.
struct Endpoint: Sendable {
  /// What an answer is.
  enum Shape: Sendable {
    /// Rows of a schema, with what is told beside them.
    case rows(of: String, beside: [JSON.Member] = [])
    /// One value of a schema.
    case one(of: JSON)
    /// A text of a type.
    case text(type: String)
  }

  /// What the body of a request that writes holds.
  struct Body: Sendable {
    /// The name of its schema.
    let schema: String
  }

  let method: Method
  let path: String
  /// The name of the operation, as programs call it.
  let name: String
  let summary: String
  var parameters: [APIParameter] = []
  let formats: [APIFormat]
  let shape: Shape
  var body: Body?
  /// The status of an answer.
  var status = 200
  /// Whether the same state of the ledger gives the same answer.
  var isTagged = true
  let handler: @Sendable (APIQuestion, Desk) throws -> Routes.Answer

  /// What the path has before the endpoints of this version.
  static let root = "/api/v1"

  /// Rows.
  static func rows(
    _ path: String, _ name: String, _ summary: String, _ parameters: [APIParameter], of schema: String,
    beside: [JSON.Member] = [], _ read: @escaping @Sendable (APIQuestion, Desk) throws -> APIRows
  ) -> Endpoint {
    Endpoint(
      method: .get, path: root + path, name: name, summary: summary, parameters: parameters,
      formats: APIFormat.allCases, shape: .rows(of: schema, beside: beside)
    ) { question, desk in
      try read(question, desk).answer(question, desk)
    }
  }

  /// One value.
  static func one(
    _ path: String, _ name: String, _ summary: String, _ parameters: [APIParameter], of schema: JSON,
    _ read: @escaping @Sendable (APIQuestion, Desk) throws -> JSON
  ) -> Endpoint {
    Endpoint(
      method: .get, path: root + path, name: name, summary: summary, parameters: parameters, formats: [.json],
      shape: .one(of: schema)
    ) { question, desk in
      .json(try read(question, desk))
    }
  }

  var route: Routes.Route {
    Routes.Route(method, path, formats: formats.map(\.rawValue)) { request, desk in
      let question = try APIQuestion(request, self)
      let tag = isTagged ? try desk.tag(of: question.format) : nil
      let isKnown = tag.map { request.has($0) } ?? false
      var answer = isKnown ? Routes.Answer(status: 304) : try handler(question, desk)
      if let tag { answer = answer.tagged(tag) }
      if formats.count > 1 { answer.headers.add("Vary", "Accept") }
      if isKnown { return answer }
      if let run = try desk.counted().lastRun { answer.headers["Demarche-Run"] = "\(run.id.number)" }
      if question.format != .json {
        let name = try FileName(name, question, run: desk.counted().lastRun?.id.number)
        answer.headers["Content-Disposition"] = "attachment; filename=\"\(name)\""
      }
      return answer
    }
  }
}

extension Desk {
  /// The state of the ledger as a tag of an answer in a form: a client that has the rows as JSON does not have them as CSV.
  func tag(of format: APIFormat) throws -> EntityTag {
    EntityTag("\(try tag().name)-\(format.rawValue)", isWeak: true)
  }
}
