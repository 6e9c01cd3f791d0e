import DemarcheText

/// All data of a release in one file, mapped into memory at start: tables, rules and models by name.
///
/// Layout, little endian: the magic "DMRCPACK", the format version as UInt32, the number of sections as
/// UInt32, the SHA-256 of all that follows as 64 hexadecimal letters, then a directory of (name length as
/// UInt32, name, offset as UInt64 from the start of the file, size as UInt64), then the sections, each
/// starting at a multiple of 64 bytes so that a model can be used where it lies.
///
/// - Cost: opening reads the directory alone; a section is paged in when it is read.
public struct Pack: Sendable {
  /// The version of the layout.
  public static let version: UInt32 = 1
  static let magic = Array("DMRCPACK".utf8)

  /// The mapped file: whoever keeps a section's bytes keeps it too.
  public let file: MappedFile
  private let sections: [String: Range<Int>]
  /// The SHA-256 of directory and sections in hexadecimal: what records carry as `data`.
  public let hash: String

  /// Opens a pack.
  ///
  /// - Throws: a ``DataFileError`` when the file is missing, no pack, of another version or cut short.
  public init(path: String) throws(DataFileError) {
    let file = try MappedFile(path: path)
    let help = "build it anew: demarche pack --data Data --models Models --output \(path)"
    func fault(_ message: String) -> DataFileError {
      DataFileError(file: path, line: 0, message: message, help: help)
    }
    let size = file.bytes.count
    guard size >= 80, file.bytes.prefix(8).elementsEqual(Pack.magic) else {
      throw fault("this is no data pack")
    }
    func number(_ at: Int, _ width: Int) -> UInt64 {
      (0..<width).reduce(0) { $0 | UInt64(file.bytes[at + $1]) << UInt64(8 * $1) }
    }
    guard number(8, 4) == UInt64(Pack.version) else {
      throw fault("the pack has layout \(number(8, 4)); this program reads layout \(Pack.version)")
    }
    hash = String(decoding: file.bytes[16..<80], as: UTF8.self)
    var at = 80
    var sections: [String: Range<Int>] = [:]
    for _ in 0..<number(12, 4) {
      guard at + 4 <= size else { throw fault("the pack is cut short") }
      let length = Int(number(at, 4))
      guard length < 4096, at + 20 + length <= size else { throw fault("the pack is cut short") }
      let name = String(decoding: file.bytes[(at + 4)..<(at + 4 + length)], as: UTF8.self)
      let offset = number(at + 4 + length, 8)
      let count = number(at + 12 + length, 8)
      guard offset <= UInt64(size), count <= UInt64(size) - offset else {
        throw fault("the pack is cut short")
      }
      // A model is used where it lies, which is only right at such a place.
      guard offset % 64 == 0 else { throw fault("the pack is damaged: \(name) starts at byte \(offset)") }
      sections[name] = Int(offset)..<Int(offset + count)
      at += 20 + length
    }
    self.file = file
    self.sections = sections
  }

  public var path: String { file.path }

  /// Whether the content is what the hash at its beginning says.
  ///
  /// - Cost: reads all of it, which is why opening does not ask.
  public var isIntact: Bool { SHA256.hex(of: UnsafeRawBufferPointer(rebasing: file.bytes[80...])) == hash }

  /// The names of the sections, sorted.
  public var names: [String] { sections.keys.sorted() }

  /// The bytes of a section; nil when the pack has none of the name.
  public func bytes(_ name: String) -> UnsafeRawBufferPointer? {
    sections[name].map { UnsafeRawBufferPointer(rebasing: file.bytes[$0]) }
  }

  /// A section as text.
  public func text(_ name: String) -> String? { bytes(name).map { String(decoding: $0, as: UTF8.self) } }

  /// The bytes of a pack of these sections, in the order of their names: the same sections, the same bytes.
  public static func build(_ sections: [(name: String, bytes: [UInt8])]) -> [UInt8] {
    let sections = sections.sorted { $0.name < $1.name }
    func number(_ value: Int, _ width: Int) -> [UInt8] {
      (0..<width).map { UInt8(truncatingIfNeeded: UInt64(value) >> UInt64(8 * $0)) }
    }
    let directorySize = sections.reduce(0) { $0 + 20 + $1.name.utf8.count }
    func aligned(_ offset: Int) -> Int { (offset + 63) / 64 * 64 }
    var directory: [UInt8] = []
    var body: [UInt8] = []
    let start = aligned(80 + directorySize)
    var offset = start
    for section in sections {
      let name = Array(section.name.utf8)
      directory += number(name.count, 4) + name + number(offset, 8) + number(section.bytes.count, 8)
      body += section.bytes
      offset += section.bytes.count
      let padding = aligned(offset) - offset
      body += [UInt8](repeating: 0, count: padding)
      offset += padding
    }
    let rest = directory + [UInt8](repeating: 0, count: start - 80 - directorySize) + body
    return magic + number(Int(version), 4) + number(sections.count, 4) + Array(SHA256.hex(of: rest).utf8)
      + rest
  }
}
