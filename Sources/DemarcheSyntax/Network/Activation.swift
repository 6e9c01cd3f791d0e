/// What the network does to single numbers, in arithmetic that gives the same bits on every machine.
package enum Activation {
  /// A smooth step from 0 to 1 that needs no exponential.
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

  /// The share that is left of a number below 0 that is bent.
  package static let bend: Float = 0.125

  /// The numbers that are not below 0; the others shrunk.
  @inline(__always)
  package static func bent(_ x: SIMD8<Float>) -> SIMD8<Float> {
    x.replacing(with: x * bend, where: x .< SIMD8<Float>.zero)
  }
}

extension UnsafeMutablePointer<Float> {
  /// The same numbers eight at a time; they start at a multiple of 32 bytes.
  @inline(__always)
  package var lanes: UnsafeMutablePointer<SIMD8<Float>> {
    UnsafeMutableRawPointer(self).assumingMemoryBound(to: SIMD8<Float>.self)
  }
}

extension UnsafePointer<Float> {
  /// The same numbers eight at a time; they start at a multiple of 32 bytes.
  @inline(__always)
  package var lanes: UnsafePointer<SIMD8<Float>> {
    UnsafeRawPointer(self).assumingMemoryBound(to: SIMD8<Float>.self)
  }
}
