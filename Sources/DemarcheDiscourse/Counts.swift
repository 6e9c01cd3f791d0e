public import DemarcheKnowledge
public import DemarcheSyntax

/// Whom an act concerned, as the fields of an event's size.
public enum CountedPeople: String, Hashable, Sendable, CaseIterable {
  case killed, injured, arrested, participants
}

/// The counts of a sentence: how often an act took place, and how many people were killed, hurt, arrested or
/// took part.
///
/// Ages, dates, money and distances count no people, for a number counts the noun that it stands with; and an
/// earlier total, "bringing the toll to 40", is nobody whom the act killed.
public struct Counts: Sendable {
  /// A number of people, and the word that says what became of them.
  public struct Harm: Hashable, Sendable {
    public var people: CountedPeople
    public var min: Int
    public var max: Int?
    public var word: Int
  }

  private let tree: Tree
  private let classes: WordClasses
  private let lexicon: NumberLexicon
  private let quantities: [Quantity]

  /// Reads a sentence.
  ///
  /// - Parameters:
  ///   - quantities: its numbers.
  ///   - times: the stretches that name a time; their numbers count nothing else.
  ///   - classes: for each of killed, injured and arrested `killed-act` (verbs with those people as object),
  ///     `killed-fate` (verbs with them as subject), `killed-people` (nouns and adjectives); `harm` (nouns of any
  ///     harm), `costs`, `life`, `crowd`, `occasion`, `turn`, `light`, `negation`.
  public init(
    of tree: Tree, quantities: [Quantity], besides times: [ClosedRange<Int>], numbers lexicon: NumberLexicon,
    classes: WordClasses
  ) {
    self.tree = tree
    self.classes = classes
    self.lexicon = lexicon
    self.quantities = quantities.filter { quantity in
      !times.contains { $0.overlaps(quantity.words) }
    }
  }

  /// What befell people in the sentence, in the order of the text.
  ///
  /// - Cost: linear in the words.
  public var harms: [Harm] {
    let reader = HarmReader(clause: ClauseWords(tree: tree, classes: classes), quantities: quantities)
    return tree.words.indices.flatMap { reader.harms(at: $0) }
  }

  // MARK: How often

  /// How often the act of a trigger took place, where the sentence gives a number, and the words that do.
  ///
  /// "twice", "on three occasions", "five raids", "two rounds of talks"; a rough number is none.
  ///
  /// - Parameter nouns: what the act is called where its trigger is a light verb: "launched five raids".
  public func repetitions(of trigger: Int, nouns: [Int] = []) -> (count: Int, words: String)? {
    let clause = ClauseWords(tree: tree, classes: classes)
    for noun in nouns where tree.words[noun].head == trigger && clause.isOf("light", trigger) {
      if let quantity = exact(noun) { return (quantity.min, text(quantity)) }
    }
    if tree.words[trigger].upos == .noun, let quantity = exact(trigger) {
      return (quantity.min, text(quantity))
    }
    if tree.words[trigger].deprel == "nmod", let head = tree.words[trigger].head,
      clause.isOf("turn", head),
      let quantity = exact(head)
    {
      return (quantity.min, text(quantity))
    }
    for verb in [trigger] + (tree.words[trigger].head.map { carries(trigger, $0, clause) ? [$0] : [] } ?? [])
    {
      for child in tree.children(of: verb) {
        if tree.words[child].deprel == "advmod",
          case .times(let times) = lexicon[clause.form(child).lowercased()],
          times > 1
        {
          return (times, clause.form(child))
        }
        if tree.words[child].deprel.hasPrefix("obl"), clause.isOf("occasion", child),
          let quantity = exact(child)
        {
          return (quantity.min, text(quantity))
        }
      }
    }
    return nil
  }

  /// Whether a verb is the act's own beside its noun: "held talks twice".
  private func carries(_ noun: Int, _ verb: Int, _ clause: ClauseWords) -> Bool {
    ["obj", "nsubj:pass", "obl"].contains(tree.words[noun].deprel) && clause.isOf("light", verb)
  }

  private func exact(_ word: Int) -> Quantity? {
    quantities.first { $0.counted == word && $0.isExact && $0.min > 1 && !$0.words.contains(word) }
  }

  private func text(_ quantity: Quantity) -> String {
    (quantity.words.map { tree.words[$0].form }
      + (quantity.words.contains(quantity.counted) ? [] : [tree.words[quantity.counted].form]))
      .joined(separator: " ")
  }

  // MARK: How many people

