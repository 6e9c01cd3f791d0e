/// The hash FNV-1a of 32 bits over bytes (Fowler, Noll and Vo), mixed at the end.
struct FNV {
  private var state: UInt32 = 0x811C_9DC5

  mutating func add(_ byte: UInt8) { state = (state ^ UInt32(byte)) &* 0x0100_0193 }

  var value: UInt32 { mixed(state) }
}

/// The finaliser of MurmurHash3 (Appleby 2008): each bit of the number changes half of the bits.
func mixed(_ number: UInt32) -> UInt32 {
  var h = number
  h = (h ^ (h >> 16)) &* 0x85EB_CA6B
  h = (h ^ (h >> 13)) &* 0xC2B2_AE35
  return h ^ (h >> 16)
}

/// The same in 64 bits.
func mixed(_ number: UInt64) -> UInt64 {
  var h = number
  h = (h ^ (h >> 33)) &* 0xFF51_AFD7_ED55_8CCD
  h = (h ^ (h >> 33)) &* 0xC4CE_B9FE_1A85_EC53
  return h ^ (h >> 33)
}

/// An ASCII letter in lower case; any other byte as it is.
func lowered(_ byte: UInt8) -> UInt8 {
  UInt8(ascii: "A") <= byte && byte <= UInt8(ascii: "Z") ? byte | 0x20 : byte
}
