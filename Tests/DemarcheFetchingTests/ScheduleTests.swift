import Testing

@testable import DemarcheFetching

@Suite struct `A schedule` {
  @Test(arguments: [("90s", 90), ("15m", 900), ("6h", 21_600), ("1d", 86_400), ("1s", 60)])
  func `is read`(text: String, seconds: Int) { #expect(Schedule(text)?.every == seconds) }

  @Test(arguments: ["", "15", "m", "-1m", "0m", "1w", "99999999d"])
  func `is refused`(text: String) { #expect(Schedule(text) == nil) }

  @Test func `waits twice as long after each failure, up to a day`() {
    let schedule = Schedule(every: 900)
    for failures in 0..<40 {
      let wait = schedule.next(after: 1000, failures: failures, key: "a") - 1000
      let least = min(900 << min(failures, 20), Schedule.longest)
      #expect((least..<(least + least / 10 + 1)).contains(wait))
    }
  }

  @Test func `waits as long as the server asks`() {
    let schedule = Schedule(every: 900)
    #expect(schedule.next(after: 0, failures: 1, retryAfter: 20_000, key: "a") >= 20_000)
    #expect(schedule.next(after: 0, failures: 1, retryAfter: .max, key: "a") < 8 * 86_400)
  }

  @Test func `says the same twice, and does not ask all feeds at once`() {
    let schedule = Schedule(every: 3600)
    let times = (0..<50).map { schedule.next(after: 7, failures: 0, key: "feed \($0)") }
    #expect(times == (0..<50).map { schedule.next(after: 7, failures: 0, key: "feed \($0)") })
    #expect(Set(times).count > 25)
  }
}

@Suite struct `The state of a feed` {
  private let schedule = Schedule(every: 900)

  @Test func `remembers what was sent, and where the feed has moved`() {
    let answer = Fetch.Answer(
      address: "http://b.example/f", moved: "http://b.example/f", known: .init(etag: "\"1\""), body: [65])
    let (look, state) = FeedFetch.outcome(
      of: .success(answer), .init(url: "http://a.example/f"), schedule, now: 100)
    #expect(look == .new(answer))
    #expect(state.url == "http://b.example/f")
    #expect(state.known.etag == "\"1\"")
    #expect(!state.isDue(at: 999))
    #expect(state.isDue(at: 1100))
  }

  @Test func `counts failures, and ends when the feed is gone`() {
    var state = FeedFetch.State(url: "http://a.example/f")
    #expect(state.isDue(at: 0))
    let failure = Fetch.Failure(address: state.url, error: "the server answers 503", retryAfter: 5000)
    state = FeedFetch.outcome(of: .failure(failure), state, schedule, now: 0).state
    #expect(state.failures == 1)
    #expect(!state.isDue(at: 4999))
    let gone = Fetch.Failure(address: state.url, error: "the server answers 410", isGone: true)
    state = FeedFetch.outcome(of: .failure(gone), state, schedule, now: 0).state
    #expect(state.next == nil)
    #expect(!state.isDue(at: .max))
  }

  @Test("A clock that was set back does not keep a feed waiting until its old time has come again")
  func setBack() {
    var state = FeedFetch.State(url: "http://a.example/f")
    (state.next, state.looked) = (1_000_900, 1_000_000)
    #expect(!state.isDue(at: 1_000_001))
    #expect(state.isDue(at: 5_000))
    state.next = nil
    #expect(!state.isDue(at: 5_000))
  }
}
