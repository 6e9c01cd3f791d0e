import DemarcheEvents

extension Day {
  var year: Int { civil.year }
  var month: Int { civil.month }

  /// The number of a day that the calendar has; a mistake of the program traps.
  static func number(year: Int, month: Int, day: Int) -> Int {
    guard let found = Day(year, month, day) else {
      preconditionFailure("no day \(year)-\(month)-\(day)")
    }
    return found.number
  }
}

/// The quotient rounded towards minus infinity, so that periods before 1970 count on evenly.
func floorDivided(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

func padded(_ n: Int, _ width: Int) -> String {
  let digits = String(n)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
