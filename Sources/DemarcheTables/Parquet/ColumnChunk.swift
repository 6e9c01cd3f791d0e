/// One column of one group of rows: its pages, and what the foot of the file says of it.
struct ColumnChunk {
  let definition: ColumnDefinition
  /// The pages, with their heads, as they stand in the file.
  private(set) var bytes: [UInt8] = []
  private var dictionarySize: Int?
  private var valueCount = 0
  private var nullCount = 0
  private(set) var unpackedSize = 0
  private let bounds: (least: [UInt8], greatest: [UInt8])?

  /// The most bytes of a dictionary, and of the text of a page: what other writers take too.
  private static let limit = 1 << 20

  init(_ definition: ColumnDefinition, _ column: Column, _ compressor: Compressor) {
    self.definition = definition
    let values = ColumnValues(column: column)
    bounds = values.bounds()
    var dictionary: TextDictionary?
    if column.kind == .text || column.kind == .texts {
      dictionary = TextDictionary(column.texts, known: values.known, limit: ColumnChunk.limit)
    }
    if let dictionary { append(dictionary, compressor) }
    var row = 0
    while row < column.count {
      let end = dictionary == nil ? values.pageEnd(from: row, limit: ColumnChunk.limit) : column.count
      append(values, row..<end, dictionary, compressor)
      row = end
    }
  }

  private mutating func append(_ dictionary: TextDictionary, _ compressor: Compressor) {
    var page: [UInt8] = []
    for index in 0..<dictionary.texts.count { page.append(plain: dictionary.texts, index) }
    append(page, .dictionary, compressor) {
      $0.structure(7) {
        $0.int32(1, Int32(dictionary.texts.count))
        $0.int32(2, ParquetEncoding.plain.rawValue)
      }
    }
    dictionarySize = bytes.count
  }

  private mutating func append(
    _ values: ColumnValues, _ rows: Range<Int>, _ dictionary: TextDictionary?, _ compressor: Compressor
  ) {
    let (definition, repetition) = values.levels(rows)
    var page: [UInt8] = []
    if !repetition.isEmpty { page.append(levels: repetition, width: 1) }
    page.append(levels: definition, width: values.definitionWidth)
    if let dictionary {
      let (known, width) = (values.known, dictionary.width)
      page.append(UInt8(width))
      page.append(
        hybrid: values.leaves(rows).filter { known[$0] }.map { dictionary.places[$0] }, width: width)
    } else {
      page += values.plain(rows)
    }
    valueCount += definition.count
    let deepest: UInt8 = values.column.kind == .texts ? 3 : 1
    for level in definition where level < deepest { nullCount += 1 }
    append(page, .data, compressor) {
      $0.structure(5) {
        $0.int32(1, Int32(definition.count))
        $0.int32(2, (dictionary == nil ? ParquetEncoding.plain : .dictionary).rawValue)
        $0.int32(3, ParquetEncoding.runs.rawValue)
        $0.int32(4, ParquetEncoding.runs.rawValue)
      }
    }
  }

  private mutating func append(
    _ page: [UInt8], _ kind: ParquetPageKind, _ compressor: Compressor, _ head: (inout CompactThrift) -> Void
  ) {
    let packed = compressor.packed(page)
    let head = CompactThrift.structure {
      $0.int32(1, kind.rawValue)
      $0.int32(2, Int32(page.count))
      $0.int32(3, Int32(packed.count))
      head(&$0)
    }
    bytes += head
    bytes += packed
    unpackedSize += head.count + page.count
  }

  /// What the foot says of it (`ColumnChunk`), when its bytes begin at `offset` of the file.
  func describe(at offset: Int, _ thrift: inout CompactThrift) {
    thrift.int64(2, 0)
    thrift.structure(3) {
      $0.int32(1, definition.kind.parquetType.rawValue)
      let encodings: [ParquetEncoding] =
        dictionarySize == nil ? [.plain, .runs] : [.plain, .runs, .dictionary]
      $0.int32s(2, encodings.map(\.rawValue))
      $0.strings(3, [definition.name] + (definition.kind == .texts ? ["list", "element"] : []))
      $0.int32(4, ParquetCodec.zstd.rawValue)
      $0.int64(5, valueCount)
      $0.int64(6, unpackedSize)
      $0.int64(7, bytes.count)
      $0.int64(9, offset + (dictionarySize ?? 0))
      if dictionarySize != nil { $0.int64(11, offset) }
      $0.structure(12) {
        $0.int64(3, nullCount)
        if let bounds {
          $0.binary(5, bounds.greatest)
          $0.binary(6, bounds.least)
        }
      }
    }
  }
}

extension ColumnKind {
  /// How Parquet keeps a value.
  var parquetType: ParquetType {
    switch self {
    case .text, .texts: .byteArray
    case .integer: .int64
    case .real: .double
    case .flag: .boolean
    case .day: .int32
    }
  }
}

extension [UInt8] {
  /// Levels with their length before them, as pages of version 1 have them.
  fileprivate mutating func append(levels: [UInt8], width: Int) {
    var runs: [UInt8] = []
    runs.append(hybrid: levels, width: width)
    append(littleEndian: UInt32(runs.count))
    append(contentsOf: runs)
  }
}
