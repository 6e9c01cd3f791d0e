/// Rows as a file of Parquet, handed on as it grows.
///
/// The file is of format 2: columns that may be null, text as strings, days as dates, lists in three levels;
/// pages packed with zstd, texts with a dictionary while it is small. Holds one group of rows in memory and a
/// few bytes for each group before. The same rows give the same bytes, with the same version of zstd. A file
/// without rows has its columns all the same. What the sink throws ends the writing; the file is then none.
/// A copy of a writer writes to the same sink, so there should be none.
///
/// Source: https://parquet.apache.org/docs/file-format/
public struct ParquetWriter<Failure: Error> {
  public typealias Sink = ([UInt8]) throws(Failure) -> Void

  private let metadata: [(key: String, value: String)]
  private let createdBy: String
  private let rowGroup: Int
  private let compressor: Compressor
  private let sink: Sink
  private var rows: TypedTable
  private var rowCount = 0
  /// What the foot will say of each group of rows that is written.
  private var groups: [[UInt8]] = []
  private var offset = 0

  private static var magic: [UInt8] { Array("PAR1".utf8) }
  /// The bytes at which a group of rows is written though it has fewer rows than it might.
  var greatestGroup = 64 << 20

  /// Begins a file.
  ///
  /// - Parameters:
  ///   - metadata: What a reader is told of the whole file, by keys; not looked at.
  ///   - createdBy: The program and its version, like `demarche version 0.1.0`.
  ///   - rowGroup: How many rows a group has at most, at least 1; one of large texts has fewer.
  ///   - level: The level of zstd, 1 to 19; more is smaller and slower.
  ///   - sink: Takes the bytes of the file, in their order.
  public init(
    _ definitions: [ColumnDefinition], metadata: [(key: String, value: String)] = [], createdBy: String,
    rowGroup: Int = 65_536, level: Int = 3, sink: @escaping Sink
  ) {
    precondition(rowGroup > 0, "a group of \(rowGroup) rows")
    self.metadata = metadata
    self.createdBy = createdBy
    self.rowGroup = rowGroup
    self.sink = sink
    compressor = Compressor(level: level)
    rows = TypedTable(definitions)
  }

  /// Appends a row, as `TypedTable` does.
  public mutating func append(_ row: [Cell]) throws(Failure) {
    rows.append(row)
    if rows.rowCount >= rowGroup || rows.size >= greatestGroup { try writeGroup() }
  }

  /// Writes the rows that are left, and the foot; the last call.
  public mutating func finish() throws(Failure) {
    if rows.rowCount > 0 { try writeGroup() }
    if offset == 0 { try hand(Self.magic) }
    var foot = self.foot
    foot.append(littleEndian: UInt32(foot.count))
    try hand(foot + Self.magic)
  }

  private mutating func hand(_ bytes: [UInt8]) throws(Failure) {
    offset += bytes.count
    try sink(bytes)
  }

  private mutating func writeGroup() throws(Failure) {
    if offset == 0 { try hand(Self.magic) }
    let begin = offset
    var (chunks, unpackedSize): ([(ColumnChunk, Int)], Int) = ([], 0)
    for (definition, column) in zip(rows.definitions, rows.columns) {
      let chunk = ColumnChunk(definition, column, compressor)
      chunks.append((chunk, offset))
      unpackedSize += chunk.unpackedSize
      try hand(chunk.bytes)
    }
    let ordinal = Int16(exactly: groups.count)
    groups.append(
      CompactThrift.structure {
        $0.structures(1, chunks) { thrift, chunk in chunk.0.describe(at: chunk.1, &thrift) }
        $0.int64(2, unpackedSize)
        $0.int64(3, rows.rowCount)
        $0.int64(5, begin)
        $0.int64(6, offset - begin)
        // Behind the last number of 16 bits it is left out; it may be.
        if let ordinal { $0.int16(7, ordinal) }
      })
    rowCount += rows.rowCount
    rows.removeAll(keepingCapacity: true)
  }

  /// What the file says of itself (`FileMetaData`).
  private var foot: [UInt8] {
    CompactThrift.structure {
      $0.int32(1, 2)
      $0.structures(2, SchemaElement.all(of: rows.definitions)) { $1.describe(&$0) }
      $0.int64(3, rowCount)
      $0.structures(4, written: groups)
      if !metadata.isEmpty {
        $0.structures(5, metadata) { thrift, pair in
          thrift.string(1, pair.key)
          thrift.string(2, pair.value)
        }
      }
      $0.string(6, createdBy)
      // The least and greatest values of every column follow the order of its type.
      $0.structures(7, rows.definitions) { thrift, _ in thrift.structure(1) }
    }
  }
}
