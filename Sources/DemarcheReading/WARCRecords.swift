import DemarcheReportLines

/// The pages in an archive of the web (WARC 1.0 and 1.1, ISO 28500): one report for each page that was captured.
///
/// Responses, resources and conversions are read when they are HTML, plain text or feeds; all other records are passed
/// over. A record that is cut, broken or only a reference to an earlier capture is told, and the reading goes on at the
/// next line that begins with "WARC/".
///
/// - Invariant: holds one record.
struct WARCRecords: ReportSource {
  static let mark = Array("WARC/".utf8)

  let reader: ReportReader
  let source: LineSource
  let format = ReportReader.Format.warc
  private var inner: (any ReportSource)?
  /// How many reports have the day of their capture for want of one of their own.
  private var datedByCapture = 0
  private var isAtEnd = false

  init(reader: ReportReader, source: LineSource) {
    self.reader = reader
    self.source = source
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while true {
      do throws(Rejection) {
        if let items = try inner?.next() { return items }
      } catch {
        inner = nil
        return [.rejected(error)]
      }
      inner = nil
      if isAtEnd { return nil }
      do throws(Rejection) {
        guard try readRecord() else {
          isAtEnd = true
          guard datedByCapture > 0 else { return nil }
          return [
            .note(
              Rejection(
                report: source.path,
                error: "dated by their capture: \(datedByCapture) report\(datedByCapture == 1 ? "" : "s")",
                help: "their pages tell no date of publication; look at them before you count days"))
          ]
        }
      } catch {
        // A damage in what is packed ends the record; the archive may go on at its next member.
        if let failure = source.failure, source.resume() { return [.rejected(failure)] }
        if source.failure != nil { isAtEnd = true }
        return [.rejected(error)]
      }
    }
  }

  // MARK: Records

  /// Reads the next record, and opens it when it holds a page; false at the end.
  private mutating func readRecord() throws(Rejection) -> Bool {
    guard let line = try firstLine() else { return false }
    var head = MessageHead()
    while true {
      guard let next = try source.next() else {
        throw rejection(line, "the archive ends in the head of a record")
      }
      guard case .bytes(let bytes) = next, head.fields.count < 1000 else {
        throw rejection(line, "the head of a record is too long")
      }
      if !head.take(bytes) { break }
    }
    guard let length = head["Content-Length"].flatMap({ Int($0) }), length >= 0 else {
      throw rejection(line, "a record without its length")
    }
    let address = head["WARC-Target-URI"].map { $0.hasPrefix("<") ? String($0.dropFirst().dropLast()) : $0 }
    let name = address ?? head["WARC-Record-ID"] ?? source.path
    let kind = head["WARC-Type"]?.lowercased()
    guard kind == "response" || kind == "resource" || kind == "conversion" || kind == "revisit" else {
      try skip(length, line, name)
      return true
    }
    if kind == "revisit" {
      try skip(length, line, name)
      throw rejection(
        line, "a page that was captured before and is not kept again", of: name,
        help: "its text stands in an earlier record"
          + (head["WARC-Refers-To-Date"].map { ", of \($0)" } ?? ""))
    }
    // Pictures and programs are passed over without being looked at.
    let type = head["Content-Type"]?.lowercased() ?? ""
    let isMessage = kind == "response" && type.hasPrefix("application/http")
    guard isMessage || WARCRecords.isText(type) else {
      try skip(length, line, name)
      return true
    }
    guard length <= reader.options.limit else {
      try skip(length, line, name)
      throw rejection(
        line, "a page of \(length) bytes is longer than \(reader.options.limit >> 20) MB", of: name)
    }
    let block = try block(length, line, name)
    if let reason = head["WARC-Truncated"] {
      throw rejection(
        line, "the capture was cut: \(reason)", of: name, help: "its text would end in the middle")
    }
    var message = HTTPMessage(type: type, body: block)
    if isMessage {
      guard let response = HTTPMessage(block) else {
        throw rejection(line, "no response of a server where one should be", of: name)
      }
      // An error page or a redirection is no report, and neither is a picture.
      guard response.status == 200, WARCRecords.isText(response.type) else { return true }
      message = response
    }
    try open(message, head: head, address: address, name: name, line)
    return true
  }

