import DemarcheKnowledge
import Demarche
import DemarcheAnswers
import DemarcheCorrections
import DemarcheEvents
import DemarcheLedger
import DemarcheRelations

/// How well it works, honestly: precision by type on the held-out corpus and by people's decisions on this ledger, the worst errors.
enum EvaluationPage {
  static let worst = 50

  static func page(_ address: Address, _ desk: Desk) throws -> Page {
    let corrections = try desk.ledger.corrections(matching: CorrectionFilter(isInForce: true)).map(
      \.correction)
    let gold = try GoldAnswer(corrections, desk.ledger)
    return Page(
      title: "Evaluation", section: .evaluation, address: address,
      body: """
        <p class="lead">What comes out is wrong at times, and which times can be known. Below: how well each type is coded, measured on sentences that nothing \
        was made from, and what people decided on this ledger.</p>
        \(measured(desk))
        \(decided(gold, desk))
        \(errors(gold, desk))
        """)
  }

  // MARK: On the corpus

  private static func measured(_ desk: Desk) -> HTML {
    let setting = desk.setting
    let types = setting.release.knowledge.codebook.types
    let rows = types.compactMap { type -> HTML? in
      guard let figures = setting.figures[type.name] else { return nil }
      return """
        <tr><th scope="row"><span class="quad quad-\(type.quad)" aria-hidden="true"></span>\(type.name)</th><td class="num">\(figures.precision)</td><td class="num">\(figures.recall)</td>\
        <td class="num">\(figures.precisionOfParties)</td><td class="num">\(figures.recallOfParties)</td><td class="num">\(figures.sentences)</td>\
        <td><meter min="0" max="100" value="\(figures.precision)" aria-hidden="true"></meter></td></tr>

        """
    }
    if rows.isEmpty {
      return "<h2>On the held-out corpus</h2><p>The data of this release was not measured.</p>"
    }
    return """
      <h2>On the held-out corpus</h2>
      <p class="small muted">In percent. Precision: of the events that come out, how many are right. Recall: of those that are there, how many come out. “Parties” counts an event \
      only with the right actor and recipient. Reproduce: <code>demarche evaluate coding Corpus/en</code>.</p>
      <div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Type</th><th scope="col" class="num">Precision</th><th scope="col" class="num">Recall</th>\
      <th scope="col" class="num">Precision, parties</th><th scope="col" class="num">Recall, parties</th><th scope="col" class="num">Sentences</th><th scope="col"></th></tr></thead>\
      <tbody>\(rows)</tbody></table></div>
      """
  }

  // MARK: On this ledger

  private static func decided(_ gold: GoldAnswer, _ desk: Desk) -> HTML {
    let command = "demarche evaluate corrections --ledger \(desk.site.options.ledger)"
    if gold.items.isEmpty {
      return """
        <h2>By people’s decisions on this ledger</h2>
        <div class="empty"><p><b>Nobody has decided on events of this ledger yet.</b> <a href="/correct">The queues</a> take two minutes for a first estimate: \
        <a href="/correct/assisted?sample=100&amp;seed=1">a random hundred</a> gives the precision, <a href="/correct/blind">blind sentences</a> the recall.</p></div>
        """
    }
    let hard: HTML =
      gold.uncertain > 0
      ? " <b>\(gold.uncertain) of them came up because they were uncertain</b>: their precision is that of hard cases."
      : ""
    return """
      <h2>By people’s decisions on this ledger</h2>
      <p>\(gold.items.count) things settled, \(gold.disputed) disputed, \(gold.absent) not in the ledger any more.\(hard)</p>
      \(table("Type", [gold.score.all] + gold.score.types))
      <h3>By source</h3>
      \(table("Source", gold.score.sources))
      <pre tabindex="0">\(command)</pre>
      """
  }

  private static func table(_ name: String, _ rows: [GoldScore.Row]) -> HTML {
    func cell(_ share: Share?) -> HTML {
      guard let share else { return "<td class=\"num\">–</td>" }
      func percent(_ x: Double) -> String { decimal(100 * x, digits: 0) }
      return
        "<td class=\"num\">\(percent(share.value)) % <span class=\"muted\">\(percent(share.low))–\(percent(share.high))</span></td>"
    }
    return """
      <div class="scroll" tabindex="0"><table data-list><thead><tr><th scope="col">\(name)</th><th scope="col" class="num">Judged</th><th scope="col" class="num">Precision</th>\
      <th scope="col" class="num">with parties</th><th scope="col" class="num">There</th><th scope="col" class="num">Recall</th><th scope="col" class="num">with parties</th>\
      <th scope="col" class="num">F1</th></tr></thead><tbody>\(rows.map { row in
        """
        <tr data-row><th scope="row">\(row.name.isEmpty ? "not named" : row.name)</th><td class="num">\(row.machine)</td>\(cell(row.precision))\(cell(row.precisionWithParties))\
        <td class="num">\(row.there)</td>\(cell(row.recall))\(cell(row.recallWithParties))<td class="num">\(row.f1.map { decimal($0, digits: 2) } ?? "–")</td></tr>

        """ as HTML
      })</tbody></table></div>
      """
  }

  private static func errors(_ gold: GoldAnswer, _ desk: Desk) -> HTML {
    if gold.errors.isEmpty { return "" }
    let quads = desk.setting.quads.names
    return """
      <h2>Taken for each other</h2>
      <div class="scroll"><table data-list><thead><tr><th scope="col">The machine said</th><th scope="col">right is</th><th scope="col" class="num">times</th></tr></thead>\
      <tbody>\(gold.confusion.prefix(30).map { pair in
        "<tr data-row><td>\(pair.machine)</td><td>\(pair.right)</td><td class=\"num\">\(pair.count)</td></tr>" as HTML
      })</tbody></table></div>
      <h2>The worst errors: the surest that were wrong</h2>
      <div class="scroll"><table data-list><thead><tr><th scope="col">Event</th><th scope="col">What is right</th><th scope="col">Who says so</th>\
      <th scope="col" class="num">Confidence</th><th scope="col">Words</th></tr></thead><tbody>\(gold.errors.prefix(worst).map { error in
        guard let before = error.correction.before else { return "" }
        let right = error.right.map { "\($0.actorCodes.joined(separator: ",")) \($0.event) \($0.recipientCodes.joined(separator: ","))" }
        return """
          <tr data-row><td>\(EventWords.side(before.actor)) \(EventWords.type(before, quads)) \(EventWords.side(before.recipient))</td>\
          <td>\(right.isEmpty ? "no event" : right.joined(separator: "; "))</td><td>\(error.correction.coder)\(error.correction.comment.map { ": \($0)" as HTML } ?? "")</td>\
          <td class="num">\(String(before.confidence))</td><td><a href="\(EventWords.address(before))">\(before.trigger.text)</a></td></tr>

          """ as HTML
      })</tbody></table></div>
      """
  }
}
