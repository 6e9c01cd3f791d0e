import Synchronization
import DemarcheAnswers
import DemarcheEvents
public import DemarcheLedger

/// What one worker answers with: its own connection to the ledger, and what the site shares.
///
/// Stays on its thread. Reading never waits for a writer; writing waits for another program's writing step.
public final class Desk {
  public let site: Site
  public let ledger: Ledger
  private var writing: Ledger?

  /// Opens the ledger of the site.
  public init(_ site: Site) throws(LedgerError) {
    self.site = site
    ledger = try Ledger(path: site.options.ledger, readOnly: true)
  }

  var setting: Setting { site.setting }

  /// While the ledger changes all the time, counting may take so much of it: one part in so many.
  private static let share = 20

  /// Counts and sources of the ledger as it stands; counted anew when it has changed.
  ///
  /// While an ingest runs, each request finds the ledger changed. Where counting takes long, as on millions of events, what was
  /// counted a little before is then good enough: up to ``share`` times as old as it took.
  func counted() throws(LedgerError) -> Site.Counted {
    let revision = try ledger.revision()
    let now = ContinuousClock.now
    if let known = site.counted.withLock({ $0 }) {
      if known.revision == revision || now - known.at < known.took * Desk.share { return known }
    }
    let counts = try ledger.counts()
    let lastRun = try ledger.runs(limit: 1).first
    let sources = try SourceChoice(of: ledger, setting)
    let counted = Site.Counted(
      revision: revision, counts: counts, lastRun: lastRun, sources: sources, at: now,
      took: ContinuousClock.now - now)
    site.counted.withLock { $0 = counted }
    return counted
  }

  /// The sources of the ledger and what is known of them.
  func sources() throws(LedgerError) -> SourceChoice { try counted().sources }

  /// What the ledger holds of each source, from memory where nothing has changed since it was asked.
  func sourcesAnswer() throws(LedgerError) -> SourcesAnswer {
    try site.sources.answer([], at: ledger.revision()) { () throws(LedgerError) in
      try SourcesAnswer(ledger, setting, try sources())
    }
  }

  /// What people said of some events, by their ids: machine where nobody did.
  func statuses(of events: [Event]) throws(LedgerError) -> [String: String] {
    let found = try ledger.statuses(of: events)
    return Dictionary(zip(events.map(\.id), found.map(\.rawValue)), uniquingKeysWith: { a, _ in a })
  }

  /// Who deals with whom by the filters of an address, from memory where nothing has changed since it was asked.
  func pairs(_ address: Address) throws -> PairsAnswer {
    let parameters = QuestionParameters { address[$0] }
    let question = ["from", "until", "source", "source-type", "quad", "with"].map { parameters[$0] }
    return try site.pairs.answer(question, at: ledger.revision()) {
      let filter = try EventFilter(parameters)
      return try PairsAnswer(
        from: filter.from, until: filter.until, sources: try SourceChoice.conditions(parameters),
        quads: filter.quads, with: filter.participant, ledger, setting, try sources())
    }
  }

  /// What the events of a filter are, from memory where nothing has changed since it was asked: each page of a search asks.
  func facets(_ filter: EventFilter) throws(LedgerError) -> EventFacets {
    var filter = filter
    filter.after = nil
    filter.limit = nil
    filter.newestFirst = false
    return try site.facets.answer(filter, at: ledger.revision()) { [filter] () throws(LedgerError) in
      try ledger.facets(matching: filter)
    }
  }

  /// The event that an id means: its own, by the start of its id, or the first of an incident; nil without any.
  func event(meantBy id: String) throws(LedgerError) -> String? {
    if let event = try ledger.event(idPrefix: id) { return event.id }
    return try ledger.incident(id: id)?.events.first?.id
  }

  /// Takes into the ledger what its journal holds; false where it cannot be written now, which loses nothing.
  func takeIn(_ journal: CorrectionJournal) throws -> Bool {
    do throws(LedgerError) {
      try writer(patience: 2_000).takeIn(journal)
      return true
    } catch {
      guard [.busy, .noSpace, .readOnly].contains(error.kind) else { throw error }
      return false
    }
  }

  /// Does what changes the ledger, on a connection of its own that is opened for the first.
  func write<T>(_ body: (Ledger) throws -> T) throws -> T { try body(writer(patience: 10_000)) }

  /// - Parameter patience: of a connection that is opened for it, in milliseconds.
  private func writer(patience: Int) throws(LedgerError) -> Ledger {
    if let writing { return writing }
    let opened = try Ledger(path: site.options.ledger, patience: patience, joining: site.joining)
    writing = opened
    return opened
  }
}
