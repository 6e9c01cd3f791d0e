import DemarcheAnswers
import DemarcheLedger

/// What stands where nothing fits: which filter to drop to see more, or how to put reports in.
enum Empty {
  /// - Parameters:
  ///   - address: of the page, with its filters.
  ///   - what: what was looked for, in the singular.
  static func html(_ address: Address, _ filters: [String], _ what: String, _ desk: Desk) throws -> HTML {
    let counts = try desk.counted().counts
    if counts.reports == 0 { return nothing(desk) }
    let set = address.query.filter { filters.contains($0.name) && !$0.value.isEmpty }
    let offers: [HTML] = try set.compactMap { pair in
      let without = address.with(pair.name, nil).without("after")
      guard let count = try count(without, desk), count > 0 else { return nil }
      return """
        <li><a href="\(without)">without <b>\(pair.name)=\(pair.value)</b></a>: \(Shell.number(count))\(count == most ? " events or more" : " events")</li>
        """
    }
    let way: HTML =
      offers.isEmpty
      ? "<p>No single filter is the reason. <a href=\"\(Address(segments: address.segments))\">Start without any</a></p>"
      : "<ul>\(offers)</ul>"
    return """
      <div class="empty"><p><b>No \(what) fits.</b> The ledger holds \(Shell.number(counts.events)) events in \
      \(Shell.number(counts.reports)) reports.</p>\(set.isEmpty ? .empty : way)</div>
      """
  }

  /// What stands where the ledger holds no report.
  static func nothing(_ desk: Desk) -> HTML {
    let command = "demarche ingest --ledger \(desk.site.options.ledger) reports.jsonl"
    return """
      <div class="empty"><p><b>The ledger holds no report yet.</b> Put some in:</p>
      <pre id="first">\(command)</pre><p class="tools"><button type="button" hidden data-copy="#first">Copy</button></p>
      <p class="small">Files, folders, archives and feeds will do; <code>demarche ingest --help</code> tells more.</p></div>
      """
  }

  /// So many are enough to know that there are many.
  private static let most = 10_000

  /// How many events an address asks for, up to ``most``; nil where it asks for what nothing can be.
  private static func count(_ address: Address, _ desk: Desk) throws -> Int? {
    let parameters = QuestionParameters { address[$0] }
    do {
      var filter = try EventFilter(parameters)
      try filter.narrow(by: parameters, among: desk.sources())
      return try desk.ledger.count(matching: filter, upTo: most)
    } catch is QuestionError {
      return nil
    }
  }
}
