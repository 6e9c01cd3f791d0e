/// What a client may ask of the server; whoever asks more is refused, and nobody else waits for it.
public struct Limits: Hashable, Sendable {
  /// Bytes of a body (413).
  public var body = 1 << 20
  /// Bytes of a target (414).
  public var target = 8 << 10
  /// Bytes of a line with all its fields (431).
  public var head = 32 << 10
  /// Connections at a time; further ones wait to be accepted.
  public var connections = 1000
  /// Requests that wait to be answered (503).
  public var waiting = 256
  /// How long a connection may be silent before a request and while an answer goes out; cut at full seconds there.
  public var idle = Duration.seconds(30)
  /// How long a request may take from its line to its end.
  public var request = Duration.seconds(30)

  /// Limits for one person, or a few.
  public init() {}
}

extension Duration {
  /// In whole milliseconds.
  var milliseconds: UInt32 {
    let (seconds, attoseconds) = components
    return UInt32(clamping: seconds * 1000 + attoseconds / 1_000_000_000_000_000)
  }
}
