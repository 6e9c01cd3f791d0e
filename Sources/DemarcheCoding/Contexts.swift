import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

/// Finds the contexts of events from what their own sentence and its neighbours say.
///
/// A report as a whole gives no context: that a report speaks of an election does not make its attack electoral.
struct ContextFinder {
  /// What it takes for a context to be kept; chosen on development reports (`Evaluation/score-contexts`).
  struct Limits: Sendable {
    /// The sum from which on a context is kept: a word of full weight in the own sentence is enough.
    var threshold = 1.0
    /// What counts of the weight of a word in the sentence before or behind.
    var nearby = 0.3
    /// The most contexts that an event has, those of its rule included.
    var most = 3
  }

  /// Something that speaks for a context: words as they are written, or the sector of a participant.
  struct Evidence: Hashable {
    var context: String
    var weight: Double
    /// The row of the lexicon, which counts once: "fire" of "fires" and "fired".
    var form: String
    var text: String
    /// Whether it stands in a neighbouring sentence.
    var isNearby = false
  }

  /// A context with what spoke for it.
  struct Finding: Hashable {
    var context: String
    var sum: Double
    var evidence: [Evidence]

    /// The reason as records give it: context military: "troops", nearby "army".
    var why: String {
      "context \(context): "
        + evidence.map { ($0.isNearby ? "nearby " : "") + $0.text }.joined(separator: ", ")
    }
  }

  let lexicon: ContextLexicon
  let codebook: Codebook
  var limits = Limits()

  /// The contexts that evidence speaks for, the strongest first; of equals the earlier in the codebook.
  ///
  /// What stands several times counts once, at its full weight where it stands in the own sentence.
  ///
  /// - Parameter own: the contexts of the rule: they are there, and no narrower one needs them found.
  func contexts(from evidence: [Evidence], besides own: [String]) -> [Finding] {
    var found: [String: Finding] = [:]
    for piece in evidence.filter({ !$0.isNearby }) + evidence.filter(\.isNearby) {
      var finding = found[piece.context] ?? Finding(context: piece.context, sum: 0, evidence: [])
      if finding.evidence.contains(where: { $0.form == piece.form }) { continue }
      finding.sum += piece.weight * (piece.isNearby ? limits.nearby : 1)
      finding.evidence.append(piece)
      found[piece.context] = finding
    }
    let kept = codebook.contexts.compactMap { found[$0] }.filter { $0.sum >= limits.threshold - 1e-9 }
    let narrow = Set((kept.map(\.context) + own).compactMap { codebook.widerContext[$0] })
    let ordered = kept.filter { !own.contains($0.context) && !narrow.contains($0.context) }.enumerated()
      .sorted { ($1.element.sum, $0.offset) < ($0.element.sum, $1.offset) }.map(\.element)
    return Array(ordered.prefix(max(0, limits.most - own.count)))
  }

  /// Adds contexts and their reasons to the events of a report's sentences; those of rules stay first.
  ///
  /// - Cost: one look-up for each word of the sentences with events and of their neighbours.
  func addContexts(to codings: inout [Coder.SentenceCoding]) {
    var known: [Int: [Evidence]] = [:]
    func said(_ index: Int) -> [Evidence] {
      if let evidence = known[index] { return evidence }
      let evidence = self.evidence(of: codings[index])
      known[index] = evidence
      return evidence
    }
    for index in codings.indices where !codings[index].events.isEmpty {
      var evidence = said(index)
      for neighbour in [index - 1, index + 1]
      where codings.indices.contains(neighbour) && codings[neighbour].field == codings[index].field {
        evidence += said(neighbour).map { piece in
          var piece = piece
          piece.isNearby = true
          return piece
        }
      }
      for at in codings[index].events.indices {
        let event = codings[index].events[at]
        let all = self.evidence(of: event.actor + event.recipient) + evidence
        for finding in contexts(from: all, besides: event.context) {
          codings[index].events[at].context.append(finding.context)
          codings[index].events[at].why.append(finding.why)
        }
      }
    }
  }

  /// What the words of a sentence speak for; the name of a country says nothing: "Islamic Republic of A".
  private func evidence(of coding: Coder.SentenceCoding) -> [Evidence] {
    let countries = coding.mentions.filter { $0.actor.kind == .country }.map(\.words)
    return lexicon.signs(in: coding.tree).flatMap { words, signs -> [Evidence] in
      if countries.contains(where: { $0.contains(words.lowerBound) && $0.contains(words.upperBound - 1) }) {
        return []
      }
      let text = "\"" + coding.tree.words[words].map { $0.form.lowercased() }.joined(separator: " ") + "\""
      return signs.map { Evidence(context: $0.context, weight: $0.weight, form: $0.form, text: text) }
    }
  }

  /// What the sectors of participants speak for.
  private func evidence(of participants: [Participant]) -> [Evidence] {
    var sectors: [String] = []
    for sector in participants.flatMap(\.sectors) where !sectors.contains(sector) { sectors.append(sector) }
    return sectors.flatMap { sector in
      lexicon.signs(ofSector: sector).map {
        Evidence(
          context: $0.context, weight: $0.weight, form: sector, text: "a participant is \(sector)")
      }
    }
  }
}
