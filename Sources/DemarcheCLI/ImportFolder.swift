import DemarcheData
import DemarcheImport
import DemarcheJSON
import Glibc

/// The folder that an import fills: tables in the shape of `Data/`, and all that was rejected.
final class ImportFolder {
  static let flags = [
    Flag("output", "FOLDER", "where the tables go; made if it is not there"),
    Flag("replace", nil, "write over tables that stand in the folder already"),
    Flag("data", "FOLDER", "read rules and tables from a folder of text files instead of the pack"),
    Flag("quiet", nil, "no progress on standard error"),
  ]

  /// How many faults standard error shows; all stand in the file.
  private static let shown = 10

  let path: String
  private let mayReplace: Bool
  private let output = Output()
  private var rejected: OutputFile?
  private var told = 0
  private let start = Progress.seconds()

  /// - Parameter tables: the files that may be written, as paths below the folder.
  init(_ arguments: Arguments, command: String, tables: [String]) throws {
    guard let path = arguments.value("output") else { throw UsageError("\(command) needs --output FOLDER") }
    self.path = path
    mayReplace = arguments.has("replace")
    for table in tables where !mayReplace && Files.exists("\(path)/\(table)") {
      throw UsageError(
        "\(path)/\(table) is there already", help: "name another folder, or write over it: --replace")
    }
    for folder in ["", "/knowledge", "/lexicon", "/lexicon/en"] {
      let isNeeded = tables.contains { "/\($0)".hasPrefix("\(folder)/") }
      if isNeeded { try ImportFolder.make("\(path)\(folder)") }
    }
  }

  private static func make(_ folder: String) throws(DataFileError) {
    var at = folder.hasPrefix("/") ? "" : "."
    for part in folder.split(separator: "/") {
      at += "/\(part)"
      if mkdir(at, 0o755) != 0, errno != EEXIST {
        throw DataFileError(
          file: at, line: 0, message: "cannot make the folder: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Opens a table of the folder for rows that come one after another.
  func table(_ name: String, columns: [String], comments: [String]) throws(DataFileError) -> OutputFile {
    let file = try OutputFile("\(path)/\(name)")
    for comment in comments { file.line("# \(comment)") }
    file.line(columns.joined(separator: "\t"))
    return file
  }

  /// Writes a table and tells its size.
  func write(_ file: KnowledgeRows.File, comments: [String]) throws(DataFileError) {
    try Files.write(Array(file.text(comments: comments).utf8), to: "\(path)/\(file.path)")
    tell(file.path, file.rows.count)
  }

  func tell(_ name: String, _ rows: Int) { output.line("\(path)/\(name)\t\(rows)") }

  /// Writes faults into the folder, the first of them on standard error too.
  func reject(_ faults: [ImportFault]) throws(DataFileError) {
    for fault in faults {
      if rejected == nil {
        let file = try OutputFile("\(path)/rejected.tsv")
        file.line("file\tline\treason\ttext\thelp")
        rejected = file
      }
      rejected?.line(
        KnowledgeRows.line([
          fault.file, String(fault.line), fault.reason.rawValue, fault.text, fault.reason.help,
        ]))
      told += 1
      if told <= ImportFolder.shown {
        let record: JSON = [
          "report": .string(fault.file), "line": .int(fault.line),
          "error": .string("\(fault.reason.rawValue): \(fault.text)"), "help": .string(fault.reason.help),
        ]
        Output.error(record.line)
      }
    }
  }

  /// Tells the counts of all that was read, and how long it took.
  ///
  /// - Returns: the exit status: 3 when something was rejected, 1 when nothing else was there.
  func finish(_ reports: [(name: String, report: ImportReport)], unit: String) throws(DataFileError) -> Int32
  {
    try rejected?.close()
    for (name, report) in reports { for line in report.lines { output.line("\(name): \(line)") } }
    output.flush()
    if told > ImportFolder.shown {
      Output.error("\(told - ImportFolder.shown) more faults are in \(path)/rejected.tsv")
    }
    let read = reports.reduce(0) { $0 + $1.report.read }
    let accepted = reports.reduce(0) { $0 + $1.report.accepted }
    let seconds = max(0.001, Progress.seconds() - start)
    let tenths = Int((seconds * 10).rounded())
    Output.error("\(read) \(unit) in \(tenths / 10).\(tenths % 10) s, \(Int(Double(read) / seconds))/s")
    if accepted == 0 { Output.error("nothing was taken over; standard output says why") }
    if told == 0 { return Status.done }
    return accepted == 0 ? Status.failed : Status.rejected
  }
}

/// A file that grows by lines, seen under its name only when it is whole.
final class OutputFile {
  private let path: String
  private let passing: String
  private let descriptor: Int32
  private var buffer: [UInt8] = []
  private var failure: DataFileError?

  init(_ path: String) throws(DataFileError) {
    self.path = path
    passing = "\(path).\(getpid()).part"
    descriptor = open(passing, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      throw DataFileError(file: path, line: 0, message: "cannot write: \(String(cString: strerror(errno)))")
    }
  }

  /// Adds a line; a failure is told by ``close()``.
  func line(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count > 1 << 16 { flush() }
  }

  private func flush() {
    var at = 0
    while failure == nil, at < buffer.count {
      let wrote = buffer.withUnsafeBytes { bytes in
        bytes.baseAddress.map { Glibc.write(descriptor, $0 + at, bytes.count - at) } ?? -1
      }
      if wrote < 0 {
        if errno == EINTR { continue }
        failure = DataFileError(
          file: path, line: 0, message: "cannot write: \(String(cString: strerror(errno)))")
      }
      at += max(0, wrote)
    }
    buffer.removeAll(keepingCapacity: true)
  }

  /// Ends the file and gives it its name.
  func close() throws(DataFileError) {
    flush()
    Glibc.close(descriptor)
    if let failure {
      unlink(passing)
      throw failure
    }
    guard rename(passing, path) == 0 else {
      throw DataFileError(file: path, line: 0, message: "cannot rename: \(String(cString: strerror(errno)))")
    }
  }
}
