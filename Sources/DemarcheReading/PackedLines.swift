public import DemarcheReportLines

/// The lines of a file that holds no reports: a table of another project, also packed, or several in a zip archive.
///
/// - Invariant: holds no more than a ``LineSource`` does.
public final class PackedLines {
  private let path: String
  private let limit: Int
  private var single: LineSource?
  private let archive: ArchiveBytes?

  /// Opens a file; "-" is standard input.
  ///
  /// - Parameter limit: the longest line that is kept whole, in bytes.
  /// - Throws: a ``Rejection`` that says why it cannot be read.
  public init(path: String, limit: Int) throws(Rejection) {
    self.path = path
    self.limit = limit
    let source = try LineSource(path: path, limit: limit)
    if try source.peek(4).elementsEqual([0x50, 0x4B, 0x03, 0x04]) {
      archive = ArchiveBytes(source, path: path, limits: UnpackedLimits(), isZip: true)
    } else {
      archive = nil
      single = source
    }
  }

  /// The next table with its name, which is that of the file or of the file in the archive; nil behind the last.
  ///
  /// - Throws: a ``Rejection`` when the archive is damaged.
  public func next() throws(Rejection) -> (name: String, lines: LineSource)? {
    guard let archive else {
      defer { single = nil }
      return single.map { (path.split(separator: "/").last.map(String.init) ?? path, $0) }
    }
    while let name = try archive.nextEntry() {
      let last = name.split(separator: "/").last.map(String.init) ?? name
      if last.hasPrefix(".") || name.hasPrefix("__MACOSX/") || name.hasSuffix("/") { continue }
      return (last, LineSource(archive, path: "\(path)/\(name)", limit: limit, unpacking: UnpackedLimits()))
    }
    return nil
  }
}
