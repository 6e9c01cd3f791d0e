public import DemarcheEvents

/// A day, week, month, quarter or year of the calendar, as ISO 8601 counts them.
///
/// Weeks start on Monday and belong to the year that holds their Thursday, so 2016-01-01 lies in
/// 2015-W53.
public struct Period: Hashable, Sendable, Comparable, CustomStringConvertible {
  public enum Unit: String, Hashable, Sendable, CaseIterable {
    case day, week, month, quarter, year
  }

  public let unit: Unit
  /// Counts the periods of one unit without gaps: the one after `n` is `n + 1`.
  public let index: Int

  /// The period of a number, as ``index`` counts.
  public init(unit: Unit, index: Int) {
    self.unit = unit
    self.index = index
  }

  /// The period that a day lies in.
  public init(_ unit: Unit, containing day: Day) {
    self.unit = unit
    switch unit {
    case .day: index = day.number
    // Day 0 is a Thursday, so the week of day 0 starts three days before it.
    case .week: index = floorDivided(day.number + 3, 7)
    case .month: index = day.year * 12 + day.month - 1
    case .quarter: index = day.year * 4 + (day.month - 1) / 3
    case .year: index = day.year
    }
  }

  /// Reads "2015-07-31", "2015-W31", "2015-07", "2015-Q3" or "2015"; nil for anything else.
  public init?(iso text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else { return nil }
      return digits.reduce(0) { $0 * 10 + Int($1) - 0x30 }
    }
    func stands(_ letter: Character) -> Bool { bytes[4] == 0x2D && bytes[5] == letter.asciiValue }
    switch bytes.count {
    case 7 where stands("Q"):
      guard let year = number(0..<4), let quarter = number(6..<7), year > 0,
        1 <= quarter, quarter <= 4
      else { return nil }
      self.init(unit: .quarter, index: year * 4 + quarter - 1)
    case 8 where stands("W"):
      guard let year = number(0..<4), let week = number(6..<8), let fourth = Day(year, 1, 4)
      else { return nil }
      // 4 January always lies in week 1.
      self.init(unit: .week, index: Period(.week, containing: fourth).index + week - 1)
      // A week 53 that the year does not have would be the next year's first.
      guard description == text else { return nil }
    case 4, 7, 10:
      guard let day = Day(iso: text) else { return nil }
      self.init(bytes.count == 4 ? .year : bytes.count == 7 ? .month : .day, containing: day)
    default: return nil
    }
  }

  /// The period after this one.
  public var next: Period { Period(unit: unit, index: index + 1) }

  /// The first day.
  public var first: Day { day(firstNumber) }

  /// The last day.
  public var last: Day { day(next.firstNumber - 1) }

  /// As ISO 8601 writes it: "2015-07-31", "2015-W31", "2015-07", "2015-Q3" (in its manner), "2015".
  public var description: String {
    switch unit {
    case .day: return first.iso
    case .week:
      // The Thursday decides the year and counts the weeks of it.
      let thursday = day(index * 7)
      let newYear = Day.number(year: thursday.year, month: 1)
      return "\(padded(thursday.year, 4))-W\(padded((thursday.number - newYear) / 7 + 1, 2))"
    case .month: return "\(padded(index / 12, 4))-\(padded(index % 12 + 1, 2))"
    case .quarter: return "\(padded(index / 4, 4))-Q\(index % 4 + 1)"
    case .year: return padded(index, 4)
    }
  }

  /// Orders by the first day; of two periods that start together, the shorter unit comes first.
  public static func < (a: Period, b: Period) -> Bool {
    a.firstNumber != b.firstNumber
      ? a.firstNumber < b.firstNumber : a.next.firstNumber < b.next.firstNumber
  }

  private var firstNumber: Int {
    switch unit {
    case .day: index
    case .week: index * 7 - 3
    case .month: Day.number(year: index / 12, month: index % 12 + 1)
    case .quarter: Day.number(year: index / 4, month: index % 4 * 3 + 1)
    case .year: Day.number(year: index, month: 1)
    }
  }

  private func day(_ number: Int) -> Day { Day(number: number) }
}
