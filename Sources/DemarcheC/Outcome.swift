import CDemarche
import DemarcheAnswers
import DemarcheData
import DemarcheJSON
import DemarcheLedger
import Glibc

/// A call that is wrong by itself, with the way out.
struct CallError: Error {
  var message: String
  var help: String?
}

/// Runs what a function does and tells how it ended: errors become JSON.
func outcome(
  _ error: UnsafeMutablePointer<demarche_bytes>?, _ body: () throws -> demarche_status
) -> demarche_status {
  do { return try body() } catch let thrown {
    let (status, json) = told(thrown)
    if let error { error.pointee = handedOut(json.line.utf8) }
    return status
  }
}

/// An error as the status of a call and as what is said of it.
private func told(_ error: any Error) -> (demarche_status, JSON) {
  func json(
    _ kind: String, _ message: String, file: String? = nil, line: Int? = nil, help: String?,
    _ more: [JSON.Member] = []
  ) -> JSON {
    .object(
      [
        .init("kind", .string(kind)), .init("message", .string(message)), .init("file", JSON(file)),
        .init("line", JSON(line)), .init("help", JSON(help)),
      ] + more)
  }
  func data(_ errors: [DataFileError]) -> JSON {
    let first = errors[0]
    let message =
      errors.count == 1 ? first.message : "\(first.message) (and \(errors.count - 1) faults more)"
    let all = JSON.array(errors.map { .string($0.description) })
    return json(
      "data", message, file: first.file, line: first.line > 0 ? first.line : nil, help: first.help,
      [.init("faults", all)])
  }
  switch error {
  case let error as CallError: return (usage, json("usage", error.message, help: error.help))
  case let error as JSONError:
    return (usage, json("usage", "the options are no JSON: \(error)", help: "an object: {\"negated\": true}"))
  case let error as QuestionError:
    return (
      usage, json("usage", error.description, help: error.help, [.init("parameter", JSON(error.parameter))])
    )
  case let error as LedgerError:
    return (
      failed,
      json(
        "ledger", error.message, file: error.file, help: error.help,
        [.init("fault", .string(error.kind.rawValue)), .init("code", .int(error.code))])
    )
  case let error as DataFileError: return (failed, data([error]))
  case let error as DataErrors: return (failed, data(error.errors))
  default: return (failed, json("failed", "\(error)", help: nil))
  }
}

let done = demarche_status(DEMARCHE_DONE)
let failed = demarche_status(DEMARCHE_FAILED)
let usage = demarche_status(DEMARCHE_USAGE)
let rejected = demarche_status(DEMARCHE_REJECTED)

/// Bytes that the caller frees; NULL for none.
func handedOut(_ bytes: some Collection<UInt8>) -> demarche_bytes {
  guard !bytes.isEmpty, let memory = malloc(bytes.count) else { return demarche_bytes(bytes: nil, length: 0) }
  let target = UnsafeMutableRawBufferPointer(start: memory, count: bytes.count)
  target.copyBytes(from: bytes)
  return demarche_bytes(bytes: memory.assumingMemoryBound(to: UInt8.self), length: bytes.count)
}

/// The bytes that a caller gives.
func bytes(_ start: UnsafePointer<UInt8>?, _ length: Int) -> [UInt8] {
  Array(UnsafeBufferPointer(start: start, count: start == nil ? 0 : length))
}

/// The text that a caller must give.
func required(_ text: UnsafePointer<CChar>?, _ what: String) throws(CallError) -> String {
  guard let text else { throw CallError(message: "\(what) is NULL") }
  return String(cString: text)
}

/// An object on the other side of the interface.
enum Handle {
  static func make(_ object: AnyObject) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(object).toOpaque())
  }

  static func object<T: AnyObject>(
    _ handle: OpaquePointer?, _ type: T.Type, _ what: String
  ) throws(CallError) -> T {
    guard let handle else { throw CallError(message: "the \(what) is NULL") }
    return Unmanaged<T>.fromOpaque(UnsafeRawPointer(handle)).takeUnretainedValue()
  }

  static func close<T: AnyObject>(_ handle: OpaquePointer?, _ type: T.Type) {
    if let handle { Unmanaged<T>.fromOpaque(UnsafeRawPointer(handle)).release() }
  }
}
