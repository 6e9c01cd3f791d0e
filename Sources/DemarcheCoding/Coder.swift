public import DemarcheDiscourse
public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax
public import DemarcheText

/// Turns the trees of one report into events.
///
/// A pure function of the report and of what it was made with: the same report gives the same events.
public final class Coder: Sendable {
  public let knowledge: Knowledge
  public let book: RuleBook
  /// What events carry as `version` and `data`.
  public let version: String
  public let data: String

  /// Says what one given actor does to another, by the same rules.
  public let labeler: Labeler

  /// Reads what a report tells before any act is coded.
  public let discourse: DiscourseReader
  private let matcher: Matcher
  /// What is seen of a word, for what is learnt.
  public let features: TriggerFeatures
  /// What is learnt of words at which no rule holds.
  let triggers: TriggerModel?

  /// - Parameter triggers: for words at which no rule holds; nil leaves them out.
  public init(
    knowledge: Knowledge, book: RuleBook, triggers: Ranker? = nil, version: String, data: String
  ) {
    self.knowledge = knowledge
    self.book = book
    self.version = version
    self.data = data
    discourse = DiscourseReader(knowledge: knowledge)
    let features = TriggerFeatures(book: book, classes: knowledge.classes)
    self.features = features
    self.triggers = triggers.map { TriggerModel(ranker: $0, features: features) }
    let matcher = Matcher(book: book, classes: knowledge.classes, triggers: self.triggers)
    let labeler = Labeler(matcher: matcher, codebook: knowledge.codebook)
    self.matcher = matcher
    self.labeler = labeler
  }

  /// What became of one sentence.
  public struct SentenceCoding: Sendable {
    public var field: Field
    /// From 1 within the field.
    public var number: Int
    public var tree: Tree
    public var mentions: [ActorMention]
    public var times: [TimeExpressions.Expression]
    public var places: [Gazetteer.PlaceMention]
    public var matches: [RuleMatch]
    public var misses: [RuleMiss]
    public var events: [Event]
  }

  /// What became of a report: its sentences, those of the title first, and who says what in it.
  public struct ReportCoding: RandomAccessCollection, Sendable {
    public var sentences: [SentenceCoding]
    /// The claims of the title and of the text; their places count sentences as the collection does.
    public var title: Claims
    public var text: Claims

    public var startIndex: Int { sentences.startIndex }
    public var endIndex: Int { sentences.endIndex }
    public subscript(position: Int) -> SentenceCoding { sentences[position] }
  }

  /// Codes a report from its trees.
  ///
  /// - Parameters:
  ///   - title: the trees of the title, spans in the title.
  ///   - text: the trees of the text, spans in the text.
  public func code(_ report: Report, title: [Tree], text: [Tree]) -> ReportCoding {
    let day = discourse.day(published: report.published, text: text)
    let heard = discourse.read(title: title, text: text, on: day)
    var codings = heard.sentences.map { sentence in
      SentenceCoding(
        field: sentence.field, number: sentence.number, tree: sentence.tree, mentions: sentence.mentions,
        times: sentence.times, places: sentence.places, matches: [], misses: [], events: [])
    }
    // Who speaks may be told later than what is said, so events come when all mentions are known.
    let textHash = SHA256.hex(of: report.text)
    let points = (title: CodePoints(report.title ?? ""), text: CodePoints(report.text))
    var doers = Doers()
    let replies = Replies(classes: knowledge.classes, codebook: knowledge.codebook)
    let retellings = Retellings(book: book, classes: knowledge.classes)
    var told: [Event] = []
    for index in codings.indices {
      let claims = heard.claims(of: codings[index].field)
      let outcome = outcome(of: codings[index], claims: claims, index)
      codings[index].misses = outcome.misses
      if outcome.matches.isEmpty, outcome.open.isEmpty, index == 0 { continue }
      // Made where something is to be recorded, which is in few sentences.
      lazy var recorder = Recorder(
        coder: self, report: report, textHash: textHash,
        points: index < title.count ? points.title : points.text,
        day: day, sentences: heard.sentences, index: index, claims: claims, doers: doers,
        country: heard.sentences[index].country)
      // What is told again without saying who did it must say something more: to whom, when or where.
      let filled = outcome.open.compactMap { doers.filled($0, book.rules[$0.rule], sentence: index) }
        .filter { match in
          recorder.events(for: match).contains { !$0.recipient.isEmpty || $0.date != nil || $0.place != nil }
        }
      let retold = retellings.matches(
        in: codings[index].tree, besides: outcome.matches + filled, doers: doers, sentence: index
      ).filter { match in
        recorder.events(for: match).contains { $0.date != nil || $0.place != nil || $0.size != nil }
      }
      codings[index].matches = outcome.matches + filled + retold
      var events = Coder.withoutEchoes(
        withoutDropped(codings[index].matches.flatMap { recorder.events(for: $0) }))
      for j in events.indices {
        guard let trigger = recorder.word(of: events[j].trigger),
          var answer = replies.answered(
            events[j], trigger: trigger, in: codings[index].tree, earlier: told + events[..<j])
        else { continue }
        answer.id = answer.identity(textHash: textHash)
        events[j] = answer
      }
      told += events
      codings[index].events = events
      for match in outcome.matches + outcome.open {
        doers.note(recorder.completed(match) ?? match, book.rules[match.rule], sentence: index)
      }
    }
    ContextFinder(lexicon: knowledge.contexts, codebook: knowledge.codebook).addContexts(to: &codings)
    let another = codings.enumerated().map { index, coding in
      coding.events.map { event in
        let points = index < title.count ? points.title : points.text
        return Recorder.word(of: event.trigger, in: coding.tree, points).map { isAnother($0, coding.tree) }
          ?? false
      }
    }
    Incidents(textHash: textHash).join(&codings, another: another)
    return ReportCoding(sentences: codings, title: heard.title, text: heard.text)
  }

