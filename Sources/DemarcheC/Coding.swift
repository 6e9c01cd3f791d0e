// The names are those of demarche.h, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase
public import CDemarche
import Demarche
import DemarcheCoding
import DemarcheJSON
import DemarcheText
import Glibc

@c @implementation public func demarche_abi() -> Int32 { DEMARCHE_ABI }

@c @implementation public func demarche_version(_ version: UnsafeMutablePointer<demarche_bytes>?) {
  let json: JSON = ["version": .string(Release.version), "abi": .int(Int(DEMARCHE_ABI))]
  version?.pointee = handedOut(json.line.utf8)
}

@c @implementation public func demarche_free(_ bytes: UnsafeMutableRawPointer?) { free(bytes) }

@c @implementation public func demarche_open_coder(
  _ pack: UnsafePointer<CChar>?, _ options: UnsafePointer<CChar>?,
  _ coder: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let path = try required(pack, "the path of the pack")
    let opened = try OpenCoder(pack: path, user: Options(options).userTables())
    coder?.pointee = Handle.make(opened)
    return done
  }
}

@c @implementation public func demarche_close_coder(_ coder: OpaquePointer?) {
  Handle.close(coder, OpenCoder.self)
}

@c @implementation public func demarche_code(
  _ coder: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let options = try Options(options)
    let writer = EventLines(negated: try options.has("negated"), emitsEmpty: try options.has("emit_empty"))
    return try read(
      coder, bytes(lines, length), options, emitsErrors: try options.has("emit_errors"), output, messages
    ) { pipeline, report, output in
      writer.write(report, pipeline.code(report), to: &output)
    }
  }
}

@c @implementation public func demarche_parse(
  _ coder: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    try read(coder, bytes(lines, length), Options(options), output, messages) { pipeline, report, output in
      output += pipeline.parser.conllu(of: report).text.utf8
    }
  }
}

@c @implementation public func demarche_mentions(
  _ coder: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    try read(coder, bytes(lines, length), Options(options), output, messages) { pipeline, report, output in
      for line in pipeline.mentionLines(of: report) { append(line, to: &output) }
    }
  }
}

@c @implementation public func demarche_claims(
  _ coder: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    try read(coder, bytes(lines, length), Options(options), output, messages) { pipeline, report, output in
      for line in pipeline.claimLines(of: report) { append(line, to: &output) }
    }
  }
}

@c @implementation public func demarche_explain(
  _ coder: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    try read(coder, bytes(lines, length), Options(options), output, messages) { pipeline, report, output in
      for coding in pipeline.code(report) {
        output += (Explanation.text(coding, pipeline.release.book) + "\n\n").utf8
      }
    }
  }
}

/// Reads report lines, hands out what `body` writes of each report and what is to be said beside.
private func read(
  _ coder: OpaquePointer?, _ lines: [UInt8], _ options: Options, emitsErrors: Bool = false,
  _ output: UnsafeMutablePointer<demarche_bytes>?, _ messages: UnsafeMutablePointer<demarche_bytes>?,
  _ body: (Pipeline, Report, inout [UInt8]) -> Void
) throws -> demarche_status {
  let coder = try Handle.object(coder, OpenCoder.self, "coder")
  let (written, said, count) = try coder.each(lines, options, emitsErrors: emitsErrors) {
    body(coder.pipeline, $0, &$1)
  }
  output?.pointee = handedOut(written)
  messages?.pointee = handedOut(said)
  return count > 0 ? rejected : done
}
