import DemarcheEvents

extension Day {
  var year: Int { civil.year }
  var month: Int { civil.month }

  /// The number of the first day of a month.
  ///
  /// Reaches past the years that a `Day` can be made of: a period of 9999 ends where 10000 begins.
  /// Years count from 1 March, so that the leap day is the last of its year; an era is the 400 years
  /// (146,097 days) after which the calendar repeats.
  static func number(year: Int, month: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = floorDivided(y, 400)
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

/// The quotient rounded towards minus infinity, so that periods before 1970 count on evenly.
func floorDivided(_ a: Int, _ b: Int) -> Int { a >= 0 ? a / b : -((b - 1 - a) / b) }

func padded(_ n: Int, _ width: Int) -> String {
  let digits = String(n)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
