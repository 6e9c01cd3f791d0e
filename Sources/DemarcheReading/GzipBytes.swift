import CZlib
import DemarcheReportLines
import Glibc

/// What a stream of gzip members holds (RFC 1952), one member behind the other.
///
/// All that was unpacked before a damage is given. Behind it the reading can be resumed at the next member, as archives
/// of the web have a member for each record.
///
/// - Invariant: holds two blocks, whatever the input.
final class GzipBytes: ByteSource {
  private let source: any ByteSource
  private let path: String
  private let limits: UnpackedLimits
  private var stream = z_stream()
  private let input = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private var packed = 0
  private var unpacked = 0
  private var state = State.between
  private var failure: Rejection?

  private enum State {
    /// At the start of a member, or at the end of the input.
    case between
    case inside
    /// At bytes that belong to no member.
    case lost
    case ended
  }

  init(_ source: any ByteSource, path: String, limits: UnpackedLimits) {
    self.source = source
    self.path = path
    self.limits = limits
  }

  deinit {
    if state == .inside { inflateEnd(&stream) }
    input.deallocate()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    if let failure { throw failure }
    stream.next_out = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(clamping: buffer.count)
    let room = Int(stream.avail_out)
    do throws(Rejection) {
      while stream.avail_out > 0, state != .ended { try step() }
    } catch {
      failure = error
    }
    let got = room - Int(stream.avail_out)
    unpacked += got
    if failure == nil, let fault = limits.fault(unpacked: unpacked, from: packed) {
      failure = Rejection(
        report: path, error: "\(fault): a bomb, or no text", help: "unpack it yourself if you trust it")
      if state == .inside { inflateEnd(&stream) }
      state = .ended
    }
    // What is good goes out first; the failure is thrown when more is asked for.
    if got == 0, let failure { throw failure }
    return got
  }

  /// Opens the next member, or unpacks a piece of the one that is open.
  private func step() throws(Rejection) {
    if stream.avail_in == 0, try fill() == 0 {
      guard state == .between else {
        throw damage("the gzip data is cut short", help: "fetch or copy it again: its end is missing")
      }
      state = .ended
      return
    }
    if state == .between {
      // Zeros may fill up the last block of a tape.
      while stream.avail_in > 0, stream.next_in.pointee == 0 {
        stream.next_in += 1
        stream.avail_in -= 1
      }
      if stream.avail_in == 0 { return }
      guard stream.next_in.pointee == 0x1F else {
        state = .lost
        throw damage("no gzip data where a member should begin", help: "what stood before was read")
      }
      guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
        throw damage("there is no memory to unpack it", help: nil)
      }
      state = .inside
    }
    switch inflate(&stream, Z_NO_FLUSH) {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      inflateEnd(&stream)
      state = .between
    default:
      throw damage("the gzip data is damaged", help: "what stood before was read; fetch or copy it again")
    }
  }

  func resume() -> Bool {
    guard failure != nil, state == .inside || state == .lost else { return false }
    if state == .inside { inflateEnd(&stream) }
    state = .between
    failure = nil
    while true {
      // A member begins with two bytes of mark, the method, and flags of which three are never set.
      let left = Int(stream.avail_in)
      guard let start = stream.next_in else { return false }
      for i in 0..<max(0, left - 3)
      where start[i] == 0x1F && start[i + 1] == 0x8B && start[i + 2] == 0x08 && start[i + 3] & 0xE0 == 0 {
        stream.next_in = start + i
        stream.avail_in = UInt32(left - i)
        return true
      }
      // The mark may stand across two blocks.
      let kept = min(3, left)
      guard let base = input.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
      memmove(base, start + (left - kept), kept)
      guard let got = try? source.read(into: .init(rebasing: input[kept...])), got > 0 else { return false }
      packed += got
      stream.next_in = base
      stream.avail_in = UInt32(kept + got)
    }
  }

  private func fill() throws(Rejection) -> Int {
    let got = try source.read(into: input)
    packed += got
    stream.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_in = UInt32(got)
    return got
  }

  private func damage(_ error: String, help: String?) -> Rejection {
    let at = packed - Int(stream.avail_in)
    return Rejection(report: path, error: "\(error) at byte \(at + 1)", help: help)
  }
}
