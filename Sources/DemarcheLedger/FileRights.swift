import Glibc

/// Who may read and write a file.
///
/// A ledger can hold what not everybody on the machine may read; what is copied from it or kept beside it is for the same
/// people.
enum FileRights {
  /// The rights to read and write that a file has, for a new one like it; what the process's mask leaves when it is not
  /// there.
  static func like(_ path: String) -> mode_t {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & 0o666 : 0o666
  }
}