  /// What the rules hold of a sentence.
  ///
  /// "Denied that", "insisted that": what a word of saying does is told by what is said, where no rule
  /// has the word.
  private func outcome(of coding: SentenceCoding, claims: Claims, _ sentence: Int) -> Matcher.Outcome {
    var outcome = matcher.match(
      coding.tree, Coder.withoutTitles(coding.mentions.filter(\.isParty)),
      places: coding.places.map(asParty))
    outcome.matches.removeAll { $0.probability != nil && claims.isCue($0.trigger, sentence: sentence) }
    outcome.matches = withoutResults(outcome.matches, coding.tree)
    return outcome
  }

  /// "Foreign Ministers Dorn and Vale": a title right before a name is nobody besides.
  private static func withoutTitles(_ mentions: [ActorMention]) -> [ActorMention] {
    let names = Set(
      mentions.filter { $0.actor.kind == .person && $0.actor.name != nil }.map(\.words.lowerBound))
    return mentions.filter {
      !($0.actor.inferred && $0.actor.name == nil && names.contains($0.words.upperBound + 1))
    }
  }

  /// Whether a word by the trigger says that the act is another than those told before: "a second raid", "met again".
  private func isAnother(_ trigger: Int, _ tree: Tree) -> Bool {
    let around = [trigger] + tree.children(of: trigger).filter { tree.words[$0].deprel == "obj" }
    return around.contains { word in
      tree.children(of: word).contains { child in
        ["amod", "advmod", "det"].contains(tree.words[child].deprel)
          && knowledge.classes.contains("another", tree.words[child].lowerLemma)
      }
    }
  }

  /// A sentence is one piece of evidence of an act, however often its words come: "do not and will not support".
  private static func withoutEchoes(_ events: [Event]) -> [Event] {
    var seen: Set<[String]> = []
    return events.filter { event in
      seen.insert(
        [event.event, event.trigger.text.lowercased(), event.date ?? ""] + event.actor.map(partyKey) + [">"]
          + event.recipient.map(partyKey)
      ).inserted
    }
  }

  /// The events of a sentence without those that the codebook drops beside another of the same party: who sends
  /// troops and attacks has attacked.
  private func withoutDropped(_ events: [Event]) -> [Event] {
    events.filter { event in
      let actors = Set(event.actor.map(Coder.partyKey))
      return !events.contains { other in
        knowledge.codebook.type(other.event)?.drops.contains(event.event) == true && other.aux == event.aux
          && !actors.isDisjoint(with: other.actor.map(Coder.partyKey))
      }
    }
  }

  /// The matches of a sentence without those that only tell what came of another of the same type, "shelled the
  /// town, killing three": whom it befell is the recipient of the act where nobody else is.
  private func withoutResults(_ matches: [RuleMatch], _ tree: Tree) -> [RuleMatch] {
    var acts: [RuleMatch] = []
    for match in matches {
      let cause = tree.cause(of: match.trigger, classes: knowledge.classes)
      let type = book.rules[match.rule].type
      guard let cause,
        let act = acts.firstIndex(where: { $0.trigger == cause && book.rules[$0.rule].type == type })
      else {
        acts.append(match)
        continue
      }
      if acts[act].recipients.isEmpty { acts[act].recipients = match.recipients }
    }
    return acts
  }

  /// A place as one to whom something is done: "shelled Lahore" is done to whose town it is.
  private func asParty(_ place: Gazetteer.PlaceMention) -> ActorMention {
    let country = knowledge.actors.entity(place.entry.country)
    let actor = Actor(
      key: country?.key, name: country?.name, code: country?.code ?? place.entry.state, how: place.how,
      kind: .country)
    return ActorMention(head: place.head, words: place.words, actor: actor)
  }

  /// Two mentions of one state's government and of the state itself are the same party to an act.
  private static func partyKey(_ participant: Participant) -> String {
    participant.code ?? participant.name ?? participant.text.lowercased()
  }
}
