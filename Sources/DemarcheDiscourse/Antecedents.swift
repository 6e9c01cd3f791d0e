import DemarcheKnowledge
import DemarcheSyntax

/// Weighs whom a pronoun can mean.
///
/// Every referent that agrees with the pronoun and that the syntax allows is scored by the signs of ``ReferenceLexicon``;
/// confidence is the share of the best among all, "nobody named" included.
struct Antecedents {
  let lexicon: ReferenceLexicon
  let classes: WordClasses
  let tree: Tree
  let cast: Cast
  let sentence: Int
  /// Who says what in the field.
  let claims: Claims?
  /// Those told before whom the sentence names again behind the pronoun as who says it.
  var speakersAhead: Set<Int> = []

  /// Who is meant, and how surely.
  struct Choice {
    enum Whom {
      case told(Int)
      /// The subject of the clause behind: "Before he left, Hollan ..."; several when it joins them.
      case ahead([Nominal])
      case pair([Int])
      /// One of several whom nothing tells apart.
      case oneOf([Int])
    }

    var whom: Whom
    var confidence: Double
  }

  /// How the syntax of the sentence binds a pronoun.
  private struct Binding {
    /// Words that it cannot mean.
    var barred: Set<Int> = []
    /// Words beside it in its clause.
    var beside: Set<Int> = []
    /// The subjects of the clause in whose phrases it stands.
    var ownSubjects: Set<Int> = []
    /// Who says the words around it: heads in the sentence, and places in others.
    var speakers: Set<Int> = []
    var speakersElsewhere: Set<WordPlace> = []
    var isQuoted = false
    /// Whether the pronoun answers what was said or done to somebody.
    var responds = false
    /// Whether the pronoun says, means or intends something.
    var acts = false
  }

  private var words: [Word] { tree.words }

  /// The best candidate; nil when nobody named is likelier than all.
  ///
  /// - Parameter ahead: the phrase that a pronoun before it may mean, if any, and whom it takes up.
  func choice(for pronoun: ThirdPerson, ahead: [(nominal: Nominal, known: Int?)] = []) -> Choice? {
    let binding = binding(of: pronoun)
    if pronoun.isReflexive { return reflexive(pronoun, binding) }
    var scored: [(whom: Choice.Whom, score: Double, last: MentionPlace)] = []
    for index in cast.candidates.reversed() {
      guard let score = score(cast.referents[index], index, pronoun, binding) else { continue }
      scored.append((.told(index), score, cast.referents[index].last))
    }
    if ahead.count > 1 {
      if pronoun.kind == .several {
        let score =
          lexicon.weight(.joined) + lexicon.weight(.subject) + lexicon.weight(.named) + lexicon.weight(.ahead)
        let place = MentionPlace(sentence: sentence, head: ahead[0].nominal.head)
        scored.append((.ahead(ahead.map(\.nominal)), score, place))
      }
    } else if let ahead = ahead.first {
      if let known = ahead.known, let at = scored.firstIndex(where: { $0.whom.index == known }) {
        // Told before, and named again right behind.
        scored[at].score += max(0, lexicon.weight(.subject) + lexicon.weight(.ahead))
      } else if ahead.known == nil {
        let place = MentionPlace(sentence: sentence, head: ahead.nominal.head)
        let referent = Referent(ahead.nominal, at: place, paragraph: tree.paragraph)
        if let score = score(referent, nil, pronoun, binding) {
          scored.append((.ahead([ahead.nominal]), score + lexicon.weight(.ahead), place))
        }
      }
    }
    if pronoun.kind == .several, let pair = pair(before: pronoun, binding) {
      scored.append((.pair(pair.members), pair.score, pair.last))
    }
    // What was told between costs a little for each.
    scored.sort { ($0.last.sentence, $0.last.head) > ($1.last.sentence, $1.last.head) }
    for i in scored.indices { scored[i].score += lexicon.weight(.between) * Double(min(i, 6)) }
    // Who is meant together with others is not meant alone.
    let together = Set(
      scored.compactMap { $0.whom.index }.filter { cast[$0].last.sentence >= sentence - 1 }.flatMap {
        cast[$0].members
      })
    scored.removeAll { $0.whom.index.map(together.contains) ?? false }
    if pronoun.kind == .thing, let first = scored.max(by: { $0.score < $1.score })?.whom.index,
      let equals = equals(of: first, pronoun, binding)
    {
      // "Tirasia and Morvania share a railway": neither of two is "it".
      scored.removeAll { $0.whom.index.map(equals.contains) ?? false }
    }
    guard let best = scored.max(by: { $0.score < $1.score }) else { return nil }
    let nobody = lexicon.weight(
      [.masculine, .feminine].contains(pronoun.kind)
        ? .nobodyPerson : pronoun.kind == .several ? .nobodySeveral : .nobodyThing)
    if best.score < nobody { return nil }
    if pronoun.kind != .thing, let index = best.whom.index, let equals = equals(of: index, pronoun, binding) {
      return Choice(whom: .oneOf(equals), confidence: 0.5)
    }
    // Far behind the best nobody counts any more.
    let rivals = scored.map(\.score).sorted().suffix(4)
    let all = rivals.reduce(Antecedents.power(nobody - best.score)) {
      $0 + Antecedents.power($1 - best.score)
    }
    return Choice(whom: best.whom, confidence: 1 / all)
  }

