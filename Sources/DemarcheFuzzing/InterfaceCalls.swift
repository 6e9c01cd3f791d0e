import CArrow
import CDemarche
import DemarcheC
import DemarcheData
import DemarcheJSON

/// What a program in C does with the library: opens, codes, asks, reads what comes back and frees it.
///
/// An input is lines: options, a question, its parameters, a path of a table, then report lines.
final class InterfaceCalls {
  private var coder: OpaquePointer?
  private var ledger: OpaquePointer?
  private let pack: String

  init(_ world: FuzzWorld, ledger path: String) throws {
    pack = world.pack.path
    let opened = Out()
    guard demarche_open_coder(pack, nil, &coder, opened.error) == DEMARCHE_DONE,
      demarche_open_ledger(coder, path, nil, &ledger, opened.error) == DEMARCHE_DONE
    else { throw ScratchFolder.Failure(description: "cannot open: \(opened.text(opened.error) ?? "")") }
  }

  deinit {
    demarche_close_ledger(ledger)
    demarche_close_coder(coder)
  }

  func fault(_ bytes: [UInt8]) -> String? {
    var parts = bytes.split(separator: 0x0A, maxSplits: 3, omittingEmptySubsequences: false).map(Array.init)
    while parts.count < 4 { parts.append([]) }
    // A C string ends where its first NUL stands.
    let words = parts.map { Array($0.prefix { $0 != 0 }).map(CChar.init(bitPattern:)) + [0] }
    return coding(words[0], parts[3]) ?? opening(words[0]) ?? asking(words[1], words[2])
  }

  private func coding(_ options: [CChar], _ lines: [UInt8]) -> String? {
    for call in [demarche_code, demarche_parse, demarche_mentions, demarche_claims, demarche_explain] {
      let out = Out()
      let status = call(coder, lines, lines.count, options, out.output, out.messages, out.error)
      if let fault = out.fault(status) { return fault }
    }
    return nil
  }

  /// Options with tables are another coder, and cost its opening; others are told apart by a word of theirs.
  private func opening(_ options: [CChar]) -> String? {
    let text = String(decoding: options.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    guard ["knowledge", "actors", "agents", "instead"].contains(where: text.contains) else { return nil }
    let out = Out()
    var opened: OpaquePointer?
    let status = demarche_open_coder(pack, options, &opened, out.error)
    defer { demarche_close_coder(opened) }
    if (status == DEMARCHE_DONE) != (opened != nil) { return "status \(status), but a coder or none" }
    return out.fault(status)
  }

  private func asking(_ question: [CChar], _ parameters: [CChar]) -> String? {
    let drawn = Out()
    if let fault = drawn.fault(demarche_draw(ledger, question, parameters, drawn.output, drawn.error)) {
      return fault
    }
    for isArrow in [false, true] {
      let out = Out()
      var answer: OpaquePointer?
      let status = demarche_ask(ledger, question, parameters, &answer, out.error)
      defer { demarche_close_answer(answer) }
      if let fault = out.fault(status) { return fault }
      guard status == DEMARCHE_DONE else { return nil }
      let told = Out()
      demarche_columns(answer, told.output)
      demarche_summary(answer, told.messages)
      guard let columns = told.text(told.output), JSON.fuzzed(Array(columns.utf8)) != nil else {
        return "no columns"
      }
      if isArrow {
        var stream = ArrowArrayStream()
        guard demarche_arrow(answer, &stream, out.error) == DEMARCHE_DONE else { return "no stream" }
        if let fault = ArrowReading.fault(of: &stream, { _, _, _ in nil }) { return fault }
      } else {
        for _ in 0..<100 {
          let rows = Out()
          let status = demarche_next(answer, rows.output, rows.error)
          if let fault = rows.fault(status) { return fault }
          if rows.output.pointee.length == 0 { break }
        }
      }
    }
    return nil
  }

  /// Where a call puts what it hands out; freed when it goes.
  private final class Out {
    let output = UnsafeMutablePointer<demarche_bytes>.allocate(capacity: 1)
    let messages = UnsafeMutablePointer<demarche_bytes>.allocate(capacity: 1)
    let error = UnsafeMutablePointer<demarche_bytes>.allocate(capacity: 1)

    init() { for bytes in [output, messages, error] { bytes.initialize(to: demarche_bytes()) } }

    deinit {
      for bytes in [output, messages, error] {
        demarche_free(bytes.pointee.bytes)
        bytes.deallocate()
      }
    }

    /// The text that was handed out; nil where there is none, or where it is no UTF-8.
    func text(_ bytes: UnsafeMutablePointer<demarche_bytes>) -> String? {
      guard let start = bytes.pointee.bytes else { return nil }
      return String(validating: UnsafeBufferPointer(start: start, count: bytes.pointee.length), as: UTF8.self)
    }

    /// What is not as the header says.
    func fault(_ status: demarche_status) -> String? {
      for bytes in [output, messages, error] where bytes.pointee.bytes != nil && text(bytes) == nil {
        return "bytes that are no UTF-8"
      }
      switch status {
      case demarche_status(DEMARCHE_DONE), demarche_status(DEMARCHE_REJECTED):
        return error.pointee.bytes == nil ? nil : "an error though the status is \(status)"
      case demarche_status(DEMARCHE_FAILED), demarche_status(DEMARCHE_USAGE):
        guard let text = text(error), let json = JSON.fuzzed(Array(text.utf8)) else { return "no error" }
        // What nobody foresaw has this kind.
        return json["kind"]?.string == "failed" ? "failed: \(text)" : nil
      default: return "status \(status)"
      }
    }
  }
}
