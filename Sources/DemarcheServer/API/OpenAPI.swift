import Demarche
import DemarcheHTTP
import DemarcheJSON

/// The description of the API for programs, made of its endpoints (OpenAPI 3.1).
struct OpenAPI {
  let endpoints: [Endpoint]
  let schemas: [JSON.Member]
  let hasKey: Bool

  var json: JSON {
    var components: [JSON.Member] = [
      .init("schemas", .object(schemas)),
      .init("responses", .object(OpenAPI.problems.map { JSON.Member($0.name, OpenAPI.problem($0)) })),
    ]
    var schemes: [JSON.Member] = []
    if endpoints.contains(where: { $0.method != .get }) {
      schemes.append(
        .init(
          "token",
          [
            "type": "apiKey", "in": "header", "name": "X-Demarche-Token",
            "description": .string("for what writes; \(Endpoint.root)/session tells it"),
          ]))
    }
    if hasKey { schemes.append(.init("key", ["type": "http", "scheme": "bearer"])) }
    if !schemes.isEmpty { components.append(.init("securitySchemes", .object(schemes))) }
    var document: [JSON.Member] = [
      .init("openapi", "3.1.0"),
      .init(
        "info",
        [
          "title": "Demarche", "version": .string(Release.version),
          "summary": "Who did what to whom, when, and on whose word",
          "description": .string(OpenAPI.description),
          "license": ["name": "Apache-2.0", "identifier": "Apache-2.0"],
        ]), .init("servers", [["url": "/"]]), .init("paths", .object(paths)),
      .init("components", .object(components)),
    ]
    if hasKey { document.append(.init("security", [["key": []]])) }
    return .object(document)
  }

  private static let description = """
    Lists come as JSON (a page: items, next, run), as JSON lines and as CSV: by the ending of the path - events.json, events.jsonl, \
    events.csv - or by Accept. JSON lines and CSV are all rows unless limit is given, and are streamed. A page says where the next begins, in \
    next and in the field Link. ETag changes when the ledger does; Demarche-Run is its last run. What is wrong is told as \
    application/problem+json, with a hint. Counts of acts are counts of incidents; a report, a text and an incident are three things.
    """

  // MARK: Paths

  private var paths: [JSON.Member] {
    var paths: [(path: String, operations: [JSON.Member])] = []
    for endpoint in endpoints {
      let operation = JSON.Member(endpoint.method.rawValue.lowercased(), operation(endpoint))
      if let place = paths.firstIndex(where: { $0.path == endpoint.path }) {
        paths[place].operations.append(operation)
      } else {
        paths.append((endpoint.path, [operation]))
      }
    }
    return paths.map { JSON.Member($0.path, .object($0.operations)) }
  }

  private func operation(_ endpoint: Endpoint) -> JSON {
    var members: [JSON.Member] = [
      .init("operationId", .string(endpoint.name)), .init("summary", .string(endpoint.summary)),
      .init("parameters", .array(endpoint.parameters.map(\.json))),
    ]
    if let body = endpoint.body {
      members.append(
        .init(
          "requestBody",
          [
            "required": true, "content": ["application/json": ["schema": Schema.named(body.schema)]],
          ]))
    }
    if endpoint.method != .get {
      let token = JSON.Member("token", [])
      members.append(.init("security", [.object(hasKey ? [token, .init("key", [])] : [token])]))
    }
    members.append(.init("responses", .object(responses(endpoint))))
    return .object(members)
  }

  private func responses(_ endpoint: Endpoint) -> [JSON.Member] {
    var headers: [JSON.Member] = [
      .init("Demarche-Run", ["description": "the last run", "schema": ["type": "integer"]])
    ]
    if endpoint.isTagged {
      headers.append(.init("ETag", ["description": "changes when the ledger does", "schema": Schema.text]))
    }
    if endpoint.parameters.contains(where: { $0.name == "after" }) {
      headers.append(.init("Link", ["description": "the next page, as rel=\"next\"", "schema": Schema.text]))
    }
    var responses: [JSON.Member] = [
      .init(
        "\(endpoint.status)",
        [
          "description": .string(endpoint.summary), "headers": .object(headers),
          "content": .object(content(endpoint)),
        ])
    ]
    if endpoint.isTagged {
      responses.append(.init("304", ["description": "the client has it: If-None-Match holds its ETag"]))
    }
    for problem in OpenAPI.problems {
      if problem.status == 401, !hasKey { continue }
      if [403, 409, 415].contains(problem.status), endpoint.method == .get { continue }
      responses.append(
        .init("\(problem.status)", ["$ref": .string("#/components/responses/\(problem.name)")]))
    }
    return responses
  }

  private func content(_ endpoint: Endpoint) -> [JSON.Member] {
    func entry(_ type: String, _ schema: JSON) -> JSON.Member { .init(type, ["schema": schema]) }
    if case .text(let type) = endpoint.shape { return [entry(type, Schema.text)] }
    return endpoint.formats.map { format in
      format == .json ? entry(format.type, json(endpoint.shape)) : entry(format.name, Schema.text)
    }
  }

  private func json(_ shape: Endpoint.Shape) -> JSON {
    switch shape {
    case .one(let schema): return schema
    case .text: return Schema.text
    case .rows(let name, let beside):
      let members: [JSON.Member] =
        [.init("run", Schema.optional(Schema.whole))] + beside + [
          .init("items", Schema.list(Schema.named(name))), .init("next", Schema.optional(Schema.text)),
        ]
      let required = members.map { JSON.string($0.name) }
      return [
        "type": "object", "properties": .object(members + [.init("total", Schema.count)]),
        "required": .array(required),
      ]
    }
  }

  // MARK: What goes wrong

  private typealias ProblemKind = (status: Int, name: String, words: String)

  private static let problems: [ProblemKind] = [
    (400, "BadRequest", "a parameter is unknown, missing, or no value of its kind"),
    (401, "Unauthorized", "this server wants the key it was started with"),
    (403, "Forbidden", "the token is missing or out of date, or the request comes from another site"),
    (404, "NotFound", "the ledger does not have it"), (405, "MethodNotAllowed", "Allow says what is"),
    (409, "Conflict", "the ledger refuses it"), (413, "TooLarge", "the body is too long"),
    (414, "AddressTooLong", "the address is too long"), (415, "NoJSON", "the body is of another type"),
    (421, "Misdirected", "the server does not answer for that name"),
    (431, "HeadTooLarge", "the fields are too long"),
    (500, "Fault", "something went wrong within the server"),
    (503, "Unavailable", "busy, or the ledger cannot be read; Retry-After says when to try again"),
  ]

  private static func problem(_ kind: ProblemKind) -> JSON {
    [
      "description": .string(kind.words),
      "content": ["application/problem+json": ["schema": Schema.named("Problem")]],
    ]
  }
}
