import DemarcheData
import DemarcheReportLines

/// The words of dates and fields, from the folder of data of this checkout.
func layoutsOfCheckout() throws -> Layouts {
  let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(
    separator: "/")
  let file = try MappedFile(path: "\(root)/Data/\(Layouts.name)")
  return try withExtendedLifetime(file) {
    try Layouts(text: String(decoding: file.bytes, as: UTF8.self))
  }
}
