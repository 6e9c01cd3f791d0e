/// Numbers by chance that a seed fixes (SplitMix64; Steele, Lea and Flood 2014): the same seed, the same numbers on every machine.
public struct SeededNumbers: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 up to `bound`, which it never reaches; 0 where `bound` is not positive.
  public mutating func draw(_ bound: Int) -> Int {
    bound > 0 ? Int(truncatingIfNeeded: next() >> 1) % bound : 0
  }
}
