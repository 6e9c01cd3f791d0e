import DemarcheSyntax
import DemarcheRelations
import DemarcheKnowledge
import DemarcheAnswers
import Demarche
import DemarcheCoding
import DemarcheEvents
import DemarcheLedger
import DemarcheText

/// The reader: one report with its events marked, a card for each, why each was coded, and why a sentence was not.
struct ReportPage {
  let report: Report
  let events: [Event]
  /// What people said of an event, by its id.
  let status: [String: String]
  let copies: [String]
  let incidents: [String: Int]
  let outlet: String?
  /// What the program of today makes of each sentence; nil where the ledger keeps no text.
  let coding: Coder.ReportCoding?
  let site: Site

  private var quads: [Int: String] { site.setting.quads.names }

  init(id: String, version: Int?, _ desk: Desk) throws {
    guard let report = try desk.ledger.report(id: id, version: version) else {
      throw Missing(
        what: "The ledger has no report “\(id)”\(version.map { " of version \($0)" } ?? "").",
        help: "Search for words of it, or look at the latest reports.", way: Address("reports"))
    }
    self.report = report
    site = desk.site
    let filter = EventFilter(report: id, allVersions: version != nil, limit: nil)
    events = try desk.ledger.events(matching: filter).sorted {
      ($0.field == .title ? 0 : 1, $0.sentence, $0.trigger.start, $0.id)
        < ($1.field == .title ? 0 : 1, $1.sentence, $1.trigger.start, $1.id)
    }
    status = try desk.statuses(of: events)
    copies = try desk.ledger.copies(ofReport: id).filter { $0 != id }
    var told: [String: Int] = [:]
    for incident in Set(events.map(\.incident)) {
      told[incident] = try desk.ledger.reports(of: incident)
    }
    incidents = told
    let known = try desk.sources().table.outlet(of: report.source, url: report.url)
    let site = desk.site
    outlet = known.map { outlet in
      let country = site.setting.name(of: outlet.country) ?? outlet.country
      let ownership = site.setting.words.name(ofOwnership: outlet.ownership)
      return [outlet.kind, ownership, country].filter { !$0.isEmpty }.joined(separator: ", ")
    }
    coding = report.text.isEmpty ? nil : site.pipeline.code(report)
  }

  func page(_ address: Address) -> Page {
    Page(
      title: report.title ?? report.id, section: .reports, address: address,
      body: """
        <p class="muted">\(facts)</p>
        <div class="reader">
        <div class="reading">
        \(text)
        </div>
        <div class="cards" data-list tabindex="0" aria-label="Events of the report; n and p walk them">
        <h2 class="visually-hidden">Events</h2>
        \(events.isEmpty ? nothing : .empty)\(events.enumerated().map { card($0.offset + 1, $0.element) })
        </div>
        </div>
        \(legend)
        \(sentences)
        <h2>Take it along</h2>
        <div class="tools"><a class="button" href="\(api("jsonl"))">Events as JSON lines</a>\
        <a class="button" href="\(api("csv"))">Events as CSV</a>\
        <a class="button" href="\(Address("api", "v1", "report.json", query: [.init("id", report.id), .init("as", "displacy")]))">displaCy</a>\
        <a class="button" href="\(Address("api", "v1", "report.json", query: [.init("id", report.id), .init("as", "doccano")]))">doccano</a>\
        <button type="button" hidden data-copy="\(citation)">Copy as citation</button></div>
        <p class="small muted">\(citation)</p>
        """)
  }

  private func api(_ format: String) -> Address {
    Address("api", "v1", "events.\(format)", query: [.init("report", report.id)])
  }

  private var facts: HTML {
    var facts: [HTML] = []
    if let source = report.source {
      facts.append(
        "<a href=\"\(Address("search", query: [.init("source", source)]))\">\(source)</a>\(outlet.map { " (\($0))" as HTML } ?? "")"
      )
    } else {
      facts.append("no source named")
    }
    if let published = report.published {
      facts.append("<time datetime=\"\(published)\">\(published)</time>")
    }
    if let author = report.author { facts.append("by \(author)") }
    if let language = report.language { facts.append("language \(language)") }
    if let url = report.url { facts.append("<a href=\"\(elsewhere: url)\" rel=\"noreferrer\">original</a>") }
    facts.append("id <code>\(report.id)</code>")
    if !copies.isEmpty {
      let list = copies.prefix(5).map { "<a href=\"\(EventWords.address(report: $0))\">\($0)</a>" as HTML }
      facts.append("the same text in \(copies.count) more: \(list.joined(", "))")
    }
    return facts.joined(" · ")
  }

