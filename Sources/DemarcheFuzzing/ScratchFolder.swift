import DemarcheData
import DemarcheText
import Glibc

/// A folder that goes, with what is in it, when nobody needs it any more.
final class ScratchFolder {
  /// Why there is no folder, or no file in it.
  struct Failure: Error, CustomStringConvertible {
    var description: String
  }

  let path: String

  init() throws {
    // Memory rather than a disk, where there is such a folder: thousands of files a second are written.
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var name = Array("\(parent)/demarche-fuzz-XXXXXX".utf8CString)
    guard let made = mkdtemp(&name) else { throw Failure(description: "cannot make a folder in \(parent)") }
    path = String(cString: made)
  }

  deinit {
    for name in folderNames(in: path, hidden: true) ?? [] { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  /// Writes a file and says where it lies.
  func write(_ bytes: [UInt8], to name: String) throws -> String {
    let file = "\(path)/\(name)"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw Failure(description: "cannot write \(file)") }
    defer { close(descriptor) }
    var at = 0
    while at < bytes.count {
      let wrote = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Glibc.write(descriptor, $0 + at, bytes.count - at) } ?? -1
      }
      guard wrote > 0 else { throw Failure(description: "cannot write \(file)") }
      at += wrote
    }
    return file
  }

  /// All bytes of a file.
  static func bytes(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Failure(description: "cannot read \(path)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = read(descriptor, &block, block.count)
      guard got >= 0 else { throw Failure(description: "cannot read \(path)") }
      if got == 0 { return bytes }
      bytes.append(contentsOf: block[..<got])
    }
  }

  /// Takes a file away, where there is one.
  static func remove(_ path: String) { unlink(path) }
}
