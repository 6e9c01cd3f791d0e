import DemarcheReportLines

/// The files of a zip archive, each read in its own format.
///
/// Hidden files and what an archiver adds for its own use are passed over; an archive in an archive is read, one in
/// that is not.
struct ZipArchive: ReportSource {
  let reader: ReportReader
  private let path: String
  private let depth: Int
  private let archive: ArchiveBytes
  private var inner: (any ReportSource)?
  private var isAtEnd = false
  private(set) var format = ReportReader.Format.zip

  init(reader: ReportReader, input: Input) {
    self.reader = reader
    path = input.path
    depth = input.depth
    archive = ArchiveBytes(input.source, path: input.path, limits: reader.options.unpacking, isZip: true)
  }

  mutating func next() throws(Rejection) -> [ReportReader.Item]? {
    while !isAtEnd {
      if inner != nil {
        do throws(Rejection) {
          if let items = try inner?.next() {
            format = inner?.format ?? .zip
            return items
          }
          inner = nil
        } catch {
          inner = nil
          return [.rejected(error)]
        }
      }
      guard let name = try archive.nextEntry() else { return nil }
      let last = name.split(separator: "/").last ?? ""
      if last.hasPrefix(".") || name.hasPrefix("__MACOSX/") { continue }
      do throws(Rejection) {
        let source = LineSource(
          archive, path: "\(path)/\(name)", limit: reader.options.limit, unpacking: reader.options.unpacking)
        inner = try reader.open(Input(name: Packing.inner(of: name), source: source, depth: depth + 1))
      } catch {
        format = .zip
        return [.rejected(error)]
      }
    }
    return nil
  }
}
