import CArrow
import DemarcheTables
import Testing

/// A struct of Arrow's in memory of its own, as a reader holds it.
private func with<T>(_ empty: T, _ body: (UnsafeMutablePointer<T>) throws -> Void) rethrows {
  let pointer = UnsafeMutablePointer<T>.allocate(capacity: 1)
  pointer.initialize(to: empty)
  defer { pointer.deallocate() }
  try body(pointer)
}

/// The numbers of a buffer.
private func numbers<T: BitwiseCopyable>(
  _ array: ArrowArray, _ buffer: Int, _ count: Int, of type: T.Type
) throws -> [T] {
  let start = try #require(array.buffers[buffer]).assumingMemoryBound(to: T.self)
  return (0..<count).map { start[$0] }
}

@Suite struct `A table handed over through Arrow's C interface` {
  @Test func `is a struct with a field for each column`() throws {
    try with(ArrowSchema()) { pointer in
      ArrowExport.schema(everyKind, into: pointer)
      let schema = pointer.pointee
      #expect(String(cString: schema.format) == "+s")
      #expect(schema.n_children == 6)
      let fields = try (0..<6).map { try #require(schema.children[$0]).pointee }
      #expect(fields.map { String(cString: $0.format) } == ["u", "l", "g", "b", "tdD", "+l"])
      #expect(fields.map { String(cString: $0.name) } == everyKind.map(\.name))
      #expect(fields.allSatisfy { $0.flags == ARROW_FLAG_NULLABLE && $0.dictionary == nil })
      #expect(fields.map(\.n_children) == [0, 0, 0, 0, 0, 1])
      #expect(String(cString: try #require(fields[5].children[0]).pointee.format) == "u")
      pointer.pointee.release(pointer)
      #expect(pointer.pointee.release == nil)
    }
  }

  @Test func `has its values in buffers and its nulls in bits`() throws {
    try with(ArrowArray()) { pointer in
      ArrowExport.array(TypedTable(everyKind, rows: everyRow), into: pointer)
      let array = pointer.pointee
      #expect([array.length, array.null_count, array.n_buffers, array.n_children] == [5, 0, 1, 6])
      #expect(array.buffers[0] == nil)
      let columns = try (0..<6).map { try #require(array.children[$0]).pointee }
      #expect(columns.map(\.length) == [5, 5, 5, 5, 5, 5])
      #expect(columns.map(\.null_count) == [1, 1, 1, 1, 1, 1])
      #expect(columns.map(\.n_buffers) == [3, 2, 2, 2, 2, 2])
      // Row 2 is the null one.
      for column in columns { #expect(try numbers(column, 0, 1, of: UInt8.self) == [0b11101]) }
      #expect(try numbers(columns[0], 1, 6, of: Int32.self) == [0, 6, 6, 6, 11, 12])
      #expect(try numbers(columns[0], 2, 12, of: UInt8.self) == Array("Älmar𝄞\u{0}a".utf8))
      #expect(try numbers(columns[1], 1, 5, of: Int.self) == [-3, 0, 0, .max, .min])
      #expect(try numbers(columns[2], 1, 5, of: Double.self) == [0.5, 0, 0, .infinity, 1e-300])
      #expect(try numbers(columns[3], 1, 1, of: UInt8.self) == [0b11001])
      #expect(try numbers(columns[4], 1, 5, of: Int32.self) == [0, 0, -1, .max, .min])
      #expect(try numbers(columns[5], 1, 6, of: Int32.self) == [0, 2, 2, 2, 5, 6])
      let parts = try #require(columns[5].children[0]).pointee
      #expect([parts.length, parts.null_count] == [6, 2])
      #expect(try numbers(parts, 0, 1, of: UInt8.self) == [0b011011])
      #expect(try numbers(parts, 1, 7, of: Int32.self) == [0, 3, 6, 6, 6, 9, 9])
      #expect(try numbers(parts, 2, 9, of: UInt8.self) == Array("AAABBBAAA".utf8))
      pointer.pointee.release(pointer)
    }
  }

  @Test func `has no bits of nulls where nothing is null, and addresses though there is nothing`() throws {
    try with(ArrowArray()) { pointer in
      ArrowExport.array(TypedTable(everyKind), into: pointer)
      for index in 0..<6 {
        let column = try #require(pointer.pointee.children[index]).pointee
        #expect(column.length == 0)
        #expect(column.buffers[0] == nil)
        for buffer in 1..<Int(column.n_buffers) { #expect(column.buffers[buffer] != nil) }
      }
      pointer.pointee.release(pointer)
    }
  }

  @Test func `is released once, and releases the columns that nobody moved away`() throws {
    try with(ArrowArray()) { pointer in
      ArrowExport.array(TypedTable(everyKind, rows: everyRow), into: pointer)
      let first = try #require(pointer.pointee.children[0])
      // A reader moves a struct by copying it and marking the old one as released.
      var moved = first.pointee
      first.pointee.release = nil
      let release = try #require(pointer.pointee.release)
      release(pointer)
      #expect(pointer.pointee.release == nil)
      release(pointer)
      #expect(try numbers(moved, 2, 6, of: UInt8.self) == Array("Älmar".utf8))
      moved.release(&moved)
      #expect(moved.release == nil)
    }
  }
}

@Suite struct `A stream of tables through Arrow's C interface` {
  /// Tells when it goes.
  final class Witness {
    let gone: () -> Void
    init(_ gone: @escaping () -> Void) { self.gone = gone }
    deinit { gone() }
  }

  let columns = [ColumnDefinition("number", .integer)]

  @Test func `gives one table after the other, then one that counts as released`() throws {
    let tables = [
      TypedTable(columns, rows: [[.integer(1)], [.integer(2)]]), TypedTable(columns),
      TypedTable(columns, rows: [[.null]]),
    ]
    try with(ArrowArrayStream()) { stream in
      ArrowExport.stream(tables, of: columns, into: stream)
      with(ArrowSchema()) { schema in
        #expect(stream.pointee.get_schema(stream, schema) == 0)
        #expect(schema.pointee.n_children == 1)
        schema.pointee.release(schema)
      }
      for table in tables {
        try with(ArrowArray()) { array in
          #expect(stream.pointee.get_next(stream, array) == 0)
          #expect(array.pointee.length == Int64(table.rowCount))
          let column = try #require(array.pointee.children[0]).pointee
          #expect(column.length == Int64(table.rowCount))
          array.pointee.release(array)
        }
      }
      for _ in 0..<2 {
        with(ArrowArray()) { array in
          #expect(stream.pointee.get_next(stream, array) == 0)
          #expect(array.pointee.release == nil)
        }
      }
      #expect(stream.pointee.get_last_error(stream) == nil)
      stream.pointee.release(stream)
      #expect(stream.pointee.release == nil)
    }
  }

  @Test func `says what went wrong, and ends there`() throws {
    struct Torn: Error, CustomStringConvertible { let description = "the ledger is torn" }
    with(ArrowArrayStream()) { stream in
      var asked = 0
      ArrowExport.stream(columns, into: stream) {
        asked += 1
        throw Torn()
      }
      with(ArrowArray()) { array in
        #expect(stream.pointee.get_next(stream, array) != 0)
        #expect(array.pointee.release == nil)
        let words = stream.pointee.get_last_error(stream).map { String(cString: $0) }
        #expect(words == "the ledger is torn")
        #expect(stream.pointee.get_next(stream, array) == 0)
        #expect(array.pointee.release == nil)
      }
      stream.pointee.release(stream)
      #expect(asked == 1)
    }
  }

  @Test func `lets go of its source when it is released, once, whether or not it was read to its end`() throws
  {
    for read in [true, false] {
      var gone = 0
      try with(ArrowArrayStream()) { stream in
        var witness: Witness? = Witness { gone += 1 }
        ArrowExport.stream(columns, into: stream) { [witness] in
          _ = witness
          return nil
        }
        witness = nil
        if read { with(ArrowArray()) { #expect(stream.pointee.get_next(stream, $0) == 0) } }
        let release = try #require(stream.pointee.release)
        release(stream)
        #expect(gone == 1)
        release(stream)
        #expect(gone == 1)
      }
    }
  }
}
