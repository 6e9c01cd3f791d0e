/// Looks at feeds when their time has come, and only for what is new.
public struct FeedFetch: Sendable {
  public var fetch: Fetch
  public var schedule: Schedule

  public init(fetch: Fetch, schedule: Schedule) {
    self.fetch = fetch
    self.schedule = schedule
  }

  /// What is remembered of a feed between two looks; to be stored by who watches.
  public struct State: Hashable, Sendable, Codable {
    /// The address of the feed; another one when the server says that it has moved for good.
    public var url: String
    public var known: Fetch.Known
    /// When it is looked at next, in seconds since 1970; nil when it is gone for good.
    public var next: Int?
    /// How many looks failed since the last good one.
    public var failures: Int
    /// When it was looked at last, in seconds since 1970; nil where that is not known.
    public var looked: Int?

    public init(url: String) {
      self.url = url
      known = Fetch.Known()
      next = 0
      failures = 0
    }

    /// Whether the time of the next look has come.
    ///
    /// A look that lies in the future was made before the clock was set back; then the time of the next one says nothing.
    public func isDue(at now: Int) -> Bool {
      guard let next else { return false }
      return next <= now || looked.map { $0 > now } ?? false
    }
  }

  /// What a look gave.
  public enum Look: Hashable, Sendable {
    case new(Fetch.Answer)
    case unchanged
    case failed(Fetch.Failure)
  }

  /// Looks at a feed once, whether or not its time has come.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Returns: what there is, and the state to be stored once that has been taken in.
  public func look(at state: State, now: Int) -> (look: Look, state: State) {
    FeedFetch.outcome(of: fetch.get(state.url, known: state.known), state, schedule, now: now)
  }

  /// What an answer means for a feed.
  static func outcome(
    of result: Result<Fetch.Answer, Fetch.Failure>, _ state: State, _ schedule: Schedule, now: Int
  ) -> (look: Look, state: State) {
    var state = state
    state.looked = now
    switch result {
    case .success(let answer):
      state.url = answer.moved ?? state.url
      state.known = answer.known
      state.failures = 0
      state.next = schedule.next(after: now, failures: 0, key: state.url)
      return (answer.body == nil ? .unchanged : .new(answer), state)
    case .failure(let failure):
      state.failures += 1
      state.next =
        failure.isGone
        ? nil
        : schedule.next(after: now, failures: state.failures, retryAfter: failure.retryAfter, key: state.url)
      return (.failed(failure), state)
    }
  }
}
