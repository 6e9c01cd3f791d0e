import DemarcheReportLines
import Testing

@Suite struct `A date of publication` {
  @Test(arguments: [
    ("2026-02-07", "2026-02-07"), ("2026-02-07T08:30:00+03:30", "2026-02-07T08:30:00+03:30"),
    ("2026-02-07 08:30:00", "2026-02-07T08:30:00"), ("2026-02-07 08:30 UTC", "2026-02-07T08:30:00Z"),
    ("20260207", "2026-02-07"), ("20260207T083000Z", "2026-02-07T08:30:00Z"),
    ("20260207083000", "2026-02-07T08:30:00"),
    ("Sat, 07 Feb 2026 08:30:00 +0330", "2026-02-07T08:30:00+03:30"),
    ("Sat, 07 Feb 26 08:30:00 GMT", "2026-02-07T08:30:00Z"), ("February 7, 2026 Saturday", "2026-02-07"),
    ("Saturday, 7th of February 2026", "2026-02-07"),
    ("Feb. 7, 2026, 8:30 p.m. EST", "2026-02-07T20:30:00-05:00"),
    ("Feb 7, 2026 12:05 AM", "2026-02-07T00:05:00"), ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01"),
    ("2026/02/07", "2026-02-07"), ("07.02.2026", "2026-02-07"), ("13/02/2026", "2026-02-13"),
    ("02/13/2026", "2026-02-13"), ("07/07/2026", "2026-07-07"),
  ])
  func `is read in all its forms`(written: String, iso: String) throws {
    #expect(PublishedDate(layouts: try layoutsOfCheckout()).iso(written) == iso)
  }

  @Test(arguments: [
    "soon", "2026-02-30", "02/07/2026", "February 2026", "On February 7, 2026 they met", "7", "", "2026",
    "25:00 February 7, 2026", "12345678901234567890",
  ])
  func `is none when its day is not sure`(written: String) throws {
    #expect(PublishedDate(layouts: try layoutsOfCheckout()).iso(written) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00:00Z"), (951_782_400, "2000-02-29T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"),
  ])
  func `is counted from 1970`(seconds: Int, iso: String) {
    #expect(PublishedDate.iso(seconds: seconds) == iso)
  }
}
