import DemarcheData
import Glibc

/// What the program needs of the file system.
enum Files {
  /// The text of a file.
  static func text(_ path: String) throws(DataFileError) -> String {
    String(decoding: try bytes(path), as: UTF8.self)
  }

  static func bytes(_ path: String) throws(DataFileError) -> [UInt8] {
    let file = try MappedFile(path: path)
    // The bytes are there only as long as the file is.
    return withExtendedLifetime(file) { Array(file.bytes) }
  }

  static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether others than its owner may read or write a file.
  static func isForOthers(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & 0o077 != 0
  }

  /// The files below a folder as paths relative to it, sorted; hidden ones left out.
  static func below(_ folder: String) throws(DataFileError) -> [String] {
    var found: [String] = []
    var folders = [""]
    while let at = folders.popLast() {
      let path = at.isEmpty ? folder : "\(folder)/\(at)"
      guard let names = folderNames(in: path) else {
        throw DataFileError(
          file: path, line: 0, message: "cannot open the folder: \(String(cString: strerror(errno)))")
      }
      for name in names {
        let relative = at.isEmpty ? name : "\(at)/\(name)"
        var status = stat()
        guard stat("\(folder)/\(relative)", &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
          folders.append(relative)
        } else {
          found.append(relative)
        }
      }
    }
    return found.sorted()
  }

  /// Writes a file whole: under a passing name first, so that nobody ever sees half of it, also after the machine has stopped.
  static func write(_ bytes: [UInt8], to path: String) throws(DataFileError) {
    func fault(_ what: String) -> DataFileError {
      DataFileError(
        file: path, line: 0, message: "\(what): \(String(cString: strerror(errno)))",
        help: errno == ENOSPC ? "free space there and do the same again" : nil)
    }
    let passing = "\(path).\(getpid()).part"
    let descriptor = open(passing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw fault("cannot write") }
    var at = 0
    while at < bytes.count {
      let wrote = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Glibc.write(descriptor, $0 + at, bytes.count - at) } ?? -1
      }
      if wrote < 0, errno == EINTR { continue }
      guard wrote >= 0 else {
        let error = fault("cannot write")
        close(descriptor)
        unlink(passing)
        throw error
      }
      at += wrote
    }
    // Some file systems say only here that there was no room.
    guard fsync(descriptor) == 0 || errno == EINVAL, close(descriptor) == 0 else {
      let error = fault("cannot be kept")
      unlink(passing)
      throw error
    }
    guard rename(passing, path) == 0 else { throw fault("cannot rename \(passing)") }
  }

  static func size(_ path: String) -> Int {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Whether a file is there and may be read.
  static func exists(_ path: String) -> Bool { access(path, R_OK) == 0 }

  /// The folder of the running program, links followed.
  static var programFolder: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    let path = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return path.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 }
  }
}
