/// Maps byte offsets of a text to offsets in Unicode code points, as records give them.
///
/// - Cost: one pass over the text to build; a look-up scans at most 64 bytes. An all-ASCII text
///   keeps no table.
public struct CodePoints: Sendable {
  private let bytes: [UInt8]
  /// `counts[i]` is the number of code points that start before byte `64 * i`; empty for ASCII.
  private let counts: [Int32]

  public init(_ text: String) {
    let bytes = Array(text.utf8)
    self.bytes = bytes
    if bytes.allSatisfy({ $0 < 0x80 }) {
      counts = []
      return
    }
    var counts: [Int32] = []
    counts.reserveCapacity(bytes.count / 64 + 2)
    var n: Int32 = 0
    for (i, byte) in bytes.enumerated() {
      if i % 64 == 0 { counts.append(n) }
      if byte & 0xC0 != 0x80 { n += 1 }
    }
    if bytes.count % 64 == 0 { counts.append(n) }
    self.counts = counts
  }

  /// The number of code points that start before byte `offset`.
  public func offset(ofByte offset: Int) -> Int {
    precondition(0 <= offset && offset <= bytes.count, "byte \(offset) is outside a text of \(bytes.count)")
    if counts.isEmpty { return offset }
    let block = offset / 64
    var n = Int(counts[block])
    for i in (block * 64)..<offset where bytes[i] & 0xC0 != 0x80 { n += 1 }
    return n
  }

  /// The span in code points.
  public func span(_ span: Span) -> Span { Span(offset(ofByte: span.start), offset(ofByte: span.end)) }

  /// The text under a byte span.
  public func text(_ span: Span) -> String { String(decoding: bytes[span.start..<span.end], as: UTF8.self) }
}
