import Glibc

/// Standard output in blocks, and standard error in lines.
///
/// A reader that closes the pipe ends the program quietly, as every filter does.
final class Output {
  private var buffer: [UInt8] = []

  func write(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
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
        bytes.baseAddress.map { Glibc.write(1, $0 + at, bytes.count - at) } ?? -1
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        if errno == EPIPE { exit(0) }
        Output.error("cannot write to standard output: \(String(cString: strerror(errno)))")
        exit(1)
      }
      at += wrote
    }
    buffer.removeAll(keepingCapacity: true)
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
