/// What became of a request, for a log.
public struct Served: Hashable, Sendable {
  public var method: String
  /// As it was sent, but for the value of `token`, which is told to nobody.
  public var target: String
  /// 0 when the client went, or was cut off, before there was an answer.
  public var status: Int
  /// Bytes of the body that were sent, as far as is known.
  public var bytes: Int
  /// From the line of the request to the end of the answer.
  public var milliseconds: Double
  /// What went wrong within, which the client is not told.
  public var fault: String?

  /// A target without the value of `token`.
  static func withoutToken(_ target: String) -> String {
    guard let mark = target.firstIndex(of: "?") else { return target }
    let items = target[target.index(after: mark)...].split(separator: "&", omittingEmptySubsequences: false)
    let told = items.map { item in
      let name = item.prefix { $0 != "=" }
      return PercentEncoding.decode(name.utf8, plusIsSpace: true) == "token" ? name + "=..." : item
    }
    return target[...mark] + told.joined(separator: "&")
  }
}
