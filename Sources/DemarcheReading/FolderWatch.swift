import DemarcheData
public import DemarcheReportLines
import Glibc

/// The files of a folder as they come: first all that are there, then each that is finished or moved in.
///
/// A file counts as finished when whoever wrote it closes it. Hidden files are passed over, so that a file can be written
/// under a hidden name and renamed when it is whole. Folders below are watched too; links to folders are not.
/// A file may be named again when it is written again, or when it came while the folder was looked through.
public final class FolderWatch {
  public let folder: String
  private let descriptor: Int32
  private var folders: [Int32: String] = [:]
  private var waiting: [String] = []
  private var isClosed = false

  /// Begins to watch; what comes from now on is not missed.
  ///
  /// - Throws: a ``Rejection`` when this is no folder, or the system has no watches left.
  public init(folder: String) throws(Rejection) {
    self.folder = folder.count > 1 && folder.hasSuffix("/") ? String(folder.dropLast()) : folder
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    guard descriptor >= 0, let found = watch(self.folder) else {
      throw Rejection(
        report: folder, error: "cannot watch the folder: \(String(cString: strerror(errno)))",
        help: errno == ENOSPC
          ? "raise fs.inotify.max_user_watches, or name a smaller folder"
          : "check the path and its permissions")
    }
    waiting = found.reversed()
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// The next file.
  ///
  /// - Parameter seconds: how long to wait for one; nil waits for ever.
  /// - Returns: its path, which begins with the folder as given; nil when none came in time.
  public func next(waiting seconds: Int?) -> String? {
    while true {
      if let path = waiting.popLast() {
        if InputFiles.isFile(path) { return path }
        continue
      }
      var waited = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      let ready = poll(&waited, 1, seconds.map { Int32(clamping: $0 * 1000) } ?? -1)
      if ready < 0, errno == EINTR { continue }
      guard ready > 0 else { return nil }
      takeEvents()
    }
  }

  /// Watches a folder and those below it.
  ///
  /// - Returns: the files in them, sorted; nil when the folder cannot be watched.
  private func watch(_ path: String) -> [String]? {
    let events = UInt32(IN_CLOSE_WRITE) | UInt32(IN_MOVED_TO) | UInt32(IN_CREATE) | UInt32(IN_ONLYDIR)
    let number = inotify_add_watch(descriptor, path, events)
    guard number >= 0 else { return nil }
    folders[number] = path
    var files: [String] = []
    for name in folderNames(in: path) ?? [] {
      let inner = "\(path)/\(name)"
      if InputFiles.isOwnFolder(inner) { files += watch(inner) ?? [] } else { files.append(inner) }
    }
    return files
  }

  private func takeEvents() {
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    let got = read(descriptor, &buffer, buffer.count)
    guard got > 0 else { return }
    var found: [String] = []
    buffer.withUnsafeBytes { bytes in
      var at = 0
      let head = MemoryLayout<inotify_event>.size
      while at + head <= got {
        let event = bytes.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
        let name = bytes[(at + head)..<min(got, at + head + Int(event.len))].prefix { $0 != 0 }
        at += head + Int(event.len)
        take(event, String(decoding: name, as: UTF8.self), &found)
      }
    }
    waiting = found.reversed() + waiting
  }

  private func take(_ event: inotify_event, _ name: String, _ found: inout [String]) {
    func has(_ mask: some BinaryInteger) -> Bool { event.mask & UInt32(truncatingIfNeeded: mask) != 0 }
    if has(IN_Q_OVERFLOW) {
      // More came than the system keeps: what is there is looked through again.
      found += watch(folder) ?? []
      return
    }
    guard let above = folders[event.wd], !name.isEmpty, !name.hasPrefix(".") else { return }
    let path = "\(above)/\(name)"
    if has(IN_ISDIR) {
      found += watch(path) ?? []
    } else if has(IN_CLOSE_WRITE) || has(IN_MOVED_TO) {
      found.append(path)
    }
  }
}
