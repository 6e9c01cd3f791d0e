import DemarcheDiscourse
import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax
import DemarcheText

/// Writes the record of a match: participants, claim, date, place and the reasons for each.
struct Recorder {
  let coder: Coder
  let report: Report
  let textHash: String
  let points: CodePoints
  let day: Day?
  /// All sentences of the report, and the number of this one.
  let sentences: [Discourse.Sentence]
  let index: Int
  /// Who says what in the field.
  let claims: Claims
  /// Who did and received the like before.
  let doers: Doers
  /// The country that the report has been about.
  let country: (key: String, code: String)?

  private let coding: Discourse.Sentence
  private let counts: Counts
  private let earlier: EarlierPeriod

  init(
    coder: Coder, report: Report, textHash: String, points: CodePoints, day: Day?,
    sentences: [Discourse.Sentence], index: Int, claims: Claims, doers: Doers,
    country: (key: String, code: String)?
  ) {
    self.coder = coder
    self.report = report
    self.textHash = textHash
    self.points = points
    self.day = day
    self.sentences = sentences
    self.index = index
    self.claims = claims
    self.doers = doers
    self.country = country
    let knowledge = coder.knowledge
    let coding = sentences[index]
    self.coding = coding
    let quantities = coding.tree.quantities(knowledge.numbers)
    counts = Counts(
      of: coding.tree, quantities: quantities, besides: coding.times.map(\.words), numbers: knowledge.numbers,
      classes: knowledge.classes)
    earlier = EarlierPeriod(
      in: coding.tree, times: coding.times, on: day, quantities: quantities, classes: knowledge.classes)
  }

  private var tree: Tree { coding.tree }
  private var words: [Word] { coding.tree.words }
  private var codebook: Codebook { coder.knowledge.codebook }

  /// The events of a match, those of the rule's `also` included; none where the type asks for a recipient and
  /// none was found.
  func events(for match: RuleMatch) -> [Event] {
    if match.modality.isNoAct { return [] }
    let rule = coder.book.rules[match.rule]
    return [event(for: match, rule.type, rule.modes, rule.cameo)].compactMap(\.self)
      + (rule.also.flatMap { event(for: match, $0.type, $0.modes, nil) }.map { [$0] } ?? [])
  }

