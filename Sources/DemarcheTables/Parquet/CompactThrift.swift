/// Structs in Thrift's compact protocol, in which Parquet keeps what it says of itself.
///
/// Fields of a struct are written in the order of their ids. Source:
/// https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md
struct CompactThrift {
  private(set) var bytes: [UInt8] = []
  /// The id of the field before, in the struct that is being written.
  private var previous = 0

  /// A whole struct, its end included.
  static func structure(_ fields: (inout CompactThrift) -> Void) -> [UInt8] {
    var thrift = CompactThrift()
    thrift.structure(fields)
    return thrift.bytes
  }

  mutating func int16(_ id: Int, _ value: Int16) {
    begin(id, .int16)
    zigzag(Int64(value))
  }

  mutating func int32(_ id: Int, _ value: Int32) {
    begin(id, .int32)
    zigzag(Int64(value))
  }

  mutating func int64(_ id: Int, _ value: Int) {
    begin(id, .int64)
    zigzag(Int64(value))
  }

  mutating func bool(_ id: Int, _ value: Bool) { begin(id, value ? .yes : .no) }

  mutating func binary(_ id: Int, _ value: [UInt8]) {
    begin(id, .binary)
    binary(value)
  }

  mutating func string(_ id: Int, _ value: String) { binary(id, Array(value.utf8)) }

  mutating func structure(_ id: Int, _ fields: (inout CompactThrift) -> Void = { _ in }) {
    begin(id, .structure)
    structure(fields)
  }

  mutating func int32s(_ id: Int, _ values: [Int32]) {
    begin(list: id, of: .int32, values.count)
    for value in values { zigzag(Int64(value)) }
  }

  mutating func strings(_ id: Int, _ values: [String]) {
    begin(list: id, of: .binary, values.count)
    for value in values { binary(Array(value.utf8)) }
  }

  mutating func structures<T>(_ id: Int, _ values: [T], _ fields: (inout CompactThrift, T) -> Void) {
    begin(list: id, of: .structure, values.count)
    for value in values { structure { fields(&$0, value) } }
  }

  /// A list of structs that were written before.
  mutating func structures(_ id: Int, written: [[UInt8]]) {
    begin(list: id, of: .structure, written.count)
    for structure in written { bytes += structure }
  }

  // MARK: Bytes

  private enum Kind: UInt8 {
    case yes = 1
    case no = 2
    case int16 = 4
    case int32 = 5
    case int64 = 6
    case binary = 8
    case list = 9
    case structure = 12
  }

  private mutating func begin(_ id: Int, _ kind: Kind) {
    let step = id - previous
    precondition(step > 0, "field \(id) after field \(previous)")
    if step < 16 {
      bytes.append(UInt8(step) << 4 | kind.rawValue)
    } else {
      bytes.append(kind.rawValue)
      zigzag(Int64(id))
    }
    previous = id
  }

  private mutating func begin(list id: Int, of kind: Kind, _ count: Int) {
    begin(id, .list)
    if count < 15 {
      bytes.append(UInt8(count) << 4 | kind.rawValue)
    } else {
      bytes.append(0xF0 | kind.rawValue)
      bytes.append(varint: UInt64(count))
    }
  }

  private mutating func structure(_ fields: (inout CompactThrift) -> Void) {
    let outer = previous
    previous = 0
    fields(&self)
    bytes.append(0)
    previous = outer
  }

  private mutating func binary(_ value: [UInt8]) {
    bytes.append(varint: UInt64(value.count))
    bytes += value
  }

  /// Small numbers of either sign take few bytes: 0, -1, 1, -2 become 0, 1, 2, 3.
  private mutating func zigzag(_ value: Int64) {
    bytes.append(varint: UInt64(bitPattern: value << 1 ^ value >> 63))
  }
}

extension [UInt8] {
  /// Appends a number in groups of seven bits, the lowest first (ULEB128).
  mutating func append(varint value: UInt64) {
    var rest = value
    while rest > 0x7F {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// The bytes of a number, the lowest first.
  init(littleEndian value: some FixedWidthInteger) {
    self = []
    append(littleEndian: value)
  }

  /// Appends the bytes of a number, the lowest first.
  mutating func append(littleEndian value: some FixedWidthInteger) {
    Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
  }
}
