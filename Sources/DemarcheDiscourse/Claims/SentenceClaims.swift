import DemarcheKnowledge
import DemarcheSyntax

/// The attributed statements that the syntax of one sentence tells.
///
/// What is said is a clause below the word of saying ("said that B left"), the clause above it ("B left, A said"), an infinitive
/// ("claims to have left"), or what a phrase of source vouches for ("according to A").
struct SentenceClaims {
  /// A claim in words of the sentence.
  struct Found {
    /// Head words; empty when nobody is named.
    var speakers: [Int]
    var cue: Int
    var kind: Claim.Kind
    var stance: String?
    /// In order of the text, the speaker and the word of saying left out.
    var content: [Int]
    /// Whether it quotes another of the same content.
    var isOutermost = false
  }

  let tree: Tree
  let lexicon: CueLexicon

  private var words: [Word] { tree.words }

  func found() -> [Found] {
    var found: [Found] = []
    for word in words.indices {
      switch words[word].upos {
      case .verb: found += ofVerb(word)
      case .noun: found += ofNoun(word)
      case .adj: found += ofAdjective(word)
      case .adv: found += ofHearsay(word)
      default: break
      }
      found += ofSource(word)
    }
    return found
  }

  // MARK: Verbs

  private func ofVerb(_ verb: Int) -> [Found] {
    let lemma = words[verb].lemma
    if let quoted = quotedSpeech(verb) { return quoted }
    guard let stance = lexicon.stance(of: lemma), !isUnsaid(verb, stance), !isAsked(verb),
      !lexicon.contains("known", lemma)
    else {
      return []
    }
    let speakers = speakers(of: verb)
    let isPassive = tree.isPassive(verb)
    func claim(_ content: Set<Int>, besides: [Int] = []) -> [Found] {
      // Nobody says it: "say, five"; what is believed by nobody in particular is no claim.
      if speakers.isEmpty, !isPassive || !lexicon.contains("voiced", stance) { return [] }
      let content = trimmed(content.subtracting(besides))
      if content.isEmpty { return [] }
      return carriers(of: speakers, content)
        + [Found(speakers: speakers, cue: verb, kind: .indirect, stance: stance, content: content)]
    }
    // "said that B had left", also when the clause stands before.
    let clauses = tree.children(of: verb).filter { isSaid($0, verb) || isSaidBeside($0, verb) }
    if let clause = clauses.first(where: { $0 > verb && isSaidBehind($0, verb) }) {
      // "asked whether": nothing is said to be so.
      return isQuestion(clause) ? [] : claim(clauseWords(clause))
    }
    // "Had A left, B would stay, C said": what stands before is said as a whole.
    let before =
      clauses.contains { $0 < verb }
      ? tree.children(of: verb).filter {
        $0 < verb && ["ccomp", "parataxis", "advcl"].contains(words[$0].deprel)
      } : []
    if !before.isEmpty { return claim(before.reduce(into: []) { $0.formUnion(clauseWords($1)) }) }
    // "accused B of having left".
    if lexicon.contains("charging", lemma),
      let gerund =
        (Array(tree.children(of: verb)) + tree.objects(of: verb).flatMap { Array(tree.children(of: $0)) })
        .first(where: { $0 > verb && isCharge($0) })
    {
      return claim(Set(tree.subtree(of: gerund) + tree.objects(of: verb).flatMap { phrase($0) }))
    }
    // A price is quoted too.
    if tree.isPassive(verb), lexicon.contains("quote", lemma) { return [] }
    // "it was reported that", "that B had left was confirmed".
    if tree.isPassive(verb), let clause = tree.child(of: verb, "csubj:pass") ?? tree.child(of: verb, "csubj")
    {
      return claim(Set(tree.subtree(of: clause)))
    }
    if let infinitive = tree.child(of: verb, "xcomp"),
      words[infinitive].upos == .verb || hasCopula(infinitive)
    {
      // "is said to have left": its subject belongs to what is said.
      if tree.isPassive(verb) {
        guard tree.child(of: verb, "obl:agent") == nil, !lexicon.contains("addressed", lemma) else {
          return []
        }
        let subject = tree.child(of: verb, "nsubj:pass") ?? tree.child(of: verb, "nsubj")
        let content = Set(tree.subtree(of: infinitive) + (subject.map { tree.subtree(of: $0) } ?? []))
        return claim(content)
      }
      if lexicon.contains("said-infinitive", lemma) { return claim(Set(tree.subtree(of: infinitive))) }
    }
    // "denied having left".
    if lexicon.contains("said-infinitive", lemma),
      let gerund = tree.child(of: verb, "advcl"), gerund > verb, words[gerund].feats["VerbForm"] == "Ger",
      tree.child(of: gerund, "mark") == nil
    {
      return claim(Set(tree.subtree(of: gerund)))
    }
    return saidAround(verb).map { claim($0, besides: tree.subtree(of: verb)) } ?? []
  }

