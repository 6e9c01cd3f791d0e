public import DemarcheJSON

extension Response {
  /// A value as JSON, with a newline at its end.
  public static func json(_ value: JSON, type: String = "application/json", status: Int = 200) -> Response {
    var bytes: [UInt8] = []
    value.write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
    return .bytes(bytes, type: type, status: status)
  }

  /// A problem as `application/problem+json`.
  public static func problem(_ problem: Problem) -> Response {
    var response = Response.json(problem.json, type: "application/problem+json", status: problem.status)
    for field in problem.headers.fields { response.headers.add(field.name, field.value) }
    return response
  }
}
