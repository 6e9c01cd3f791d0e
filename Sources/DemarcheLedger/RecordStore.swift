import CZstd
import DemarcheEvents
import DemarcheJSON

/// Packs the records of events: JSON of some 1,200 bytes becomes some 250.
///
/// Each record is packed by itself with zstd and a dictionary, so that any one is opened alone. The first byte says how: 0 plain JSON, else
/// the number of the dictionary, from 1. The dictionary is made of records of the project's own samples, lies in the ledger and is never
/// changed, so that forgetting a report leaves nothing of it behind.
final class RecordStore {
  private let connection: Connection
  private let compressor: OpaquePointer?
  private let decompressor: OpaquePointer?
  private var forWriting: (number: UInt8, dictionary: OpaquePointer)?
  private var forReading: [UInt8: OpaquePointer] = [:]
  private var buffer: [UInt8] = []

  /// The level of compression; higher ones gain little on texts this short.
  private static let level: Int32 = 3
  /// No record comes near this; a larger claim of a damaged one is not believed.
  private static let greatest = 64 << 20

  init(_ connection: Connection) {
    self.connection = connection
    compressor = ZSTD_createCCtx()
    decompressor = ZSTD_createDCtx()
  }

  deinit {
    if let forWriting { ZSTD_freeCDict(forWriting.dictionary) }
    for dictionary in forReading.values { ZSTD_freeDDict(dictionary) }
    ZSTD_freeCCtx(compressor)
    ZSTD_freeDCtx(decompressor)
  }

  /// Makes the newest dictionary of the ledger the one to write with.
  func prepareToWrite() throws(LedgerError) {
    let newest = try connection.first("SELECT id, bytes FROM dictionaries ORDER BY id DESC LIMIT 1") {
      row throws(LedgerError) in (row.int(0), row.bytes(1))
    }
    guard let (id, bytes) = newest, let number = UInt8(exactly: id) else { return }
    let made = bytes.withUnsafeBytes { ZSTD_createCDict($0.baseAddress, $0.count, RecordStore.level) }
    guard let made else { return }
    if let forWriting { ZSTD_freeCDict(forWriting.dictionary) }
    forWriting = (number, made)
  }

  /// The stored form of an event.
  func packed(_ event: Event) -> [UInt8] {
    let line = Array(event.json.line.utf8)
    guard let forWriting else { return [0] + line }
    let most = ZSTD_compressBound(line.count) + 1
    if buffer.count < most { buffer = Array(repeating: 0, count: most) }
    let size = line.withUnsafeBytes { from in
      buffer.withUnsafeMutableBytes { to in
        ZSTD_compress_usingCDict(
          compressor, to.baseAddress.map { $0 + 1 }, to.count - 1, from.baseAddress, from.count,
          forWriting.dictionary)
      }
    }
    if ZSTD_isError(size) != 0 { return [0] + line }
    buffer[0] = forWriting.number
    return Array(buffer[...size])
  }

  /// Opens a record.
  ///
  /// - Throws: `LedgerError` of kind `damaged` when it is none.
  func event(_ packed: UnsafeRawBufferPointer, named name: String) throws(LedgerError) -> Event {
    func damaged(_ message: String) -> LedgerError {
      LedgerError(kind: .damaged, file: connection.file, message: "the record of event \(name) \(message)")
    }
    guard let first = packed.first else { throw damaged("is empty") }
    let line: [UInt8]
    if first == 0 {
      line = Array(packed.dropFirst())
    } else {
      line = try opened(UnsafeRawBufferPointer(rebasing: packed.dropFirst()), with: first, damaged)
    }
    let json: JSON
    do { json = try JSON.read(line) } catch { throw damaged("is no JSON: \(error)") }
    guard let event = Event(json: json) else { throw damaged("is not of schema \(Event.schema)") }
    return event
  }

  private func opened(
    _ packed: UnsafeRawBufferPointer, with number: UInt8, _ damaged: (String) -> LedgerError
  ) throws(LedgerError) -> [UInt8] {
    let dictionary = try reading(number, damaged)
    let claimed = ZSTD_getFrameContentSize(packed.baseAddress, packed.count)
    // The two greatest numbers say that the size is unknown or the frame is none.
    guard claimed <= UInt64(RecordStore.greatest) else { throw damaged("is no packed record") }
    var line = [UInt8](repeating: 0, count: Int(claimed))
    let size = line.withUnsafeMutableBytes { to in
      ZSTD_decompress_usingDDict(
        decompressor, to.baseAddress, to.count, packed.baseAddress, packed.count, dictionary)
    }
    guard ZSTD_isError(size) == 0, size == line.count else { throw damaged("cannot be unpacked") }
    return line
  }

  private func reading(
    _ number: UInt8, _ damaged: (String) -> LedgerError
  ) throws(LedgerError) -> OpaquePointer {
    if let dictionary = forReading[number] { return dictionary }
    let bytes = try connection.first("SELECT bytes FROM dictionaries WHERE id = ?", [.int(Int(number))]) {
      row throws(LedgerError) in row.bytes(0)
    }
    let made = bytes.flatMap { bytes in bytes.withUnsafeBytes { ZSTD_createDDict($0.baseAddress, $0.count) } }
    guard let made else { throw damaged("needs dictionary \(number), which the ledger lacks") }
    forReading[number] = made
    return made
  }
}
