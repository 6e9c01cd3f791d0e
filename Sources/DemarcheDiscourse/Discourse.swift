public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax

/// What a report tells before any act is coded: who is meant, when and where, and on whose word.
public struct Discourse: Sendable {
  /// One sentence, its tree as rules read it.
  public struct Sentence: Sendable {
    public var field: Field
    /// From 1 within the field.
    public var number: Int
    public var tree: Tree
    public var mentions: [ActorMention]
    public var times: [TimeExpressions.Expression]
    public var places: [Gazetteer.PlaceMention]
    /// The country that the report has been about up to here; nil when none stands out.
    public var country: (key: String, code: String)?
  }

  /// The sentences of the title, then those of the text.
  public var sentences: [Sentence]
  /// Who says what in the title and in the text; places of speakers and cues count `sentences`.
  public var title: Claims
  public var text: Claims

  /// The claims of the field that a sentence stands in.
  public func claims(of field: Field) -> Claims { field == .title ? title : text }
}

/// Reads what reports tell before any act is coded.
public final class DiscourseReader: Sendable {
  private let knowledge: Knowledge
  private let finder: MentionFinder
  private let cues: CueLexicon

  public init(knowledge: Knowledge) {
    self.knowledge = knowledge
    finder = MentionFinder(
      tables: knowledge.actors, classes: knowledge.classes, gazetteer: knowledge.gazetteer)
    cues = CueLexicon(knowledge.classes)
  }

  /// The day that a report is read as of: the one it is published, or the one that its dateline names.
  public func day(published: String?, text: [Tree]) -> Day? {
    published.flatMap { Day(iso: $0) } ?? text.first.flatMap { knowledge.time.dateline(of: $0) }
  }

  /// Reads a report from its trees.
  ///
  /// - Parameters:
  ///   - title: the trees of the title, spans in the title.
  ///   - text: the trees of the text, spans in the text.
  /// - Cost: two looks at every sentence for names; the first tells what the report as a whole is about.
  public func read(title: [Tree], text: [Tree], on day: Day?) -> Discourse {
    let title = title.map { $0.readyForRules(knowledge.classes) }
    let text = text.map { $0.readyForRules(knowledge.classes) }
    var named: [String: Double] = [:]
    var actors: [Set<Int>] = []
    let looks = (title + text).map { finder.look(in: $0, on: day) }
    for (index, look) in looks.enumerated() {
      if index < title.count { actors.append(Set(look.found.actors.filter { !$0.isPlace }.map(\.head))) }
      named.merge(Coreference.countriesNamed(look.found, knowledge.actors)) { $0 + $1 }
    }
    var discourse = Discourse(
      sentences: [],
      title: Claims(of: title, lexicon: cues) { actors[$0].contains($1) },
      text: Claims(of: text, first: title.count, lexicon: cues))
    var coreference = Coreference(knowledge: knowledge, day: day, named: named)
    var spokenOf: Day?
    for (field, trees) in [(Field.title, title), (.text, text)] {
      for (index, tree) in trees.enumerated() {
        let times = knowledge.time.expressions(in: tree, on: day, anchor: spokenOf)
        spokenOf = times.last { $0.precision == .day }?.from ?? spokenOf
        // "Friday" and "May" are no names of actors.
        let named = finder.find(
          looks[discourse.sentences.count], on: day, about: coreference.presentCountry?.code)
        let found = named.actors.filter { mention in
          mention.actor.kind != .unknown && (mention.actor.kind != .person || mention.words.count > 1)
            || !times.contains { $0.words.overlaps(mention.words) }
        }
        let mentions = coreference.resolve(
          found, in: tree, places: named.places, claims: discourse.claims(of: field))
        discourse.sentences.append(
          Discourse.Sentence(
            field: field, number: index + 1, tree: tree, mentions: mentions, times: times,
            places: named.places, country: coreference.presentCountry))
      }
    }
    return discourse
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
