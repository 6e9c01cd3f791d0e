import Glibc

/// A file mapped read-only into memory for as long as the object lives.
///
/// Pages are read when they are first touched and shared with other processes that map the file.
///
/// - Invariant: `bytes` stays valid and unchanged while the object lives, provided nobody truncates
///   the file; replace a mapped file by renaming a new one over it.
public final class MappedFile: Sendable {
  public let path: String
  /// The content, valid only while this object lives; empty for an empty file.
  public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer  // why: mapped read-only

  /// Maps the file, or throws what stood in the way.
  public init(path: String) throws(DataFileError) {
    func fault(_ what: String) -> DataFileError {
      let reason = String(cString: strerror(errno))
      return DataFileError(file: path, line: 0, message: "\(what): \(reason)")
    }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw fault("cannot open") }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw fault("cannot read its size") }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw DataFileError(file: path, line: 0, message: "not a plain file")
    }
    self.path = path
    let size = Int(status.st_size)
    guard size > 0 else {
      bytes = UnsafeRawBufferPointer(start: nil, count: 0)
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED else {
      throw fault("cannot map")
    }
    bytes = UnsafeRawBufferPointer(start: start, count: size)
  }

  deinit {
    if let start = bytes.baseAddress { munmap(UnsafeMutableRawPointer(mutating: start), bytes.count) }
  }
}
