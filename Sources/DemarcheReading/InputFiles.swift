import DemarcheData
public import DemarcheReportLines
import Glibc

/// The files that an operand of a command line means, one by one in sorted order.
///
/// A folder is walked with all that is below it; hidden files and loops of links are passed over. A pattern that the
/// shell has not expanded is expanded here. What is no file is told.
///
/// - Invariant: holds the names of one folder for each level.
public struct InputFiles {
  private var waiting: [Found] = []

  private struct Found {
    var path: String
    /// Whether a folder or a pattern led here, rather than a person.
    var isFound: Bool
    /// The folders on the way, which a loop of links would enter again.
    var above: [FileIdentity] = []
  }

  private struct FileIdentity: Hashable {
    var device: UInt
    var number: UInt
  }

  /// - Parameter operand: a path, a pattern, "-", or an address of the web, which is handed back as it is.
  public init(_ operand: String) {
    var status = stat()
    if operand != "-", stat(operand, &status) != 0, !operand.contains("://"),
      operand.utf8.contains(where: {
        $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "[")
      })
    {
      waiting = InputFiles.matches(of: operand).reversed().map { Found(path: $0, isFound: true) }
      if !waiting.isEmpty { return }
    }
    waiting = [Found(path: operand, isFound: false)]
  }

  /// The next file, or why something is none; nil at the end.
  public mutating func next() -> Result<String, Rejection>? {
    while let found = waiting.popLast() {
      var status = stat()
      guard found.path != "-", stat(found.path, &status) == 0 else {
        // What cannot be looked at is told by who opens it.
        return .success(found.path)
      }
      switch status.st_mode & S_IFMT {
      case S_IFDIR:
        let identity = FileIdentity(device: UInt(status.st_dev), number: UInt(status.st_ino))
        if found.above.contains(identity) { continue }
        guard let names = folderNames(in: found.path) else {
          return .failure(
            Rejection(
              report: found.path, error: "cannot open the folder: \(String(cString: strerror(errno)))",
              help: "check its permissions"))
        }
        if names.isEmpty, !found.isFound {
          return .failure(
            Rejection(report: found.path, error: "the folder is empty", help: "give a folder with reports"))
        }
        let folder = found.path.hasSuffix("/") ? String(found.path.dropLast()) : found.path
        for name in names.reversed() {
          waiting.append(Found(path: "\(folder)/\(name)", isFound: true, above: found.above + [identity]))
        }
      case S_IFREG: return .success(found.path)
      default:
        // A pipe that a person names is meant; one that lies in a folder would wait for ever.
        if !found.isFound { return .success(found.path) }
        return .failure(
          Rejection(report: found.path, error: "no file but a pipe, a socket or a device", help: nil))
      }
    }
    return nil
  }

  /// Whether there is a plain file, links followed.
  static func isFile(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Whether there is a folder that is no link to one.
  static func isOwnFolder(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  private static func matches(of pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0, let paths = found.gl_pathv else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { paths[$0].map { String(cString: $0) } }
  }
}
