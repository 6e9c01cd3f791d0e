import DemarcheEvents
import Testing

@Suite struct `A day` {
  @Test(arguments: ["1970-01-01", "2000-02-29", "1900-03-01", "2026-02-07", "9999-12-31", "0001-01-01"])
  func `comes back as it was written`(_ iso: String) { #expect(Day(iso: iso)?.iso == iso) }

  @Test(arguments: [
    "1900-02-29", "2015-13-01", "2015-00-10", "2015-04-31", "today", "", "15-1-1-1",
    "+999-01-01", "2015-+1-+2", "2015--1-01",
  ])
  func `that does not exist is none`(_ iso: String) { #expect(Day(iso: iso) == nil) }

  @Test func `a time behind the date is not read`() {
    #expect(Day(iso: "2026-02-07T08:30:00+03:30")?.iso == "2026-02-07")
  }

  @Test func `a month or a year is its first day, or its last`() {
    #expect(Day(iso: "2015-02")?.iso == "2015-02-01")
    #expect(Day(iso: "2016-02", end: true)?.iso == "2016-02-29")
    #expect(Day(iso: "2015", end: true)?.iso == "2015-12-31")
  }

  @Test func `weekdays count from Monday`() {
    #expect(Day(iso: "2026-02-07")?.weekday == 6)
    #expect(Day(iso: "1970-01-01")?.weekday == 4)
    #expect(Day(iso: "1969-12-29")?.weekday == 1)
  }

  @Test func `months added end where the month ends`() {
    #expect(Day(iso: "2015-01-31")?.adding(months: 1).iso == "2015-02-28")
    #expect(Day(iso: "2015-01-15")?.adding(months: -13).iso == "2013-12-15")
  }
}
