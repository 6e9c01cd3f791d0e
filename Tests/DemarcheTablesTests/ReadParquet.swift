import CZstd
import Testing

@testable import DemarcheTables

// A reader of Parquet, as plain as can be, written from the format's description and not from the writer: what
// the writer means to say must come back from the bytes alone.

/// A value of Thrift's compact protocol.
indirect enum Thrift {
  case int(Int)
  case bool(Bool)
  case bytes([UInt8])
  case list([Thrift])
  case fields([Int: Thrift])

  subscript(id: Int) -> Thrift? { if case .fields(let fields) = self { fields[id] } else { nil } }
  var int: Int? { if case .int(let int) = self { int } else { nil } }
  var bytes: [UInt8]? { if case .bytes(let bytes) = self { bytes } else { nil } }
  var string: String? { bytes.map { String(decoding: $0, as: UTF8.self) } }
  var list: [Thrift] { if case .list(let list) = self { list } else { [] } }
}

/// Bytes that are read from the front.
struct Cursor {
  let bytes: [UInt8]
  var at = 0

  init(_ bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  mutating func byte() -> UInt8 {
    at += 1
    return bytes[at - 1]
  }

  mutating func take(_ count: Int) -> [UInt8] {
    at += count
    return Array(bytes[(at - count)..<at])
  }

  mutating func little(_ count: Int) -> UInt64 {
    take(count).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func varint() -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let next = byte()
      value |= UInt64(next & 0x7F) << shift
      if next < 0x80 { return value }
      shift += 7
    }
  }

  mutating func zigzag() -> Int {
    let value = varint()
    return Int(bitPattern: UInt(value >> 1)) ^ -Int(value & 1)
  }

  mutating func structure() -> Thrift {
    var (fields, id): ([Int: Thrift], Int) = ([:], 0)
    while true {
      let head = byte()
      if head == 0 { return .fields(fields) }
      id = head >> 4 == 0 ? zigzag() : id + Int(head >> 4)
      fields[id] = value(head & 15)
    }
  }

  private mutating func value(_ kind: UInt8) -> Thrift {
    switch kind {
    case 1, 2: return .bool(kind == 1)
    case 4...6: return .int(zigzag())
    case 8: return .bytes(take(Int(varint())))
    case 9:
      let head = byte()
      let count = head >> 4 == 15 ? Int(varint()) : Int(head >> 4)
      return .list((0..<count).map { _ in value(head & 15) })
    case 12: return structure()
    default:
      Issue.record("kind \(kind) of Thrift at byte \(at)")
      return .fields([:])
    }
  }

  /// Numbers as runs and bits.
  mutating func hybrid(_ count: Int, width: Int) -> [Int] {
    var numbers: [Int] = []
    while numbers.count < count {
      let head = Int(varint())
      if head & 1 == 0 {
        let value = Int(little((width + 7) / 8))
        numbers += Array(repeating: value, count: head >> 1)
      } else {
        let packed = take((head >> 1) * width)
        for value in 0..<(head >> 1) * 8 {
          numbers.append(
            (0..<width).reduce(0) { number, bit in
              let place = value * width + bit
              return number | Int(packed[place / 8] >> UInt8(place % 8) & 1) << bit
            })
        }
      }
    }
    return Array(numbers.prefix(count))
  }
}