  private func event(
    for match: RuleMatch, _ typeOfRule: String, _ modesOfRule: [String], _ cameoOfRule: String?
  ) -> Event? {
    let rule = coder.book.rules[match.rule]
    var why = [
      "rule \(rule.id): \(rule.meaning)", "the \(part(match.trigger)) \"\(words[match.trigger].form)\"",
    ]
    if match.probability != nil, let triggers = coder.triggers {
      why.append(
        "learnt from "
          + triggers.reasons(at: match.trigger, in: tree, for: rule.type).joined(separator: ", "))
    }
    if !match.consumed.isEmpty {
      why.append("with " + match.consumed.map { "\"\(words[$0].form)\"" }.joined(separator: ", "))
    }
    guard let type = codebook.type(typeOfRule), !isToOneself(match.trigger, type),
      let (actors, recipients) = parties(of: match, type)
    else {
      return nil
    }
    why += match.modality.why

    var typeName = typeOfRule
    var modes = modesOfRule
    var aux: [Auxiliary] = []
    let date = date(of: match.trigger)
    let future = stillToCome(match, type, date)
    if let future {
      why.append(future)
    } else if let earlier = earlier.reason(
      for: match.trigger, dated: date, isNegated: match.modality.negated)
    {
      aux.append(.historical)
      why.append(earlier)
    }
    if future != nil { aux.append(.future) }
    if match.modality.hypothetical { aux.append(.hypothetical) }
    if match.modality.negated { aux.append(.negation) }
    if future != nil, !match.modality.negated, let becomes = type.future {
      why.append("a future \(typeName) is \(becomes)")
      typeName = becomes
      modes = []
    }
    if let date { why.append("date \(date.from.iso): \(date.how)") }
    let place = place(of: match.trigger)
    if let place {
      let country = place.country.map { " in \($0)" } ?? ""
      why.append("place \"\(place.text)\": \(place.name ?? place.text)\(country)")
    }
    guard let final = codebook.type(typeName) else { return nil }
    let cameo = typeName == typeOfRule ? cameoOfRule : nil
    let code = cameo ?? codebook.cameo(typeName, modes: modes)
    let participants = actors.map { participant(notVictim($0, recipients: recipients)) }
    let others = recipients.map { participant(notOwn($0, type: type, actors: actors)) }
    for mention in actors + recipients { why.append("\"\(text(mention.words))\": \(mention.actor.how)") }
    let trigger = points.span(words[match.trigger].span)
    // A promise is dated by the promise, a plan by nothing.
    let isDated = date.map { date in day.map { date.from <= $0 } ?? true } ?? false
    var event = Event(
      report: report.id, sentence: coding.number, date: isDated ? date?.from.iso : nil,
      dateEnd: isDated ? date.flatMap { $0.until == $0.from ? nil : $0.until.iso } : nil,
      datePrecision: isDated ? date?.precision ?? .unknown : .unknown, published: report.published,
      event: typeName,
      mode: modes, context: rule.contexts, quad: final.quad, score: codebook.score(typeName, modes: modes),
      cameo: code, cameoBasis: cameo == nil ? .mapped : .coded,
      goldstein: code.flatMap { codebook.goldstein[$0] },
      aux: aux, field: coding.field, actor: participants, recipient: others,
      attribution: attribution(of: match.trigger, typeName == typeOfRule ? type : nil, actors: actors),
      trigger: Mention(text: points.text(words[match.trigger].span), start: trigger.start, end: trigger.end),
      place: place, rule: rule.id, by: match.probability == nil ? .rule : .ranker, why: why,
      confidence: confidence(match.probability ?? rule.confidence, actors + recipients),
      codebook: codebook.version,
      version: coder.version,
      data: coder.data)
    let names = match.consumed.filter { !coder.book.nounRules(words[$0].lowerLemma).isEmpty }
    if let often = counts.repetitions(of: match.trigger, nouns: names) {
      event.count = often.count
      event.why.append("\"\(often.words)\": \(often.count) times")
    }
    event.size = size(of: match, type)
    event.id = event.identity(textHash: textHash)
    return event
  }

  /// What one does to oneself is no harm between two: "before killing himself".
  private func isToOneself(_ trigger: Int, _ type: Codebook.EventType) -> Bool {
    type.sizes.contains(CountedPeople.killed.rawValue)
      && tree.children(of: trigger).contains {
        words[$0].deprel == "obj" && words[$0].feats["Reflex"] == "Yes"
      }
  }

  /// Who acts and on whom, as far as the sentence and the report tell; nil when nobody acts, or the type asks for another and there is none.
  private func parties(of match: RuleMatch, _ type: Codebook.EventType)
    -> (actors: [ActorMention], recipients: [ActorMention])?
  {
    let rule = coder.book.rules[match.rule]
    var actors = match.actors
    var recipients = match.recipients
    // An act toward oneself alone is none between two.
    if !recipients.isEmpty, recipients.allSatisfy({ r in actors.contains { $0.actor.isSame(as: r.actor) } }) {
      recipients = []
    }
    actors = actors.filter { actor in
      !recipients.contains { $0.head == actor.head && $0.actor.isSame(as: actor.actor) }
    }
    if actors.isEmpty, let implied = implied(by: rule, at: match.trigger) { actors = [implied] }
    guard !actors.isEmpty else { return nil }
    // Whom it is done to stands anywhere below: in the object, a possessive, an adjective, a place. With whom one
    // gets on is at least named there.
    if recipients.isEmpty, !type.reciprocal || actors.count < 2,
      let below = nearestBelow(match.trigger, besides: actors, named: type.quad < 3)
    {
      recipients = [below]
    }
    if recipients.isEmpty, codebook.materialConflict.contains(type.quad), actors.count == 1,
      let target = target(of: match.trigger), !match.consumed.contains(target.head)
    {
      recipients = [target]
    }
    if actors.count == 1, takesUp(match.trigger) {
      let isMaterial = type.needsRecipient || codebook.materialConflict.contains(type.quad) || type.quad == 2
      // "carried out the attack", "withdrew the troops": the act or what it is done with is known, and so is the other side.
      if recipients.isEmpty
        ? type.needsRecipient || isMaterial && namesKnown(match)
        : isMaterial
          && recipients.allSatisfy({ notOwn($0, type: type, actors: actors).actor.code == nil })
      {
        recipients = doers.recipients(
          rule.type, of: actors, as: recipients, at: match.trigger, sentence: index)
      }
    }
    // Some acts take two: one party alone is no exchange.
    if type.needsRecipient, recipients.isEmpty, actors.count < 2 { return nil }
    return (actors, recipients)
  }

