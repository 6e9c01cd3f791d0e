import DemarcheRelations
import Demarche
import DemarcheAnswers
import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger

/// One thing to decide on: a sentence with its neighbours, what the machine says of it, and all that can be decided.
///
/// A form that works without script; the script of the page takes it over, sends it in the background and shows the next.
struct CorrectCard {
  /// How many events can be marked in a sentence at once.
  static let rows = 3

  let candidate: Candidate
  let queue: Correction.Queue
  let order: Correction.Order?
  let coder: String
  /// The text of the field the sentence stands in, in code points.
  let text: [Unicode.Scalar]
  let site: Site
  /// The page to go back to.
  let back: Address
  /// The types that keys 1 to 9 stand for.
  let top: [String]
  /// The id that the decision will have, when it is sent without script.
  let id: String

  private var codebook: Codebook { site.setting.release.knowledge.codebook }

  /// The decision as it will be kept, still without an answer: what a form sends back.
  var template: Correction {
    Correction(
      id: id, made: Clock.now(), coder: coder, queue: queue, order: order, decision: .ignore,
      target: candidate.target,
      before: candidate.event, codebook: codebook.version, version: candidate.event?.version ?? "",
      data: candidate.event?.data ?? site.setting.release.hash)
  }

  var html: HTML {
    let item = JSON.object([
      .init("correction", template.json), .init("text", .string(words(candidate.target.span))),
      .init("start", .int(candidate.target.span.start)),
    ])
    return """
      <article class="correct" data-card data-item="\(item.line)" tabindex="-1" aria-label="\(label)">
      <p class="small muted">\([candidate.source, candidate.day?.iso].compactMap(\.self).joined(separator: ", ")) · \(reportLink)</p>
      <p class="sentence"><span class="muted">\(candidate.previous.map(words))</span> \(sentence) <span class="muted">\(candidate.next.map(words))</span></p>
      \(candidate.event.map(proposal) ?? "")
      \(others)
      <form method="post" action="/correct/decide" data-decide>
      <input type="hidden" name="token" value="\(site.options.token)"><input type="hidden" name="item" value="\(template.json.line)">
      <input type="hidden" name="back" value="\(back.text)">
      \(candidate.event == nil ? sentenceButtons : eventButtons)
      <details class="edit"\(candidate.event == nil ? " open" as HTML : "")><summary>\(candidate.event == nil ? "Events of the sentence" : "What is right")\(candidate.event == nil ? "" : " <kbd>e</kbd>" as HTML)</summary>
      \(row(0))
      <details class="others"><summary>Another event in the sentence</summary>\((1..<CorrectCard.rows).map(row))</details>
      <button name="decision" value="\(candidate.event == nil ? "mark" : "edit")" class="primary">Save and next <kbd>Enter</kbd></button>
      </details>
      <p><label>comment <kbd>c</kbd> <input name="comment" size="50" maxlength="2000"></label></p>
      </form>
      </article>

      """
  }

  private var label: String {
    candidate.event.map { "\(EventWords.codes($0.actor)) \($0.event) \(EventWords.codes($0.recipient))" }
      ?? "a sentence without an answer"
  }

  /// No title in blind queues leads to what the machine says.
  private var reportLink: HTML {
    candidate.event == nil
      ? "\(candidate.title)"
      : "<a href=\"\(EventWords.address(report: candidate.target.report))\" target=\"_blank\">\(candidate.title ?? candidate.target.report)</a>"
  }

