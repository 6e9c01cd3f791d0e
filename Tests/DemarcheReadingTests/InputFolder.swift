import DemarcheReading
import DemarcheReportLines
import DemarcheTesting
import DemarcheText
import Glibc
import Testing

/// A folder of its own with inputs, which goes when the test ends.
final class InputFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/demarche-read-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TestFiles.remove(path) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = "\(path)/\(name)"
    var inner = path
    for part in name.split(separator: "/").dropLast() {
      inner += "/\(part)"
      mkdir(inner, 0o700)
    }
    let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    let wrote = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, bytes.count) }
    close(descriptor)
    try #require(wrote == bytes.count)
    return file
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }
}

/// The words of archives and of dates, from the folder of data of this checkout.
func layoutsOfCheckout() throws -> Layouts { try Layouts(text: dataOfCheckout(Layouts.name)) }

/// The words of the checkout, read once for all tests.
private let words = Result { (layouts: try layoutsOfCheckout(), pages: try lexiconOfCheckout()) }

/// What an input became.
struct Readings {
  var reports: [Report] = []
  /// "line: error", without the line where there is none.
  var rejected: [String] = []
  var notes: [String] = []
  var counts = ReportReader.Counts()

  /// Reads an input with the words of the checkout's data.
  init(_ path: String, _ change: (inout ReportReader.Options) -> Void = { _ in }) throws {
    var options = ReportReader.Options()
    (options.layouts, options.pages) = try words.get()
    change(&options)
    var readings = (reports: [Report](), rejected: [String](), notes: [String]())
    counts = ReportReader(options: options).read(path: path) { item in
      func words(_ rejection: Rejection) -> String {
        (rejection.line.map { "\($0): " } ?? "") + rejection.error
      }
      switch item {
      case .report(let report), .mended(let report, _): readings.reports.append(report)
      case .rejected(let rejection): readings.rejected.append(words(rejection))
      case .note(let note): readings.notes.append(words(note))
      }
      return true
    }
    (reports, rejected, notes) = readings
  }

  /// The same for a file of its own.
  init(
    _ name: String, _ bytes: [UInt8], _ change: (inout ReportReader.Options) -> Void = { _ in }
  ) throws {
    let folder = try InputFolder()
    self = try withExtendedLifetime(folder) { try Readings(folder.write(name, bytes), change) }
  }

  init(_ name: String, _ text: String, _ change: (inout ReportReader.Options) -> Void = { _ in }) throws {
    try self.init(name, Array(text.utf8), change)
  }

  var texts: [String] { reports.map(\.text) }
}
