import DemarcheEvents
import DemarcheRelations
import Testing

@Suite("Days and periods")
struct PeriodTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test(
    "A week belongs to the year of its Thursday",
    arguments: [
      ("2015-12-31", "2015-W53"), ("2016-01-01", "2015-W53"), ("2016-01-03", "2015-W53"),
      ("2016-01-04", "2016-W01"), ("2018-12-31", "2019-W01"), ("2021-01-03", "2020-W53"),
      ("2024-12-30", "2025-W01"), ("2015-07-13", "2015-W29"), ("1969-12-29", "1970-W01"),
      ("1969-12-28", "1969-W52"),
    ])
  func weeks(date: String, week: String) throws {
    let period = Period(.week, containing: try day(date))
    #expect(period.description == week)
    #expect(Period(iso: week) == period)
  }

  @Test("A day lies in its month, quarter and year")
  func units() throws {
    let day = try day("2015-07-31")
    let labels = Period.Unit.allCases.map { Period($0, containing: day).description }
    #expect(labels == ["2015-07-31", "2015-W31", "2015-07", "2015-Q3", "2015"])
  }

  @Test(
    "What a period prints, it reads",
    arguments: ["2015-07-31", "2015-W31", "2015-07", "2015-Q3", "2015"])
  func readsItsOwn(text: String) throws {
    #expect(try #require(Period(iso: text)).description == text)
  }

  @Test(
    "What is no period is not read",
    arguments: [
      "", "15", "2015-13", "2015-Q5", "2015-Q0", "2015-W00", "2014-W53", "2015-02-30", "2015/07", "abcd",
      "2015-7", "0000-Q1",
    ])
  func refuses(text: String) {
    #expect(Period(iso: text) == nil)
  }

  @Test("The first and last day bound a period, and the next one follows at once")
  func bounds() throws {
    for text in ["2016-02", "2015-Q4", "2015-W53", "1969", "2016-02-29"] {
      let period = try #require(Period(iso: text))
      #expect(Period(period.unit, containing: period.last) == period)
      #expect(period.next.first.number == period.last.number + 1)
    }
    #expect(try #require(Period(iso: "2016-02")).last.iso == "2016-02-29")
    #expect(try #require(Period(iso: "2015-W53")).first.iso == "2015-12-28")
  }

  @Test("Every day of four centuries reads as it prints")
  func daysRoundTrip() throws {
    var number = try day("1700-01-01").number
    let last = try day("2100-12-31").number
    var before = ""
    while number <= last {
      let text = Day(number: number).iso
      #expect(Day(iso: text)?.number == number)
      #expect(before < text)
      before = text
      number += 13
    }
  }

  @Test("A date may carry a time, or stop at its month or year")
  func dates() throws {
    #expect(Day(iso: "2015-07-31T23:59:00+02:00")?.iso == "2015-07-31")
    #expect(Day(iso: "2015-07-31 08:00")?.iso == "2015-07-31")
    #expect(Day(iso: "2015-07")?.iso == "2015-07-01")
    #expect(Day(iso: "2015")?.iso == "2015-01-01")
    for wrong in ["", "July", "2015-07-31-02", "2015-00-10"] {
      #expect(Day(iso: wrong) == nil, "\(wrong)")
    }
  }

  @Test("The ends of the calendar do not fall over")
  func ends() throws {
    for unit in Period.Unit.allCases {
      let first = Period(unit, containing: try day("0001-01-01"))
      let last = Period(unit, containing: try day("9999-12-31"))
      #expect(first < last && !(last < last) && last < last.next)
      #expect(first.first.iso == "0001-01-01")
      #expect(last.last.iso == (unit == .week ? "10000-01-02" : "9999-12-31"))
    }
  }
}
