import CZstd

/// Packs pages with zstd; the memory that it needs is kept from one to the next.
///
/// One version of the library packs the same bytes into the same bytes.
final class Compressor {
  private let context: OpaquePointer?
  private let level: Int32
  private var buffer: [UInt8] = []

  init(level: Int) {
    context = ZSTD_createCCtx()
    self.level = Int32(level)
  }

  deinit { ZSTD_freeCCtx(context) }

  func packed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    let most = ZSTD_compressBound(bytes.count)
    if buffer.count < most { buffer = Array(repeating: 0, count: most) }
    let size = bytes.withUnsafeBytes { from in
      buffer.withUnsafeMutableBytes { to in
        ZSTD_compressCCtx(context, to.baseAddress, to.count, from.baseAddress, from.count, level)
      }
    }
    // With room for the worst case only a lack of memory is left, at which Swift ends too.
    precondition(ZSTD_isError(size) == 0, "zstd could not pack \(bytes.count) bytes")
    return buffer[..<size]
  }
}
