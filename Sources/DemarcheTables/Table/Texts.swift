/// A list of texts, end to end in one run of bytes: how Arrow lays them out.
///
/// Holds less than 2 GiB, since the places of texts are kept in 32 bits; more is a programmer's error.
struct Texts: Hashable, Sendable {
  /// Text `i` is the bytes from `ends[i]` to `ends[i + 1]`.
  private(set) var ends: [Int32] = [0]
  private(set) var bytes: [UInt8] = []

  var count: Int { ends.count - 1 }

  mutating func append(_ text: String) {
    bytes.append(contentsOf: text.utf8)
    close()
  }

  mutating func append(utf8 text: ArraySlice<UInt8>) {
    bytes.append(contentsOf: text)
    close()
  }

  /// A text that is unknown takes no bytes; that it is unknown must be kept elsewhere.
  mutating func appendUnknown() { close() }

  private mutating func close() {
    guard let end = Int32(exactly: bytes.count) else {
      preconditionFailure("\(bytes.count) bytes of text in one column: write smaller tables")
    }
    ends.append(end)
  }

  /// Where text `index` lies in `bytes`.
  func range(_ index: Int) -> Range<Int> { Int(ends[index])..<Int(ends[index + 1]) }

  subscript(index: Int) -> String { String(decoding: bytes[range(index)], as: UTF8.self) }

  mutating func removeAll(keepingCapacity: Bool) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    ends.removeAll(keepingCapacity: keepingCapacity)
    ends.append(0)
  }
}
