/// One node of the tree in which Parquet describes columns; a list is three nodes, one in the other.
struct SchemaElement {
  let name: String
  var type: ParquetType?
  var repetition: ParquetRepetition?
  var children = 0
  var converted: ParquetConvertedType?
  var logical: ParquetLogicalType?

  /// The root and the columns below it, each before its children.
  static func all(of definitions: [ColumnDefinition]) -> [SchemaElement] {
    [SchemaElement(name: "schema", children: definitions.count)] + definitions.flatMap(elements)
  }

  private static func elements(_ definition: ColumnDefinition) -> [SchemaElement] {
    func leaf(_ name: String, _ converted: ParquetConvertedType?, _ logical: ParquetLogicalType?)
      -> SchemaElement
    {
      SchemaElement(
        name: name, type: definition.kind.parquetType, repetition: .optional, converted: converted,
        logical: logical)
    }
    return switch definition.kind {
    case .text: [leaf(definition.name, .utf8, .string)]
    case .integer, .real, .flag: [leaf(definition.name, nil, nil)]
    case .day: [leaf(definition.name, .date, .date)]
    case .texts:
      [
        SchemaElement(
          name: definition.name, repetition: .optional, children: 1, converted: .list, logical: .list),
        SchemaElement(name: "list", repetition: .repeated, children: 1), leaf("element", .utf8, .string),
      ]
    }
  }

  func describe(_ thrift: inout CompactThrift) {
    if let type { thrift.int32(1, type.rawValue) }
    if let repetition { thrift.int32(3, repetition.rawValue) }
    thrift.string(4, name)
    if children > 0 { thrift.int32(5, Int32(children)) }
    if let converted { thrift.int32(6, converted.rawValue) }
    if let logical { thrift.structure(10) { $0.structure(logical.rawValue) } }
  }
}
