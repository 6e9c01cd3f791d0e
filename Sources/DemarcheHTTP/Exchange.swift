import CServer
import Synchronization

/// One request with its answer, as the network hands it over.
struct Exchange {
  let pointer: OpaquePointer

  var method: Method { Method(rawValue: String(cString: server_method(pointer))) }
  var target: String { String(cString: server_target(pointer)) }

  /// Reads the request.
  func request(_ limits: Limits) throws(Problem) -> Request {
    guard let target = String(validatingCString: server_target(pointer)) else {
      throw Problem(400, "the address is no UTF-8", hint: "escape it")
    }
    var length = 0
    let body = server_body(pointer, &length)
    return try Request(
      method: method, target: target, headers: headers,
      body: Array(UnsafeBufferPointer(start: body, count: length)),
      remote: remote, targetLimit: limits.target)
  }

  private var headers: Headers {
    let count = server_fields(pointer, nil, 0)
    var headers = Headers()
    withUnsafeTemporaryAllocation(of: server_field.self, capacity: count) { fields in
      guard let start = fields.baseAddress else { return }
      let count = min(count, server_fields(pointer, start, fields.count))
      for field in fields[..<count] {
        headers.add(String(cString: field.name).lowercased(), String(cString: field.value))
      }
    }
    return headers
  }

  private var remote: String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { text in
      guard let start = text.baseAddress else { return "" }
      server_remote(pointer, start, text.count)
      return String(cString: start)
    }
  }

  /// What was served, once the exchange is over.
  func served(fault: String?) -> Served {
    Served(
      method: method.rawValue, target: Served.withoutToken(target), status: Int(server_status(pointer)),
      bytes: Int(clamping: server_sent(pointer)), milliseconds: server_duration(pointer), fault: fault)
  }
}

/// What is kept with an exchange between its tasks.
final class Course<Desk>: Sendable {
  let next: (@Sendable (Desk) throws -> [UInt8]?)?
  let fault: Mutex<String?>

  init(next: (@Sendable (Desk) throws -> [UInt8]?)?, fault: String?) {
    self.next = next
    self.fault = Mutex(fault)
  }
}

/// Lends a message to C for the time of a call.
func withMessage<Result>(
  status: Int, headers: Headers, body: [UInt8], _ use: (UnsafePointer<server_message>) -> Result
) -> Result {
  var text: [CChar] = []
  var starts: [(name: Int, value: Int)] = []
  for field in headers.fields {
    let name = text.count
    text += field.name.utf8CString
    starts.append((name, text.count))
    text += field.value.utf8CString
  }
  return text.withUnsafeBufferPointer { text in
    let fields = text.baseAddress.map { start in
      starts.map { server_field(name: start + $0.name, value: start + $0.value) }
    }
    return (fields ?? []).withUnsafeBufferPointer { fields in
      body.withUnsafeBufferPointer { body in
        var message = server_message(
          status: Int32(status), fields: fields.baseAddress, field_count: fields.count,
          body: body.baseAddress,
          length: body.count)
        return withUnsafePointer(to: &message) { use($0) }
      }
    }
  }
}
