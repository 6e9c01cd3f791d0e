public import CArrow

/// Tables as the structs of Arrow's C data interface.
///
/// Each struct owns a copy of what it points at and is good until its `release` is called, on any thread but
/// by one thread at a time. Columns and parts of lists may be null; text is `u`, a day `tdD`, a list `+l`.
/// A table has at most 2 GiB of text in a column, so 32 bits always do for its offsets. The caller gives the
/// memory of the outermost struct; what stood in it is overwritten, not released.
public enum ArrowExport {
  /// The type of a table with these columns: a struct, one field a column.
  public static func schema(
    _ definitions: [ColumnDefinition], into schema: UnsafeMutablePointer<ArrowSchema>
  ) {
    let fields = definitions.map { definition in
      { (field: UnsafeMutablePointer<ArrowSchema>) in ArrowExport.field(definition, into: field) }
    }
    type("+s", named: "", nullable: false, fields, into: schema)
  }

  /// The values of a table: a struct array, one child a column.
  public static func array(_ table: TypedTable, into array: UnsafeMutablePointer<ArrowArray>) {
    let memory = ArrowMemory()
    let children = table.columns.map { column in
      { (child: UnsafeMutablePointer<ArrowArray>) in ArrowExport.values(column, into: child) }
    }
    values(table.rowCount, nulls: 0, [nil], children, memory, into: array)
  }

  // MARK: Types

  private static func field(
    _ definition: ColumnDefinition, into schema: UnsafeMutablePointer<ArrowSchema>
  ) {
    let format =
      switch definition.kind {
      case .text: "u"
      case .integer: "l"
      case .real: "g"
      case .flag: "b"
      case .day: "tdD"
      case .texts: "+l"
      }
    let part = { (part: UnsafeMutablePointer<ArrowSchema>) in
      // "item" is what Arrow itself calls the part of a list.
      ArrowExport.type("u", named: "item", nullable: true, [], into: part)
    }
    type(
      format, named: definition.name, nullable: true, definition.kind == .texts ? [part] : [], into: schema)
  }

  private static func type(
    _ format: String, named name: String, nullable: Bool,
    _ children: [(UnsafeMutablePointer<ArrowSchema>) -> Void], into schema: UnsafeMutablePointer<ArrowSchema>
  ) {
    let memory = ArrowMemory()
    let room = memory.room(children.count, ArrowSchema())
    let pointers = memory.room(children.count, UnsafeMutablePointer<ArrowSchema>?.none)
    for (index, child) in children.enumerated() {
      child(room + index)
      pointers[index] = room + index
    }
    schema.pointee = ArrowSchema(
      format: memory.copy(format), name: memory.copy(name), metadata: nil,
      flags: nullable ? Int64(ARROW_FLAG_NULLABLE) : 0, n_children: Int64(children.count), children: pointers,
      dictionary: nil, release: releaseSchema, private_data: memory.keep())
  }

  // MARK: Values

  private static func values(_ column: Column, into array: UnsafeMutablePointer<ArrowArray>) {
    let memory = ArrowMemory()
    let known = column.nullCount == 0 ? nil : memory.copy(column.known.bytes)
    func fill(
      _ buffers: [UnsafeRawPointer], _ children: [(UnsafeMutablePointer<ArrowArray>) -> Void] = []
    ) {
      values(column.count, nulls: column.nullCount, [known] + buffers, children, memory, into: array)
    }
    switch column.kind {
    case .text: fill([memory.copy(column.texts.ends), memory.copy(column.texts.bytes)])
    case .integer: fill([memory.copy(column.integers)])
    case .real: fill([memory.copy(column.reals)])
    case .flag: fill([memory.copy(column.flags.bytes)])
    case .day: fill([memory.copy(column.days)])
    case .texts: fill([memory.copy(column.listEnds)], [{ ArrowExport.parts(column, into: $0) }])
    }
  }

  /// The parts of all lists of a column.
  private static func parts(_ column: Column, into array: UnsafeMutablePointer<ArrowArray>) {
    let memory = ArrowMemory()
    let (texts, known) = (column.texts, column.knownParts)
    let unknown = known.count - known.bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    values(
      texts.count, nulls: unknown,
      [unknown == 0 ? nil : memory.copy(known.bytes), memory.copy(texts.ends), memory.copy(texts.bytes)],
      [], memory, into: array)
  }

  private static func values(
    _ length: Int, nulls: Int, _ buffers: [UnsafeRawPointer?],
    _ children: [(UnsafeMutablePointer<ArrowArray>) -> Void], _ memory: ArrowMemory,
    into array: UnsafeMutablePointer<ArrowArray>
  ) {
    let room = memory.room(children.count, ArrowArray())
    let pointers = memory.room(children.count, UnsafeMutablePointer<ArrowArray>?.none)
    for (index, child) in children.enumerated() {
      child(room + index)
      pointers[index] = room + index
    }
    let places = memory.room(buffers.count, UnsafeRawPointer?.none)
    for (index, buffer) in buffers.enumerated() { places[index] = buffer }
    array.pointee = ArrowArray(
      length: Int64(length), null_count: Int64(nulls), offset: 0, n_buffers: Int64(buffers.count),
      n_children: Int64(children.count), buffers: places, children: pointers, dictionary: nil,
      release: releaseArray, private_data: memory.keep())
  }
}

/// Releases the children that nobody moved away, then what the struct itself points at.
private func releaseSchema(_ schema: UnsafeMutablePointer<ArrowSchema>?) {
  guard let schema, schema.pointee.release != nil else { return }
  for index in 0..<Int(schema.pointee.n_children) {
    if let child = schema.pointee.children?[index] { child.pointee.release?(child) }
  }
  ArrowMemory.letGo(schema.pointee.private_data)
  schema.pointee.release = nil
}

/// Releases the children that nobody moved away, then what the struct itself points at.
private func releaseArray(_ array: UnsafeMutablePointer<ArrowArray>?) {
  guard let array, array.pointee.release != nil else { return }
  for index in 0..<Int(array.pointee.n_children) {
    if let child = array.pointee.children?[index] { child.pointee.release?(child) }
  }
  ArrowMemory.letGo(array.pointee.private_data)
  array.pointee.release = nil
}
