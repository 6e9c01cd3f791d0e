import DemarcheReportLines
import Glibc

/// Text in another encoding as UTF-8, by the system's `iconv`.
///
/// Bytes that mean nothing in the encoding become U+FFFD. A mark of byte order at the start is taken off.
final class TranscodedBytes: ByteSource {
  private let source: any ByteSource
  private let converter: iconv_t
  private var input: [UInt8] = []
  private var output: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private var isAtStart = true
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

  /// - Throws: a ``Rejection`` when the system knows no such encoding.
  init(_ source: any ByteSource, from encoding: String, path: String) throws(Rejection) {
    self.source = source
    converter = iconv_open("UTF-8", encoding)
    guard converter != iconv_t(bitPattern: -1) else {
      throw Rejection(
        report: path, error: "there is no encoding \(encoding)",
        help: "iconv -l lists them: WINDOWS-1252, ISO-8859-15, UTF-16LE ...")
    }
  }

  deinit {
    block.deallocate()
    if converter != iconv_t(bitPattern: -1) { iconv_close(converter) }
  }

  /// The encoding that a mark of byte order tells; nil for UTF-8 and where there is none.
  static func encoding(of head: ArraySlice<UInt8>) -> String? {
    if head.starts(with: [0xFF, 0xFE]) { return "UTF-16LE" }
    if head.starts(with: [0xFE, 0xFF]) { return "UTF-16BE" }
    return nil
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    while output.isEmpty, !isAtEnd { try convert() }
    let part = output.prefix(buffer.count)
    buffer.copyBytes(from: part)
    output = output.dropFirst(part.count)
    return part.count
  }

  /// Converts one block more.
  private func convert() throws(Rejection) {
    let got = try source.read(into: block)
    input.append(contentsOf: UnsafeRawBufferPointer(rebasing: block[..<got]))
    isAtEnd = got == 0
    var converted = [UInt8](repeating: 0, count: 4 * input.count + 16)
    var used = 0
    var wrote = 0
    input.withUnsafeMutableBytes { from in
      converted.withUnsafeMutableBytes { to in
        guard let fromBase = from.baseAddress, let toBase = to.baseAddress else { return }
        while used < from.count {
          var next: UnsafeMutablePointer<CChar>? = (fromBase + used).assumingMemoryBound(to: CChar.self)
          var nextLeft = from.count - used
          var place: UnsafeMutablePointer<CChar>? = (toBase + wrote).assumingMemoryBound(to: CChar.self)
          var room = to.count - wrote
          let done = iconv(converter, &next, &nextLeft, &place, &room)
          used = from.count - nextLeft
          wrote = to.count - room
          if done != Int(bitPattern: UInt(bitPattern: -1)) { break }
          // A character that the next block ends is kept for it.
          if errno == EINVAL, !isAtEnd { break }
          // One byte that means nothing.
          for byte in "\u{FFFD}".utf8 where wrote < to.count {
            to[wrote] = byte
            wrote += 1
          }
          used += 1
        }
      }
    }
    input.removeSubrange(..<used)
    output = converted[..<wrote]
    if isAtStart, output.starts(with: [0xEF, 0xBB, 0xBF]) { output = output.dropFirst(3) }
    if wrote > 0 { isAtStart = false }
  }
}
