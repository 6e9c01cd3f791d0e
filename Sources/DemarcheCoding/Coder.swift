import DemarcheDiscourse
public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax
public import DemarcheText

/// Turns the trees of one report into events.
///
/// A pure function of the report and of what it was made with: the same report gives the same events.
public struct Coder: Sendable {
  public let knowledge: Knowledge
  public let book: RuleBook
  /// What events carry as `version` and `data`.
  public let version: String
  public let data: String

  /// Says what one given actor does to another, by the same rules.
  public let labeler: Labeler

  private let finder: MentionFinder
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
    finder = MentionFinder(
      tables: knowledge.actors, classes: knowledge.classes, gazetteer: knowledge.gazetteer)
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

  /// Codes a report from its trees.
  ///
  /// - Parameters:
  ///   - title: the trees of the title, spans in the title.
  ///   - text: the trees of the text, spans in the text.
  public func code(_ report: Report, title: [Tree], text: [Tree]) -> [SentenceCoding] {
    // A report without a date is of the day that its dateline names.
    let day =
      report.published.flatMap { Day(iso: $0) } ?? text.first.flatMap { knowledge.time.dateline(of: $0) }
    var spokenOf: Day?
    let title = title.map { $0.readyForRules(knowledge.classes) }
    let text = text.map { $0.readyForRules(knowledge.classes) }
    var named: [String: Double] = [:]
    for tree in title + text {
      let found = finder.find(in: tree, on: day)
      named.merge(Coreference.countriesNamed(found, knowledge.actors)) { $0 + $1 }
    }
    var coreference = Coreference(
      classes: knowledge.classes, tables: knowledge.actors, day: day, named: named)
    var codings: [SentenceCoding] = []
    var doers = Doers()
    let textHash = SHA256.hex(of: report.text)
    for (field, trees, content) in [(Field.title, title, report.title ?? ""), (.text, text, report.text)] {
      let points = CodePoints(content)
      for (index, tree) in trees.enumerated() {
        let times = knowledge.time.expressions(in: tree, on: day, anchor: spokenOf)
        spokenOf = times.last { $0.precision == .day }?.from ?? spokenOf
        // "Friday" and "May" are no names of actors.
        let named = finder.find(in: tree, on: day, about: coreference.presentCountry?.code)
        let found = named.actors.filter { mention in
          mention.actor.kind != .unknown && (mention.actor.kind != .person || mention.words.count > 1)
            || !times.contains { $0.words.overlaps(mention.words) }
        }
        let mentions = coreference.resolve(found, in: tree, places: named.places)
        let outcome = matcher.match(tree, mentions, places: named.places.map(asParty))
        var coding = SentenceCoding(
          field: field, number: index + 1, tree: tree, mentions: mentions,
          times: times, places: named.places,
          matches: outcome.matches, misses: outcome.misses, events: [])
        let recorder = Recorder(
          coder: self, report: report, textHash: textHash, points: points, day: day, coding: coding,
          country: coreference.presentCountry)
        // What is told again without saying who did it must say something more: to whom, when or where.
        let filled = outcome.open.compactMap {
          doers.filled($0, book.rules[$0.rule], sentence: codings.count)
        }
        .filter { match in
          recorder.events(for: match).contains { !$0.recipient.isEmpty || $0.date != nil || $0.place != nil }
        }
        coding.matches += filled
        coding.events = Coder.withoutEchoes(
          withoutDropped(coding.matches.flatMap { recorder.events(for: $0) }))
        for match in outcome.matches {
          doers.note(match, book.rules[match.rule], sentence: codings.count)
        }
        codings.append(coding)
      }
    }
    ContextFinder(lexicon: knowledge.contexts, codebook: knowledge.codebook).addContexts(to: &codings)
    Coder.joinIncidents(&codings)
    return codings
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

  /// A place as one to whom something is done: "shelled Lahore" is done to whose town it is.
  private func asParty(_ place: Gazetteer.PlaceMention) -> ActorMention {
    let country = knowledge.actors.entity(place.entry.country)
    let actor = Actor(
      key: country?.key, name: country?.name, code: country?.code ?? place.entry.country, how: place.how,
      kind: .country)
    return ActorMention(head: place.head, words: place.words, actor: actor)
  }

  /// Lines of one act share an incident: the same type between the same parties inside one report.
  private static func joinIncidents(_ codings: inout [SentenceCoding]) {
    for i in codings.indices {
      for j in codings[i].events.indices {
        let event = codings[i].events[j]
        let key = [
          event.report, event.event, event.actor.map(partyKey).sorted().joined(separator: "+"),
          event.recipient.map(partyKey).sorted().joined(separator: "+"),
          event.aux.contains(.historical) ? event.date ?? "historical" : "",
        ].joined(separator: "\u{1F}")
        codings[i].events[j].incident = "in_" + SHA256.hex(of: key).prefix(16)
      }
    }
  }

  /// Two mentions of one state's government and of the state itself are the same party to an act.
  private static func partyKey(_ participant: Participant) -> String {
    participant.code ?? participant.name ?? participant.text.lowercased()
  }
}

extension Tree {
  /// The tree as rules read it: with a finite verb for its root, subjects under their verbs, and reported
  /// clauses under who reports them.
  public func readyForRules(_ classes: WordClasses) -> Tree {
    withFiniteRoot().withStrandedSubjects().withReportedClauses(classes: classes)
      .withHeadlinePassives(classes: classes).withObjectControl(classes: classes)
  }
}
