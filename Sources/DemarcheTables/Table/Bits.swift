/// A list of bits, eight a byte, the least significant first: the order of Arrow and of Parquet.
struct Bits: Hashable, Sendable {
  /// The bits behind `count` are 0.
  private(set) var bytes: [UInt8] = []
  private(set) var count = 0

  mutating func append(_ bit: Bool) {
    if count & 7 == 0 { bytes.append(0) }
    if bit { bytes[count >> 3] |= 1 << UInt8(count & 7) }
    count += 1
  }

  subscript(index: Int) -> Bool {
    precondition(index < count, "bit \(index) of \(count)")
    return bytes[index >> 3] >> UInt8(index & 7) & 1 == 1
  }

  mutating func removeAll(keepingCapacity: Bool) {
    bytes.removeAll(keepingCapacity: keepingCapacity)
    count = 0
  }
}