  /// Whether a word that the rule asks for is an object taken to be known.
  private func namesKnown(_ match: RuleMatch) -> Bool {
    match.consumed.contains { word in
      words[word].head == match.trigger && ["obj", "nsubj:pass"].contains(words[word].deprel)
        && tree.children(of: word).contains { words[$0].feats["Definite"] == "Def" }
    }
  }

  /// The match with all whom its event would have on the other side; nil when it makes none.
  func completed(_ match: RuleMatch) -> RuleMatch? {
    guard let type = codebook.type(coder.book.rules[match.rule].type),
      let (_, recipients) = parties(of: match, type)
    else { return nil }
    var match = match
    match.recipients = recipients
    return match
  }

  /// The mention nearest below a trigger that is none of the actors and stands in no clause of its own.
  ///
  /// - Parameter isNamed: whether only one counts whose country is stated, and not inferred.
  private func nearestBelow(_ trigger: Int, besides actors: [ActorMention], named isNamed: Bool)
    -> ActorMention?
  {
    let speakers = speakers(of: trigger).filter { $0.sentence == index }.map(\.word)
    let walker = PathWalker(tree: tree, classes: coder.knowledge.classes)
    for word in walker.ownClause(below: trigger) {
      // What is of the actor's own country is named by rules alone.
      guard let mention = coding.mentions.first(where: { $0.head == word && $0.actor.code != nil }),
        !speakers.contains(word), !isNamed || !mention.actor.inferred && !walker.isScene(word),
        !actors.contains(where: { $0.words.contains(word) || $0.actor.code == mention.actor.code })
      else { continue }
      return mention
    }
    return nil
  }

  /// "attacked a barracks near Orvik": what is harmed belongs where it stands.
  private func target(of trigger: Int) -> ActorMention? {
    let walker = PathWalker(tree: tree, classes: coder.knowledge.classes)
    guard words[trigger].upos == .verb, let object = tree.objects(of: trigger).first,
      words[object].upos == .noun,
      !coding.mentions.contains(where: { $0.head == object && $0.actor.code != nil })
    else { return nil }
    let around = walker.ownClause(below: trigger) + walker.ownClause(below: object)
    let place = coding.places.first { place in
      guard around.contains(place.head) else { return false }
      if walker.isScene(place.head) { return true }
      // "on the outskirts of Lahore"
      guard words[place.head].deprel == "nmod", let part = words[place.head].head else { return false }
      return coder.knowledge.classes.contains("place-noun", words[part].lowerLemma)
        && words[part].head.map { $0 == trigger || $0 == object } ?? false
    }
    guard let place,
      let country = coder.knowledge.actors.entity(place.entry.country), let code = country.code
    else { return nil }
    let actor = Actor(
      key: country.key, code: code, how: "\(place.entry.name), where it stands, lies in \(country.name)",
      kind: .thing,
      inferred: true)
    return ActorMention(head: object, words: tree.phrase(of: object), actor: actor)
  }

  /// Whether an act is told as one known: "imposed the sanctions", "the aid was sent".
  private func takesUp(_ trigger: Int) -> Bool {
    let nouns = tree.children(of: trigger).filter { ["obj", "nsubj:pass"].contains(words[$0].deprel) }
    return nouns.contains { noun in
      words[noun].upos == .pron
        || tree.children(of: noun).contains {
          words[$0].feats["Definite"] == "Def" || words[$0].feats["PronType"] == "Dem"
        }
    }
  }

  /// The word that a trigger is.
  func word(of trigger: Mention) -> Int? { Recorder.word(of: trigger, in: tree, points) }

  static func word(of trigger: Mention, in tree: Tree, _ points: CodePoints) -> Int? {
    tree.words.firstIndex { points.offset(ofByte: $0.span.start) == trigger.start }
  }