  /// How many took part, by the phrases that do the act and by a number set behind it: "hundreds of them in all".
  public func participants(of trigger: Int, actors: [Int]) -> Harm? {
    let reader = HarmReader(clause: ClauseWords(tree: tree, classes: classes), quantities: quantities)
    var found: Quantity?
    let subjects = tree.words[trigger].upos == .verb ? tree.subjects(of: trigger) : []
    for actor in actors + subjects where found == nil {
      found = reader.quantity(of: actor, countsOne: false)
    }
    // "the march drew 5,000 people"
    if found == nil, tree.words[trigger].deprel == "nsubj", let verb = tree.words[trigger].head,
      reader.clause.isOf("draws", verb)
    {
      found = tree.child(of: verb, "obj").flatMap { reader.quantity(of: $0, countsOne: false) }
    }
    if found == nil {
      let aside = tree.children(of: trigger).first { child in
        tree.words[child].deprel == "parataxis" && quantities.contains { $0.words.contains(child) }
      }
      found = aside.flatMap { reader.quantity(of: $0, countsOne: false) }
    }
    guard let found, found.max != 0 else { return nil }
    return Harm(people: .participants, min: found.min, max: found.max, word: found.counted)
  }

  /// The harms that an act did: of several acts of the sentence that could have done it the nearest did.
  ///
  /// - Parameters:
  ///   - triggers: the words of all acts of the sentence that could.
  ///   - harms: those of the sentence.
  public func harms(of trigger: Int, among triggers: [Int], _ people: CountedPeople, in harms: [Harm])
    -> Harm?
  {
    harms.filter { harm in
      guard harm.people == people, let own = distance(harm.word, trigger) else { return false }
      let others = triggers.compactMap { $0 == trigger ? nil : distance(harm.word, $0) }
      if others.allSatisfy({ own <= $0 }) { return true }
      // "the raid killed three": the raid and the killing are one act.
      return tree.words[trigger].head == harm.word && triggers.contains(harm.word)
    }
    .max { $0.min < $1.min }
  }

  /// The words between two, by the tree; nil across a report, or a clause that tells of another time or place.
  private func distance(_ harm: Int, _ trigger: Int) -> Int? {
    var above: [Int: Int] = [:]
    var at: Int? = trigger
    var steps = 0
    while let word = at {
      above[word] = steps
      at = tree.words[word].head
      steps += 1
    }
    at = harm
    steps = 0
    while let word = at {
      if let up = above[word] { return up + steps <= 6 ? up + steps : nil }
      // "a town where ten died" tells of the act, "for a raid that killed ten" of the raid.
      if tree.words[word].deprel == "acl:relcl", let noun = tree.words[word].head, noun != trigger,
        tree.words[noun].head != trigger || tree.words[noun].deprel != "obj"
      {
        return nil
      }
      at = tree.words[word].head
      steps += 1
    }
    return nil
  }
}

extension Tree {
  /// The act of which a participle tells the harm it did: "shelled" of "shelled the town, killing three and wounding
  /// ten"; nil when the word tells of none.
  ///
  /// - Parameter classes: `killed-act`, `injured-act`.
  package func cause(of word: Int, classes: WordClasses) -> Int? {
    let clause = ClauseWords(tree: self, classes: classes)
    var at = word
    while words[at].deprel == "conj", let head = words[at].head, isPresentParticiple(at),
      isPresentParticiple(head)
    {
      at = head
    }
    // A parser also takes the participle behind a comma for a coordinate.
    let isResult = words[at].deprel == "advcl" || words[at].deprel == "conj" && child(of: at, "cc") == nil
    guard isResult, isPresentParticiple(at), child(of: at, "mark") == nil,
      let act = words[at].head, act < at, clause.isOf("killed-act", word) || clause.isOf("injured-act", word)
    else { return nil }
    return act
  }

  private func isPresentParticiple(_ word: Int) -> Bool {
    words[word].feats["VerbForm"] == "Part" && words[word].feats["Tense"] == "Pres"
      && !children(of: word).contains {
        words[$0].deprel.hasPrefix("nsubj") || words[$0].deprel.hasPrefix("aux")
      }
  }
}

/// Reads what befell whom at one word.
private struct HarmReader {
  let clause: ClauseWords
  let quantities: [Quantity]

  private var tree: Tree { clause.tree }

  /// The classes of words that tell of one kind of harm.
  private struct Kind {
    let people: CountedPeople
    let act: String
    let fate: String
    let those: String

    init(_ people: CountedPeople) {
      self.people = people
      act = "\(people.rawValue)-act"
      fate = "\(people.rawValue)-fate"
      those = "\(people.rawValue)-people"
    }
  }

  private static let kinds = [Kind(.killed), Kind(.injured), Kind(.arrested)]

  func harms(at word: Int) -> [Counts.Harm] {
    HarmReader.kinds.compactMap { kind in
      let people = kind.people
      guard let found = befallen(at: word, kind), isSaidToBe(word) || found.max == 0 else {
        return nil
      }
      return Counts.Harm(people: people, min: found.min, max: found.max, word: word)
    }
  }

