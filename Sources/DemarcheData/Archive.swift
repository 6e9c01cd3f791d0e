/// Writes flat arrays one behind another, so that they can be read back without looking at their elements.
///
/// Layout, little endian: each array is its number of elements as UInt64 and its bytes, padded to eight.
package struct ArchiveWriter {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package mutating func add<Element: BitwiseCopyable>(_ array: [Element]) {
    withUnsafeBytes(of: UInt64(array.count).littleEndian) { bytes.append(contentsOf: $0) }
    array.withUnsafeBytes { bytes.append(contentsOf: $0) }
    while bytes.count % 8 != 0 { bytes.append(0) }
  }
}

/// Reads what ``ArchiveWriter`` wrote, in the same order.
///
/// - Cost: one copy of the bytes of each array.
package struct ArchiveReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The next array; nil when the archive is cut short.
  package mutating func array<Element: BitwiseCopyable>(of type: Element.Type = Element.self) -> [Element]? {
    guard at + 8 <= bytes.count else { return nil }
    let count = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    let (size, overflow) = count.multipliedReportingOverflow(by: UInt64(MemoryLayout<Element>.stride))
    guard !overflow, size <= UInt64(bytes.count - at - 8) else { return nil }
    let start = at + 8
    at = min(bytes.count, (start + Int(size) + 7) / 8 * 8)
    return [Element](unsafeUninitializedCapacity: Int(count)) { buffer, filled in
      if size > 0 {
        UnsafeMutableRawBufferPointer(buffer).copyMemory(
          from: .init(rebasing: bytes[start..<start + Int(size)]))
      }
      filled = Int(count)
    }
  }
}
