/// The integer hashes that models are keyed by; part of the model format, so never changed alone.
package enum Hashing {
  /// Spreads a packed feature over 64 bits.
  @inline(__always)
  package static func mix(_ key: UInt64) -> UInt64 {
    var h = key ^ (key >> 32)
    h = h &* 0xD6E8_FEB8_6659_FD93
    h ^= h >> 32
    h = h &* 0xD6E8_FEB8_6659_FD93
    return h ^ (h >> 32)
  }

  /// The hash of a stretch of bytes, as they stand.
  package static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var h: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in bytes { h = (h ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return mix(h)
  }
}
