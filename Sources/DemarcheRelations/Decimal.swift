/// A number with a fixed number of digits behind the point, rounded half away from zero, whatever the locale.
///
/// - Parameter digits: from 0 to 6.
public func decimal(_ x: Double, digits: Int) -> String {
  let power = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000][min(max(digits, 0), 6)]
  let scaled = (abs(x) * Double(power)).rounded()
  guard scaled < 1e15 else { return x.description }
  let whole = Int(scaled)
  let sign = x < 0 && whole > 0 ? "-" : ""
  return digits <= 0 ? "\(sign)\(whole)" : "\(sign)\(whole / power).\(padded(whole % power, digits))"
}