/// What a file of Parquet says.
struct ReadParquet {
  let foot: Thrift
  private(set) var rows: [[Cell]] = []
  /// The encoding of each page of data, by column: 0 plain, 8 with a dictionary.
  private(set) var encodings: [String: [Int]] = [:]
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    try #require(bytes.prefix(4) == Array("PAR1".utf8)[...] && bytes.suffix(4) == Array("PAR1".utf8)[...])
    var end = Cursor(bytes.suffix(8))
    let length = Int(end.little(4))
    var cursor = Cursor(bytes.dropLast(8).suffix(length))
    foot = cursor.structure()
    try #require(cursor.at == length)
    for group in groups {
      let columns = try (group[1]?.list ?? []).map { try cells(try #require($0[3])) }
      for row in 0..<(group[3]?.int ?? 0) { rows.append(columns.map { $0[row] }) }
      for column in columns { #expect(column.count == group[3]?.int) }
    }
  }

  var groups: [Thrift] { foot[4]?.list ?? [] }
  /// The elements of the schema behind the root: name, kind of value, what it means.
  var schema: [String] {
    (foot[2]?.list.dropFirst() ?? []).map { element in
      let kind = element[1]?.int.map { " \($0)" } ?? ""
      let meaning = element[6]?.int.map { " as \($0)" } ?? ""
      return "\(element[4]?.string ?? "")\(kind)\(meaning)"
    }
  }

  /// The cells of a column of a group.
  private mutating func cells(_ chunk: Thrift) throws -> [Cell] {
    let path = chunk[3]?.list.compactMap(\.string) ?? []
    let name = try #require(path.first)
    let (deepest, type) = (path.count > 1 ? 3 : 1, try #require(chunk[1]?.int))
    var (dictionary, cells, seen): ([Cell], [Cell], Int) = ([], [], 0)
    var cursor = Cursor(bytes)
    cursor.at = try #require(chunk[11]?.int ?? chunk[9]?.int)
    let begin = cursor.at
    while seen < (chunk[5]?.int ?? 0) {
      let head = cursor.structure()
      let page = try unpacked(cursor.take(try #require(head[3]?.int)), try #require(head[2]?.int))
      var values = Cursor(page)
      guard let data = head[5] else {
        let count = try #require(head[7]?[1]?.int)
        dictionary = (0..<count).map { _ in plain(&values, type) }
        continue
      }
      let count = try #require(data[1]?.int)
      seen += count
      func levels(_ width: Int) -> [Int] {
        var part = Cursor(values.take(Int(values.little(4))))
        return part.hybrid(count, width: width)
      }
      let repetition = deepest == 3 ? levels(1) : Array(repeating: 0, count: count)
      let definition = levels(deepest == 3 ? 2 : 1)
      let known = definition.count { $0 == deepest }
      encodings[name, default: []].append(data[2]?.int ?? -1)
      var leaves: [Cell]
      if data[2]?.int == 8 {
        let width = Int(values.byte())
        leaves = values.hybrid(known, width: width).map { dictionary[$0] }
      } else if type == 0 {
        leaves = values.bits(known).map(Cell.flag)
      } else {
        leaves = (0..<known).map { _ in plain(&values, type) }
      }
      #expect(values.at == page.count, "\(name) has bytes that nobody reads")
      leaves.reverse()
      for (repeated, level) in zip(repetition, definition) {
        let leaf = level == deepest ? leaves.removeLast() : .null
        if deepest == 1 {
          cells.append(leaf)
        } else if repeated == 1, case .texts(let parts) = cells.last {
          cells[cells.count - 1] = .texts(parts + [leaf.text])
        } else {
          cells.append(level == 0 ? .null : .texts(level == 1 ? [] : [leaf.text]))
        }
      }
    }
    #expect(cursor.at - begin == chunk[7]?.int)
    return cells
  }

  private func plain(_ cursor: inout Cursor, _ type: Int) -> Cell {
    switch type {
    case 1: return .day(Int32(truncatingIfNeeded: cursor.little(4)))
    case 2: return .integer(Int(truncatingIfNeeded: cursor.little(8)))
    case 5: return .real(Double(bitPattern: cursor.little(8)))
    default: return .text(String(decoding: cursor.take(Int(cursor.little(4))), as: UTF8.self))
    }
  }

  private func unpacked(_ packed: [UInt8], _ size: Int) throws -> [UInt8] {
    var page = [UInt8](repeating: 0, count: size)
    #expect(ZSTD_decompress(&page, size, packed, packed.count) == size)
    return page
  }
}

extension Cursor {
  fileprivate mutating func bits(_ count: Int) -> [Bool] {
    let packed = take((count + 7) / 8)
    return (0..<count).map { packed[$0 / 8] >> UInt8($0 % 8) & 1 == 1 }
  }
}

extension Cell {
  fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
}
