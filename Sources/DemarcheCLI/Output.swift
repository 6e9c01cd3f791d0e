import DemarcheData
import Glibc

/// Standard output or a file in blocks, and standard error in lines.
///
/// A reader that closes the pipe ends the program quietly, as every filter does. A file has its name only when it is whole: until
/// then it is written beside it, with the ending `.part`.
final class Output {
  private var buffer: [UInt8] = []
  private let descriptor: Int32
  /// The file; nil for standard output.
  let path: String?
  /// How many bytes were handed over, with those that were there before.
  private(set) var count: Int

  /// Standard output.
  init() {
    descriptor = 1
    path = nil
    count = 0
  }

  /// A file, or standard output for nil.
  ///
  /// - Parameter kept: how many bytes of an unfinished file are kept; what stands behind them is written anew.
  /// - Throws: a ``DataFileError`` when the file cannot be written.
  init(path: String?, keeping kept: Int = 0) throws(DataFileError) {
    guard let path else {
      descriptor = 1
      self.path = nil
      count = 0
      return
    }
    self.path = path
    count = kept
    descriptor = open(Output.unfinished(path), O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
    guard descriptor >= 0, ftruncate(descriptor, kept) == 0 || errno == EINVAL,
      lseek(descriptor, kept, SEEK_SET) >= 0 || errno == ESPIPE
    else {
      throw DataFileError(
        file: Output.unfinished(path), line: 0, message: "cannot write: \(String(cString: strerror(errno)))",
        help: "name a file in a folder that you may write in")
    }
  }

  /// Under which name a file is written until it is whole.
  static func unfinished(_ path: String) -> String { "\(path).part" }

  /// Writes what is left, and gives a file its name.
  ///
  /// - Throws: a ``DataFileError`` when the file cannot be kept.
  func close() throws(DataFileError) {
    flush()
    guard let path else { return }
    guard fsync(descriptor) == 0 || errno == EINVAL, Glibc.close(descriptor) == 0,
      rename(Output.unfinished(path), path) == 0
    else {
      throw DataFileError(
        file: path, line: 0, message: "cannot be kept: \(String(cString: strerror(errno)))",
        help: "what was written lies in \(Output.unfinished(path)); free space there and do the same again")
    }
  }

  func write(_ bytes: some Sequence<UInt8>) {
    let before = buffer.count
    buffer.append(contentsOf: bytes)
    count += buffer.count - before
    if buffer.count > 1 << 16 { flush() }
  }

  func line(_ text: String) {
    write(text.utf8)
    write(CollectionOfOne(UInt8(ascii: "\n")))
  }

  func flush() {
    var at = 0
    while at < buffer.count {
      let wrote = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { Glibc.write(descriptor, $0 + at, bytes.count - at) } ?? -1
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE, path == nil { exit(Status.done) }
        let target = path.map(Output.unfinished) ?? "standard output"
        Output.error(Output.failure(target, errno))
        exit(Status.failed)
      }
      at += wrote
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// That something could not be written, and what helps.
  static func failure(_ target: String, _ error: Int32) -> String {
    let reason = "cannot write to \(target): \(String(cString: strerror(error)))"
    guard [ENOSPC, EDQUOT, EFBIG].contains(error) else { return reason }
    return reason
      + "\n  help: free space there and do the same again; with --resume, code goes on where it stopped"
  }

  /// A line on standard error.
  static func error(_ text: String) { errorText(text + "\n") }

  /// Text on standard error as it is.
  static func errorText(_ text: String) {
    let bytes = Array(text.utf8)
    _ = bytes.withUnsafeBytes { buffer in buffer.baseAddress.map { Glibc.write(2, $0, bytes.count) } ?? 0 }
  }

  /// Whether standard output is a terminal.
  static var isTerminal: Bool { isatty(1) == 1 }
  static var isErrorTerminal: Bool { isatty(2) == 1 }

  /// The width of the terminal, or 120 where there is none.
  static var width: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 20 { return Int(size.ws_col) }
    return 120
  }
}

extension Arguments {
  /// The file that `--output` names; nil for standard output.
  var outputFile: String? { value("output").flatMap { $0 == "-" ? nil : $0 } }

  /// Whether a person at a terminal reads what is written.
  var isForTerminal: Bool { outputFile == nil && Output.isTerminal }

  /// Refuses to write bytes that are no text on a terminal.
  func refuseTerminal() throws(UsageError) {
    if isForTerminal {
      throw UsageError("Parquet is not for a terminal", help: "--output FILE writes a file")
    }
  }
}