  /// The line that opens the next record, from which on it was passed over what is none; nil at the end.
  private func firstLine() throws(Rejection) -> Int? {
    var lost: Int?
    while true {
      if lost != nil, source.ahead(WARCRecords.mark.count).elementsEqual(WARCRecords.mark) {
        // The record behind what was passed over is read by the next call.
        let line = lost ?? 0
        lost = nil
        throw rejection(
          line, "no record where one should begin", help: "the reading goes on at the next record")
      }
      guard let next = try source.next() else {
        if let lost { throw rejection(lost, "no record where one should begin") }
        return nil
      }
      guard case .bytes(let bytes) = next else {
        lost = lost ?? source.line
        continue
      }
      if lost == nil, bytes.starts(with: WARCRecords.mark) { return source.line }
      if bytes.contains(where: { $0 > 0x20 }) { lost = lost ?? source.line }
    }
  }

  /// The content of a record; when the length is wrong, so much of it as there is.
  private func block(_ length: Int, _ line: Int, _ name: String) throws(Rejection) -> ArraySlice<UInt8> {
    // A record ends with two empty lines; looking at what comes tells whether the length is right.
    let ahead = source.ahead(length + 4 + WARCRecords.mark.count)
    if ahead.count < length {
      if let failure = source.failure { throw failure }
      source.take(next(in: ahead) ?? ahead.count)
      throw rejection(line, "the record is cut: \(ahead.count) of \(length) bytes", of: name)
    }
    let behind = ahead.dropFirst(length)
    let isRight =
      behind.allSatisfy { $0 == 0x0D || $0 == 0x0A } || behind.starts(with: [0x0D, 0x0A, 0x0D, 0x0A])
      || behind.starts(with: [0x0A, 0x0A])
    if !isRight, let next = next(in: ahead) {
      source.take(next)
      throw rejection(line, "the record is shorter than the \(length) bytes that it names", of: name)
    }
    return source.take(length)
  }

  /// How many bytes stand before the next record in what is ahead.
  private func next(in ahead: ArraySlice<UInt8>) -> Int? {
    TextMark.index(of: "\nWARC/1.", in: ahead).map { $0 - WARCRecords.mark.count - 2 - ahead.startIndex }
  }

  private func skip(_ length: Int, _ line: Int, _ name: String) throws(Rejection) {
    guard source.skip(length) else {
      if let failure = source.failure { throw failure }
      throw rejection(line, "the record is cut", of: name)
    }
  }

  private mutating func open(
    _ message: HTTPMessage, head: MessageHead, address: String?, name: String, _ line: Int
  ) throws(Rejection) {
    let body: ArraySlice<UInt8>
    switch message.decoded(limits: reader.options.unpacking, size: reader.options.limit, path: name) {
    case .success(let bytes): body = bytes
    case .failure(var failure):
      failure.line = line
      throw failure
    }
    let capture = head["WARC-Date"].flatMap { reader.lines.dates.iso($0) }
    let language = head["WARC-Identified-Content-Language"]?.split(separator: ",").first.map(String.init)
    switch reader.captured(
      body, type: message.type, address: address ?? name, on: capture, language: language)
    {
    case .failure(var rejection):
      rejection.report = name
      rejection.line = line
      throw rejection
    case .success(let found):
      datedByCapture += found.datedByCapture
      inner = Held(.warc, found.items)
    }
  }

  /// Whether a type of content is one that reports come in.
  private static func isText(_ type: String) -> Bool {
    let name = type.prefix { $0 != ";" }.filter { $0 != " " }
    return ["text/html", "text/plain", "application/xhtml+xml", "text/xml", "application/xml"].contains(name)
      || name.hasSuffix("rss+xml") || name.hasSuffix("atom+xml") || name.hasSuffix("feed+json")
  }

  private func rejection(
    _ line: Int, _ error: String, of name: String? = nil, help: String? = nil
  ) -> Rejection {
    Rejection(report: name ?? source.path, line: line, error: error, help: help)
  }
}
