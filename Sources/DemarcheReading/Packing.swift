/// How the bytes of an input are packed, as their first bytes say.
public enum Packing: String, Sendable, CaseIterable {
  case gzip, zstd, xz, bzip2

  /// The ending that a file packed so has; what stands before it names the content.
  public var ending: String {
    switch self {
    case .gzip: ".gz"
    case .zstd: ".zst"
    case .xz: ".xz"
    case .bzip2: ".bz2"
    }
  }

  /// The bytes that every input packed so begins with.
  private var mark: [UInt8] {
    switch self {
    case .gzip: [0x1F, 0x8B, 0x08]
    case .zstd: [0x28, 0xB5, 0x2F, 0xFD]
    case .xz: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]
    case .bzip2: [0x42, 0x5A, 0x68]
    }
  }

  /// So many first bytes tell the packing.
  static let longestMark = 10

  /// The packing of an input that begins with these bytes; nil when it is not packed.
  public init?(of head: ArraySlice<UInt8>) {
    guard let packing = Packing.allCases.first(where: { head.starts(with: $0.mark) }) else { return nil }
    // Three letters may begin a text: behind them stand the level and the mark of a block or of the end.
    if packing == .bzip2 {
      let behind = head.dropFirst(3)
      guard let level = behind.first, (0x31...0x39).contains(level),
        behind.dropFirst().starts(with: [0x31, 0x41, 0x59])
          || behind.dropFirst().starts(with: [0x17, 0x72, 0x45])
      else { return nil }
    }
    self = packing
  }

  /// The name of what is packed: "a.csv" for "a.csv.gz", "a.csv" for "a.csv".
  static func inner(of name: String) -> String {
    for packing in Packing.allCases where name.lowercased().hasSuffix(packing.ending) {
      return String(name.dropLast(packing.ending.count))
    }
    return name
  }

  /// The bytes that packed ones hold.
  func unpacked(_ bytes: any ByteSource, path: String, _ limits: UnpackedLimits) -> any ByteSource {
    switch self {
    case .gzip: GzipBytes(bytes, path: path, limits: limits)
    case .zstd, .xz, .bzip2: ArchiveBytes(bytes, path: path, limits: limits)
    }
  }
}

/// How much a packed input may unpack to before it is taken for a bomb.
///
/// Text shrinks to a third or a tenth, the most repetitive tables to a fiftieth; only what was made to fill a
/// memory or a disk goes beyond. What is unpacked is never held whole, so the total may be large.
public struct UnpackedLimits: Sendable {
  /// Unpacked bytes for one packed.
  public var ratio = 250
  /// Unpacked bytes below which the ratio is not looked at.
  public var free = 64 << 20
  /// Unpacked bytes of one input.
  public var total = 1 << 40

  public init() {}

  /// Why so much may not be unpacked from so little; nil when it may.
  func fault(unpacked: Int, from packed: Int) -> String? {
    if unpacked > total { return "unpacks to more than \(total >> 20) MB" }
    if unpacked > free, unpacked / max(1, packed) > ratio {
      return "unpacks to more than \(ratio) times its size"
    }
    return nil
  }
}
