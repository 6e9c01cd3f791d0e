import DemarcheEvents

/// A date of publication as GDELT writes times: fourteen figures, in UTC.
enum PublishedTime {
  /// 20260207083000 of "2026-02-07T11:30:00+03:00"; zeros for a time that is not given, "" without a day.
  ///
  /// A time without a zone is taken as it stands.
  static func digits(_ iso: String?) -> String {
    guard let iso, let day = Day(iso: iso) else { return "" }
    let bytes = Array(iso.utf8)
    func two(_ at: Int) -> Int? {
      guard at >= 0, at + 1 < bytes.count,
        let value = Int(String(decoding: bytes[at...(at + 1)], as: UTF8.self))
      else { return nil }
      return value
    }
    guard bytes.count >= 16, let hour = two(11), let minute = two(14), hour < 24, minute < 60 else {
      return written(day, 0)
    }
    let second = bytes.count >= 19 && bytes[16] == UInt8(ascii: ":") ? min(two(17) ?? 0, 59) : 0
    let seconds = hour * 3600 + minute * 60 + second - zone(bytes[16...])
    // Only the day before, the same or the day after: a zone is less than a day.
    let shift = seconds < 0 ? -1 : seconds >= 86_400 ? 1 : 0
    return written(Day(number: day.number + shift), seconds - shift * 86_400)
  }

  /// The seconds by which a time's zone is before UTC: of "+03:00", "+0300" and "+03".
  private static func zone(_ bytes: ArraySlice<UInt8>) -> Int {
    guard let sign = bytes.lastIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }) else {
      return 0
    }
    let figures = bytes[(sign + 1)...].filter { (0x30...0x39).contains($0) }.map { Int($0) - 0x30 }
    guard figures.count >= 2 else { return 0 }
    let hours = min(figures[0] * 10 + figures[1], 23)
    let minutes = figures.count >= 4 ? min(figures[2] * 10 + figures[3], 59) : 0
    return (bytes[sign] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  private static func written(_ day: Day, _ seconds: Int) -> String {
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    return day.iso.filter { $0 != "-" } + two(seconds / 3600) + two(seconds / 60 % 60) + two(seconds % 60)
  }
}
