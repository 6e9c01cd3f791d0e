import CServer

/// A port that is listened at.
struct Port: @unchecked Sendable {  // why: all that is reached through it is locked in C
  let pointer: OpaquePointer
  let number: UInt16

  init(address: String, port: UInt16, limits: Limits) throws(ServerError) {
    let busy = Problem(
      503, "too many requests wait to be answered", hint: "try again in a moment",
      headers: ["Retry-After": "2"])
    let tooLong = Problem(413, "the body is longer than \(limits.body) bytes", hint: "send less at once")
    let malformed = Problem(400, "what the fields say of host or length is said twice or not clear")
    var fault: UnsafePointer<CChar>?
    let opened = Port.withRefusal(busy) { busy in
      Port.withRefusal(tooLong) { tooLong in
        Port.withRefusal(malformed) { malformed in
          var refusals = server_refusals(
            busy: busy.pointee, too_long: tooLong.pointee, malformed: malformed.pointee)
          return server_open(
            address, port,
            server_limits(
              body: limits.body, head: limits.head, connections: UInt32(clamping: limits.connections),
              waiting: limits.waiting, idle: limits.idle.milliseconds, request: limits.request.milliseconds),
            &refusals, &fault)
        }
      }
    }
    guard let opened else {
      throw ServerError(
        "cannot listen at \(address), port \(port): \(fault.map { String(cString: $0) } ?? "")",
        help: "choose another port, or end the program that listens there")
    }
    pointer = opened
    number = server_port(opened)
  }

  private static func withRefusal<Result>(
    _ problem: Problem, _ use: (UnsafePointer<server_message>) -> Result
  ) -> Result {
    var response = Response<Void>.problem(problem)
    for field in SecurityHeaders.all { response.headers.setDefault(field.name, field.value) }
    let body: [UInt8] = if case .bytes(let bytes) = response.body { bytes } else { [] }
    return withMessage(status: response.status, headers: response.headers, body: body, use)
  }
}
