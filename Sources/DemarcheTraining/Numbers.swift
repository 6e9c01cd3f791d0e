/// A block of numbers that stays in place while it lives, aligned for eight at a time.
///
/// Not shared between threads while one writes.
final class Numbers {
  private(set) var count: Int
  private(set) var lanes: UnsafeMutablePointer<SIMD8<Float>>

  /// `count` numbers, all 0.
  init(_ count: Int) {
    self.count = (count + 7) / 8 * 8
    lanes = .allocate(capacity: max(self.count / 8, 1))
    lanes.initialize(repeating: .zero, count: max(self.count / 8, 1))
  }

  deinit { lanes.deallocate() }

  var floats: UnsafeMutablePointer<Float> {
    UnsafeMutableRawPointer(lanes).assumingMemoryBound(to: Float.self)
  }

  /// Makes room for `count` numbers; what was there may be lost.
  func reserve(_ count: Int) {
    guard count > self.count else { return }
    lanes.deallocate()
    self.count = (count * 5 / 4 + 7) / 8 * 8
    lanes = .allocate(capacity: self.count / 8)
    lanes.initialize(repeating: .zero, count: self.count / 8)
  }

  func clear(_ count: Int) { lanes.update(repeating: .zero, count: (count + 7) / 8) }
}

/// Elementary functions in plain arithmetic, so that every machine and C library gives the same bits.
enum Elementary {
  /// The exponential, to some six digits; 0 below -80.
  @inline(__always)
  static func exponential(_ x: Float) -> Float {
    guard x > -80 else { return 0 }
    let scaled = min(x, 80) * 1.442_695_04
    let whole = scaled.rounded(.down)
    let f = scaled - whole
    let p: Float =
      1 + f * (0.693_147_18 + f * (0.240_226_5 + f * (0.055_504_1 + f * (0.009_618_1 + f * 0.001_339_1))))
    return p * Float(bitPattern: UInt32(Int32(whole) + 127) << 23)
  }

  /// The natural logarithm of a positive number, to some six digits.
  static func logarithm(_ x: Float) -> Float {
    var mantissa = x.significand
    var exponent = Float(x.exponent)
    if mantissa > 1.414_213_5 {
      mantissa /= 2
      exponent += 1
    }
    let y = (mantissa - 1) / (mantissa + 1)
    let z = y * y
    return exponent * 0.693_147_18 + 2 * y * (1 + z * (0.333_333_33 + z * (0.2 + z * (0.142_857_14 + z / 9))))
  }
}
