public import CArrow
import Glibc

extension ArrowExport {
  /// Tables of one set of columns, made when the reader asks for them, as a stream of Arrow's C interface.
  ///
  /// `next` gives the next table, nil behind the last, and is called by one thread at a time, not always the
  /// same. What it throws reaches the reader as `EIO` with its description, and ends the stream. A table of
  /// other columns is a programmer's error. The stream is good until its `release` is called; the tables that
  /// it gave outlive it.
  public static func stream(
    _ definitions: [ColumnDefinition], into stream: UnsafeMutablePointer<ArrowArrayStream>,
    next: @escaping () throws -> TypedTable?
  ) {
    let source = ArrowStreamSource(definitions, next)
    stream.pointee = ArrowArrayStream(
      get_schema: streamSchema, get_next: streamNext, get_last_error: streamError, release: releaseStream,
      private_data: Unmanaged.passRetained(source).toOpaque())
  }

  /// The given tables as a stream of Arrow's C interface.
  public static func stream(
    _ tables: [TypedTable], of definitions: [ColumnDefinition],
    into stream: UnsafeMutablePointer<ArrowArrayStream>
  ) {
    var rest = tables.makeIterator()
    ArrowExport.stream(definitions, into: stream) { rest.next() }
  }
}

/// Where a stream takes its tables from, and what went wrong last.
private final class ArrowStreamSource {
  let definitions: [ColumnDefinition]
  private var next: (() throws -> TypedTable?)?
  /// Holds the words of the last error, which the reader may look at until it calls again.
  private var errorMemory = ArrowMemory()
  private(set) var error: UnsafePointer<CChar>?

  init(_ definitions: [ColumnDefinition], _ next: @escaping () throws -> TypedTable?) {
    self.definitions = definitions
    self.next = next
  }

  /// Fills the next array; one that counts as released behind the last.
  func fill(_ array: UnsafeMutablePointer<ArrowArray>) -> CInt {
    array.pointee = ArrowArray()
    do {
      guard let table = try next?() else {
        next = nil
        return 0
      }
      precondition(table.definitions == definitions, "a table of other columns than the stream's")
      ArrowExport.array(table, into: array)
      return 0
    } catch {
      next = nil
      errorMemory = ArrowMemory()
      self.error = errorMemory.copy("\(error)")
      return EIO
    }
  }

  static func of(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> ArrowStreamSource? {
    stream?.pointee.private_data.map { Unmanaged<ArrowStreamSource>.fromOpaque($0).takeUnretainedValue() }
  }
}

private func streamSchema(
  _ stream: UnsafeMutablePointer<ArrowArrayStream>?, _ schema: UnsafeMutablePointer<ArrowSchema>?
) -> CInt {
  guard let schema, let source = ArrowStreamSource.of(stream) else { return EINVAL }
  ArrowExport.schema(source.definitions, into: schema)
  return 0
}

private func streamNext(
  _ stream: UnsafeMutablePointer<ArrowArrayStream>?, _ array: UnsafeMutablePointer<ArrowArray>?
) -> CInt {
  guard let array, let source = ArrowStreamSource.of(stream) else { return EINVAL }
  return source.fill(array)
}

private func streamError(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) -> UnsafePointer<CChar>? {
  ArrowStreamSource.of(stream)?.error
}

private func releaseStream(_ stream: UnsafeMutablePointer<ArrowArrayStream>?) {
  guard let stream, stream.pointee.release != nil else { return }
  if let pointer = stream.pointee.private_data {
    Unmanaged<ArrowStreamSource>.fromOpaque(pointer).release()
  }
  stream.pointee.private_data = nil
  stream.pointee.release = nil
}
