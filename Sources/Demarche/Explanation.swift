public import DemarcheCoding
import DemarcheDiscourse
public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax

/// What became of a sentence, in readable form.
public enum Explanation {
  /// Tree, mentions, times, rules that held and rules that did not.
  public static func text(_ coding: Coder.SentenceCoding, _ book: RuleBook) -> String {
    var lines = ["\(coding.field.rawValue), sentence \(coding.number): \(sentence(coding.tree))"]
    lines.append(tree(coding.tree))
    lines.append("actors:" + (coding.mentions.isEmpty ? " none" : ""))
    for mention in coding.mentions { lines.append("  " + describe(mention, coding.tree)) }
    for time in coding.times {
      lines.append(
        "time: \"\(words(coding.tree, time.words))\" \(time.from.iso)..\(time.until.iso), \(time.how)")
    }
    for place in coding.places {
      lines.append(
        "place: \"\(words(coding.tree, place.words))\" \(place.entry.name), \(place.entry.country)")
    }
    for event in coding.events { lines.append(text(event)) }
    lines += misses(coding, book)
    return lines.joined(separator: "\n")
  }

  /// Why the rules that a word of the sentence triggers do not hold; a line that says so where no word triggers any.
  public static func misses(_ coding: Coder.SentenceCoding, _ book: RuleBook) -> [String] {
    if coding.matches.isEmpty, coding.misses.isEmpty { return ["no word of this sentence triggers a rule"] }
    return coding.misses.map { miss in
      "not \(book.rules[miss.rule].id) at \"\(coding.tree.words[miss.trigger].form)\": \(miss.reason(in: book))"
    }
  }

  /// One event with its reasons.
  public static func text(_ event: Event) -> String {
    func side(_ participants: [Participant]) -> String {
      participants.isEmpty
        ? "-"
        : participants.map { "\($0.code ?? "?") \($0.sector ?? "") \"\($0.text)\"" }.joined(separator: " + ")
    }
    var lines = [
      "event \(event.id): \(side(event.actor)) > \(event.event) \(event.mode.joined(separator: ",")) > \(side(event.recipient))"
    ]
    lines.append(
      "  quad \(event.quad), score \(event.score), CAMEO \(event.cameo ?? "-") (\(event.cameoBasis.rawValue))"
    )
    let date = event.date.map { "\($0) (\(event.datePrecision.rawValue))" } ?? "none stated"
    lines.append("  date \(date); published \(event.published ?? "unknown")")
    if !event.aux.isEmpty { lines.append("  marks: \(event.aux.map(\.rawValue).joined(separator: ", "))") }
    let chain = event.attribution.map { "\($0.name ?? $0.text)" + ($0.verb.map { " (\($0))" } ?? "") }
    lines.append("  said by: \(chain.isEmpty ? "the outlet itself" : chain.joined(separator: ", quoting "))")
    for why in event.why { lines.append("  because \(why)") }
    lines.append(
      "  confidence \(event.confidence), codebook \(event.codebook), data \(event.data.prefix(19))")
    return lines.joined(separator: "\n")
  }

  /// A mention with what it resolves to and why.
  public static func describe(_ mention: ActorMention, _ tree: Tree) -> String {
    let actor = mention.actor
    let who = [actor.code ?? "-", actor.sectors.joined(separator: ","), actor.name ?? ""].filter {
      !$0.isEmpty
    }
    return "\"\(words(tree, mention.words))\" = \(who.joined(separator: " "))"
      + " [\(actor.kind.rawValue)\(mention.isModifier ? ", modifier" : "")]: \(actor.how)"
  }

  /// The words of a stretch of a tree.
  public static func words(_ tree: Tree, _ range: ClosedRange<Int>) -> String {
    tree.words[range].map(\.form).joined(separator: " ")
  }

  /// The words of a tree.
  public static func sentence(_ tree: Tree) -> String { tree.words.map(\.form).joined(separator: " ") }

  /// The tree as indented lines: relation, form, lemma and tag.
  public static func tree(_ tree: Tree) -> String {
    var lines: [String] = []
    func walk(_ word: Int, _ depth: Int) {
      let w = tree.words[word]
      lines.append(
        "  " + String(repeating: "  ", count: depth) + "\(w.deprel) \(w.form) [\(w.lemma) \(w.upos.name)]")
      for child in tree.children(of: word) where depth < 60 { walk(child, depth + 1) }
    }
    walk(tree.root, 0)
    return lines.joined(separator: "\n")
  }
}