  /// A clause as object; before its verb only with a subject, for "asked about it, he said" says nothing there.
  private func isSaid(_ child: Int, _ verb: Int) -> Bool {
    if words[child].deprel == "advcl", child > verb, let mark = tree.child(of: child, "mark") {
      return lexicon.contains("complementizer", words[mark].lowerLemma)
    }
    return words[child].deprel == "ccomp" && (child > verb || hasOwnSubject(child) || hasExpletive(child))
  }

  /// Whether a clause behind its verb is what is said: close behind it, or with the mark of such clauses.
  private func isSaidBehind(_ clause: Int, _ verb: Int) -> Bool {
    if let mark = tree.child(of: clause, "mark"), mark < clause {
      let lemma = words[mark].lowerLemma
      return lexicon.contains("complementizer", lemma) || lexicon.contains("condition", lemma)
    }
    let start = tree.subtree(of: clause).first { words[$0].upos != .punct } ?? clause
    guard start > verb else { return true }
    let between = words[verb + 1..<start]
    // "B left, A said in a voice so hoarse ...": what stands before is said.
    if words[verb].deprel == "parataxis", !between.isEmpty,
      !between.contains(where: { Quotation.isMark($0.form) })
    {
      return false
    }
    if between.contains(where: { $0.form == ";" }) { return false }
    // "B left, A said on Monday, most of them ...": behind a comma another thing is told.
    return !between.contains { $0.form == "," }
      || between.contains { Quotation.isMark($0.form) || $0.form == ":" }
  }

  private func isQuestion(_ clause: Int) -> Bool {
    tree.child(of: clause, "mark").map { lexicon.contains("condition", words[$0].lowerLemma) }
      ?? false
  }

  /// "of having left", "of leaving".
  private func isCharge(_ clause: Int) -> Bool {
    guard words[clause].upos == .verb,
      words[clause].deprel.hasPrefix("advcl") || words[clause].deprel == "acl",
      let mark = tree.child(of: clause, "mark")
    else { return false }
    return lexicon.contains("made-by", words[mark].lowerLemma)
      || lexicon.contains("charged-with", words[mark].lowerLemma)
  }

  private func hasExpletive(_ clause: Int) -> Bool { tree.child(of: clause, "expl") != nil }

  /// The words of a clause, without what stands beside it: a clause behind a semicolon, another's words behind "though", what the outlet
  /// adds behind "amid".
  private func clauseWords(_ clause: Int) -> Set<Int> {
    var all = Set(tree.subtree(of: clause))
    // "A said B would stay, amid threats of C": the outlet tells of the threats.
    for word in all where words[word].deprel == "obl" && word > clause {
      guard let mark = tree.child(of: word, "case"),
        lexicon.contains("aside", words[mark].lowerLemma), mark > 0,
        words[mark - 1].form == ","
      else { continue }
      all.subtract(tree.subtree(of: word))
    }
    for child in tree.children(of: clause) where child > clause {
      let start = tree.subtree(of: child).first ?? child
      guard start > 0, words[start - 1].upos == .punct || words[start].upos == .punct else { continue }
      let isApart: Bool
      switch words[child].deprel {
      case "parataxis", "conj":
        isApart = [words[start - 1].form, words[start].form].contains(";")
      case "advcl":
        isApart =
          lexicon.stance(of: words[child].lemma) != nil && hasOwnSubject(child)
          && tree.child(of: child, "ccomp") != nil
      default: isApart = false
      }
      if isApart { all.subtract(tree.subtree(of: child)) }
    }
    return all
  }

