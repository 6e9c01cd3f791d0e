public import DemarcheReportLines
import Glibc

/// A contiguous part of an input, by bytes: one of so many, counted from 0.
///
/// - Invariant: the parts of all shards of a count follow one another without a gap or an overlap.
/// - Cost: what lies before a part is read over once, for the numbers of its lines.
public struct Shard: Hashable, Sendable, CustomStringConvertible {
  public let index: Int
  public let count: Int

  /// Nil unless `index` is one of 0 to `count` - 1.
  public init?(_ index: Int, of count: Int) {
    guard count > 0, (0..<count).contains(index) else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads "3/16"; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else { return nil }
    self.init(index, of: count)
  }

  public var description: String { "\(index)/\(count)" }

  /// Whether this is the last of its shards, to which what lies at the very end belongs.
  public var isLast: Bool { index == count - 1 }

  /// The bytes of so many that belong to it.
  public func stretch(of total: Int) -> Range<Int> { start(index, of: total)..<start(index + 1, of: total) }

  /// Where the part of an index begins; written so that no product is greater than the total times the count's rest.
  private func start(_ index: Int, of total: Int) -> Int {
    total / count * index + total % count * index / count
  }
}

extension ReportReader {
  /// Reads the part of several inputs that belongs to a shard, and hands over its reports in order.
  ///
  /// JSON lines that are not packed are cut within: a line belongs to the shard in which its first byte lies. Any other
  /// file belongs whole to the shard in which it begins, so packed files have to be as many as there is work to share.
  /// Reports and rejections, one shard after the other, are those of ``read(path:_:)`` on each of the paths.
  ///
  /// - Parameter paths: files, folders and patterns; what has no size of its own belongs to the shard where it stands.
  @discardableResult
  public func read(paths: [String], shard: Shard, _ body: (Item) throws -> Bool) rethrows -> Counts {
    var counts = Counts()
    let files = ReportReader.files(of: paths)
    let sizes = files.map { FileBytes.size(of: (try? $0.get()) ?? "") }
    let total = sizes.reduce(0, +)
    let stretch = shard.stretch(of: total)
    var start = 0
    for (file, size) in zip(files, sizes) {
      defer { start += size }
      let begins = stretch.contains(start) || start == total && shard.isLast
      switch file {
      case .failure(let rejection):
        guard begins else { continue }
        counts.refused += 1
        if try !body(.rejected(rejection)) { return counts }
      case .success(let path):
        let part = ((stretch.lowerBound - start)..<(stretch.upperBound - start)).clamped(to: 0..<size)
        guard begins || !part.isEmpty, let (opened, isCut) = opened(path, part: part, begins: begins)
        else { continue }
        if try !read(opened, path, isPart: isCut && part.count < size, into: &counts, body) { return counts }
      }
    }
    return counts
  }

  /// How many bytes the files that paths lead to have, as they lie there; 0 for what is no file.
  public static func size(of paths: [String]) -> Int {
    files(of: paths).reduce(0) { $0 + FileBytes.size(of: (try? $1.get()) ?? "") }
  }

  private static func files(of paths: [String]) -> [Result<String, Rejection>] {
    paths.flatMap { path in
      var found = InputFiles(path)
      var files: [Result<String, Rejection>] = []
      while let file = found.next() { files.append(file) }
      return files
    }
  }

  /// The part of a file, or all of it where it cannot be cut; nil when that belongs to another shard.
  private func opened(
    _ path: String, part: Range<Int>, begins: Bool
  ) -> (source: Result<any ReportSource, Rejection>, isCut: Bool)? {
    let opened = opened(path)
    guard case .success(let source) = opened, var lines = source as? JSONLines, lines.source.isPlainFile
    else {
      if begins { return (source: opened, isCut: false) }
      return nil
    }
    do throws(Rejection) { try lines.cut(to: part) } catch { return (source: .failure(error), isCut: true) }
    // A part between two ends of lines has none that begins in it, and is no empty input.
    if lines.isSpent { return nil }
    return (source: .success(lines), isCut: true)
  }
}

extension FileBytes {
  /// The size of a regular file; 0 for anything else, and for what is not there.
  static func size(of path: String) -> Int {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return 0 }
    return Int(status.st_size)
  }
}
