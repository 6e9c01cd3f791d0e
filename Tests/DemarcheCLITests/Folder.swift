import DemarcheTesting
import Glibc
import Testing

/// A folder with folders in it that goes when the test ends.
final class Folder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/demarche-test-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TestFiles.remove(path) }

  func write(_ name: String, _ text: String) throws { try Folder.write(text, to: "\(path)/\(name)") }

  /// Writes a file in any folder.
  static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen(path, "w"))
    fputs(text, file)
    fclose(file)
  }
}
