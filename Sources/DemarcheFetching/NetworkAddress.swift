// The layout of a socket's address comes with what asks for it.
internal import CTransfer
import Glibc

/// The number of a machine in the network, as a connection is made to it.
enum NetworkAddress: Hashable, Sendable {
  case four([UInt8])
  case six([UInt8])

  /// Takes the number out of a socket's address; nil for sockets of other kinds.
  init?(_ address: UnsafePointer<sockaddr>) {
    switch Int32(address.pointee.sa_family) {
    case AF_INET:
      let number = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in.self).sin_addr.s_addr
      self = .four(withUnsafeBytes(of: number) { Array($0) })
    case AF_INET6:
      let number = UnsafeRawPointer(address).loadUnaligned(as: sockaddr_in6.self).sin6_addr
      self = .six(withUnsafeBytes(of: number) { Array($0) })
    default: return nil
    }
  }

  /// Reads "192.0.2.1" or "2001:db8::1".
  init?(_ text: String) {
    var four = in_addr()
    var six = in6_addr()
    if inet_pton(AF_INET, text, &four) == 1 {
      self = .four(withUnsafeBytes(of: four) { Array($0) })
    } else if inet_pton(AF_INET6, text, &six) == 1 {
      self = .six(withUnsafeBytes(of: six) { Array($0) })
    } else {
      return nil
    }
  }

  /// Whether the number belongs to this machine, to a private network or to no machine of the public network.
  ///
  /// After the registries of special addresses of IANA (RFC 6890); numbers of IPv6 that carry one of IPv4 are judged
  /// by that.
  var isPrivate: Bool {
    switch self {
    case .four(let n):
      switch (n[0], n[1], n[2]) {
      case (0, _, _), (10, _, _), (127, _, _), (169, 254, _), (192, 168, _), (192, 0, 0), (192, 0, 2),
        (198, 51, 100), (203, 0, 113), (198, 18...19, _), (172, 16...31, _), (100, 64...127, _),
        (224...255, _, _):
        true
      default: false
      }
    case .six(let n):
      if n.prefix(12).elementsEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        || n.prefix(12).elementsEqual([0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0])
      {
        NetworkAddress.four(Array(n.suffix(4))).isPrivate
      } else if n.starts(with: [0x20, 0x02]) {
        NetworkAddress.four(Array(n[2..<6])).isPrivate
      } else {
        // Only 2000::/3 is given out; of it documentation and tunnels are none of a server's.
        n[0] & 0xE0 != 0x20 || n.starts(with: [0x20, 0x01, 0x0D, 0xB8]) || n.starts(with: [0x20, 0x01, 0, 0])
      }
    }
  }
}