  private var text: HTML {
    let inTitle = events.filter { $0.field == .title }
    let inText = events.filter { $0.field == .text }
    var html = HTML.empty
    if let title = report.title, !inTitle.isEmpty {
      let marked = MarkedText(title, events: inTitle)
      html += "<p class=\"headline\">\(marked.marked(0..<title.unicodeScalars.count))</p>"
    }
    if report.text.isEmpty {
      return html + """
        <div class="empty"><p><b>The ledger keeps no text of this report.</b> The records hold codes and offsets; \
        the words of an event are those of its card.</p><p class="small">Put the report in again without \
        <code>--no-text</code>, or read it at its source.</p></div>
        """
    }
    let marked = MarkedText(report.text, events: inText, first: inTitle.count + 1)
    return html + marked.paragraphs(isWrapped: report.isWrapped)
  }

  private var nothing: HTML {
    """
    <div class="empty"><p><b>No event was coded in this report.</b> Below stands for each sentence why.</p></div>
    """
  }

  private var legend: HTML {
    """
    <p class="small muted legend">\(MarkedText.Kind.allCases.map { kind in
      "<mark class=\"m \(kind.rawValue) lane-0\"><span class=\"tag\">\(kind.letter)</span>\(kind.meaning)</mark> "
    })· the number is that of the card</p>
    """
  }

  private func card(_ number: Int, _ event: Event) -> HTML {
    let told = incidents[event.incident] ?? 1
    let others: HTML =
      told > 1
      ? "<a href=\"\(Address("incidents", event.incident))\" data-key=\"Enter\">\(told - 1) other reports of this act</a>"
      : "told by this report alone"
    let correct: HTML =
      site.options.isReadOnly
      ? ""
      : "<a href=\"\(Address("correct", "assisted", query: [.init("event", event.id)]))\" data-key=\"e\">correct <kbd>e</kbd></a> · "
    return """
      <article class="card" id="e\(number)" data-row data-event="e\(number)" tabindex="-1" aria-label="Event \(number)">
      <h3 id="\(event.id)"><span class="tag">\(number)</span> \(EventWords.side(event.actor)) → \(EventWords.side(event.recipient))</h3>
      <p>\(EventWords.type(event, quads)) · \(EventWords.date(event))\(place(event))\(marks(event))</p>
      <p class="small">said by: \(speakers(event)) · confidence \(String(event.confidence)) · status: <b>\(status[event.id] ?? "machine")</b></p>
      <p class="small">\(correct)\(others) · <a href="\(Address("api", "v1", "events", event.id))">record</a>\
       <button type="button" class="plain" hidden data-copy="\(sentence(event))">copy sentence with code</button></p>
      <details><summary>Why so coded</summary>
      <ol class="why small">\(why(event))</ol>
      </details>
      </article>

      """
  }

  private func place(_ event: Event) -> HTML {
    guard let place = event.place else { return "" }
    return " · in \(place.name ?? place.text)\(place.country.map { ", \($0)" as HTML } ?? "")"
  }

  private func marks(_ event: Event) -> HTML {
    event.aux.isEmpty ? "" : " · <b>\(EventWords.marks(event))</b>"
  }

  private func speakers(_ event: Event) -> HTML {
    if event.attribution.isEmpty { return "the outlet itself" }
    return event.attribution.map { speaker in
      let code: HTML = speaker.code.map { " <b>\($0)</b>" } ?? ""
      let verb: HTML = speaker.verb.map { " (\($0))" } ?? ""
      return "\(speaker.name ?? speaker.text)\(code)\(verb)" as HTML
    }.joined(", quoting ")
  }

