import Glibc

/// The Equal Earth projection, which keeps areas: Šavrič, Patterson and Jenny, "The Equal Earth map projection",
/// International Journal of Geographical Information Science 33 (2019).
///
/// - Invariant: x lies within ±1 at the equator and y within ±``height``, in half widths of the map.
enum EqualEarth {
  private static let a1 = 1.340264
  private static let a2 = -0.081106
  private static let a3 = 0.000893
  private static let a4 = 0.003796

  private static let halfWidth = 2 * 3.0.squareRoot() * Double.pi / (3 * a1)

  /// How far a pole lies from the equator.
  static let height = point(longitude: 0, latitude: 90).y

  /// - Parameters:
  ///   - longitude: in degrees, east is positive; what is out of ±180 is brought back.
  ///   - latitude: in degrees, north is positive; what is out of ±90 is taken for the pole.
  static func point(longitude: Double, latitude: Double) -> (x: Double, y: Double) {
    let lambda = (abs(longitude) <= 180 ? longitude : remainder(longitude, 360)) * .pi / 180
    let phi = min(90, max(-90, latitude)) * .pi / 180
    let theta = asin(3.0.squareRoot() / 2 * sin(phi))
    let t2 = theta * theta
    let t6 = t2 * t2 * t2
    let slope = a1 + 3 * a2 * t2 + t6 * (7 * a3 + 9 * a4 * t2)
    let x = 2 * 3.0.squareRoot() * lambda * cos(theta) / (3 * slope)
    let y = theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))
    return (x / halfWidth, y / halfWidth)
  }
}