  /// "B had left, A said": the clause that the verb of saying hangs on.
  private func saidAround(_ verb: Int) -> Set<Int>? {
    guard words[verb].deprel == "parataxis" || words[verb].deprel == "advcl" && hasInvertedSubject(verb),
      let above = words[verb].head, hasOwnSubject(verb),
      !tree.children(of: verb).contains(where: { isObject($0) && !isAddressee($0, of: verb) })
    else { return nil }
    return clauseWords(above)
  }

  private func isObject(_ word: Int) -> Bool { words[word].deprel == "obj" || words[word].deprel == "xcomp" }

  private func isAddressee(_ object: Int, of verb: Int) -> Bool {
    words[object].deprel == "obj" && lexicon.contains("addressed", words[verb].lemma)
  }

  private func hasOwnSubject(_ verb: Int) -> Bool {
    tree.children(of: verb).contains { words[$0].deprel.hasPrefix("nsubj") }
  }

  private func hasInvertedSubject(_ verb: Int) -> Bool {
    tree.children(of: verb).contains { words[$0].deprel.hasPrefix("nsubj") && $0 > verb }
      && tree.child(of: verb, "mark") == nil
  }

  /// What is said, hung beside its verb: "We will not yield, said A" with the verb for its root.
  private func isSaidBeside(_ child: Int, _ verb: Int) -> Bool {
    guard words[child].deprel == "parataxis", lexicon.stance(of: words[child].lemma) == nil || child < verb
    else {
      return false
    }
    return words[child].upos == .verb || hasCopula(child) || hasOwnSubject(child)
  }

  private func hasCopula(_ word: Int) -> Bool { tree.child(of: word, "cop") != nil }

  /// "quoted the minister as saying that ...": one who quotes and one who says.
  private func quotedSpeech(_ verb: Int) -> [Found]? {
    guard lexicon.contains("quote", words[verb].lemma), let inner = saying(below: verb),
      let stance = lexicon.stance(of: words[inner].lemma)
    else { return nil }
    let quoted: [Int]
    var outer: [Int] = []
    var content = Set(tree.subtree(of: inner))
    if tree.isPassive(verb) {
      quoted = tree.objects(of: verb)
      outer = agents(of: verb)
      for head in quoted { content.formUnion(phrase(head)) }
      for agent in outer { content.subtract(tree.subtree(of: agent)) }
    } else {
      quoted = tree.objects(of: verb)
      outer = speakers(of: verb)
      for head in quoted { content.formUnion(tree.subtree(of: head)) }
    }
    var found: [Found] = []
    let said: Set<Int>
    if let clause = tree.children(of: inner).first(where: {
      words[$0].deprel == "ccomp" || words[$0].deprel == "parataxis"
    }) {
      said = Set(tree.subtree(of: clause))
    } else if let clause = tree.children(of: verb).first(where: {
      words[$0].deprel == "ccomp" || words[$0].deprel == "parataxis"
    }) {
      // The parser took it for what is quoted: "B left, A quoted C as saying".
      said = clauseWords(clause)
      content.formUnion(said)
    } else if let above = words[verb].head, above < verb,
      words[verb].deprel == "conj" || words[verb].deprel == "parataxis"
    {
      said = clauseWords(above).subtracting(tree.subtree(of: verb))
      content.formUnion(said)
    } else {
      said = content.filter { $0 > inner }
    }
    if !outer.isEmpty {
      found.append(
        Found(
          speakers: outer, cue: verb, kind: .indirect, stance: lexicon.stance(of: words[verb].lemma),
          content: trimmed(tree.isPassive(verb) ? said : content), isOutermost: true))
    }
    let inside = trimmed(said)
    if !inside.isEmpty {
      found.append(Found(speakers: quoted, cue: inner, kind: .indirect, stance: stance, content: inside))
    }
    return found.isEmpty ? nil : found
  }

