public import DemarcheData

/// What the words of a language tell of whom a pronoun can mean: given names with their gender, common nouns with what
/// they stand for, and how much each sign counts for an antecedent.
public final class ReferenceLexicon: Sendable {
  public enum Gender: String, Hashable, Sendable {
    case masculine = "m"
    case feminine = "f"
  }

  /// What a common noun stands for, as far as it matters to pronouns.
  public enum Sort: String, Hashable, Sendable, CaseIterable {
    /// Several persons in one word are a group: "people".
    case person, group, body, country, place, time
    /// What pronouns seldom take up: "lot", "fact".
    case idle
  }

  /// A common noun or title.
  public struct Noun: Hashable, Sendable {
    public var sort: Sort
    /// Where the noun itself tells it.
    public var gender: Gender?

    public init(sort: Sort, gender: Gender?) {
      self.sort = sort
      self.gender = gender
    }
  }

  /// What speaks for or against an antecedent; `antecedents.tsv` says what each means.
  public enum Sign: String, Hashable, Sendable, CaseIterable {
    case subject, object, possessor, oblique, inside, modifier
    case back, between, paragraph, chain, mentions
    case mentionsOfThing = "mentions-of-thing"
    case gender, named, actor, parallel
    case ownSubject = "own-subject"
    case coArgument = "co-argument"
    case speaker, responds
    case quotedSpeaker = "quoted-speaker"
    case ahead, acts, inert, thing, stranger, several, single, persons, joined, apart
    case nobodyPerson = "nobody-person"
    case nobodyThing = "nobody-thing"
    case nobodySeveral = "nobody-several"
  }

  public static let nameColumns = ["form", "gender", "source"]
  public static let nounColumns = ["form", "sort", "gender", "source"]
  public static let signColumns = ["sign", "weight", "meaning", "source"]

  private let names: [String: Gender]
  private let nouns: [String: Noun]
  private let weights: [Sign: Double]

  /// Reads the tables; a sign without a row counts nothing.
  ///
  /// - Throws: every row with an unknown gender, sort or sign, a weight that is no number, or a twin, at once.
  public init(names: [Table], nouns: [Table], signs: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    var genders: [String: Gender] = [:]
    var sorts: [String: Noun] = [:]
    var weights: [Sign: Double] = [:]
    func gender(_ row: Table.Row) -> Gender? {
      let cell = row["gender"]
      let gender = Gender(rawValue: cell)
      if gender == nil, !cell.isEmpty { errors.append(row.fault("gender is m or f, not \(cell)")) }
      return gender
    }
    for row in names.flatMap(\.rows) {
      guard let gender = gender(row) else {
        if row["gender"].isEmpty { errors.append(row.fault("no gender")) }
        continue
      }
      if genders.updateValue(gender, forKey: row["form"]) != nil {
        errors.append(row.fault("a twin of \(row["form"])"))
      }
    }
    for row in nouns.flatMap(\.rows) {
      guard let sort = Sort(rawValue: row["sort"]) else {
        errors.append(row.fault("unknown sort \(row["sort"])"))
        continue
      }
      if sorts.updateValue(Noun(sort: sort, gender: gender(row)), forKey: row["form"]) != nil {
        errors.append(row.fault("a twin of \(row["form"])"))
      }
    }
    for row in signs.flatMap(\.rows) {
      guard let sign = Sign(rawValue: row["sign"]), let weight = Double(row["weight"]), weight.isFinite else {
        errors.append(row.fault("no sign with a weight: \(row["sign"]), \(row["weight"])"))
        continue
      }
      if weights.updateValue(weight, forKey: sign) != nil {
        errors.append(row.fault("a twin of \(row["sign"])"))
      }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.names = genders
    self.nouns = sorts
    self.weights = weights
  }

  /// The gender of those who bear a given name; nil when both do, or nobody known.
  public func gender(ofName name: String) -> Gender? { names[name] }

  /// What a common noun stands for, by its lemma in lower case; a point behind a title does not matter.
  public func noun(_ lemma: String) -> Noun? {
    if let noun = nouns[lemma] { return noun }
    return lemma.hasSuffix(".") ? nouns[String(lemma.dropLast())] : nil
  }

  /// How much a sign counts.
  public func weight(_ sign: Sign) -> Double { weights[sign] ?? 0 }
}
