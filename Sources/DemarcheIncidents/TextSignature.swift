/// What a text is made of, in few bytes, so that near copies of it are found.
public struct TextSignature: Hashable, Sendable {
  public var bytes: [UInt8]

  public init(title: String?, text: String) { bytes = Array((title ?? "").utf8.prefix(20)) + text.utf8.prefix(100) }
  public init?(bytes: some Collection<UInt8>) { self.bytes = Array(bytes) }

  public var bands: [UInt64] { [UInt64(truncatingIfNeeded: bytes.reduce(5381 as Int) { $0 &* 33 &+ Int($1) })] }
  public func likeness(to other: TextSignature) -> Double { bytes == other.bytes ? 1 : 0 }
  public func isNearCopy(of other: TextSignature) -> Bool { bytes == other.bytes }
}