  private func part(_ word: Int) -> String {
    words[word].upos == .verb ? "verb" : words[word].upos == .adj ? "adjective" : "noun"
  }

  // MARK: Participants

  /// Who does it when nobody is said to: the police of the country that the report is about.
  private func implied(by rule: Rule, at trigger: Int) -> ActorMention? {
    guard let sector = rule.implied, let country else { return nil }
    let actor = Actor(
      key: country.key, code: country.code, sectors: [sector],
      how:
        "nobody is named; \(rule.id) is done by \(sector), here of \(country.key), which the report is about",
      kind: .body, inferred: true)
    return ActorMention(head: trigger, words: trigger...trigger, actor: actor)
  }

  private func participant(_ mention: ActorMention) -> Participant {
    let bytes = tree.span(of: mention.words)
    let place = points.span(bytes)
    let actor = mention.actor
    return Participant(
      text: points.text(bytes), start: place.start, end: place.end, name: actor.name, code: actor.code,
      sector: actor.sectors.first, sectors: actor.sectors, office: actor.office, inferred: actor.inferred,
      how: actor.how)
  }

  /// Those whom a state harms are not taken for its own people merely because the report is about it.
  private func notOwn(_ mention: ActorMention, type: Codebook.EventType, actors: [ActorMention])
    -> ActorMention
  {
    guard mention.actor.inferred, codebook.materialConflict.contains(type.quad),
      actors.contains(where: { $0.actor.sectors.isEmpty && $0.actor.code == mention.actor.code })
    else { return mention }
    return withoutCountry(mention, "that country acts here, and whose they are is not said")
  }

  /// Who acts on a state is not taken for its own merely because no other is named: "the minister who condemned B".
  private func notVictim(_ mention: ActorMention, recipients: [ActorMention]) -> ActorMention {
    guard mention.actor.inferred, mention.antecedent == nil,
      recipients.contains(where: {
        $0.actor.kind == .country && !$0.actor.inferred && $0.actor.code == mention.actor.code
      })
    else { return mention }
    return withoutCountry(mention, "the act is done to that country, and whose they are is not said")
  }

  /// A mention without the country that was only inferred, and why.
  private func withoutCountry(_ mention: ActorMention, _ why: String) -> ActorMention {
    var mention = mention
    mention.actor.key = nil
    mention.actor.code = nil
    mention.actor.inferred = false
    mention.actor.how += "; but \(why)"
    return mention
  }

  private func text(_ range: ClosedRange<Int>) -> String { points.text(tree.span(of: range)) }

  /// On whose word a trigger stands, outermost first.
  private func speakers(of trigger: Int) -> [WordPlace] {
    claims.chain(of: words[trigger].span).flatMap(\.speakers)
  }

  /// The chain of speakers; a speech act's own speaker is its actor and no part of the chain.
  private func attribution(of trigger: Int, _ type: Codebook.EventType?, actors: [ActorMention])
    -> [Attribution]
  {
    // "said it had rejected": an earlier act is told, not done.
    let isDoneBySaying =
      type?.isSpeech == true && (!isEarlier(trigger) || actors.contains { isFirstPerson($0.head) })
    var chain: [Attribution] = []
    for claim in claims.chain(of: words[trigger].span) {
      let links = links(of: claim, isDoneBySaying ? actors : [])
      // "A said he suspected": one who speaks for himself is one voice.
      if let last = chain.last, let first = links.first,
        last.name != nil && last.name == first.name || last.start <= first.start && first.end <= last.end
      {
        continue
      }
      chain += links
    }
    return chain
  }

  /// Who makes a claim, those left out that the act is done by saying.
  private func links(of claim: Claim, _ actors: [ActorMention]) -> [Attribution] {
    let verb = claim.cue.flatMap { place in coding(of: place)?.tree.words[place.word].form }
    if claim.speakers.isEmpty {
      // Nobody is named: the word of saying alone tells that somebody says so.
      guard let cue = claims.cue(of: claim) else { return [] }
      let place = points.span(cue)
      return [Attribution(text: points.text(cue), start: place.start, end: place.end, verb: verb)]
    }
    var links: [Attribution] = []
    for speaker in claim.speakers where !actors.contains(where: { isSpeaker($0, speaker) }) {
      guard let link = link(speaker, verb: verb) else { continue }
      // "pilot Rod Vaughan claims": what one is and his name, taken for two subjects.
      if let last = links.last, link.start - last.end == 1, last.name == nil { links.removeLast() }
      links.append(link)
    }
    return links
  }