  /// A power of two: enough for shares, and the same on every machine.
  private static func power(_ x: Double) -> Double {
    if x < -30 { return 0 }
    let whole = x.rounded(.down)
    let part = x - whole
    // Between whole powers a parabola that meets both ends is near enough.
    var value = 1 + part * (0.6565 + 0.3435 * part)
    for _ in 0..<Int(-whole) { value /= 2 }
    return value
  }

  /// Somebody with those whom a sentence before joined to him and from whom nothing tells him.
  ///
  /// As in "Keldish and Tamar spoke. She ..."; nil when there is no such other.
  private func equals(of index: Int, _ pronoun: ThirdPerson, _ binding: Binding) -> [Int]? {
    guard pronoun.kind != .several else { return nil }
    let referent = cast[index]
    guard referent.last.sentence < sentence, let score = score(referent, index, pronoun, binding) else {
      return nil
    }
    for group in cast.candidates where cast[group].members.contains(index) {
      guard cast[group].last.sentence == referent.last.sentence else { continue }
      let others = cast[group].members.filter { other in
        guard other != index, cast[other].last.sentence == referent.last.sentence,
          cast[other].count == referent.count, cast[other].pronoun == referent.pronoun
        else { return false }
        return self.score(cast[other], other, pronoun, binding) == score
      }
      if !others.isEmpty { return [index] + others }
    }
    return nil
  }

  private func reflexive(_ pronoun: ThirdPerson, _ binding: Binding) -> Choice? {
    // "the president himself" is the president.
    let head = words[pronoun.head].head
    // "They kept it to themselves": all who are the subject together.
    if pronoun.kind == .several, binding.ownSubjects.count > 1 {
      let subjects = binding.ownSubjects.compactMap { cast.here[$0] }
      if let index = cast.referents.indices.last(where: { Set(cast[$0].members) == Set(subjects) }) {
        return Choice(whom: .told(index), confidence: 0.95)
      }
    }
    for word in Array(binding.ownSubjects).sorted().reversed() + [head].compactMap(\.self) {
      guard let index = cast.here[word], agreement(cast[index], pronoun) != nil else { continue }
      return Choice(whom: .told(index), confidence: 0.95)
    }
    return nil
  }

  // MARK: Scores

