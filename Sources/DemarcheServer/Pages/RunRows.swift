import DemarcheLedger
import DemarcheRelations

/// Runs as the rows of a table, each with how it ended and how long ago.
struct RunRows {
  let runs: [Run]
  /// In seconds since 1970.
  let now: Int

  var html: HTML {
    """
    <div class="scroll"><table data-list class="dense"><thead><tr><th scope="col" class="num">Run</th><th scope="col">What</th><th scope="col">Began</th>\
    <th scope="col">State</th><th scope="col" class="num">Took</th><th scope="col" class="num">New reports</th><th scope="col" class="num">Known</th>\
    <th scope="col" class="num">Rejected</th><th scope="col" class="num">Events</th><th scope="col" class="num">Events per 1,000</th>\
    <th scope="col" class="num">Reports a second</th></tr></thead><tbody>\(runs.map(row))</tbody></table></div>
    """
  }

  private func row(_ run: Run) -> HTML {
    let rate = run.reports == 0 ? nil : Double(run.events) * 1000 / Double(run.reports)
    return """
      <tr data-row><th scope="row" class="num"><a href="\(Address("runs", "\(run.id.number)"))">\(run.id.number)</a></th><td>\(run.kind.rawValue)</td>\
      <td class="nowrap"><time datetime="\(run.started)">\(Shell.moment(run.started))</time></td><td>\(RunRows.state(run, now: now))</td>\
      <td class="num">\(RunRows.seconds(run).map { Age.duration($0) } ?? "–")</td><td class="num">\(Shell.number(run.reports))</td>\
      <td class="num">\(Shell.number(run.known))</td><td class="num">\(Shell.number(run.rejected))</td>\
      <td class="num">\(Shell.number(run.events))</td><td class="num">\(Shell.decimal(rate, digits: 0))</td>\
      <td class="num">\(Shell.decimal(RunRows.speed(run), digits: 1))</td></tr>

      """
  }

  /// "ended 3 h ago", "has not ended".
  static func state(_ run: Run, now: Int) -> HTML {
    run.finished.map { finished in
      "ended <time datetime=\"\(finished)\">\(Age.words(since: finished, now: now))</time>"
    } ?? "has not ended"
  }

  /// How long it took; nil where it has not ended.
  static func seconds(_ run: Run) -> Int? {
    guard let end = run.finished.flatMap(Clock.seconds(of:)), let start = Clock.seconds(of: run.started)
    else {
      return nil
    }
    return max(0, end - start)
  }

  /// The reports it took in or knew already, a second.
  static func speed(_ run: Run) -> Double? {
    seconds(run).flatMap { $0 == 0 ? nil : Double(run.reports + run.known) / Double($0) }
  }

  /// One run in a sentence: what it did, when, and how fast.
  ///
  /// - Parameter isLinked: whether its number leads to its page.
  static func sentence(_ run: Run, now: Int, isLinked: Bool = true) -> HTML {
    let verb =
      switch run.kind {
      case .ingest: "took in"
      case .recode: "coded anew"
      case .import: "imported"
      }
    let took: HTML =
      seconds(run).map { seconds in
        " in \(Age.duration(seconds))\(speed(run).map { ", \(decimal($0, digits: 1)) a second" } ?? "")"
      } ?? ""
    let name: HTML =
      isLinked
      ? "<a href=\"\(Address("runs", "\(run.id.number)"))\">Run \(run.id.number)</a>" : "It"
    return """
      \(name) \(verb) <b>\(Shell.counted(run.reports, "report"))</b>\
      \(run.kind == .ingest ? ", knew \(Shell.number(run.known)) already and rejected \(Shell.number(run.rejected))" : "")\(took); \
      it began <time datetime="\(run.started)">\(Age.words(since: run.started, now: now))</time> and \(state(run, now: now)).
      """
  }
}