  /// Whether an actor is who speaks: by place, as "I", or as the same office holder.
  private func isSpeaker(_ actor: ActorMention, _ speaker: WordPlace) -> Bool {
    if WordPlace(sentence: index, word: actor.head) == speaker { return true }
    if let told = actor.antecedent, told.sentence == speaker.sentence, told.head == speaker.word {
      return true
    }
    guard let mention = coding(of: speaker)?.mentions.first(where: { $0.head == speaker.word }) else {
      return false
    }
    if mention.actor.name != nil, mention.actor.name == actor.actor.name {
      return mention.actor.code == actor.actor.code
    }
    // Who holds an office speaks for the state.
    return mention.actor.office != nil && actor.actor.kind == .country
      && mention.actor.code == actor.actor.code
  }

  private func isFirstPerson(_ word: Int) -> Bool {
    words[word].upos == .pron && words[word].feats["Person"] == "1"
  }

  private func isEarlier(_ verb: Int) -> Bool {
    words[verb].upos == .verb && words[verb].feats["VerbForm"] == "Part"
      && words[verb].feats["Tense"] == "Past"
      && tree.child(of: verb, "aux") != nil
  }

  private func coding(of place: WordPlace) -> Discourse.Sentence? {
    sentences.indices.contains(place.sentence) ? sentences[place.sentence] : nil
  }

  private func link(_ speaker: WordPlace, verb: String?) -> Attribution? {
    guard let coding = coding(of: speaker) else { return nil }
    let mention = coding.mentions.first { $0.head == speaker.word }
    let bytes = coding.tree.span(of: mention?.words ?? coding.tree.phrase(of: speaker.word))
    let place = points.span(bytes)
    return Attribution(
      text: points.text(bytes), start: place.start, end: place.end, name: mention?.actor.name,
      code: mention?.actor.code, sector: mention?.actor.sectors.first, verb: verb)
  }

  // MARK: When and where

  /// The expression of time that governs the trigger: the nearest below it or below its clause.
  private func date(of trigger: Int) -> TimeExpressions.Expression? {
    var best: (expression: TimeExpressions.Expression, distance: Int)?
    for expression in coding.times {
      let head = tree.head(of: Range(expression.words))
      guard let distance = distance(from: head, to: trigger) else { continue }
      // "the 2003 invasion" dates the invasion alone.
      if expression.isModifier, words[head].head != trigger { continue }
      if isOfOther(head, expression, trigger) { continue }
      if best.map({ distance < $0.distance }) ?? true { best = (expression, distance) }
    }
    return best?.expression
  }

  /// Whether an expression of time dates another noun than the act: "jailed over a mutiny in February".
  ///
  /// A month or year behind a noun dates that noun, unless the noun itself gives the time, as in "after
  /// the storm of 2011". A day seldom hangs there but by a slip.
  private func isOfOther(_ head: Int, _ expression: TimeExpressions.Expression, _ trigger: Int) -> Bool {
    guard [.month, .quarter, .year].contains(expression.precision), words[trigger].upos == .verb,
      words[head].deprel == "nmod", let noun = words[head].head, noun != trigger
    else { return false }
    return words[noun].deprel != "obj" && !tree.isBackground(noun, coder.knowledge.classes)
  }

  /// Steps up from the expression to a word that the trigger is or stands under without crossing a report.
  private func distance(from expression: Int, to trigger: Int) -> Int? {
    var above: [Int: Int] = [:]
    var at = trigger
    var steps = 0
    while true {
      above[at] = steps
      guard let head = words[at].head, steps < 6 else { break }
      // What is said or meant has its own time.
      if words[at].deprel == "ccomp" || words[at].deprel == "parataxis" { break }
      if words[at].deprel == "conj", hasSubject(at) { break }
      at = head
      steps += 1
    }
    at = expression
    steps = 0
    while true {
      if let up = above[at] { return up + steps }
      guard let head = words[at].head, steps < 6 else { return nil }
      // "a town founded in 1962" tells when it was founded.
      if steps > 0, words[at].deprel == "acl", words[at].head != trigger, words[at].feats["Tense"] == "Past" {
        return nil
      }
      // A coordinate clause with a subject of its own has its own time, and so has what went before.
      if steps > 0, words[at].deprel == "conj", hasSubject(at) { return nil }
      if steps > 0, words[at].deprel == "advcl", hasSubject(at),
        tree.isBackground(at, coder.knowledge.classes)
      {
        return nil
      }
      if steps > 0,
        words[at].deprel == "ccomp" || words[at].deprel == "acl:relcl" || words[at].deprel == "parataxis"
      {
        return nil
      }
      at = head
      steps += 1
    }
  }

