/// The SHA-256 hash of FIPS 180-4: the same bytes give the same 32 bytes on every machine.
///
/// Names what must be told apart by content (reports, packs of data, events). Feed the bytes with
/// ``update(_:)`` in pieces of any size, then ask for ``digest`` or ``hex``; asking changes nothing,
/// so more may be fed afterwards.
///
/// - Cost: linear in the bytes; about 100 bytes of state and no allocation while feeding an array.
public struct SHA256: Sendable {
  private var state: (UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32, UInt32) = (
    0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19
  )
  /// Bytes that do not fill a block yet; always fewer than 64.
  private var pending: [UInt8] = []
  /// Bytes fed so far.
  private var length: UInt64 = 0

  public init() { pending.reserveCapacity(64) }

  /// The hash of all of `bytes`, as 64 lower-case hexadecimal digits.
  public static func hex(of bytes: some Collection<UInt8>) -> String {
    var hash = SHA256()
    hash.update(bytes)
    return hash.hex
  }

  /// The hash of the UTF-8 bytes of `text`, as 64 lower-case hexadecimal digits.
  public static func hex(of text: String) -> String { hex(of: text.utf8) }

  /// Feeds more bytes.
  public mutating func update(_ bytes: some Collection<UInt8>) {
    let contiguous: Void? = bytes.withContiguousStorageIfAvailable { feed(UnsafeRawBufferPointer($0)) }
    if contiguous == nil { Array(bytes).withUnsafeBytes { feed($0) } }
  }

  /// The 32 bytes of the hash of everything fed so far.
  public var digest: [UInt8] {
    var last = self
    // The padding of section 5.1.1: a one bit, zeros to eight bytes short of a block, the bit count.
    let zeros = (119 - Int(length % 64)) % 64
    var padding: [UInt8] = [0x80]
    padding.append(contentsOf: repeatElement(0, count: zeros))
    let bits = length &* 8
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      padding.append(UInt8(truncatingIfNeeded: bits >> shift))
    }
    padding.withUnsafeBytes { last.feed($0) }
    let s = last.state
    var out: [UInt8] = []
    out.reserveCapacity(32)
    for word in [s.0, s.1, s.2, s.3, s.4, s.5, s.6, s.7] {
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        out.append(UInt8(truncatingIfNeeded: word >> shift))
      }
    }
    return out
  }

  /// The hash of everything fed so far, as 64 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var out: [UInt8] = []
    out.reserveCapacity(64)
    for byte in digest {
      out.append(digits[Int(byte >> 4)])
      out.append(digits[Int(byte & 15)])
    }
    return String(decoding: out, as: UTF8.self)
  }

  private mutating func feed(_ bytes: UnsafeRawBufferPointer) {
    length &+= UInt64(bytes.count)
    var at = 0
    if !pending.isEmpty {
      at = Swift.min(64 - pending.count, bytes.count)
      pending.append(contentsOf: bytes[0..<at])
      guard pending.count == 64 else { return }
      let block = pending
      block.withUnsafeBytes { compress($0, at: 0) }
      pending.removeAll(keepingCapacity: true)
    }
    while bytes.count - at >= 64 {
      compress(bytes, at: at)
      at += 64
    }
    pending.append(contentsOf: bytes[at...])
  }

  /// One round of section 6.2.2 over the 64 bytes from `at`.
  private mutating func compress(_ bytes: UnsafeRawBufferPointer, at: Int) {
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 64) { w in
      for t in 0..<16 {
        w[t] = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: at + t * 4, as: UInt32.self))
      }
      for t in 16..<64 {
        let x = w[t - 15]
        let y = w[t - 2]
        let small0 = rotated(x, 7) ^ rotated(x, 18) ^ (x >> 3)
        let small1 = rotated(y, 17) ^ rotated(y, 19) ^ (y >> 10)
        w[t] = w[t - 16] &+ small0 &+ w[t - 7] &+ small1
      }
      var (a, b, c, d, e, f, g, h) = state
      for t in 0..<64 {
        let big1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
        let choice = (e & f) ^ (~e & g)
        let t1 = h &+ big1 &+ choice &+ roundConstants[t] &+ w[t]
        let big0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
        let majority = (a & b) ^ (a & c) ^ (b & c)
        (h, g, f, e, d, c, b, a) = (g, f, e, d &+ t1, c, b, a, t1 &+ big0 &+ majority)
      }
      state.0 = state.0 &+ a
      state.1 = state.1 &+ b
      state.2 = state.2 &+ c
      state.3 = state.3 &+ d
      state.4 = state.4 &+ e
      state.5 = state.5 &+ f
      state.6 = state.6 &+ g
      state.7 = state.7 &+ h
    }
  }
}

@inline(__always)
private func rotated(_ x: UInt32, _ by: UInt32) -> UInt32 { (x >> by) | (x << (32 &- by)) }

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes (section 4.2.2).
private let roundConstants: [UInt32] = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]
