import DemarcheRelations
import Glibc

/// Round numbers along an axis.
enum Ticks {
  /// The smallest of 1, 2 and 5 times a power of ten that is not below a number; 1 for what is not above 0.
  static func step(atLeast least: Double) -> Double {
    guard least > 0, least.isFinite else { return 1 }
    let power = pow(10, floor(log10(least)))
    for factor in [1.0, 2, 5] where factor * power >= least * (1 - 1e-9) { return factor * power }
    return 10 * power
  }

  /// The multiples of a step from one number to another, both inclusive.
  static func multiples(of step: Double, from low: Double, to high: Double) -> [Double] {
    let first = Int((low / step - 1e-9).rounded(.up))
    let last = Int((high / step + 1e-9).rounded(.down))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  /// A number as it stands beside an axis or a bar: thousands parted, no more decimals than it needs.
  static func label(_ value: Double) -> String {
    let size = abs(value)
    var text = decimal(size, digits: size >= 100 ? 0 : size >= 10 ? 1 : 2)
    if text.contains(".") {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    let isNothing = text == "0"
    if let whole = Int(text) { text = label(whole) }
    return value < 0 && !isNothing ? "−" + text : text
  }

  /// A whole number with its thousands parted.
  static func label(_ n: Int) -> String { grouped(n, by: ",", minus: "−") }
}
