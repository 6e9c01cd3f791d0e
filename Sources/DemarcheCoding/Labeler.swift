import DemarcheDiscourse
public import DemarcheEvents
import DemarcheKnowledge
public import DemarcheSyntax
public import DemarcheText

/// Says what one given actor does to another given one in a sentence.
public final class Labeler: Sendable {
  private let matcher: Matcher
  private let codebook: Codebook
  /// The semantic classes that features tell of.
  private let groups: [(name: String, words: Set<String>)]

  public init(matcher: Matcher, codebook: Codebook) {
    self.matcher = matcher
    self.codebook = codebook
    groups = matcher.classes.names.map { (name: $0, words: matcher.classes[$0]) }
  }

  /// What rules say of a pair, and what else speaks for one type or another.
  public struct Reading: Sendable {
    public var answers: [Answer]
    /// Names of features, for a ``Ranker``.
    public var features: [String]

    public init(answers: [Answer], features: [String]) {
      self.answers = answers
      self.features = features
    }
  }

  /// The answers of the rules for a pair of mentions, those that have both participants first and of these the
  /// best, with the features of the pair.
  ///
  /// - Parameters:
  ///   - actor, recipient: bytes of the text the tree was read from.
  public func reading(in parsed: Tree, actor: Span?, recipient: Span?) -> Reading {
    let tree = parsed.readyForRules(matcher.classes)
    let actorHead = actor.flatMap { head(of: $0, tree) }
    let recipientHead = recipient.flatMap { head(of: $0, tree) }
    let answers = answers(
      in: tree, actorHead, recipientHead, hasActor: actor != nil, hasRecipient: recipient != nil)
    return Reading(
      answers: answers,
      features: features(in: tree, actor: actorHead, recipient: recipientHead, answers: answers))
  }

  /// One answer; better ones come first.
  public struct Answer: Hashable, Sendable {
    public var type: String
    public var modes: [String]
    public var cameo: String?
    public var rule: String
    public var trigger: Int
    /// Between 0 and 1: how well the rule's participants are the given ones.
    public var confidence: Double
    /// Whether both given participants are the rule's own.
    public var isCertain: Bool
  }

  private func features(in tree: Tree, actor: Int?, recipient: Int?, answers: [Answer]) -> [String] {
    PairFeatures(
      tree: tree, actor: actor, recipient: recipient, answers: answers, groups: groups,
      types: matcher.book.types(of:)
    ).names
  }

  /// The answers of the rules for a pair of words in a tree that is ready for them; empty when no rule holds at any
  /// word.
  private func answers(
    in tree: Tree, _ actorHead: Int?, _ recipientHead: Int?, hasActor: Bool, hasRecipient: Bool
  ) -> [Answer] {
    var mentions: [ActorMention] = []
    func give(_ head: Int?, _ code: String) {
      guard let head else { return }
      let given = Actor(key: code, name: code, code: code, how: "given", kind: .person)
      mentions.append(ActorMention(head: head, words: head...head, actor: given))
    }
    give(actorHead, "given actor")
    if recipientHead != actorHead { give(recipientHead, "given recipient") }
    let matches = matcher.all(tree, mentions)
    let hidden = matches.flatMap { match in match.content.map { (match, $0) } }
    var answers: [(Answer, Double)] = []
    for match in matches {
      let rule = matcher.book.rules[match.rule]
      var score = 0.0
      let isActor = match.actors.contains { $0.head == actorHead }
      let isRecipient = match.recipients.contains { $0.head == recipientHead }
      let isBoth = isActor && match.actors.contains { $0.head == recipientHead }
      if isActor { score += 3 }
      if isRecipient || isBoth { score += 3 }
      if match.recipients.contains(where: { $0.head == actorHead }), !isActor { score -= 2 }
      if match.actors.contains(where: { $0.head == recipientHead }), !isBoth { score -= 2 }
      score += 0.4 * Double(rule.specificity) + rule.confidence
      // The upper word decides: content of another match is no event of its own.
      if hidden.contains(where: { $0.0.trigger != match.trigger && tree.dominates($0.1, match.trigger) }) {
        score -= 2
      }
      if matches.contains(where: { $0.trigger != match.trigger && $0.consumed.contains(match.trigger) }) {
        score -= 2
      }
      score -= 0.15 * Double(min(50, tree.depth(of: match.trigger)))
      var type = rule.type
      var modes = rule.modes
      if match.modality.future, !match.modality.negated, let becomes = codebook.type(type)?.future {
        type = becomes
        modes = []
      }
      let answer = Answer(
        type: type, modes: modes, cameo: type == rule.type ? rule.cameo : nil, rule: rule.id,
        trigger: match.trigger,
        confidence: max(0, min(1, score / 8)),
        isCertain: (isActor || !hasActor) && (isRecipient || isBoth || !hasRecipient))
      answers.append((answer, score))
    }
    let sorted = answers.sorted { ($0.1, $1.0.rule) > ($1.1, $0.0.rule) }.map(\.0)
    return sorted.filter(\.isCertain) + sorted.filter { !$0.isCertain }
  }

  /// The word of a span whose head lies outside it.
  private func head(of span: Span, _ tree: Tree) -> Int? {
    let inside = tree.words.indices.filter { span.overlaps(tree.words[$0].span) }
    guard let first = inside.first, let last = inside.last else { return nil }
    return tree.head(of: first..<last + 1)
  }
}
