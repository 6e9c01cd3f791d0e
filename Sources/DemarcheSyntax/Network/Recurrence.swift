/// The light recurrence of a layer: each word keeps a share of what was read before it.
///
/// From three numbers a word, candidate `x`, forget `f` and reset `r` (both through ``gate(_:)``), and
/// the layer's own input `s`: memory `c ← f·c + (1 - f)·x`, output `r·c + (1 - r)·s`.
package enum Recurrence {
  /// A smooth step from 0 to 1 that needs no exponential, so that every machine gives the same bits.
  @inline(__always)
  package static func gate(_ x: SIMD8<Float>) -> SIMD8<Float> {
    let one = SIMD8<Float>(repeating: 1)
    let half = SIMD8<Float>(repeating: 0.5)
    return half + half * x / (one + x * x).squareRoot()
  }

  /// The numbers that are not below 0; 0 for the others.
  @inline(__always)
  package static func positive(_ x: SIMD8<Float>) -> SIMD8<Float> {
    x.replacing(with: SIMD8<Float>.zero, where: x .< SIMD8<Float>.zero)
  }
}
