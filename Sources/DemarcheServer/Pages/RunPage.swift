import DemarcheAnswers
import DemarcheJSON
import DemarcheLedger

/// One run: what it was, what it put in, what it rejected and why, and how to go on.
struct RunPage {
  static let failuresShown = 50

  let address: Address
  let run: Run
  let failures: [(number: Int, failure: Failure)]
  /// What was wrong how often, the most frequent first.
  let reasons: [(error: String, count: Int)]
  let latest: [ReportLine]
  let ledger: String
  let now: Int
  /// Whether a later run is there.
  let hasNext: Bool

  func page() -> Page {
    Page(
      title: "Run \(run.id.number)", section: .ingest, address: address,
      body: """
        <p class="lead">\(RunRows.sentence(run, now: now, isLinked: false))</p>
        <div class="grid"><dl class="pairs"><dt>what</dt><dd>\(run.kind.rawValue)</dd><dt>began</dt><dd><time datetime="\(run.started)">\(Shell.moment(run.started))</time></dd>\
        <dt>ended</dt><dd>\(run.finished.map { "<time datetime=\"\($0)\">\(Shell.moment($0))</time>" as HTML } ?? "not yet")</dd>\
        <dt>by</dt><dd>\(run.process ?? "nobody said")</dd><dt>with</dt><dd>version \(run.version), codebook \(run.codebook)</dd>\
        <dt>data and model</dt><dd><code>\(run.data)</code></dd></dl><dl class="pairs"><dt>new reports</dt><dd>\(Shell.number(run.reports))</dd>\
        <dt>known already</dt><dd>\(Shell.number(run.known))</dd><dt>events</dt><dd>\(Shell.number(run.events))</dd>\
        <dt>rejected</dt><dd>\(Shell.number(run.rejected))</dd></dl></div>
        <div class="tools"><a class="button" href="\(Address("runs", "\(run.id.number).json"))" download="run-\(run.id.number).json">run.json</a>\
        <a class="button" href="\(Address("search", query: [.init("since", "\(run.id.number - 1)")]))">Events of this run and later ones</a>\
        \(run.id.number > 1 ? "<a class=\"button\" rel=\"prev\" href=\"\(Address("runs", "\(run.id.number - 1)"))\">Run before</a>" as HTML : "")\
        \(hasNext ? "<a class=\"button\" rel=\"next\" href=\"\(Address("runs", "\(run.id.number + 1)"))\">Run after</a>" as HTML : "")</div>
        \(goOn)
        <h2 id="failures">Rejected</h2>
        \(failures.isEmpty ? nothingRejected : rejected)
        \(latest.isEmpty ? .empty : reports)
        """)
  }

  // MARK: How to go on

  private var goOn: HTML {
    let verify = "demarche rerun \(run.id.number) --verify --ledger \(ledger)"
    let resume = "demarche ingest --ledger \(ledger) FILE..."
    let resumed: HTML =
      run.kind == .ingest
      ? """
      <p>\(run.finished == nil ? "It has not ended: it is at work still, or was broken off; what it stored stays. The" : "The") same files given once more go on where \
      it stood, for what is known is passed over:</p>
      <pre id="resume" tabindex="0">\(resume)</pre><p class="tools"><button type="button" hidden data-copy="#resume">Copy</button></p>
      """ : ""
    return """
      <h2>Go on, or check</h2>
      \(resumed)
      <p>Whether its reports are coded the same today, byte for byte:</p>
      <pre id="rerun" tabindex="0">\(verify)</pre><p class="tools"><button type="button" hidden data-copy="#rerun">Copy</button></p>
      """
  }

  // MARK: Failures

  private var nothingRejected: HTML {
    address["after"] == nil
      ? "<p>Nothing: every input of this run became a report, or was known already.</p>"
      : "<p>No more. <a href=\"\(address.without("after"))#failures\">From the first on</a></p>"
  }

  private var rejected: HTML {
    let more: HTML =
      failures.count == RunPage.failuresShown
      ? failures.last.map {
        "<p><a class=\"button\" rel=\"next\" href=\"\(address.with("after", "\($0.number)"))#failures\">Next \(RunPage.failuresShown)</a></p>"
      } ?? "" : ""
    let counts: HTML =
      reasons.count > 1
      ? "<ul>\(reasons.map { "<li>\(Shell.number($0.count)) × \($0.error)</li>" as HTML })</ul>" : ""
    return """
      \(counts)
      <div class="scroll" tabindex="0"><table data-list><thead><tr><th scope="col">Input</th><th scope="col" class="num">Line</th><th scope="col">What was wrong</th>\
      <th scope="col">What helps</th></tr></thead><tbody>\(failures.map { _, failure in
        """
        <tr data-row><th scope="row">\(failure.report)</th><td class="num">\(failure.line.map { Shell.number($0) } ?? "–")</td>\
        <td>\(failure.error)</td><td>\(failure.help ?? "–")</td></tr>

        """
      })</tbody></table></div>
      \(more)
      """
  }

  private var reports: HTML {
    """
    <h2>The last reports it put in</h2>
    <div class="scroll"><table data-list><thead><tr><th scope="col">Published</th><th scope="col">Source</th><th scope="col">Title</th>\
    <th scope="col" class="num">Events</th></tr></thead><tbody>\(latest.map { report in
      """
      <tr data-row><td class="nowrap">\(report.published.map { String($0.prefix(10)) })</td><td>\(report.source)</td>\
      <td><a href="\(EventWords.address(report: report.id))">\(report.title ?? report.id)</a></td><td class="num">\(Shell.number(report.events))</td></tr>

      """
    })</tbody></table></div>
    """
  }
}

extension RunPage {
  init(number text: String, _ address: Address, _ desk: Desk) throws {
    let run = try RunPage.run(text, desk)
    let parameters = QuestionParameters { address[$0] }
    let after = try parameters.number("after") ?? 0
    self.init(
      address: address, run: run,
      failures: try desk.ledger.failures(of: run.id, after: after, limit: RunPage.failuresShown),
      reasons: try desk.ledger.failureCounts(of: run.id, limit: 8),
      latest: try desk.ledger.latestReports(ofRun: run.id, limit: 10), ledger: desk.site.options.ledger,
      now: Clock.seconds(), hasNext: try desk.counted().lastRun.map { $0.id.number > run.id.number } ?? false)
  }

  /// The run of a number as it stands in an address.
  static func run(_ text: String, _ desk: Desk) throws -> Run {
    guard let number = Int(text), let run = try desk.ledger.run(RunID(number)) else {
      throw Missing(
        what: "The ledger has no run “\(text)”.", help: "All of them are listed.", way: Address("ingest"))
    }
    return run
  }
}
