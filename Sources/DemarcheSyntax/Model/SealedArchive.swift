package import DemarcheData

// What is used as it stands must be what was written: an archive behind its version and a checksum.
extension ArchiveWriter {
  /// The archive behind the version of its form and a checksum.
  package func sealed(version: UInt64) -> [UInt8] {
    var head = ArchiveWriter()
    head.add([version, bytes.withUnsafeBytes { ModelFile.checksum($0) }])
    return head.bytes + bytes
  }
}

extension ArchiveReader {
  /// Reads what ``ArchiveWriter/sealed(version:)`` gave; nil when it is of another version, damaged or cut short.
  package init?(sealed bytes: UnsafeRawBufferPointer, version: UInt64) {
    var head = ArchiveReader(bytes)
    guard let numbers: [UInt64] = head.array(), numbers.count == 2, numbers[0] == version else { return nil }
    // A count of eight bytes stands before the two.
    let rest = UnsafeRawBufferPointer(rebasing: bytes[24...])
    guard numbers[1] == ModelFile.checksum(rest) else { return nil }
    self.init(rest)
  }
}