  /// The "saying" of "quoted as saying", hung below the verb or below whom it quotes.
  private func saying(below verb: Int) -> Int? {
    let near =
      Array(tree.children(of: verb)) + tree.objects(of: verb).flatMap { Array(tree.children(of: $0)) }
    return near.first { child in
      words[child].upos == .verb
        && tree.children(of: child).contains {
          (words[$0].deprel == "mark" || words[$0].deprel == "case")
            && lexicon.contains("as-mark", words[$0].lemma)
        }
    }
  }

  private func agents(of verb: Int) -> [Int] {
    tree.child(of: verb, "obl:agent").map { tree.conjuncts(of: $0) } ?? []
  }

  /// Who says what a verb tells; of "as saying" below a verb that quotes, the one who is quoted.
  private func speakers(of verb: Int) -> [Int] {
    tree.subjects(of: verb).filter { words[$0].deprel != "expl" && $0 != verb }.flatMap { subject in
      // "A statement by A said": A says it.
      lexicon.contains("document-noun", words[subject].lemma) ? makers(of: subject, or: subject) : [subject]
    }
  }

  private func makers(of document: Int, or subject: Int) -> [Int] {
    let makers = makers(of: document)
    return makers.isEmpty ? [subject] : makers
  }

  /// "did not say that": nothing is said.
  private func isUnsaid(_ verb: Int, _ stance: String) -> Bool {
    if lexicon.contains("quote", words[verb].lemma), saying(below: verb) != nil { return false }
    // The inner word of a quoted speech is found with the outer one.
    if let head = words[verb].head, lexicon.contains("quote", words[head].lemma), saying(below: head) == verb
    {
      return true
    }
    if let head = words[verb].head, let above = words[head].head,
      lexicon.contains("quote", words[above].lemma),
      saying(below: above) == verb
    {
      return true
    }
    guard lexicon.contains("unsaid", stance) else { return false }
    return tree.children(of: verb).contains {
      words[$0].deprel == "advmod" && lexicon.contains("negation", words[$0].lemma)
    }
  }

  /// "Asked about it, A said": who is asked asks nothing.
  private func isAsked(_ verb: Int) -> Bool {
    guard lexicon.contains("asking", words[verb].lemma), let head = words[verb].head, head > verb,
      lexicon.stance(of: words[head].lemma) != nil
    else { return false }
    return !hasOwnSubject(verb)
  }

  /// "A, quoted by B, said": B carries what A says.
  private func carriers(of speakers: [Int], _ content: [Int]) -> [Found] {
    for verb in speakers.flatMap({ Array(tree.children(of: $0)) })
    where words[verb].deprel == "acl" && lexicon.contains("quote", words[verb].lemma) {
      let agents = agents(of: verb)
      if agents.isEmpty { continue }
      return [
        Found(
          speakers: agents, cue: verb, kind: .indirect, stance: lexicon.stance(of: words[verb].lemma),
          content: content,
          isOutermost: true)
      ]
    }
    return []
  }

  // MARK: Nouns and adjectives

  /// "the claim by A that B had left", "A's insistence that ...".
  private func ofNoun(_ noun: Int) -> [Found] {
    guard lexicon.contains("statement-noun", words[noun].lemma),
      let clause = tree.children(of: noun).first(where: {
        (words[$0].deprel == "acl" || words[$0].deprel == "ccomp" || words[$0].deprel == "acl:relcl")
          && $0 > noun
          && isThatClause($0)
      })
    else { return [] }
    let content = trimmed(Set(tree.subtree(of: clause)))
    if content.isEmpty { return [] }
    return [
      Found(
        speakers: makers(of: noun), cue: noun, kind: .indirect, stance: lexicon.stance(of: words[noun].lemma),
        content: content)
    ]
  }

