public import DemarcheReportLines
import Glibc

/// The lines of an input, read in blocks, with a look at what comes.
///
/// What is packed with gzip, zstd, xz or bzip2 is unpacked on the way, whatever its name.
///
/// - Invariant: no more than one line and one block are held at a time.
public final class LineSource: ByteSource {
  /// The path as given; "-" is standard input.
  public let path: String
  /// The longest line that is kept whole, in bytes.
  public let limit: Int
  /// How many lines were taken, by ``next()`` or inside what ``take(_:)`` gave.
  public private(set) var line = 0
  /// How many bytes were taken, counted as unpacked.
  public private(set) var offset = 0
  /// What ended the input early; what was good before it is given all the same.
  public private(set) var failure: Rejection?

  /// Whether its bytes are those of a file as they lie there: neither unpacked nor changed in their encoding.
  var isPlainFile: Bool { bytes is FileBytes }

  private let bytes: any ByteSource
  private var buffer: [UInt8] = []
  private var at = 0
  private var isAtEnd = false
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  /// One line without its newline.
  public enum Line {
    case bytes(ArraySlice<UInt8>)
    /// A line longer than the limit; its bytes were skipped.
    case tooLong(Int)
  }

  /// Opens a file, packed or not.
  ///
  /// - Throws: a ``Rejection`` that says why it cannot be read.
  public convenience init(path: String, limit: Int) throws(Rejection) {
    try self.init(path: path, limit: limit, unpacking: UnpackedLimits())
  }

  /// Opens a file, with limits for what it may unpack to.
  public convenience init(path: String, limit: Int, unpacking limits: UnpackedLimits) throws(Rejection) {
    self.init(try FileBytes(path: path), path: path, limit: limit, unpacking: limits)
  }

  /// The lines of any bytes, unpacked where they are packed.
  public convenience init(
    _ bytes: any ByteSource, path: String, limit: Int, unpacking limits: UnpackedLimits
  ) {
    let source = LineSource(bytes, path: path, limit: limit)
    guard let packing = Packing(of: source.ahead(Packing.longestMark)) else {
      self.init(source, path: path, limit: limit)
      return
    }
    self.init(packing.unpacked(source, path: path, limits), path: path, limit: limit)
  }

  /// The lines of bytes as they are.
  init(_ bytes: any ByteSource, path: String, limit: Int) {
    // What was looked at in a source is taken over, so that plain bytes are not copied twice.
    if let source = bytes as? LineSource {
      self.bytes = source.bytes
      buffer = source.buffer
      at = source.at
      isAtEnd = source.isAtEnd
      failure = source.failure
    } else {
      self.bytes = bytes
    }
    self.path = path
    self.limit = limit
  }

  deinit { block.deallocate() }

  /// The next line; nil at the end of the input.
  ///
  /// - Throws: a ``Rejection`` when the input ends early; an unfinished last line is then left out.
  public func next() throws(Rejection) -> Line? {
    var scanned = at
    var skipped = 0
    while true {
      if let newline = newline(from: scanned) {
        let found = buffer[at..<newline]
        offset += newline + 1 - at
        at = newline + 1
        line += 1
        return skipped > 0 || found.count > limit ? .tooLong(skipped + found.count) : .bytes(found)
      }
      if isAtEnd {
        if let failure { throw failure }
        guard at < buffer.count || skipped > 0 else { return nil }
        let rest = buffer[at...]
        advance(to: buffer.count)
        line += 1
        return skipped > 0 || rest.count > limit ? .tooLong(skipped + rest.count) : .bytes(rest)
      }
      if buffer.count - at > limit {
        skipped += buffer.count - at
        advance(to: buffer.count)
      }
      let held = buffer.count - at
      fill()
      scanned = at + held
    }
  }

  /// Everything that is left, up to the limit; nil when there is more than that.
  ///
  /// - Throws: a ``Rejection`` when the input ends early.
  public func rest() throws(Rejection) -> [UInt8]? {
    let rest = remainder()
    if let failure { throw failure }
    return rest
  }

  /// The first bytes, without taking them.
  ///
  /// - Throws: a ``Rejection`` when there are none because the input cannot be read.
  public func peek(_ count: Int) throws(Rejection) -> ArraySlice<UInt8> {
    let bytes = ahead(count)
    if bytes.isEmpty, let failure { throw failure }
    return bytes
  }

  /// Everything that is left and could be read, up to the limit; nil when there is more than that.
  func remainder() -> [UInt8]? {
    while !isAtEnd {
      if buffer.count - at > limit { return nil }
      fill()
    }
    if buffer.count - at > limit { return nil }
    let rest = Array(buffer[at...])
    advance(to: buffer.count)
    return rest
  }

  /// The first bytes that can be read, without taking them.
  func ahead(_ count: Int) -> ArraySlice<UInt8> {
    while buffer.count - at < count, !isAtEnd { fill() }
    return buffer[at...].prefix(count)
  }

  /// What was read and not taken yet.
  var held: ArraySlice<UInt8> { buffer[at...] }

  /// Takes so many bytes, or what is left of them.
  @discardableResult
  public func take(_ count: Int) -> ArraySlice<UInt8> {
    let bytes = ahead(count)
    advance(to: bytes.endIndex)
    return bytes
  }

  /// Passes over so many bytes; false when the input ends before.
  @discardableResult
  public func skip(_ count: Int) -> Bool {
    var left = count
    while left > 0 {
      let bytes = take(min(left, block.count))
      if bytes.isEmpty { return false }
      left -= bytes.count
    }
    return true
  }

  public func read(into target: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    if at == buffer.count, !isAtEnd { fill() }
    let bytes = take(min(target.count, buffer.count - at))
    if bytes.isEmpty, let failure { throw failure }
    target.copyBytes(from: bytes)
    return bytes.count
  }

  /// Goes on behind a ``failure``; what was left unfinished before it is dropped.
  public func resume() -> Bool {
    guard failure != nil, bytes.resume() else { return false }
    advance(to: buffer.count)
    failure = nil
    isAtEnd = false
    return true
  }

  private func newline(from start: Int) -> Int? {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress, start < bytes.count,
        let found = memchr(base + start, 0x0A, bytes.count - start)
      else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  private func advance(to end: Int) {
    buffer.withUnsafeBytes { bytes in
      guard let base = bytes.baseAddress else { return }
      var from = at
      while from < end, let found = memchr(base + from, 0x0A, end - from) {
        line += 1
        from = UnsafeRawPointer(found) - base + 1
      }
    }
    offset += end - at
    at = end
  }

  /// Reads one block more behind what is held, and lets go what was taken.
  private func fill() {
    if at > 0 {
      buffer.removeSubrange(..<at)
      at = 0
    }
    do throws(Rejection) {
      let got = try bytes.read(into: block)
      buffer.append(contentsOf: UnsafeRawBufferPointer(rebasing: block[..<got]))
      isAtEnd = got == 0
    } catch {
      failure = error
      isAtEnd = true
    }
  }
}