  private func score(_ referent: Referent, _ index: Int?, _ pronoun: ThirdPerson, _ binding: Binding)
    -> Double?
  {
    guard var score = agreement(referent, pronoun) else { return nil }
    func add(_ sign: ReferenceLexicon.Sign, _ times: Double = 1) { score += lexicon.weight(sign) * times }
    let isHere = referent.last.sentence == sentence
    if isHere {
      for head in referent.here {
        if binding.barred.contains(head) || holds(head, pronoun) { return nil }
      }
      if referent.here.contains(where: binding.beside.contains) { add(.coArgument) }
      // "B banned imports of their beef": one state is its own, not their own.
      let isOneForMany = pronoun.kind == .several && !referent.isPlural && referent.members.isEmpty
      if !isOneForMany, referent.here.contains(where: binding.ownSubjects.contains) { add(.ownSubject) }
    }
    let speaks =
      isHere && referent.here.contains(where: binding.speakers.contains)
      || index.map(speakersAhead.contains) ?? false
      || binding.speakersElsewhere.contains(
        WordPlace(sentence: referent.last.sentence, word: referent.last.head))
      || binding.speakersElsewhere.contains(
        WordPlace(sentence: referent.place.sentence, word: referent.place.head))
    if speaks { add(binding.isQuoted ? .quotedSpeaker : .speaker) }
    add(referent.part.sign)
    if binding.responds, referent.last.sentence < sentence {
      // Who answers is whom it was said or done to.
      if referent.part != .subject { add(.responds) }
    } else if referent.part == pronoun.part {
      add(.parallel)
    }
    add(.back, Double(sentence - referent.last.sentence))
    if referent.paragraph != tree.paragraph { add(.paragraph) }
    if referent.pronoun == pronoun.kind { add(.chain) }
    if referent.isNamed { add(.named) }
    if pronoun.kind != .thing, let actor = referent.actor, actor.kind != .unknown, actor.kind != .thing {
      add(.actor)
    }
    add(pronoun.kind == .thing ? .mentionsOfThing : .mentions, Antecedents.doublings(referent.count))
    if binding.acts {
      switch referent.sort {
      case .person, .group, .body, .country: add(.acts)
      case .place, .thing: add(.inert)
      case .name: break
      }
    }
    return score
  }

  /// How often a count has doubled from one on, up to four times.
  private static func doublings(_ count: Double) -> Double {
    var (left, doubled) = (count, 0.0)
    while left >= 2, doubled < 4 {
      left /= 2
      doubled += 1
    }
    return min(4, doubled + left - 1)
  }

  /// What number, gender and kind say; nil when they forbid.
  private func agreement(_ referent: Referent, _ pronoun: ThirdPerson) -> Double? {
    switch pronoun.kind {
    case .masculine, .feminine:
      guard !referent.isPlural, referent.sort == .person || referent.sort == .name else { return nil }
      if let known = referent.gender {
        if known == pronoun.kind.gender { return lexicon.weight(.gender) }
        // A given name may be wrong of somebody, and more so the table of who holds an office that the text names alone.
        guard referent.isGenderGuessed else { return nil }
        return lexicon.weight(.gender) * (referent.name.isEmpty ? -3 : -6)
      }
      return referent.sort == .name && referent.name.count == 1 ? lexicon.weight(.stranger) : 0
    case .thing:
      guard !referent.isPlural else { return nil }
      switch referent.sort {
      case .person, .group: return nil
      case .name: return referent.gender == nil ? 0 : nil
      case .thing: return referent.isNamed ? 0 : lexicon.weight(.thing)
      case .body, .country, .place: return 0
      }
    case .country:
      return referent.sort == .country && referent.actor?.code != nil && !referent.isPlural ? 0 : nil
    case .body:
      return referent.sort == .body && referent.isNamed && !referent.isPlural ? 0 : nil
    case .place:
      return referent.sort == .place && referent.isNamed && !referent.isPlural ? 0 : nil
    case .several:
      if !referent.members.isEmpty {
        let areThings = referent.sort == .thing || referent.sort == .place
        return lexicon.weight(.joined) + (areThings ? 2 * lexicon.weight(.thing) : 0)
      }
      switch referent.sort {
      case .group: return lexicon.weight(.persons)
      case .person, .name:
        if referent.isPlural { return 0 }
        // "the child ... they", but no named man.
        return referent.gender == nil && !referent.isNamed ? lexicon.weight(.single) : nil
      case .body, .country: return referent.isPlural ? 0 : lexicon.weight(.several)
      case .place: return referent.isPlural ? 0 : 2 * lexicon.weight(.several)
      case .thing:
        return referent.isPlural
          ? lexicon.weight(.thing) : referent.isNamed ? 2 * lexicon.weight(.several) : nil
      }
    }
  }

  /// Whether a phrase holds the pronoun in itself, outside a clause of its own.
  private func holds(_ head: Int, _ pronoun: ThirdPerson) -> Bool {
    var at = pronoun.head
    var isClause = false
    while let above = words[at].head {
      switch words[at].deprel {
      case "conj", "parataxis", "appos", "list", "advcl", "ccomp": return false
      // "the man who lost his house", but not "the man he met".
      case "acl", "acl:relcl": isClause = true
      default: break
      }
      if above == head { return !(isClause && pronoun.part == .possessor) }
      at = above
    }
    return false
  }