  /// A finite clause with a mark and a subject, and no relative pronoun.
  private func isThatClause(_ clause: Int) -> Bool {
    let children = tree.children(of: clause)
    guard let mark = children.first(where: { words[$0].deprel == "mark" }), words[mark].upos == .sconj else {
      return false
    }
    return children.contains {
      words[$0].deprel.hasPrefix("nsubj") && words[$0].feats["PronType"] != "Rel"
        || words[$0].deprel == "expl"
    }
      && words[clause].feats["VerbForm"] != "Inf"
  }

  private func makers(of noun: Int) -> [Int] {
    if let owner = tree.child(of: noun, "nmod:poss") { return tree.conjuncts(of: owner) }
    for phrase in tree.children(of: noun) where words[phrase].deprel == "nmod" {
      if let mark = tree.child(of: phrase, "case"), lexicon.contains("made-by", words[mark].lemma) {
        return tree.conjuncts(of: phrase)
      }
    }
    guard let verb = words[noun].head else { return [] }
    if words[noun].deprel == "obj", lexicon.contains("light", words[verb].lemma) {
      return tree.subjects(of: verb)
    }
    return []
  }

  /// "A is confident that B will leave".
  private func ofAdjective(_ adjective: Int) -> [Found] {
    guard let stance = lexicon.stance(of: words[adjective].lemma),
      let clause = tree.child(of: adjective, "ccomp"), let subject = tree.child(of: adjective, "nsubj")
    else { return [] }
    let content = trimmed(Set(tree.subtree(of: clause)))
    if content.isEmpty { return [] }
    return [
      Found(
        speakers: tree.conjuncts(of: subject), cue: adjective, kind: .indirect, stance: stance,
        content: content)
    ]
  }

  // MARK: Phrases of source

  /// "according to A", "in A's view", "citing A", and what they vouch for.
  private func ofSource(_ phrase: Int) -> [Found] {
    guard let head = words[phrase].head else { return [] }
    let deprel = words[phrase].deprel
    if deprel.hasPrefix("obl") || deprel == "nmod" || deprel == "advcl" || deprel == "parataxis" {
      let mark = tree.children(of: phrase).first {
        (words[$0].deprel == "case" || words[$0].deprel == "mark")
          && lexicon.contains("according", words[$0].lemma)
      }
      if let mark, words[mark].deprel == "mark" || isSetOff(phrase) || tree.child(of: mark, "fixed") != nil {
        return vouched(by: tree.conjuncts(of: phrase), cue: mark, phrase: phrase, head: head)
      }
      if lexicon.contains("view-noun", words[phrase].lemma),
        tree.children(of: phrase).contains(where: {
          words[$0].deprel == "case" && lexicon.contains("view-mark", words[$0].lemma)
        })
      {
        let makers = makers(of: phrase)
        // "in view of the drought" is nobody's view.
        let isDefinite = tree.children(of: phrase).contains {
          words[$0].deprel == "det" || words[$0].deprel == "nmod:poss"
        }
        if !makers.isEmpty,
          isDefinite || isSetOff(phrase) && lexicon.contains("document-noun", words[phrase].lemma)
        {
          return vouched(by: makers, cue: phrase, phrase: phrase, head: head)
        }
      }
    }
    // "citing the ministry".
    if words[phrase].upos == .verb, deprel == "advcl" || deprel == "acl",
      lexicon.contains("quote", words[phrase].lemma),
      saying(below: phrase) == nil, tree.child(of: phrase, "mark") == nil, !tree.isPassive(phrase),
      words[phrase].feats["VerbForm"] != "Inf", let object = tree.child(of: phrase, "obj")
    {
      return vouched(by: tree.conjuncts(of: object), cue: phrase, phrase: phrase, head: head)
    }
    return []
  }

  /// Whether a phrase stands first or last in its sentence, or behind a comma.
  private func isSetOff(_ phrase: Int) -> Bool {
    guard let start = tree.subtree(of: phrase).first else { return false }
    return start == 0 || words[start - 1].upos == .punct || words[start].upos == .punct
  }

