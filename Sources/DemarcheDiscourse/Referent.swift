import DemarcheKnowledge
import DemarcheSyntax

/// One person, body, country, place or thing that a report tells of, with all it has said of it so far.
struct Referent {
  typealias Pronoun = ThirdPerson.Kind

  var sort: Nominal.Sort
  var gender: ReferenceLexicon.Gender?
  /// Whether no title or noun tells the gender, but a given name, a pronoun, or a holder whom the text has not named.
  var isGenderGuessed: Bool
  var isPlural: Bool
  /// The words of the fullest name told.
  var name: [String]
  var nouns: Set<String>
  /// The capitals of a name of several words, which may be its short form later.
  var capitals: String
  var actor: Actor?
  /// Those who are meant, when it is several told together.
  var members: [Int] = []
  /// Where it last stood by name or noun.
  var place: MentionPlace
  /// Where it was last meant at all.
  var last: MentionPlace
  var part: Nominal.Part
  var paragraph: Int
  /// The pronoun it was last meant by, nil after a name or noun.
  var pronoun: Pronoun?
  /// How often it has been told of, less for what is long ago.
  var count = 1.0
  /// The heads of its mentions in the present sentence.
  var here: [Int]

  init(_ nominal: Nominal, at place: MentionPlace, paragraph: Int) {
    sort = nominal.sort
    gender = nominal.gender
    isGenderGuessed = nominal.isGenderGuessed
    isPlural = nominal.isPlural
    name = nominal.name
    nouns = Set(nominal.nouns)
    capitals = nominal.capitals
    actor = nominal.actor
    self.place = place
    last = place
    part = nominal.part
    self.paragraph = paragraph
    here = [nominal.head]
  }

  /// Whether it is known by name.
  var isNamed: Bool { !name.isEmpty || actor?.name != nil || actor?.code != nil && sort == .country }

  /// Takes up another mention of the same.
  mutating func meet(_ nominal: Nominal, at place: MentionPlace, paragraph: Int) {
    if last.sentence != place.sentence { here = [] }
    here.append(nominal.head)
    // Of two mentions in one sentence the one with the greater part counts.
    self.place = place
    last = place
    part = nominal.part
    self.paragraph = paragraph
    pronoun = nil
    count += 1
    if sort == .name || sort == .thing, nominal.sort != .thing { sort = nominal.sort }
    if gender == nil || isGenderGuessed, let known = nominal.gender {
      gender = known
      isGenderGuessed = nominal.isGenderGuessed
    }
    if nominal.name.count > name.count { name = nominal.name }
    if nominal.capitals.count > capitals.count { capitals = nominal.capitals }
    nouns.formUnion(nominal.nouns)
    if let known = nominal.actor, known.kind != .unknown || actor == nil { actor = known }
  }

  /// Takes up a word that means it and says nothing more of it.
  mutating func meet(at place: MentionPlace, part: Nominal.Part, paragraph: Int) {
    if last.sentence != place.sentence { here = [] }
    here.append(place.head)
    last = place
    self.part = part
    self.paragraph = paragraph
    pronoun = nil
    count += 1
  }

  /// Takes up a pronoun that means it.
  mutating func meet(_ pronoun: ThirdPerson, at place: MentionPlace, paragraph: Int) {
    if last.sentence != place.sentence { here = [] }
    here.append(place.head)
    last = place
    part = pronoun.part
    self.paragraph = paragraph
    self.pronoun = pronoun.kind
    // Less than a name: who is meant is only likely.
    count += 0.5
    guard let told = pronoun.kind.gender else { return }
    if sort == .name { sort = .person }
    if gender == nil || isGenderGuessed {
      gender = told
      isGenderGuessed = true
    }
  }
}

/// A pronoun of the third person as it stands in a sentence.
struct ThirdPerson {
  /// A country, a body and a place are what "the country", "the agency" and "the city" take up as a pronoun would.
  enum Kind: Hashable {
    case masculine, feminine, thing, several, country, body, place

    /// The gender that the pronoun tells.
    var gender: ReferenceLexicon.Gender? {
      switch self {
      case .masculine: .masculine
      case .feminine: .feminine
      case .thing, .several, .country, .body, .place: nil
      }
    }
  }

  var head: Int
  var kind: Kind
  var part: Nominal.Part
  var isReflexive: Bool

  /// A noun that takes up a name as a pronoun would.
  init(_ kind: Kind, at head: Int, in tree: Tree) {
    self.head = head
    self.kind = kind
    part = Nominal.Part(of: head, in: tree)
    isReflexive = false
  }

  /// The pronoun at a word; nil when there is none that can mean somebody.
  ///
  /// - Parameter classes: tells the reflexives by their form, which taggers mark unevenly.
  init?(at head: Int, in tree: Tree, _ classes: WordClasses) {
    let word = tree.words[head]
    guard word.upos == .pron, word.feats["PronType"] == "Prs", word.feats["Person"] == "3",
      word.deprel != "expl"
    else { return nil }
    self.head = head
    part = Nominal.Part(of: head, in: tree)
    isReflexive = word.feats["Reflex"] == "Yes" || classes.contains("reflexive", word.form.lowercased())
    switch (word.feats["Number"], word.feats["Gender"]) {
    case ("Plur", _): kind = .several
    case (_, "Masc"): kind = .masculine
    case (_, "Fem"): kind = .feminine
    default: kind = .thing
    }
  }
}
