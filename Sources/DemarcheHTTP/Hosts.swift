import Glibc

/// The names under which the server may be asked.
///
/// A page of another site can point a name of its own at this machine and then read what it is answered; but it cannot
/// change the name that stands in the request.
public struct Hosts: Hashable, Sendable {
  private let isLocal: Bool
  private let names: [String]

  /// Names for an address that is listened at.
  ///
  /// - Parameter address: when it is one of this machine alone, only its own names are taken; else all addresses
  ///   written as digits.
  /// - Parameter names: further names; with ":port" only with that port.
  public init(boundTo address: String, names: [String] = []) {
    isLocal = address == "localhost" || address == "::1" || address.hasPrefix("127.")
    self.names = names.map { $0.lowercased() }
  }

  /// Looks at the name that a request was sent to.
  ///
  /// - Throws: 400 when the request names no host, 421 when it names another.
  public func check(_ request: Request) throws(Problem) {
    guard let host = request.headers["host"]?.lowercased(), !host.isEmpty else {
      throw Problem(400, "the request names no host", hint: "send a field \"Host\"")
    }
    guard isKnown(host) else {
      throw Problem(
        421, "this server does not answer for \"\(host)\"",
        hint: isLocal ? "ask for localhost or 127.0.0.1" : "ask for its address, or start it with that name")
    }
  }

  private func isKnown(_ host: String) -> Bool {
    var name = host
    if let colon = host.lastIndex(of: ":"), !host.hasSuffix("]") {
      let port = host[host.index(after: colon)...]
      guard !port.isEmpty, port.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
        return false
      }
      name = String(host[..<colon])
    }
    if names.contains(name) || names.contains(host) { return true }
    if isLocal { return ["localhost", "127.0.0.1", "[::1]"].contains(name) }
    return name == "localhost" || Hosts.isAddress(name)
  }

  /// Whether it is an address written as digits.
  private static func isAddress(_ name: String) -> Bool {
    var place = in6_addr()
    if name.hasPrefix("["), name.hasSuffix("]") {
      return inet_pton(AF_INET6, String(name.dropFirst().dropLast()), &place) == 1
    }
    return inet_pton(AF_INET, name, &place) == 1
  }
}
