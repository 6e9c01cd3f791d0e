public import DemarcheReportLines
import Glibc

/// Bytes that are pulled one block after the other: a file, a pipe, what is packed in either.
public protocol ByteSource: AnyObject {
  /// Fills a buffer from its start as far as a single step gives; 0 at the end of the input.
  ///
  /// - Throws: a ``Rejection`` when there is more but it cannot be read.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int

  /// Goes on behind what could not be read, at the next place where that makes sense; false when there is none.
  func resume() -> Bool
}

extension ByteSource {
  public func resume() -> Bool { false }
}

/// The bytes of a file, a pipe or standard input.
public final class FileBytes: ByteSource {
  /// The path as given; "-" is standard input.
  public let path: String
  let descriptor: Int32

  /// Opens a file.
  ///
  /// - Throws: a ``Rejection`` that says why it cannot be read.
  public init(path: String) throws(Rejection) {
    self.path = path
    if path == "-" {
      descriptor = 0
      return
    }
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let reason = String(cString: strerror(errno))
      throw Rejection(
        report: path, error: "cannot open: \(reason)", help: "check the path and its permissions")
    }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw Rejection(report: path, error: "is a folder", help: "name its files: \(path)/*")
    }
  }

  deinit { if descriptor > 0 { close(descriptor) } }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    while true {
      let got = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if got >= 0 { return got }
      if errno == EINTR { continue }
      throw Rejection(report: path, error: "cannot read: \(String(cString: strerror(errno)))")
    }
  }
}

/// Bytes that are in memory already.
final class HeldBytes: ByteSource {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

  func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let part = rest.prefix(buffer.count)
    buffer.copyBytes(from: part)
    rest = rest.dropFirst(part.count)
    return part.count
  }
}