  private func vouched(by speakers: [Int], cue: Int, phrase: Int, head: Int) -> [Found] {
    let top = clause(around: head, phrase)
    var content = clauseWords(top).subtracting(tree.subtree(of: phrase))
    // "A said, citing B": what A says is what B vouches for.
    // "A says, by B's account, that ...": so too between the verb and its clause.
    let isBetween = tree.child(of: top, "ccomp").map { phrase > top && phrase < $0 } ?? false
    if words[phrase].upos == .verb || isBetween, top == words[phrase].head,
      lexicon.stance(of: words[top].lemma) != nil, words[top].upos == .verb
    {
      let said =
        saidAround(top).map { $0.subtracting(tree.subtree(of: top)) }
        ?? tree.children(of: top).first { words[$0].deprel == "ccomp" || isSaidBeside($0, top) }
        .map { Set(tree.subtree(of: $0)).subtracting(tree.subtree(of: phrase)) }
      if let said { content = said }
    }
    // "according to A, quoting B": A, who quotes, is no part of it.
    var at = phrase
    while let above = words[at].head, above != top, !isVerb(above) {
      if tree.children(of: above).contains(where: {
        lexicon.contains("according", words[$0].lemma) && words[$0].deprel == "case"
      }) {
        content.subtract(tree.subtree(of: above))
      }
      at = above
    }
    let inside = trimmed(content)
    if inside.isEmpty { return [] }
    return [Found(speakers: speakers, cue: cue, kind: .accordingTo, stance: nil, content: inside)]
  }

  private func isVerb(_ word: Int) -> Bool { words[word].upos == .verb }

  /// The clause that a phrase of source vouches for: the nearest above, or the whole sentence where a comma sets the phrase off at
  /// either end.
  private func clause(around head: Int, _ phrase: Int) -> Int {
    let below = tree.subtree(of: phrase)
    let isFirst = words[..<(below.first ?? 0)].allSatisfy { $0.upos == .punct || $0.upos == .cconj }
    let isLast = words[((below.last ?? 0) + 1)...].allSatisfy { $0.upos == .punct }
    var at = head
    // "A said, citing B": B vouches for what A says.
    if words[phrase].upos == .verb, words[head].upos == .verb, lexicon.stance(of: words[head].lemma) != nil {
      return head
    }
    if isFirst || isLast && (below.first ?? 0) > 0 && words[(below.first ?? 1) - 1].upos == .punct {
      while let above = words[at].head { at = above }
      return at
    }
    for _ in 0..<12 {
      if words[at].upos == .verb || hasCopula(at) || words[at].deprel == "root" || hasOwnSubject(at) {
        return at
      }
      guard let above = words[at].head else { return at }
      at = above
    }
    return at
  }

  /// "reportedly", "allegedly": somebody says so.
  private func ofHearsay(_ adverb: Int) -> [Found] {
    guard lexicon.contains("hearsay", words[adverb].lowerLemma), words[adverb].deprel == "advmod",
      let head = words[adverb].head
    else { return [] }
    var content = Set(tree.subtree(of: head))
    content.remove(adverb)
    // Of a participle or adjective that describes a noun the noun is what is said to be so.
    let inside = trimmed(content)
    if inside.isEmpty { return [] }
    return [Found(speakers: [], cue: adverb, kind: .accordingTo, stance: nil, content: inside)]
  }

  // MARK: Stretches

  /// A phrase without its relative clauses.
  private func phrase(_ head: Int) -> Set<Int> {
    var all = Set(tree.subtree(of: head))
    for child in tree.children(of: head) where ["acl:relcl", "advcl", "acl"].contains(words[child].deprel) {
      all.subtract(tree.subtree(of: child))
    }
    return all
  }

  /// In order, without punctuation and a conjunction at either end.
  private func trimmed(_ content: Set<Int>) -> [Int] {
    var list = content.sorted()
    while let last = list.last, words[last].upos == .punct { list.removeLast() }
    while let first = list.first,
      words[first].upos == .punct || words[first].upos == .sconj && words[first].deprel == "mark"
        || words[first].deprel == "cc"
    {
      list.removeFirst()
    }
    return list
  }
}
