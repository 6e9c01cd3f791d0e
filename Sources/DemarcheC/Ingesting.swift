// The names are those of demarche.h, against which the compiler checks them.
// swift-format-ignore-file: AlwaysUseLowerCamelCase
public import CDemarche
import Demarche
import DemarcheIngest
import DemarcheJSON
import DemarcheLedger
import DemarcheReportLines
import DemarcheText

/// Reports on their way into a ledger; by one thread at a time.
final class OpenIngest {
  private let coder: OpenCoder
  private var ingest: Ingest?

  init(_ ledger: OpenLedger, keepingText: Bool) throws {
    coder = ledger.coder
    ingest = try Ingest(into: ledger.writer(), by: coder.pipeline, keepingText: keepingText)
  }

  /// Codes and takes in; gives what is to be said, and how many reports were rejected.
  func take(_ bytes: [UInt8], _ options: Options) throws -> (messages: [UInt8], rejected: Int) {
    guard var ingest else { throw CallError(message: "the ingest is finished") }
    defer { self.ingest = ingest }
    let before = ingest.counts.rejected
    var lines = coder.lines
    try options.apply(to: &lines)
    var messages: [UInt8] = []
    func take(_ report: Report) throws(LedgerError) {
      if try ingest.knows(report) { return }
      ingest.add(ingest.coded(report).report)
      if ingest.waiting >= Ingest.together { tell(try ingest.store()) }
    }
    func tell(_ rejections: [Rejection]) {
      for rejection in rejections { append(rejection.json, to: &messages) }
    }
    try lines.read(bytes, path: "-") { item in
      switch item {
      case .report(let report): try take(report)
      case .mended(let report, let count):
        tell([ReportItem.mending(of: report, replaced: count)])
        try take(report)
      case .note(let note): tell([note])
      case .rejected(let rejection):
        tell([rejection])
        try ingest.reject(rejection)
      }
    }
    return (messages, ingest.counts.rejected - before)
  }

  /// Ends the run; what became of the reports.
  func finish() throws -> JSON {
    guard var ingest else { throw CallError(message: "the ingest is finished") }
    _ = try ingest.finish()
    self.ingest = nil
    let counts = ingest.counts
    return [
      "added": .int(counts.added), "known": .int(counts.known), "new_versions": .int(counts.newVersions),
      "rejected": .int(counts.rejected), "events": .int(counts.events),
    ]
  }
}

@c @implementation public func demarche_begin_ingest(
  _ ledger: OpaquePointer?, _ options: UnsafePointer<CChar>?,
  _ ingest: UnsafeMutablePointer<OpaquePointer?>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let ledger = try Handle.object(ledger, OpenLedger.self, "ledger")
    let begun = try OpenIngest(ledger, keepingText: Options(options).has("text", orElse: true))
    ingest?.pointee = Handle.make(begun)
    return done
  }
}

@c @implementation public func demarche_ingest_lines(
  _ ingest: OpaquePointer?, _ lines: UnsafePointer<UInt8>?, _ length: Int, _ options: UnsafePointer<CChar>?,
  _ messages: UnsafeMutablePointer<demarche_bytes>?, _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let begun = try Handle.object(ingest, OpenIngest.self, "ingest")
    let (said, count) = try begun.take(bytes(lines, length), Options(options))
    messages?.pointee = handedOut(said)
    return count > 0 ? rejected : done
  }
}

@c @implementation public func demarche_finish_ingest(
  _ ingest: OpaquePointer?, _ counts: UnsafeMutablePointer<demarche_bytes>?,
  _ error: UnsafeMutablePointer<demarche_bytes>?
) -> demarche_status {
  outcome(error) {
    let begun = try Handle.object(ingest, OpenIngest.self, "ingest")
    counts?.pointee = handedOut(try begun.finish().line.utf8)
    return done
  }
}

@c @implementation public func demarche_close_ingest(_ ingest: OpaquePointer?) {
  Handle.close(ingest, OpenIngest.self)
}