  private func hasSubject(_ word: Int) -> Bool {
    tree.children(of: word).contains { words[$0].deprel.hasPrefix("nsubj") }
  }

  /// Why an act lies ahead, in words; nil when it does not.
  ///
  /// By its words, unless a noun's day has passed by now; by a day yet to come that stands with a noun or with a
  /// verb of the present, "arrives on Tuesday"; and where the act is a promise told by its content, "said it would".
  private func stillToCome(
    _ match: RuleMatch, _ type: Codebook.EventType, _ date: TimeExpressions.Expression?
  ) -> String? {
    let word = words[match.trigger]
    if match.modality.future {
      if word.upos != .verb, let date, let day, date.until < day { return nil }
      return "still to come"
    }
    if codebook.types.contains(where: { $0.future == type.name }),
      let told = tree.announcement(at: match.trigger, classes: coder.knowledge.classes)
    {
      return "\"\(words[told].form)\" is still to come"
    }
    guard let date, let day, date.from > day, !match.modality.hypothetical else { return nil }
    let head = tree.head(of: Range(date.words))
    guard head == match.trigger || words[head].head == match.trigger,
      word.upos == .noun || word.upos == .verb && word.feats["Tense"] == "Pres"
    else { return nil }
    return "\(date.from.iso) is still to come"
  }

  // MARK: How many

  /// The numbers of people that the codebook gives to acts of a type.
  private func size(of match: RuleMatch, _ type: Codebook.EventType) -> Size? {
    var size = Size()
    if type.sizes.isEmpty { return nil }
    let harms = type.sizes == [CountedPeople.participants.rawValue] ? [] : counts.harms
    for people in CountedPeople.allCases where type.sizes.contains(people.rawValue) {
      let found: Counts.Harm?
      if people == .participants {
        found = counts.participants(of: match.trigger, actors: match.actors.map(\.head))
      } else {
        // The other acts of the sentence are not known here, so none of them is nearer.
        found = counts.harms(of: match.trigger, among: [], people, in: harms)
      }
      guard let found else { continue }
      size[people] = Size.Bounds(min: found.min, max: found.max)
    }
    return size == Size() ? nil : size
  }

  private func place(of trigger: Int) -> Place? {
    let walker = PathWalker(tree: tree, classes: coder.knowledge.classes)
    for end in walker.ends(of: Path(steps: [.place]), from: trigger) {
      guard let found = coding.places.first(where: { $0.head == end || $0.words.contains(end) }) else {
        continue
      }
      let bytes = tree.span(of: found.words)
      let span = points.span(bytes)
      return Place(
        text: points.text(bytes), start: span.start, end: span.end, name: found.entry.name,
        country: found.entry.state, lat: found.entry.lat, lon: found.entry.lon, precision: "city")
    }
    return nil
  }

  // MARK: Identity and trust

  /// The rule's own trust, less for every participant that had to be inferred or stands for one told of elsewhere.
  private func confidence(_ trust: Double, _ mentions: [ActorMention]) -> Double {
    let value = mentions.reduce(trust) { $0 * ($1.actor.inferred ? min(0.9, $1.confidence) : $1.confidence) }
    return (value * 100).rounded() / 100
  }
}

extension Size {
  /// The bounds of one field.
  fileprivate subscript(_ people: CountedPeople) -> Bounds? {
    get {
      switch people {
      case .killed: killed
      case .injured: injured
      case .arrested: arrested
      case .participants: participants
      }
    }
    set {
      switch people {
      case .killed: killed = newValue
      case .injured: injured = newValue
      case .arrested: arrested = newValue
      case .participants: participants = newValue
      }
    }
  }
}
