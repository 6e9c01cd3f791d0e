import Glibc

/// The names in a folder, sorted by their bytes, without `.` and `..`; nil when it cannot be opened, and `errno` then says why.
///
/// - Parameter hidden: whether those that begin with a dot are among them.
package func folderNames(in folder: String, hidden: Bool = false) -> [String]? {
  guard let directory = opendir(folder) else { return nil }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if name == "." || name == ".." || name.hasPrefix(".") && !hidden { continue }
    names.append(name)
  }
  return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}
