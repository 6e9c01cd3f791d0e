import CArchive
import DemarcheReportLines
import Glibc

/// What libarchive reads: the content of a zstd, xz or bzip2 stream, or the files of a zip archive one by one.
///
/// - Invariant: holds one block, whatever the input.
/// - Note: of a cut or damaged stream the last block that libarchive was filling, at most 128 KB, is lost.
final class ArchiveBytes: ByteSource {
  private let archive: OpaquePointer?
  private let packed: PackedInput
  private let path: String
  private let limits: UnpackedLimits
  private var unpacked = 0
  private var isOpen = false
  private let isZip: Bool
  /// The type of an entry that is a file and no folder or link; the header's own name is a macro of C.
  private static let plainFile: mode_t = 0o100000

  /// - Parameter isZip: whether the bytes are a zip archive; else what they hold is one stream.
  init(_ source: any ByteSource, path: String, limits: UnpackedLimits, isZip: Bool = false) {
    packed = PackedInput(source)
    self.path = path
    self.limits = limits
    self.isZip = isZip
    archive = archive_read_new()
    if isZip {
      archive_read_support_format_zip_streamable(archive)
    } else {
      archive_read_support_filter_zstd(archive)
      archive_read_support_filter_xz(archive)
      archive_read_support_filter_bzip2(archive)
      archive_read_support_format_raw(archive)
      archive_read_support_format_empty(archive)
    }
  }

  deinit { archive_read_free(archive) }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(Rejection) -> Int {
    if !isZip, !isOpen, try nextEntry() == nil { return 0 }
    let got = archive_read_data(archive, buffer.baseAddress, buffer.count)
    guard got >= 0 else { throw fault() }
    unpacked += got
    if let fault = limits.fault(unpacked: unpacked, from: packed.count) {
      throw Rejection(
        report: path, error: "\(fault): a bomb, or no text", help: "unpack it yourself if you trust it")
    }
    return got
  }

  /// The name of the next file of a zip archive, whose bytes are then read; nil behind the last one.
  func nextEntry() throws(Rejection) -> String? {
    if !isOpen {
      isOpen = true
      let context = Unmanaged.passUnretained(packed).toOpaque()
      let opened = archive_read_open(
        archive, context, nil,
        { _, context, block in
          guard let context, let block else { return -1 }
          let input = Unmanaged<PackedInput>.fromOpaque(context).takeUnretainedValue()
          return input.next(block)
        }, nil)
      guard opened == ARCHIVE_OK else { throw fault() }
    }
    while true {
      var entry: OpaquePointer?
      let status = archive_read_next_header(archive, &entry)
      if status == ARCHIVE_EOF { return nil }
      guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw fault() }
      if isZip, archive_entry_filetype(entry) != ArchiveBytes.plainFile { continue }
      let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
      return name.map { String(cString: $0) } ?? ""
    }
  }

  private func fault() -> Rejection {
    if let failure = packed.failure { return failure }
    let reason = archive_error_string(archive).map { String(cString: $0) } ?? "it cannot be unpacked"
    return Rejection(
      report: path,
      error: "\(reason), \(packed.count) packed and \(unpacked) unpacked bytes from its start",
      help: "what stood before was read; fetch or copy it again")
  }
}

/// The packed bytes, as libarchive asks for them.
private final class PackedInput {
  let source: any ByteSource
  private let block = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
  private(set) var count = 0
  private(set) var failure: Rejection?

  init(_ source: any ByteSource) { self.source = source }

  deinit { block.deallocate() }

  func next(_ start: UnsafeMutablePointer<UnsafeRawPointer?>) -> Int {
    do throws(Rejection) {
      let got = try source.read(into: block)
      start.pointee = UnsafeRawPointer(block.baseAddress)
      count += got
      return got
    } catch {
      failure = error
      return -1
    }
  }
}
