/// Numbers as tables show them.
enum Decimals {
  /// With two digits behind the point.
  static func two(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = abs(hundredths) % 100
    return "\(hundredths < 0 ? "-" : "")\(abs(hundredths) / 100).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A share as a percentage without digits behind the point.
  static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))" }
}
