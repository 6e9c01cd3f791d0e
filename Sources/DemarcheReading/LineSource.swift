import Glibc

/// What kept an input from being read, or a record of it from being used.
public struct Rejection: Error, Hashable, Sendable {
  /// The id of the report, or the path of the file.
  public var report: String
  /// Counts from 1; nil when the whole input is meant.
  public var line: Int?
  public var error: String
  public var help: String?

  public init(report: String, line: Int? = nil, error: String, help: String? = nil) {
    self.report = report
    self.line = line
    self.error = error
    self.help = help
  }
}

/// The lines of a file or of standard input, read in blocks.
///
/// - Invariant: no more than one line and one block are held at a time.
public final class LineSource {
  /// The path as given; "-" is standard input.
  public let path: String
  /// The longest line that is kept whole, in bytes.
  public let limit: Int

  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  private var failure: String?

  /// One line without its newline.
  public enum Line {
    case bytes(ArraySlice<UInt8>)
    /// A line longer than the limit; its bytes were skipped.
    case tooLong(Int)
  }

  /// Opens a file.
  ///
  /// - Throws: a ``Rejection`` that says why it cannot be read.
  public init(path: String, limit: Int) throws(Rejection) {
    self.path = path
    self.limit = limit
    if path == "-" {
      descriptor = 0
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw Rejection(
        report: path, error: "cannot open: \(reason)", help: "check the path and its permissions")
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Rejection(report: path, error: "is a folder", help: "name its files: \(path)/*")
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  /// The next line; nil at the end of the input.
  ///
  /// - Throws: a ``Rejection`` when the system cannot go on reading.
  public func next() throws(Rejection) -> Line? {
    var scanned = at
    var skipped = 0
    while true {
      if let newline = buffer[scanned...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = buffer[at..<newline]
        at = newline + 1
        return skipped > 0 || line.count > limit ? .tooLong(skipped + line.count) : .bytes(line)
      }
      if isAtEnd {
        guard at < buffer.count || skipped > 0 else { return nil }
        let line = buffer[at...]
        at = buffer.count
        return skipped > 0 || line.count > limit ? .tooLong(skipped + line.count) : .bytes(line)
      }
      if buffer.count - at > limit {
        skipped += buffer.count - at
        at = buffer.count
      }
      buffer.removeSubrange(..<at)
      at = 0
      scanned = buffer.count
      try fill()
    }
  }

  /// Everything that is left, up to the limit; nil when there is more than that.
  public func rest() throws(Rejection) -> [UInt8]? {
    while !isAtEnd {
      if buffer.count - at > limit { return nil }
      try fill()
    }
    return Array(buffer[at...])
  }

  /// The first bytes, without taking them.
  public func peek(_ count: Int) throws(Rejection) -> ArraySlice<UInt8> {
    while buffer.count - at < count, !isAtEnd { try fill() }
    return buffer[at...].prefix(count)
  }

  private func fill() throws(Rejection) {
    let block = 1 << 18
    let old = buffer.count
    buffer.append(contentsOf: repeatElement(0, count: block))
    let got = buffer.withUnsafeMutableBytes { bytes in
      bytes.baseAddress.map { read(descriptor, $0 + old, block) } ?? -1
    }
    buffer.removeLast(block - max(0, got))
    if got == 0 { isAtEnd = true }
    if got < 0, errno != EINTR {
      throw Rejection(report: path, error: "cannot read: \(String(cString: strerror(errno)))")
    }
  }
}