  /// The steps that led to the record, each with its evidence.
  private func why(_ event: Event) -> [HTML] {
    var steps: [HTML] = [
      "“<b>\(event.trigger.text)</b>” tells \(event.event) by \(rule(event))"
    ]
    steps += event.why.map { "\($0)" }
    for (name, side) in [("actor", event.actor), ("recipient", event.recipient)] {
      for party in side {
        let found: HTML = party.inferred ? " (filled from the report)" : ""
        steps.append("\(name) “\(party.text)” is \(EventWords.participant(party))\(found): \(party.how)")
      }
    }
    steps.append(
      "date \(event.date ?? "not stated")\(event.date == nil ? "" : " (to the \(event.datePrecision.rawValue))" as HTML), published \(event.published ?? "on an unknown day")"
    )
    steps.append(
      "quad \(event.quad) \(quads[event.quad] ?? ""), score \(String(event.score)), CAMEO \(event.cameo ?? "none") (\(event.cameoBasis.rawValue))\(event.goldstein.map { ", Goldstein \(String($0))" as HTML } ?? "")"
    )
    steps.append(
      "codebook \(event.codebook), version \(event.version), data <code>\(String(event.data.prefix(19)))</code>"
    )
    return steps.map { "<li>\($0)</li>" }
  }

  private func rule(_ event: Event) -> HTML {
    switch event.by {
    case .rule: "rule <a href=\"\(Address("rules", query: [.init("id", event.rule)]))\">\(event.rule)</a>"
    case .ranker: "what was learnt from examples (<code>\(event.rule)</code>)"
    case .imported: "another project, whose file was read (<code>\(event.rule)</code>)"
    }
  }

  /// Each sentence with what came of it, or why nothing did.
  private var sentences: HTML {
    guard let coding else { return .empty }
    return """
      <h2>Sentence by sentence</h2>
      <div class="scroll"><table><thead><tr><th scope="col" class="num">No.</th><th scope="col">Sentence</th>\
      <th scope="col">What came of it</th></tr></thead><tbody>\(coding.map(sentence))</tbody></table></div>
      """
  }

  private func sentence(_ coding: Coder.SentenceCoding) -> HTML {
    let numbers = events.enumerated().filter {
      $0.element.field == coding.field && $0.element.sentence == coding.number
    }.map { $0.offset + 1 }
    let misses = Explanation.misses(coding, site.pipeline.release.book)
    var result: HTML
    if numbers.isEmpty {
      result =
        "<span class=\"muted\">no event: \(misses.first ?? "a rule holds with today's data; recode the ledger")</span>"
      if misses.count > 1 {
        result +=
          "<details class=\"small\"><summary>\(misses.count - 1) more reasons</summary><ul>\(misses.dropFirst().map { "<li>\($0)</li>" as HTML })</ul></details>"
      }
    } else {
      result = numbers.map { "<a href=\"#e\($0)\">event \($0)</a>" as HTML }.joined(", ")
    }
    let number: HTML = coding.field == .title ? "title" : "\(coding.number)"
    return "<tr><td class=\"num\">\(number)</td><td>\(words(coding))</td><td>\(result)</td></tr>\n"
  }

  /// The sentence as it stands in the report.
  private func words(_ coding: Coder.SentenceCoding) -> String {
    let whole = (coding.field == .title ? report.title ?? "" : report.text).utf8
    let spans = coding.tree.words.map(\.span)
    guard let start = spans.map(\.start).min(), let end = spans.map(\.end).max(), end <= whole.count else {
      return Explanation.sentence(coding.tree)
    }
    let from = whole.index(whole.startIndex, offsetBy: start)
    return String(decoding: whole[from..<whole.index(whole.startIndex, offsetBy: end)], as: UTF8.self)
  }

  private func sentence(_ event: Event) -> String {
    let own = coding?.first { $0.field == event.field && $0.number == event.sentence }.map(words)
    return """
      \(own ?? event.trigger.text) [\(EventWords.codes(event.actor)) \(event.event) \(EventWords.codes(event.recipient)), \
      \(event.date ?? event.published ?? "undated"); \(event.id)]
      """
  }

  private var citation: String {
    let parts = [report.source, report.title.map { "“\($0)”" }, report.published, report.url].compactMap(
      \.self)
    return parts.joined(separator: ", ")
      + ". Coded by Demarche \(Release.version), codebook \(events.first?.codebook ?? site.setting.release.knowledge.codebook.version)."
  }
}
