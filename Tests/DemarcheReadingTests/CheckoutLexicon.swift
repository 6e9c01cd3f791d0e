import DemarcheReading
import Glibc

/// The words by which pages are read, from the folder of data of this checkout.
func lexiconOfCheckout() throws -> PageLexicon {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")
  return try PageLexicon(text: String(decoding: contents("\(root)/Data/\(PageLexicon.file)"), as: UTF8.self))
}

private let checkout = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
  .joined(separator: "/")

/// The files of a folder of the shared data with their names, sorted; none where that data is not there.
func sharedFiles(_ folder: String) -> [(name: String, bytes: [UInt8])] {
  let shared = getenv("DEMARCHE_SHARED").map { String(cString: $0) } ?? "\(checkout)/../shared"
  guard let directory = opendir("\(shared)/data/\(folder)") else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: &entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted().map { ($0, contents("\(shared)/data/\(folder)/\($0)")) }
}

/// All bytes of a file; none where it cannot be read.
func contents(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "r") else { return [] }
  defer { fclose(file) }
  var all: [UInt8] = []
  var block = [UInt8](repeating: 0, count: 1 << 16)
  while case let got = fread(&block, 1, block.count, file), got > 0 { all += block[..<got] }
  return all
}
