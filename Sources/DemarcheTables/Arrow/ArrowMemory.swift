/// The memory that one struct of Arrow's C interface points at, freed with the last reference to it.
///
/// A struct holds it through its `private_data` until it is released. Used by one thread at a time, as the
/// interface wants it.
final class ArrowMemory {
  /// Arrow advises that buffers begin at a multiple of 64 bytes and end at one.
  private static let alignment = 64
  private var pieces: [UnsafeMutableRawPointer] = []

  /// A copy of the values.
  ///
  /// Never null, not even for none: some readers want an address all the same.
  func copy<T: BitwiseCopyable>(_ values: [T]) -> UnsafeRawPointer {
    let bytes = values.count * MemoryLayout<T>.stride
    let padded = max(1, (bytes + Self.alignment - 1) / Self.alignment) * Self.alignment
    let piece = UnsafeMutableRawPointer.allocate(byteCount: padded, alignment: Self.alignment)
    values.withUnsafeBytes { if let from = $0.baseAddress { piece.copyMemory(from: from, byteCount: bytes) } }
    (piece + bytes).initializeMemory(as: UInt8.self, repeating: 0, count: padded - bytes)
    pieces.append(piece)
    return UnsafeRawPointer(piece)
  }

  /// The text with a zero behind it.
  func copy(_ text: String) -> UnsafePointer<CChar> {
    copy(Array(text.utf8CString)).assumingMemoryBound(to: CChar.self)
  }

  /// Room for values, each set to the first one.
  func room<T: BitwiseCopyable>(_ count: Int, _ value: T) -> UnsafeMutablePointer<T> {
    let piece = UnsafeMutablePointer<T>.allocate(capacity: max(1, count))
    piece.initialize(repeating: value, count: max(1, count))
    pieces.append(UnsafeMutableRawPointer(piece))
    return piece
  }

  /// The pointer that `private_data` keeps; `letGo` ends what it holds.
  func keep() -> UnsafeMutableRawPointer { Unmanaged.passRetained(self).toOpaque() }

  /// Ends what `keep` began.
  static func letGo(_ pointer: UnsafeMutableRawPointer?) {
    if let pointer { Unmanaged<ArrowMemory>.fromOpaque(pointer).release() }
  }

  deinit { for piece in pieces { piece.deallocate() } }
}
