import CServer
import Synchronization

/// Takes one task after the other, on a thread and with a desk of its own.
struct Worker<Desk>: Sendable {
  let port: Port
  let limits: Limits
  let hosts: Hosts
  let answer: @Sendable (Request, Desk) throws -> Response<Desk>
  let log: @Sendable (Served) -> Void

  /// Works until the port is closed.
  func run(_ desk: Desk) {
    var next: OpaquePointer?
    while true {
      let task = server_take(port.pointer, &next)
      guard let pointer = next else { return }
      switch task {
      case server_task_answer: answer(Exchange(pointer: pointer), desk)
      case server_task_continue: go(on: Exchange(pointer: pointer), desk)
      default: forget(Exchange(pointer: pointer))
      }
    }
  }

  /// Tells what is over, when nobody works any more.
  func tellTheRest() {
    var next: OpaquePointer?
    while server_take(port.pointer, &next) == server_task_forget, let pointer = next {
      forget(Exchange(pointer: pointer))
    }
  }

  // MARK: An answer

  private func answer(_ exchange: Exchange, _ desk: Desk) {
    let isHead = exchange.method == .head
    var fault: String?
    do {
      let request = try exchange.request(limits)
      try hosts.check(request)
      let response = try answer(request, desk).finished(for: request)
      if try send(response, exchange, desk, isHead: isHead) { return }
      fault = "a field of the answer cannot be sent, or there is no memory"
    } catch let problem as Problem {
      if send(problem, exchange, nil) { return }
      fault = "a field of the problem \(problem.status) cannot be sent, or there is no memory"
    } catch {
      fault = "\(error)"
    }
    let problem = Problem(
      500, "something went wrong within the server", hint: "its log says what; try again, or report it")
    if !send(problem, exchange, fault) { server_break(exchange.pointer) }
  }

  private func send(_ problem: Problem, _ exchange: Exchange, _ fault: String?) -> Bool {
    var problem = problem
    problem.instance = problem.instance ?? String(decoding: exchange.target.utf8.prefix(256), as: UTF8.self)
    var response = Response<Desk>.problem(problem)
    for field in SecurityHeaders.all { response.headers.setDefault(field.name, field.value) }
    guard case .bytes(let bytes) = response.body else { return false }
    let course = fault.map { Course<Desk>(next: nil, fault: $0) }
    return give(response, bytes, exchange, server_extent_whole, course)
  }

  private func send(
    _ response: Response<Desk>, _ exchange: Exchange, _ desk: Desk, isHead: Bool
  ) throws -> Bool {
    switch response.body {
    case .bytes(let bytes): return give(response, bytes, exchange, server_extent_whole, nil)
    case .stream(let next):
      if isHead { return give(response, [], exchange, server_extent_only, nil) }
      // The first piece is made before the head is sent, so that what goes wrong at once can still be said.
      let first = try next(desk)
      let extent = first == nil ? server_extent_only : server_extent_first
      return give(response, first ?? [], exchange, extent, Course(next: next, fault: nil))
    }
  }

  private func give(
    _ response: Response<Desk>, _ bytes: [UInt8], _ exchange: Exchange, _ extent: server_extent,
    _ course: Course<Desk>?
  ) -> Bool {
    let context = course.map { Unmanaged.passRetained($0) }
    let isGiven = withMessage(status: response.status, headers: response.headers, body: bytes) {
      server_answer(exchange.pointer, $0, extent, context?.toOpaque())
    }
    if !isGiven { context?.release() }
    return isGiven
  }

  // MARK: The rest of it

  private func go(on exchange: Exchange, _ desk: Desk) {
    guard let course = course(of: exchange)?.takeUnretainedValue(), let next = course.next else {
      return server_break(exchange.pointer)
    }
    do {
      guard let piece = try next(desk) else { return server_continue(exchange.pointer, nil, 0, true) }
      if piece.isEmpty { return server_again(exchange.pointer) }
      piece.withUnsafeBufferPointer { server_continue(exchange.pointer, $0.baseAddress, $0.count, false) }
    } catch {
      course.fault.withLock { $0 = "\(error)" }
      server_break(exchange.pointer)
    }
  }

  private func forget(_ exchange: Exchange) {
    let fault = course(of: exchange)?.takeRetainedValue().fault.withLock { $0 }
    log(exchange.served(fault: fault))
    server_forget(exchange.pointer)
  }

  private func course(of exchange: Exchange) -> Unmanaged<Course<Desk>>? {
    server_context(exchange.pointer).map { Unmanaged.fromOpaque($0) }
  }
}