  private func befallen(at word: Int, _ kind: Kind) -> Quantity? {
    if clause.isOf(kind.act, word) { return undergoing(word) }
    if clause.isOf(kind.fate, word), let subject = tree.children(of: word).first(where: isSubject) {
      return total(subject)
    }
    if clause.isOf(kind.those, word) {
      if let own = quantity(of: word, countsOne: false) { return own }
      if clause.negation(of: word) != nil || clause.mark(of: word, in: "negation") != nil {
        return Quantity(min: 0, max: 0, words: word...word, counted: word)
      }
      // "five people dead", "five were hurt", "the death of five people"
      if tree.words[word].upos == .adj || tree.words[word].upos == .verb {
        if let subject = tree.children(of: word).first(where: isSubject) { return total(subject) }
        if let head = tree.words[word].head {
          if ["acl", "amod"].contains(tree.words[word].deprel) { return total(head) }
          if tree.words[word].deprel == "xcomp", let object = tree.child(of: head, "obj") {
            return total(object)
          }
        }
        return nil
      }
      return tree.children(of: word).first { tree.words[$0].deprel == "nmod" }.flatMap(total)
    }
    if clause.isOf("life", word), kind.people == .killed {
      guard let head = tree.words[word].head else { return nil }
      if clause.isOf("costs", head) {
        return quantity(of: word, countsOne: false)
          ?? tree.children(of: word).first { tree.words[$0].deprel == "nmod" }.flatMap(total)
      }
      return isNone(head)
        ? Quantity(min: 0, max: 0, words: min(head, word)...max(head, word), counted: head) : nil
    }
    if clause.isOf("harm", word), isNone(word) {
      return Quantity(min: 0, max: 0, words: word...word, counted: word)
    }
    return nil
  }

  private func isNone(_ word: Int) -> Bool {
    clause.negation(of: word) != nil || clause.mark(of: word, in: "negation") != nil
  }

  /// "wounding between 20 and 30", "arrested up to 25": an object whose number begins like a phrase of place.
  private func isBounded(_ word: Int) -> Bool {
    guard tree.words[word].deprel == "obl", let own = quantities.first(where: { $0.counted == word }) else {
      return false
    }
    return tree.child(of: word, "case").map { own.words.contains($0) } ?? true
  }

  private func isSubject(_ word: Int) -> Bool { tree.words[word].deprel.hasPrefix("nsubj") }

  /// Those to whom a verb does it: its object, the subject of a passive, the noun of a participle.
  private func undergoing(_ verb: Int) -> Quantity? {
    if let object = tree.children(of: verb).first(where: { tree.words[$0].deprel == "obj" || isBounded($0) })
    {
      return total(object)
    }
    if let subject = tree.children(of: verb).first(where: { tree.words[$0].deprel == "nsubj:pass" }) {
      return total(subject)
    }
    // "two killed", "ten others wounded": a participle without "be".
    let isBare = tree.words[verb].feats["VerbForm"] == "Part" && tree.words[verb].feats["Tense"] == "Past"
    if isBare || tree.words[verb].upos != .verb {
      if let own = quantities.first(where: { $0.counted == verb }) { return own }
      if tree.child(of: verb, "aux") == nil, let subject = tree.children(of: verb).first(where: isSubject),
        quantities.contains(where: { $0.counted == subject })
      {
        return total(subject)
      }
    }
    if tree.words[verb].deprel == "acl", isBare, let head = tree.words[verb].head { return total(head) }
    return nil
  }

  /// The people of a phrase and of those coordinated with it.
  private func total(_ head: Int) -> Quantity? {
    guard var sum = quantity(of: head, countsOne: true) else { return nil }
    for other in tree.children(of: head) where tree.words[other].deprel == "conj" {
      guard let next = quantity(of: other, countsOne: true) else { continue }
      sum.min += next.min
      sum.max = sum.max.flatMap { a in next.max.map { a + $0 } }
    }
    return sum
  }

  /// How many a phrase names: the number that counts it, or that it is of, or one for "a guard".
  func quantity(of noun: Int, countsOne: Bool) -> Quantity? {
    if let own = quantities.first(where: { $0.counted == noun }) { return own }
    if let head = tree.words[noun].head, tree.words[noun].deprel == "nmod",
      let whole = quantities.first(where: { $0.counted == head && $0.words.contains(head) })
    {
      return whole
    }
    // "a crowd of 500 people"
    if clause.isOf("crowd", noun) {
      return tree.children(of: noun).first { tree.words[$0].deprel == "nmod" }
        .flatMap { part in quantities.first { $0.counted == part } }
    }
    guard countsOne, tree.words[noun].upos == .noun, tree.words[noun].feats["Number"] != "Plur" else {
      return nil
    }
    let article = tree.children(of: noun).first { child in
      tree.words[child].deprel == "det" && tree.words[child].feats["Definite"] == "Ind"
    }
    return article.map { Quantity(min: 1, max: 1, words: $0...noun, counted: noun) }
  }

  /// Whether a harm is told as a fact: what could be, or will, has no number yet.
  private func isSaidToBe(_ word: Int) -> Bool {
    let modality = Modality(of: word, in: tree, classes: clause.classes)
    return !modality.negated && !modality.future && !modality.hypothetical
  }
}
