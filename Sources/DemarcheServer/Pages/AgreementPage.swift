import DemarcheEvents
import DemarcheCorrections
import DemarcheLedger
import DemarcheRelations

/// How far the people agree who decided on the same things, and what was settled otherwise than each decided.
enum AgreementPage {
  static func page(_ address: Address, _ coder: String?, _ desk: Desk) throws -> Page {
    let corrections = try desk.ledger.corrections(matching: CorrectionFilter(isInForce: true)).map(
      \.correction)
    let agreement = Agreement(corrections)
    if agreement.coders.count < 2 {
      return Page(
        title: "Agreement", section: .correct, address: address,
        body: """
          <div class="empty"><p><b>Nobody has decided on what another has decided on.</b> The same seed gives every person the same things in the \
          same order: let two people open <a href="/correct/blind?seed=1">the blind queue</a> under their own names.</p></div>
          """)
    }
    return Page(
      title: "Agreement", section: .correct, address: address,
      body: """
        <p class="lead">Krippendorff’s alpha of \(agreement.coders.joined(separator: ", ")): 1 is perfect agreement, 0 what chance gives. \
        Adjudications do not count. Below \(Alpha.enough) things a figure says little.</p>
        <div class="scroll"><table><thead><tr><th scope="col">What</th><th scope="col" class="num">Alpha</th><th scope="col" class="num">95 % interval</th>\
        <th scope="col" class="num">Things</th><th scope="col"></th></tr></thead><tbody>\(Agreement.Field.allCases.map { row($0, agreement.alphas[$0]) })</tbody></table></div>
        <dl class="pairs"><dt>words of the act</dt><dd>\(overlap(agreement.trigger))</dd><dt>words of the actor</dt><dd>\(overlap(agreement.actor))</dd></dl>
        <h2>Types that are taken for each other</h2>
        <div class="scroll"><table data-list><thead><tr><th scope="col">One said</th><th scope="col">another</th><th scope="col" class="num">times</th></tr></thead>\
        <tbody>\(agreement.confusion.prefix(40).map { pair in
          "<tr data-row><td>\(pair.one)</td><td>\(pair.one == pair.other ? "the same" : pair.other)</td><td class=\"num\">\(pair.count)</td></tr>" as HTML
        })</tbody></table></div>
        \(overruled(agreement, coder, corrections))
        <h2>By report</h2>
        <div class="scroll"><table data-list><thead><tr><th scope="col">Report</th><th scope="col" class="num">Alpha of types</th><th scope="col" class="num">Things</th></tr></thead>\
        <tbody>\(agreement.reports.map { report in
          """
          <tr data-row><th scope="row"><a href="\(EventWords.address(report: report.report))">\(report.report)</a></th><td class="num">\(value(report.event))</td>\
          <td class="num">\(report.event.n)</td></tr>

          """ as HTML
        })</tbody></table></div>
        """)
  }

  private static func value(_ alpha: Alpha) -> String {
    if let value = alpha.value { return decimal(value, digits: 2) }
    switch alpha.absence {
    case .nothingShared: return "nothing shared"
    case .noVariation: return "no variation"
    case nil: return "–"
    }
  }

  private static func row(_ field: Agreement.Field, _ alpha: Alpha?) -> HTML {
    guard let alpha else { return "" }
    let interval = alpha.interval.map {
      "\(decimal($0.lowerBound, digits: 2)) to \(decimal($0.upperBound, digits: 2))"
    }
    return """
      <tr\(alpha.isFew ? " class=\"muted\"" as HTML : "")><th scope="row">\(field.rawValue)</th><td class="num">\(value(alpha))</td><td class="num">\(interval ?? "–")</td>\
      <td class="num">\(alpha.n)</td><td>\(alpha.isFew ? "too few" : "")</td></tr>

      """
  }

  private static func overlap(_ overlap: Agreement.Overlap) -> String {
    overlap.f1.map { "F1 of the overlap \(decimal($0, digits: 2)), \(overlap.pairs) pairs" }
      ?? "nothing shared"
  }

  /// What the coder who looks decided otherwise than what was settled.
  private static func overruled(_ agreement: Agreement, _ coder: String?, _ all: [Correction]) -> HTML {
    guard let coder else { return "" }
    let mine = Standing(all).overruled(coder)
    if mine.isEmpty { return "" }
    return """
      <h2>Settled otherwise than you decided</h2>
      <ul>\(mine.map { one in
        let before = one.correction.before.map { "\(EventWords.codes($0.actor)) \($0.event) \(EventWords.codes($0.recipient))" } ?? "a sentence of \(one.correction.target.report)"
        let settled = one.settled.map { "\($0.actorCodes.joined(separator: ",")) \($0.event) \($0.recipientCodes.joined(separator: ","))" }
        return "<li>\(before): you \(one.correction.decision.rawValue); settled as \(settled.isEmpty ? "no event" : settled.joined(separator: "; "))</li>" as HTML
      })</ul>
      """
  }
}
