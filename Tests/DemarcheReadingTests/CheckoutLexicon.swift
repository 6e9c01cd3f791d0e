import DemarcheReading
import DemarcheTesting
import Glibc

/// A file of the folder of data of this checkout.
func dataOfCheckout(_ name: String) -> String {
  String(decoding: TestFiles.bytes(of: "\(TestFiles.root)/Data/\(name)") ?? [], as: UTF8.self)
}

/// The words by which pages are read, from the folder of data of this checkout.
func lexiconOfCheckout() throws -> PageLexicon { try PageLexicon(text: dataOfCheckout(PageLexicon.file)) }

/// The files of a folder of the shared data with their names, sorted; none where that data is not there.
func sharedFiles(_ folder: String) -> [(name: String, bytes: [UInt8])] {
  let shared = getenv("DEMARCHE_SHARED").map { String(cString: $0) } ?? "\(TestFiles.root)/../shared"
  let folder = "\(shared)/data/\(folder)"
  return TestFiles.names(in: folder).map { ($0, TestFiles.bytes(of: "\(folder)/\($0)") ?? []) }
}
