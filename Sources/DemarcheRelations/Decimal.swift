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

/// A whole number with its thousands parted.
///
/// - Parameters:
///   - separator: what stands between the groups.
///   - minus: what stands before a number below nothing.
public func grouped(_ n: Int, by separator: String, minus: String) -> String {
  let digits = Array(String(n.magnitude))
  var text = n < 0 ? minus : ""
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i) % 3 == 0 { text += separator }
    text.append(digit)
  }
  return text
}
