import CZlib
import Synchronization

/// Packs bytes as one member of gzip (RFC 1952); the same bytes give the same.
struct Gzip: ~Copyable {
  // zlib compares the address of its state, so it may not move.
  private let stream: UnsafeMutablePointer<z_stream>

  /// Fails when there is no memory.
  init?() {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let code = deflateInit2_(
      stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    guard code == Z_OK else {
      stream.deallocate()
      return nil
    }
    self.stream = stream
  }

  deinit {
    deflateEnd(stream)
    stream.deallocate()
  }

  /// Packs more bytes.
  ///
  /// - Parameter isLast: else all that was given can be unpacked from what has come so far.
  mutating func pack(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    var packed: [UInt8] = []
    bytes.withUnsafeBufferPointer { input in
      stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
      stream.pointee.avail_in = UInt32(clamping: input.count)
      var isDone = false
      while !isDone {
        packed += [UInt8](unsafeUninitializedCapacity: 1 << 15) { buffer, count in
          stream.pointee.next_out = buffer.baseAddress
          stream.pointee.avail_out = UInt32(buffer.count)
          let code = deflate(stream, isLast ? Z_FINISH : Z_SYNC_FLUSH)
          count = buffer.count - Int(stream.pointee.avail_out)
          // Room that is left says that nothing is held back.
          isDone = code == Z_STREAM_END || stream.pointee.avail_out > 0
        }
      }
    }
    return packed
  }

  /// Packs all bytes at once; nil when there is no memory.
  static func pack(_ bytes: [UInt8]) -> [UInt8]? {
    guard var gzip = Gzip() else { return nil }
    return gzip.pack(bytes, isLast: true)
  }
}

/// A stream that is packed piece by piece, so that each piece can be read when it comes.
final class GzipPacking: Sendable {
  private struct State: ~Copyable {
    var gzip: Gzip
    var hasEnded = false
  }

  private let state: Mutex<State>

  /// Fails when there is no memory.
  init?() {
    guard let gzip = Gzip() else { return nil }
    state = Mutex(State(gzip: gzip))
  }

  /// The next piece, packed; nil when the end has been given.
  func next(_ piece: () throws -> [UInt8]?) throws -> [UInt8]? {
    let isOver = state.withLock { $0.hasEnded }
    guard !isOver else { return nil }
    let bytes = try piece()
    return state.withLock { state in
      guard let bytes else {
        state.hasEnded = true
        return state.gzip.pack([], isLast: true)
      }
      return bytes.isEmpty ? [] : state.gzip.pack(bytes, isLast: false)
    }
  }
}