  // MARK: Syntax

  private func binding(of pronoun: ThirdPerson) -> Binding {
    var binding = Binding()
    let head = pronoun.head
    binding.isQuoted = claims?.isQuoted(head, sentence: sentence) ?? false
    for speaker in claims?.speakers(of: head, sentence: sentence) ?? [] {
      if speaker.sentence != sentence {
        binding.speakersElsewhere.insert(speaker)
      } else if speaker.word != head {
        binding.speakers.insert(speaker.word)
      }
    }
    guard let predicate = predicate(above: head) else { return binding }
    let subjects = surfaceSubjects(of: predicate).filter { $0 != head }
    if [.country, .body, .place].contains(pronoun.kind) {
      // A noun is not whom its own clause is about already: "A imposed sanctions on the country".
      binding.barred = Set(subjects)
      return binding
    }
    let isDirect = words[head].head == predicate
    if isDirect {
      switch words[head].deprel {
      case "obj", "iobj":
        if pronoun.isReflexive { binding.ownSubjects = Set(subjects) } else { binding.barred = Set(subjects) }
        for child in tree.children(of: predicate) where child != head && child < head {
          if words[child].deprel == "iobj" || words[child].deprel == "obj" { binding.barred.insert(child) }
        }
      case let deprel where deprel.hasPrefix("obl"):
        if pronoun.isReflexive {
          binding.ownSubjects = Set(subjects)
        } else {
          binding.beside = Set(subjects)
          for child in tree.children(of: predicate) where words[child].deprel == "obj" {
            binding.beside.insert(child)
          }
        }
      case let deprel where deprel.hasPrefix("nsubj"):
        binding.acts =
          !deprel.hasSuffix(":pass")
          && ["say", "intend"].contains { classes.contains($0, words[predicate].lowerLemma) }
        binding.responds = classes.contains("respond", words[predicate].lowerLemma)
      default: break
      }
    } else {
      binding.ownSubjects = Set(subjects)
    }
    return binding
  }

  /// The verb or predicate in whose clause a word stands.
  private func predicate(above word: Int) -> Int? {
    var at = word
    while let above = words[at].head {
      at = above
      if words[at].upos == .verb || tree.child(of: at, "cop") != nil { return at }
      if tree.children(of: at).contains(where: { words[$0].deprel.hasPrefix("nsubj") }) { return at }
    }
    return nil
  }

  /// The subjects of a clause as they stand, those of passives too; else those it shares with another clause.
  private func surfaceSubjects(of predicate: Int) -> [Int] {
    let own = tree.children(of: predicate).filter { words[$0].deprel.hasPrefix("nsubj") }
    if !own.isEmpty { return own.flatMap { tree.antecedents(of: $0, under: predicate) } }
    return tree.subjects(of: predicate)
  }

  /// The last two who acted on each other in one sentence, before a plural pronoun.
  private func pair(before pronoun: ThirdPerson, _ binding: Binding)
    -> (members: [Int], score: Double, last: MentionPlace)?
  {
    for back in 0...2 {
      let told = cast.candidates.filter { index in
        let referent = cast.referents[index]
        guard referent.last.sentence == sentence - back, !referent.isPlural, referent.members.isEmpty,
          referent.isNamed
        else { return false }
        return [.person, .country, .body, .name].contains(referent.sort) && referent.part != .modifier
      }
      for sorts in [[Nominal.Sort.person, .name], [.country, .body]] {
        let alike = told.filter { sorts.contains(cast[$0].sort) }
          .sorted { cast[$0].last.head < cast[$1].last.head }
        guard alike.count == 2, alike.contains(where: { cast[$0].part == .subject }) else { continue }
        if back == 0, alike.contains(where: { !binding.barred.isDisjoint(with: cast[$0].here) }) { continue }
        let score =
          lexicon.weight(.apart) + lexicon.weight(.named) + lexicon.weight(.subject)
          + lexicon.weight(.back) * Double(back) + (binding.acts ? lexicon.weight(.acts) : 0)
        return (alike, score, cast[alike[1]].last)
      }
    }
    return nil
  }
}

extension Antecedents.Choice.Whom {
  /// The referent told before, if it is one.
  var index: Int? {
    if case .told(let index) = self { return index }
    return nil
  }
}
