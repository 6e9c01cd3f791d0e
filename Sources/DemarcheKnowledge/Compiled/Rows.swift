package import DemarcheData

/// Strings in one stretch of bytes, each kept once and known by its number; number 0 is the empty one.
package struct StringPool: Sendable {
  private var bytes: [UInt8] = []
  private var ends: [UInt32] = [0]

  /// Numbers by string, while the pool is being filled.
  package struct Builder {
    package private(set) var pool = StringPool()
    private var numbers: [String: Int32] = ["": 0]

    package init() {}

    package mutating func number(_ string: String?) -> Int32 {
      guard let string else { return -1 }
      if let number = numbers[string] { return number }
      pool.bytes.append(contentsOf: string.utf8)
      pool.ends.append(UInt32(pool.bytes.count))
      let number = Int32(pool.ends.count - 1)
      numbers[string] = number
      return number
    }
  }

  /// How many strings there are, the empty one among them.
  package var count: Int { ends.count }

  /// The string of a number that the builder gave.
  package subscript(_ number: Int32) -> String {
    if number <= 0 { return "" }
    let range = Int(ends[Int(number) - 1])..<Int(ends[Int(number)])
    return bytes.withUnsafeBufferPointer {
      String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self)
    }
  }

  /// The string of a number, or nil for -1.
  package func optional(_ number: Int32) -> String? { number < 0 ? nil : self[number] }

  package func write(to archive: inout ArchiveWriter) {
    archive.add(bytes)
    archive.add(ends)
  }

  init() {}

  package init?(_ archive: inout ArchiveReader) {
    guard let bytes: [UInt8] = archive.array(), let ends: [UInt32] = archive.array(), !ends.isEmpty,
      Int(ends[ends.count - 1]) <= bytes.count
    else { return nil }
    self.bytes = bytes
    self.ends = ends
  }
}

/// Rows of a table kept as records of numbers, made into values when they are asked for, or all at once.
public struct Rows<Element: Sendable>: RandomAccessCollection, Sendable {
  private let records: [Int32]
  private let width: Int
  private let strings: StringPool
  private let make: @Sendable (ArraySlice<Int32>, StringPool) -> Element
  /// The values, where they are made at once; else empty.
  private let made: [Element]

  /// - Parameter atOnce: whether all values are made now: for tables that nearly every word is looked up in.
  init(
    _ records: [Int32], width: Int, _ strings: StringPool, atOnce: Bool = false,
    _ make: @escaping @Sendable (ArraySlice<Int32>, StringPool) -> Element
  ) {
    precondition(records.count % width == 0, "\(records.count) numbers in records of \(width)")
    self.records = records
    self.width = width
    self.strings = strings
    self.make = make
    made =
      atOnce
      ? (0..<records.count / width).map { make(records[$0 * width..<($0 + 1) * width], strings) } : []
  }

  public var startIndex: Int { 0 }
  public var endIndex: Int { records.count / width }

  public subscript(_ row: Int) -> Element {
    made.isEmpty ? make(records[row * width..<(row + 1) * width], strings) : made[row]
  }

  func write(to archive: inout ArchiveWriter) { archive.add(records) }
}