  private func words(_ span: Stretch) -> String {
    guard span.end <= text.count else { return "" }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text[span.start..<span.end])
    return String(view)
  }

  private var sentence: HTML {
    let span = candidate.target.span
    guard let event = candidate.event, span.end <= text.count else {
      return "<b>\(words(span))</b>"
    }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: text)
    return
      "<span class=\"now\">\(MarkedText(String(view), events: [event]).marked(span.start..<span.end))</span>"
  }

  // MARK: What the machine says

  private func proposal(_ event: Event) -> HTML {
    """
    <p class="big">\(EventWords.side(event.actor)) → \(EventWords.type(event, site.setting.quads.names)) → \(EventWords.side(event.recipient))</p>
    <p class="small">\(EventWords.date(event)) \(event.aux.isEmpty ? "" : " · <b>\(EventWords.marks(event))</b>" as HTML)\
    \(event.attribution.isEmpty ? "" : " · said by \(EventWords.speakers(event))" as HTML) · confidence \(String(event.confidence))</p>
    <div class="grid definitions">\(definition(event.event, "proposed"))\(rival(event.event).map { definition($0, "the nearest other") } ?? "")</div>
    """
  }

  private func definition(_ name: String, _ role: String) -> HTML {
    guard let type = codebook.type(name) else { return "" }
    return
      "<div class=\"panel small\"><b><span class=\"quad quad-\(type.quad)\" aria-hidden=\"true\"></span>\(name)</b> <span class=\"muted\">\(role)</span><br>\(type.meaning)</div>"
  }

  /// The type that lies nearest by quad, then by score: what is confused most often.
  private func rival(_ name: String) -> String? {
    guard let own = codebook.type(name) else { return nil }
    return codebook.types.filter { $0.name != name }.min {
      distance($0, own) < distance($1, own)
    }?.name
  }

  private func distance(_ a: Codebook.EventType, _ b: Codebook.EventType) -> Double {
    abs(a.score - b.score) + (a.quad == b.quad ? 0 : 10)
  }

  /// What others decided, where they disagree.
  private var others: HTML {
    if candidate.decisions.isEmpty { return "" }
    return """
      <div class="scroll"><table><caption>What was decided</caption><thead><tr><th scope="col">Who</th><th scope="col">Decision</th><th scope="col">What is right</th>\
      <th scope="col">Comment</th></tr></thead><tbody>\(candidate.decisions.map { one in
        let right = one.right?.map { "\($0.actorCodes.joined(separator: ",")) \($0.event) \($0.recipientCodes.joined(separator: ","))" }
        return "<tr><th scope=\"row\">\(one.coder)</th><td>\(one.decision.rawValue)</td><td>\(right.map { $0.isEmpty ? "no event" : $0.joined(separator: "; ") })</td><td>\(one.comment)</td></tr>\n" as HTML
      })</tbody></table></div>
      """
  }

  // MARK: What can be decided

  private func button(_ decision: String, _ key: String, _ words: String) -> HTML {
    "<button name=\"decision\" value=\"\(decision)\" data-key=\"\(key)\"><kbd>\(key == " " ? "space" : key)</kbd> \(words)</button>"
  }

  private var eventButtons: HTML {
    """
    <div class="decide">\(button("accept", "a", "Accept"))\(button("reject", "x", "Reject"))\(button("ignore", " ", "Ignore"))\(button("flag", "f", "Flag"))</div>
    <div class="decide small" aria-label="Another type">\(top.enumerated().map { i, name in
      "<button type=\"button\" hidden data-type=\"\(name)\" data-key=\"\(i + 1)\"><kbd>\(i + 1)</kbd> \(name)</button>" as HTML
    })<button type="button" hidden data-do="swap" data-key="r"><kbd>r</kbd> swap actor and recipient</button></div>
    """
  }

  private var sentenceButtons: HTML {
    """
    <div class="decide">\(button("mark", "x", "No event here"))\(button("ignore", " ", "Ignore"))\(button("flag", "f", "Flag"))</div>
    <div class="decide small" aria-label="Add an event of a type">\(top.enumerated().map { i, name in
      "<button type=\"button\" hidden data-type=\"\(name)\" data-key=\"\(i + 1)\"><kbd>\(i + 1)</kbd> \(name)</button>" as HTML
    })</div>
    """
  }

  /// The fields of one event; the first holds what the machine says.
  private func row(_ number: Int) -> HTML {
    let event = number == 0 ? candidate.event : nil
    let marked = event.map { MarkedEvent($0) }
    func parties(_ list: [MarkedEvent.Party]?) -> (words: String, codes: String, spans: String) {
      let list = list ?? []
      return (
        list.map { $0.words?.text ?? "" }.joined(separator: " | "),
        list.map { ([$0.code].compactMap(\.self) + $0.sectors).joined(separator: " ") }.joined(
          separator: " | "),
        list.map { $0.words.map { "\($0.place.start)-\($0.place.end)" } ?? "" }.joined(separator: "|")
      )
    }
    let actor = parties(marked?.actor), recipient = parties(marked?.recipient)
    let trigger = marked?.trigger
    let options = codebook.types.map { type -> HTML in
      "<option\(type.name == event?.event ? " selected" as HTML : "")>\(type.name)</option>"
    }
    func span(_ name: String, _ label: String, _ words: String, _ spans: String) -> HTML {
      """
      <label>\(label)<input name="\(name).\(number)" value="\(words)" data-span="\(name)_span.\(number)" size="24" autocomplete="off"></label>\
      <input type="hidden" name="\(name)_span.\(number)" value="\(spans)">
      """
    }
    let legend = number == 0 ? "event" : "event \(number + 1)"
    return """
      <fieldset><legend>\(legend)</legend><div class="fields">
      <label>type<select name="event.\(number)"><option value="">none</option>\(options)</select></label>
      \(span("trigger", "words of the act", trigger?.text ?? "", trigger.map { "\($0.place.start)-\($0.place.end)" } ?? ""))
      \(span("actor", "actor", actor.words, actor.spans))<label>codes<input name="actor_code.\(number)" value="\(actor.codes)" size="10" placeholder="EGY GOV" autocomplete="off"></label>
      \(span("recipient", "recipient", recipient.words, recipient.spans))<label>codes<input name="recipient_code.\(number)" value="\(recipient.codes)" size="10" placeholder="ISR" autocomplete="off"></label>
      <label>date<input name="date.\(number)" value="\(event?.date)" size="10" placeholder="none"></label>
      \(Auxiliary.allCases.map { mark in
        "<label><input type=\"checkbox\" name=\"\(mark.rawValue).\(number)\" value=\"yes\"\(event?.aux.contains(mark) ?? false ? " checked" as HTML : "")> \(mark.rawValue)</label>" as HTML
      })
      <input type="hidden" name="mode.\(number)" value="\(event?.mode.joined(separator: ","))">
      </div></fieldset>
      """
  }
}
