public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax

/// Joins the mentions of one report: pronouns, surnames, "the two sides", and roles without a country.
///
/// Sentences are read in order; nothing later in the report changes what came before. The parts stand in files of their own:
/// names and roles, countries, pronouns, first persons, groups, and what is kept.
public struct Coreference: Sendable {
  let classes: WordClasses
  let tables: ActorTables
  let lexicon: ReferenceLexicon
  /// The present day of the report, for offices.
  let day: Day?

  /// Below this confidence nobody is filled in.
  static let floor = 0.25

  /// All whom the report has told of.
  var cast = Cast()
  /// Who says what in the field of the present sentence.
  var claims: Claims?
  /// Names introduced with who they are, by their last part.
  var introduced: [String: (actor: Actor, place: MentionPlace)] = [:]
  /// Recent mentions of single persons, countries and bodies, the latest last.
  var recent: [(actor: Actor, place: MentionPlace, isSubject: Bool)] = []
  /// How much of the report so far is about each country: decays from sentence to sentence.
  var weight: [String: Double] = [:]
  /// The countries of `weight` in the order in which the report first told of them.
  var order: [String] = []
  /// The last two different countries that stood together in a sentence.
  var pair: [Actor] = []
  /// The countries named in the present sentence, with their head words.
  var present: [(actor: Actor, head: Int)] = []
  /// Acronyms that the report itself explains.
  var acronyms: [String: (actor: Actor, place: MentionPlace)] = [:]
  /// Last parts of full names that no table knows.
  var strangers: Set<String> = []
  /// Whoever was mentioned so far, by place.
  var known: [WordPlace: ActorMention] = [:]
  var sentence = -1
  /// The places that the present sentence names.
  var places: [Gazetteer.PlaceMention] = []
  /// The mentions of the present sentence as they stand.
  var named: [ActorMention] = []
  /// The country that the report as a whole names most, and its share of all that it names.
  let main: (key: String, share: Double)?

  /// - Parameter named: how often the report as a whole names each country, by key; where a sentence comes before any
  ///   country is named, the one that the report is plainly about counts.
  public init(knowledge: Knowledge, day: Day?, named: [String: Double] = [:]) {
    classes = knowledge.classes
    tables = knowledge.actors
    lexicon = knowledge.reference
    self.day = day
    let all = named.values.reduce(0, +)
    main = named.max { ($0.value, $1.key) < ($1.value, $0.key) }.map { ($0.key, $0.value / all) }
  }

  /// How often a sentence names each country, by key: itself, a body of its own, or a place in it; what merely describes
  /// something counts half.
  public static func countriesNamed(_ found: MentionFinder.Found, _ tables: ActorTables) -> [String: Double] {
    var named: [String: Double] = [:]
    for mention in found.actors {
      guard let code = mention.actor.code, let country = tables.entity(code), country.isCountry else {
        continue
      }
      named[country.key, default: 0] += mention.isModifier ? 0.5 : 1
    }
    for place in found.places {
      guard let country = tables.entity(place.entry.country) else { continue }
      named[country.key, default: 0] += 0.5
    }
    return named
  }

  /// The country that the report has been about up to here; nil when none stands out.
  public var presentCountry: (key: String, code: String)? { prevailing() }

  /// The mentions of the next sentence with what the report tells of them filled in.
  ///
  /// - Parameters:
  ///   - places: those that the sentence names; where it is tells whose "the police" are.
  ///   - claims: who says what in the field.
  /// - Cost: linear in the words, and for each pronoun in those whom the last sentences told of.
  public mutating func resolve(
    _ mentions: [ActorMention], in tree: Tree, places: [Gazetteer.PlaceMention] = [], claims: Claims? = nil
  ) -> [ActorMention] {
    sentence += 1
    self.places = places
    self.claims = claims
    cast.open(sentence: sentence)
    weight = weight.mapValues { $0 * 0.8 }
    var resolved: [ActorMention] = []
    let reader = NominalReader(lexicon: lexicon, tables: tables, classes: classes)
    let mentions = mentions.map { asStranger($0, in: tree, reader) ?? $0 }
    named = mentions
    weighNamed(mentions)
    // One noun may carry several: "the French and German ministers".
    let covered = WordMap(grouping: mentions) { $0.head }
    // "Brenk said" behind "Captain Otto Brenk" is no town.
    let placeHeads = Set(places.map(\.head).filter { cast.person(surnamed: tree.words[$0].form) == nil })
    func nominal(_ head: Int, _ mention: ActorMention?) -> Nominal? {
      reader.nominal(at: head, in: tree, mention: mention, isPlace: placeHeads.contains(head)) {
        cast.isBody(calledBy: $0)
      }
    }
    for head in tree.words.indices {
      let here = covered[head] ?? []
      let isNobody = here.allSatisfy { $0.actor.code == nil && $0.actor.name == nil }
      if isNobody, let found = group(head, in: tree, resolved) {
        resolved += found
      } else if !here.isEmpty {
        for mention in here {
          var phrase = nominal(head, mention)
          let complete = completed(mention, phrase, in: tree, resolved)
          if complete.actor.kind == mention.actor.kind {
            phrase?.actor = complete.actor
          } else {
            phrase = nominal(head, complete)
          }
          if let phrase { take(phrase, in: tree) }
          note(complete, in: tree)
          resolved.append(complete)
        }
        joinCoordinates(endingAt: head, in: tree)
      } else if let third = ThirdPerson(at: head, in: tree, classes) {
        let word = wordAhead(of: head, in: tree)
        let ahead = word.map { tree.conjuncts(of: $0) } ?? []
        let speakers = (claims?.speakers(of: head, sentence: sentence) ?? [])
          .filter { $0.sentence == sentence && $0.word > head }.map(\.word)
        func nominals(_ heads: [Int]) -> [Nominal] { heads.compactMap { nominal($0, covered[$0]?.first) } }
        resolved += pronoun(third, ahead: nominals(ahead), speakers: nominals(speakers), in: tree)
      } else if let found = relative(head, in: tree) {
        resolved += found
      } else if let found = eachOther(head, in: tree) {
        resolved += found
      } else if let found = predecessor(head, in: tree, resolved) {
        resolved.append(found)
        if let nominal = nominal(head, found) { take(nominal, in: tree) }
      } else if let found = homeland(head, in: tree, resolved) {
        resolved += found
        if found.count == 1, let nominal = nominal(head, found[0]) { take(nominal, in: tree) }
      } else if let nominal = nominal(head, nil) {
        let found = definite(nominal, in: tree, resolved) + surname(nominal, in: tree)
        resolved += found
        if found.isEmpty { take(nominal, in: tree) }
        joinCoordinates(endingAt: head, in: tree)
      } else {
        describeSubject(of: head, in: tree, reader)
      }
    }
    for mention in resolved { known[WordPlace(sentence: sentence, word: mention.head)] = mention }
    resolved = withFirstPersons(resolved, in: tree)
    for mention in resolved { learnAcronym(of: mention, in: tree) }
    notePair(resolved)
    return resolved
  }
}
