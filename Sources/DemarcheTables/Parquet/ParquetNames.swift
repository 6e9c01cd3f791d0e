/// The numbers that Parquet gives to what it has, as far as this writer uses them.
///
/// Source: https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift
enum ParquetType: Int32 {
  case boolean = 0
  case int32 = 1
  case int64 = 2
  case double = 5
  case byteArray = 6
}

enum ParquetRepetition: Int32 {
  case optional = 1
  case repeated = 2
}

/// What a type means, in the words of Parquet 1; readers that are up to date look at the logical type.
enum ParquetConvertedType: Int32 {
  case utf8 = 0
  case list = 3
  case date = 6
}

/// What a type means: the id of the field of the union `LogicalType`.
enum ParquetLogicalType: Int {
  case string = 1
  case list = 3
  case date = 6
}

enum ParquetEncoding: Int32 {
  case plain = 0
  /// Runs and bits, of levels.
  case runs = 3
  /// Places in a dictionary, as runs and bits.
  case dictionary = 8
}

enum ParquetPageKind: Int32 {
  case data = 0
  case dictionary = 2
}

enum ParquetCodec: Int32 {
  case zstd = 6
}
