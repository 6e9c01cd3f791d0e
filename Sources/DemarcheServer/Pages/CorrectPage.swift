import DemarcheText
import DemarcheKnowledge
import DemarcheJSON
import DemarcheEvents
import Demarche
import DemarcheAnswers
import DemarcheCorrections
import DemarcheHTTP
import DemarcheLedger

/// The queues of corrections: what there is to decide, who decided how much, and one card after the other.
enum CorrectPage {
  /// The name of the cookie that keeps who decides.
  static let coderCookie = "coder"
  static let batch = 12

  private static let queues: [(queue: Correction.Queue, name: String, meaning: String)] = [
    (
      .assisted, "Assisted",
      "Events of the machine, the least certain that weigh most first: accept, reject, edit. They are for training and development; an answer that is shown biases who judges it, so they never enter the test set."
    ),
    (
      .blind, "Blind",
      "Sentences without what the machine says: mark the events that they tell. They may enter the test set."
    ),
    (
      .missed, "Missed",
      "Sentences in which the machine found nothing: is there an event? They give the recall, and may enter the test set."
    ),
    (
      .disputed, "Disputed",
      "Things on which people disagree: settle them. A decision here is an adjudication and counts in no agreement."
    ),
  ]

  // MARK: The queues

  static func page(_ address: Address, _ coder: String?, _ desk: Desk) throws -> Page {
    if let closed = closed(address, desk) { return closed }
    let kept = try desk.ledger.corrections(matching: CorrectionFilter(isInForce: true))
    let own = kept.filter { $0.correction.coder == coder }
    return Page(
      title: "Correct", section: .correct, address: address,
      body: """
        \(name(coder, address))
        <div class="grid">\(queues.map { queue, name, meaning in
          let done = own.filter { $0.correction.queue == queue }
          let seconds = done.compactMap(\.correction.seconds).sorted()
          return """
            <section class="panel"><h2>\(name)</h2><p>\(meaning)</p>
            <p class="small muted">You decided \(done.count)\(seconds.isEmpty ? "" : ", in \(Int(seconds[seconds.count / 2].rounded())) s each (median)" as HTML); all people \(kept.filter { $0.correction.queue == queue }.count).</p>
            <p><a class="button primary" href="\(Address("correct", queue.rawValue))">Open</a></p></section>

            """ as HTML
        })</div>
        <h2>What was decided</h2>
        \(coders(kept))
        <p class="tools"><a class="button" href="/correct/agreement">Agreement</a><a class="button" href="/correct/corrections.jsonl" download>All decisions (JSON lines)</a></p>
        <pre tabindex="0">demarche corrections --ledger \(desk.site.options.ledger) --format jsonl > corrections.jsonl
        demarche evaluate corrections --ledger \(desk.site.options.ledger)</pre>
        """)
  }

  /// What stands where nothing may be changed.
  private static func closed(_ address: Address, _ desk: Desk) -> Page? {
    guard desk.site.options.isReadOnly else { return nil }
    return Page(
      title: "Correct", section: .correct, address: address,
      body: """
        <div class="empty"><p><b>This site is read only.</b> Start it without <code>--read-only</code> to correct:</p>
        <pre>demarche serve --ledger \(desk.site.options.ledger)</pre></div>
        """)
  }

  private static func name(_ coder: String?, _ address: Address) -> HTML {
    """
    <form class="fields" method="get" action="/correct/coder"><label>your name or sign, which goes with each decision<input name="coder" value="\(coder)" required size="20" pattern="[^;,=\\s]+"></label>\
    <input type="hidden" name="back" value="\(address.text)"><button>\(coder == nil ? "Begin" : "Change")</button></form>
    """
  }

  private static func coders(_ kept: [KeptCorrection]) -> HTML {
    let names = Set(kept.map(\.correction.coder)).sorted()
    if names.isEmpty { return "<p>Nothing yet.</p>" }
    let decisions = Correction.Decision.allCases.filter { $0 != .undo }
    return """
      <div class="scroll"><table><thead><tr><th scope="col">Who</th>\(decisions.map { "<th scope=\"col\" class=\"num\">\($0.rawValue)</th>" as HTML })\
      <th scope="col" class="num">all</th></tr></thead><tbody>\(names.map { name in
        let own = kept.filter { $0.correction.coder == name }
        return """
          <tr><th scope="row">\(name)</th>\(decisions.map { decision in
            "<td class=\"num\">\(own.filter { $0.correction.decision == decision }.count)</td>" as HTML
          })<td class="num">\(own.count)</td></tr>

          """ as HTML
      })</tbody></table></div>
      """
  }

  // MARK: A queue

