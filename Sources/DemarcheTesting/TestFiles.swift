import DemarcheData
import Glibc

/// Files of the checkout, and folders that tests make.
public enum TestFiles {
  /// The root of the checkout.
  public static let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The names in a folder, sorted and hidden ones left out; none where it is not there.
  public static func names(in folder: String) -> [String] { folderNames(in: folder) ?? [] }

  /// All bytes of a file; nil when it cannot be opened.
  public static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var all: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while case let got = fread(&block, 1, block.count, file), got > 0 { all += block[..<got] }
    return all
  }

  /// Takes away a file or a folder with all that is in it; links go, and what they lead to stays.
  public static func remove(_ path: String) {
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      for name in folderNames(in: path, hidden: true) ?? [] { remove("\(path)/\(name)") }
    }
    _ = Glibc.remove(path)
  }
}
