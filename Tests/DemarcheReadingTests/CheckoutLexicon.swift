import DemarcheReading
import Glibc

/// The words by which pages are read, from the folder of data of this checkout.
func lexiconOfCheckout() throws -> PageLexicon {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")
  return try PageLexicon(text: String(decoding: contents("\(root)/Data/\(PageLexicon.file)"), as: UTF8.self))
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