  static func queue(_ queue: Correction.Queue, _ address: Address, _ coder: String?, _ desk: Desk) throws
    -> Page
  {
    if let closed = closed(address, desk) { return closed }
    let title = queues.first { $0.queue == queue }?.name ?? queue.rawValue
    guard let coder else {
      return Page(title: title, section: .correct, address: address, body: name(nil, address))
    }
    let (candidates, order) = try candidates(queue, address, coder, desk)
    let top = try desk.counted().counts.byType.prefix(9).map(\.event)
    let cards = try candidates.items.map { candidate in
      CorrectCard(
        candidate: candidate, queue: queue, order: order, coder: coder,
        text: try text(candidate.target, desk) ?? [], site: desk.site, back: address, top: Array(top),
        id: try EntropyToken.random()
      ).html
    }
    let decided = try desk.ledger.corrections(matching: CorrectionFilter(coder: coder, queues: [queue]))
    let types = desk.setting.release.knowledge.codebook.types
    return Page(
      title: "\(title) queue", section: .correct, address: address,
      body: """
        <p class="small muted" id="progress" role="status">\(coder) decided \(decided.filter(\.isInForce).count) here.\
        \(candidates.passedOver > 0 ? " \(candidates.passedOver) are left out: their reports were kept without text." as HTML : "") \
        Keys stand on the buttons; <kbd>Backspace</kbd> undoes, <kbd>[</kbd> <kbd>]</kbd> move the start and <kbd>{</kbd> <kbd>}</kbd> the end of the words of a field, <kbd>/</kbd> finds a type.</p>
        <p class="warn" id="unsent" hidden role="alert"></p>
        <div id="cards" data-queue="\(queue.rawValue)" data-coder="\(coder)" data-more="\(address.text)">\(cards)</div>
        <p id="done"\(cards.isEmpty ? "" : " hidden" as HTML)><b>This queue is done</b>: \(decided.filter(\.isInForce).count) decided. Next: \
        <a href="/correct">the other queues</a>, or <a href="/correct/agreement">how far people agree</a>.</p>
        <dialog id="types" aria-labelledby="types-title"><h2 id="types-title">Type</h2><label>begin to write <input id="type-search" autocomplete="off"></label>
        <ul>\(types.map { "<li data-name=\"\($0.name)\"><button type=\"button\" class=\"plain\" data-choose=\"\($0.name)\">\($0.name)</button> <span class=\"muted small\">\($0.meaning)</span></li>" as HTML })</ul></dialog>
        <h2>Last decisions</h2>
        <ol id="last" class="small" data-list>\(decided.filter(\.isInForce).suffix(10).reversed().map { last($0.correction, address, desk) })</ol>
        """, filters: EventFilter.parameters.map(\.name), scripts: ["correct.js"])
  }

  private static func candidates(
    _ queue: Correction.Queue, _ address: Address, _ coder: String, _ desk: Desk
  ) throws -> (Candidates, Correction.Order?) {
    if let event = address["event"], event.hasPrefix("ev_") {
      guard let candidate = try desk.ledger.candidate(ofEvent: event) else {
        throw Missing(
          what: "“\(event)” cannot be corrected.",
          help: "The ledger has no such event, or keeps no text of its report.",
          way: Address("correct"))
      }
      return (Candidates(items: [candidate], passedOver: 0), nil)
    }
    let parameters = QuestionParameters { address[$0] }
    let sample = try parameters.number("sample", least: 1, most: 10_000)
    let order: Correction.Order = sample == nil ? .uncertain : .random
    var filter = try EventFilter(parameters)
    filter.limit = nil
    try filter.narrow(by: parameters, among: desk.sources())
    let isNarrow = address.query.contains { pair in
      EventFilter.parameters.contains { $0.name == pair.name } || pair.name.hasPrefix("source")
    }
    let seed = UInt64(try parameters.number("seed", least: 0) ?? 1)
    let found = try desk.ledger.candidates(
      queue, for: coder, matching: isNarrow ? filter : nil, order: order, seed: seed, limit: batch)
    return (found, queue == .assisted ? order : nil)
  }

  /// A decision in the list of the last ones, with the way to take it back.
  private static func last(_ correction: Correction, _ address: Address, _ desk: Desk) -> HTML {
    let before =
      correction.before.map { "\(EventWords.codes($0.actor)) \($0.event) \(EventWords.codes($0.recipient))" }
      ?? "sentence \(correction.target.sentence)"
    let after = correction.after.map {
      "\($0.actorCodes.joined(separator: ",")) \($0.event) \($0.recipientCodes.joined(separator: ","))"
    }
    return """
      <li data-row><form method="post" action="/correct/decide" class="inline"><b>\(correction.decision.rawValue)</b> \(before)\(after.isEmpty ? "" : " → \(after.joined(separator: "; "))" as HTML) \
      <input type="hidden" name="token" value="\(desk.site.options.token)"><input type="hidden" name="item" value="\(correction.json.line)">\
      <input type="hidden" name="decision" value="undo"><input type="hidden" name="id" value="undo-\(correction.id)"><input type="hidden" name="undoes" value="\(correction.id)">\
      <input type="hidden" name="back" value="\(address.text)"><button class="plain">undo</button></form></li>

      """
  }

  /// The text of the field that a decision is about; nil where the ledger has another text there, or none.
  static func text(_ target: CorrectionTarget, _ desk: Desk) throws -> [Unicode.Scalar]? {
    guard let report = try desk.ledger.report(id: target.report) else { return nil }
    let text = target.field == .title ? report.title ?? "" : report.text
    return text.isEmpty ? nil : Array(text.unicodeScalars)
  }

  // MARK: Deciding

  /// Keeps a decision: first in the journal, on the disk, then in the ledger, if nobody holds it.
  static func decide(_ request: Request, _ coder: String?, _ desk: Desk) throws -> Routes.Answer {
    let form = try request.form
    var correction = try CorrectForm(form) { try text($0, desk) }.correction()
    if correction.coder.isEmpty, let coder { correction.coder = coder }
    let codebook = desk.setting.release.knowledge.codebook
    for event in correction.after where codebook.type(event.event) == nil {
      throw Problem(400, "the codebook has no type \(event.event)", hint: "see /codebook")
    }
    let journal = CorrectionJournal(ofLedger: desk.site.options.ledger)
    try journal.append(correction)
    let isInLedger = try desk.takeIn(journal)
    let status =
      isInLedger ? "kept" : "kept in the journal; the ledger cannot be written now and takes it in later"
    if request.headers["accept"]?.contains("application/json") ?? false {
      return .json([
        "id": .string(correction.id), "decision": .string(correction.decision.rawValue),
        "status": .string(status),
      ])
    }
    return .redirect(to: Routes.back(form["back"] ?? "/correct"))
  }
}
