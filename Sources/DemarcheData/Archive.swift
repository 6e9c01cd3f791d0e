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
/// - Cost: one copy of the bytes of each array that is not kept where it lies.
package struct ArchiveReader {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0

  package init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// The bytes of the next array; nil when the archive is cut short.
  private mutating func next<Element>(_ type: Element.Type) -> UnsafeRawBufferPointer? {
    guard at + 8 <= bytes.count else { return nil }
    let count = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
    let (size, overflow) = count.multipliedReportingOverflow(by: UInt64(MemoryLayout<Element>.stride))
    guard !overflow, size <= UInt64(bytes.count - at - 8) else { return nil }
    let start = at + 8
    at = min(bytes.count, (start + Int(size) + 7) / 8 * 8)
    return UnsafeRawBufferPointer(rebasing: bytes[start..<start + Int(size)])
  }

  /// The next array; nil when the archive is cut short.
  package mutating func array<Element: BitwiseCopyable>(of type: Element.Type = Element.self) -> [Element]? {
    next(type).map(ArchiveReader.copy)
  }

  private static func copy<Element: BitwiseCopyable>(_ bytes: UnsafeRawBufferPointer) -> [Element] {
    let count = bytes.count / MemoryLayout<Element>.stride
    return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      if count > 0 { UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes) }
      filled = count
    }
  }

  /// The next array where it lies; copied when nobody keeps the bytes in place, nil when the archive is cut short.
  ///
  /// - Parameter owner: whoever keeps the bytes in place, aligned as a section of a pack is.
  package mutating func kept<Element: BitwiseCopyable>(
    of type: Element.Type = Element.self, by owner: MappedFile?
  ) -> KeptArray<Element>? {
    guard let part = next(type) else { return nil }
    guard let owner, Int(bitPattern: part.baseAddress) % MemoryLayout<Element>.alignment == 0 else {
      return KeptArray(ArchiveReader.copy(part))
    }
    return KeptArray(part.bindMemory(to: Element.self), owner)
  }
}

/// Elements of an array, or such that lie in a mapped file: then nothing is copied, and pages are read when they are
/// touched.
package struct KeptArray<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {  // why: mapped read-only
  private enum Storage {
    case array([Element])
    case mapped(UnsafeBufferPointer<Element>, MappedFile)
  }

  private let storage: Storage
  package let count: Int

  package init(_ array: [Element]) {
    storage = .array(array)
    count = array.count
  }

  fileprivate init(_ elements: UnsafeBufferPointer<Element>, _ owner: MappedFile) {
    storage = .mapped(elements, owner)
    count = elements.count
  }

  /// The elements, valid while the body runs.
  package func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<Element>) -> Result) -> Result {
    switch storage {
    case .array(let array): array.withUnsafeBufferPointer(body)
    case .mapped(let elements, let owner): withExtendedLifetime(owner) { body(elements) }
    }
  }

  /// The elements in an array of their own.
  package var array: [Element] { withUnsafeBufferPointer { Array($0) } }
}
