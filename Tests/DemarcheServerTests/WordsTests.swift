import DemarcheEvents
import DemarcheLedger
import Testing

@testable import DemarcheServer

@Suite("Moments, ages, sizes and heads as they are written")
struct WordsTests {
  @Test(
    "An age is told by its largest unit",
    arguments: [
      (3, "just now"), (75, "75 s ago"), (400, "6 min ago"), (10_900, "3 h ago"), (200_000, "2 days ago"),
      (-700, "in 11 min"), (-3, "just now"), (86_400_000, "1\u{202F}000 days ago"),
    ])
  func age(seconds: Int, words: String) {
    #expect(Age.words(seconds) == words)
  }

  @Test("A moment is read as it is written, also before 1970; any other text is none")
  func moments() {
    for seconds in [0, 1_770_386_709, -1, -86_400, 86_399] {
      #expect(Clock.seconds(of: Clock.iso(seconds)) == seconds)
    }
    #expect(Clock.iso(1_770_386_709) == "2026-02-06T14:05:09Z")
    #expect(Clock.seconds(of: "2026-02-06T14:05:09.25Z") == 1_770_386_709)
    #expect(Clock.day(-1) == Day(1969, 12, 31) && Clock.day(0) == Day(1970, 1, 1))
    for text in ["", "2026-02-06", "2026-02-06T14:05:09", "2026-13-06T14:05:09Z", "T::Z"] {
      #expect(Clock.seconds(of: text) == nil)
    }
    #expect(Age.words(since: "yesterday", now: 0) == "yesterday")
  }

  @Test(
    "Bytes are told in the unit that leaves few digits",
    arguments: [
      (0, "0 B"), (999, "999 B"), (1000, "1.0 KiB"), (2_726_298, "2.6 MiB"), (238_000_000, "227 MiB"),
      (1 << 40, "1.0 TiB"),
    ])
  func bytes(bytes: Int, words: String) {
    #expect(Disk.words(bytes) == words)
  }

  @Test("Room is short when the ledger could not be copied, or less than a GiB is free")
  func room() {
    #expect(Disk(size: 5 << 30, log: nil, free: 4 << 30).isShort)
    #expect(Disk(size: 1000, log: nil, free: 1 << 29).isShort)
    #expect(!Disk(size: 5 << 30, log: nil, free: 6 << 30).isShort)
    #expect(!Disk(size: nil, log: nil, free: nil).isShort)
    #expect(Disk(of: "/nowhere/at/all.db") == Disk(size: nil, log: nil, free: nil))
  }

  @Test("A head orders by its column, and turns the order round where it holds")
  func heads() {
    let address = Address(
      "sources", query: [.init("sort", "reports"), .init("page", "3"), .init("kind", "agency")])
    let head = SortHead(address: address, current: "reports", isReversed: false)
    #expect(
      head.html("name", "Source", isNumber: false).text
        == "<th scope=\"col\"><a href=\"/sources?kind=agency&amp;sort=name\">Source</a></th>")
    #expect(
      head.html("reports", "Reports", isNumber: true).text
        == "<th scope=\"col\" class=\"num\" aria-sort=\"descending\"><a href=\"/sources?kind=agency&amp;sort=reports&amp;reversed=yes\">Reports <span aria-hidden=\"true\">↓</span></a></th>"
    )
    let back = SortHead(address: address, current: "reports", isReversed: true)
      .html("reports", "Reports", isNumber: true).text
    #expect(back.contains("aria-sort=\"ascending\"") && !back.contains("reversed"))
  }
}
