import Glibc

/// What a file takes, and what is free where it lies.
struct Disk: Hashable, Sendable {
  /// In bytes; nil where it cannot be asked.
  var size: Int?
  /// Of the log beside it, which is put into the file from time to time.
  var log: Int?
  var free: Int?

  init(size: Int?, log: Int?, free: Int?) {
    self.size = size
    self.log = log
    self.free = free
  }

  /// Asks the system.
  init(of path: String) {
    size = Disk.size(path)
    log = Disk.size("\(path)-wal")
    var system = statvfs()
    free = statvfs(path, &system) == 0 ? Int(system.f_bavail) * Int(system.f_frsize) : nil
  }

  private static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether less is free than the ledger needs to be copied once, or than a large run writes.
  var isShort: Bool {
    guard let free else { return false }
    return free < max(size ?? 0, 1 << 30)
  }

  /// Bytes as they are read: "227 MiB".
  static func words(_ bytes: Int) -> String {
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    var (value, unit) = (Double(bytes), 0)
    while value >= 1000, unit < units.count - 1 {
      value /= 1024
      unit += 1
    }
    let whole = Int(value.rounded())
    return unit == 0 || value >= 10
      ? "\(whole) \(units[unit])" : "\(Double(Int((value * 10).rounded())) / 10) \(units[unit])"
  }
}
