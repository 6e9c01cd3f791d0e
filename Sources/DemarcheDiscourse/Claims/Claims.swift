import DemarcheKnowledge
public import DemarcheSyntax
public import DemarcheText

/// The attributed statements of one field of a report, each with those that contain it.
public struct Claims: Sendable {
  /// In order of the text, what contains before what is contained.
  public let all: [Claim]
  private let contents: SpansByPlace
  private let trees: [Tree]
  private let first: Int
  /// By sentence, the words inside quotation marks.
  private let quoted: [Set<Int>]

  /// Finds the claims of a title or a text.
  ///
  /// - Parameters:
  ///   - first: the number of its first sentence in the report, from 0; places of speakers and cues count from there.
  ///   - headline: for a title, whether a head word names somebody who can speak; nil for a text.
  /// - Cost: linear in words, times the depth of the trees.
  public init(
    of trees: [Tree], first: Int = 0, lexicon: CueLexicon,
    headline: ((_ sentence: Int, _ word: Int) -> Bool)? = nil
  ) {
    self.trees = trees
    self.first = first
    var draft = Draft(trees: trees, first: first, lexicon: lexicon)
    if let headline { draft.addHeadlines(isActor: headline) }
    draft.addSyntax()
    draft.addQuotations()
    quoted = draft.quoted
    all = Claims.nested(draft.claims, quoting: draft.quoting, trees, first)
    contents = SpansByPlace(all.map(\.content))
  }

  /// The claims that say a stretch, outermost first; words that the outlet merely keeps at a distance are nobody's.
  public func chain(of span: Span) -> [Claim] {
    contents.around(span.start).compactMap { all[$0].kind != .scare && all[$0].says(span) ? all[$0] : nil }
  }

  /// Who says a word, outermost first.
  public func speakers(of word: Int, sentence: Int) -> [WordPlace] {
    guard trees.indices.contains(sentence - first) else { return [] }
    return chain(of: trees[sentence - first].words[word].span).flatMap(\.speakers)
  }

  /// Who spoke last at a sentence or in the two before it, for speech that goes on without marks.
  public func lastSpeakers(at sentence: Int) -> [WordPlace] {
    all.last { claim in
      claim.kind != .scare
        && claim.speakers.contains { sentence - 2 <= $0.sentence && $0.sentence <= sentence }
    }?.speakers ?? []
  }

  /// Whether a word stands in quotation marks.
  public func isQuoted(_ word: Int, sentence: Int) -> Bool {
    quoted.indices.contains(sentence - first) && quoted[sentence - first].contains(word)
  }

  /// Whether a word tells that something is said, which some claim has for its content.
  public func isCue(_ word: Int, sentence: Int) -> Bool {
    all.contains { $0.cue == WordPlace(sentence: sentence, word: word) }
  }

  /// Where the word of saying stands, in bytes.
  public func cue(of claim: Claim) -> Span? {
    claim.cue.map { trees[$0.sentence - first].words[$0.word].span }
  }

  // MARK: Nesting

  private struct Placed {
    var claim: Claim
    var content: Span
    var cue: Span?
    var rank: Int
  }

  /// What contains stands first; `within` names the closest that contains.
  private static func nested(_ claims: [Claim], quoting: Set<Int>, _ trees: [Tree], _ first: Int) -> [Claim] {
    let placed = claims.enumerated().map { index, claim in
      let cue = claim.cue.map { trees[$0.sentence - first].words[$0.word] }
      // Of two that say the same, a source that is cited stands inside whoever cites it.
      let rank =
        claim.kind == .accordingTo
        ? (cue?.upos == .verb ? 2 : 1) : claim.cue == nil || quoting.contains(index) ? -1 : 0
      return Placed(claim: claim, content: claim.content, cue: cue?.span, rank: rank)
    }
    func contains(_ outer: Placed, _ inner: Placed) -> Bool {
      if outer.claim.kind == .scare { return false }
      if let cue = inner.cue, outer.claim.says(cue) {
        return outer.content.count > inner.content.count || !inner.claim.says(outer.cue ?? cue)
      }
      if inner.cue == nil { return outer.claim.says(inner.content) && outer.content != inner.content }
      return outer.rank < inner.rank && outer.content.contains(inner.content)
    }
    // What contains a claim contains its cue or its content.
    let contents = SpansByPlace(placed.map(\.content))
    let outer = placed.indices.map { i in
      let places = Set([placed[i].content.start, placed[i].cue?.start ?? placed[i].content.start])
      return Set(places.flatMap { contents.around($0) }).sorted().filter {
        $0 != i && contains(placed[$0], placed[i])
      }
    }
    let order = placed.indices.sorted { a, b in
      (placed[a].content.start, outer[a].count, -placed[a].content.count, a) < (
        placed[b].content.start, outer[b].count, -placed[b].content.count, b
      )
    }
    var position = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { position[old] = new }
    return order.map { old in
      var claim = placed[old].claim
      claim.within = outer[old].map { position[$0] }.sorted().min { a, b in
        let (a, b) = (placed[order[a]], placed[order[b]])
        return (a.content.count, -a.rank) < (b.content.count, -b.rank)
      }
      return claim
    }
  }
}

/// The claims of a field as they are gathered.
private struct Draft {
  let trees: [Tree]
  let first: Int
  let lexicon: CueLexicon
  var claims: [Claim] = []
  /// Of them those that quote another of the same content.
  var quoting: Set<Int> = []
  /// The sentence of each claim, and its words there.
  private var said: [(sentence: Int, words: Set<Int>)] = []
  private let quotations: [Quotation]
  /// By sentence, the words inside quotation marks.
  let quoted: [Set<Int>]

  init(trees: [Tree], first: Int, lexicon: CueLexicon) {
    self.trees = trees
    self.first = first
    self.lexicon = lexicon
    quotations = Quotation.find(in: trees)
    var quoted = [Set<Int>](repeating: [], count: trees.count)
    for quotation in quotations {
      let isName = quotation.pieces.count == 1 && Draft.isName(quotation.pieces[0], trees)
      if !isName { for piece in quotation.pieces { quoted[piece.sentence].formUnion(piece.words) } }
    }
    self.quoted = quoted
  }

  private mutating func add(
    _ sentence: Int, speakers: [WordPlace], cue: Int?, _ kind: Claim.Kind, stance: String?, words: [Int],
    more: [Span] = []
  ) {
    let pieces = stretches(words, sentence) + more
    if pieces.isEmpty { return }
    claims.append(
      Claim(
        speakers: speakers, cue: cue.map { WordPlace(sentence: first + sentence, word: $0) }, kind: kind,
        stance: stance,
        pieces: pieces.sorted()))
    said.append((sentence, Set(words)))
  }

  private func places(_ heads: [Int], _ sentence: Int) -> [WordPlace] {
    heads.map { WordPlace(sentence: first + sentence, word: $0) }
  }

  /// Runs of words as bytes; punctuation between two words is part of the run.
  private func stretches(_ list: [Int], _ sentence: Int) -> [Span] {
    let words = trees[sentence].words
    var spans: [Span] = []
    var last = -2
    for index in list {
      if !spans.isEmpty, words[(last + 1)..<index].allSatisfy({ $0.upos == .punct }) {
        spans[spans.count - 1] = spans[spans.count - 1].union(words[index].span)
      } else {
        spans.append(words[index].span)
      }
      last = index
    }
    return spans
  }

  // MARK: Syntax

  /// What the trees tell, with the quotations that belong to it.
  mutating func addSyntax() {
    var marked = [[Quotation]](repeating: [], count: trees.count)
    for quotation in quotations {
      for piece in quotation.pieces { marked[piece.sentence].append(quotation) }
    }
    for sentence in trees.indices {
      for found in SentenceClaims(tree: trees[sentence], lexicon: lexicon).found() {
        var content = Set(found.content)
        var more: [Span] = []
        let own = Set([found.cue] + found.speakers)
        // A quotation that begins in what is said is said to its end, over sentences.
        for quotation in marked[sentence] where found.kind == .indirect {
          guard let here = quotation.pieces.first(where: { $0.sentence == sentence }),
            !here.words.contains(found.cue),
            content.contains(where: { here.words.contains($0) }), own.isDisjoint(with: here.words)
          else { continue }
          // A word or two in quotes are part of what is said, and no more.
          let isMost = content.count { here.words.contains($0) } * 2 > here.words.count
          if isMost || here.words.count > 6 { content.formUnion(here.words) }
          more += rest(of: quotation, besides: sentence)
        }
        let words = content.sorted()
        if found.isOutermost { quoting.insert(claims.count) }
        add(
          sentence, speakers: places(found.speakers, sentence), cue: found.cue,
          found.kind == .indirect ? kind(of: words, sentence) : found.kind, stance: found.stance,
          words: trimmed(words, sentence),
          more: more)
      }
    }
  }

  /// The parts of a quotation in other sentences.
  private func rest(of quotation: Quotation, besides sentence: Int) -> [Span] {
    quotation.pieces.filter { $0.sentence != sentence }.flatMap {
      stretches(trimmed(Array($0.words), $0.sentence), $0.sentence)
    }
  }

  private func trimmed(_ list: [Int], _ sentence: Int) -> [Int] {
    var list = list[...]
    while let last = list.last, trees[sentence].words[last].upos == .punct { list.removeLast() }
    while let first = list.first, trees[sentence].words[first].upos == .punct { list.removeFirst() }
    return Array(list)
  }

  private func kind(of words: [Int], _ sentence: Int) -> Claim.Kind {
    let real = words.filter { trees[sentence].words[$0].upos != .punct }
    let inside = real.count { quoted[sentence].contains($0) }
    return inside == 0 ? .indirect : inside * 10 >= real.count * 9 ? .direct : .mixed
  }

  // MARK: Quotations

  /// What stands in quotation marks and hangs on no word of saying.
  mutating func addQuotations() {
    for quotation in quotations {
      guard let here = quotation.pieces.first, !isSaid(here) else { continue }
      let sentence = here.sentence
      let tree = trees[sentence]
      let words = trimmed(Array(here.words), sentence)
      guard !words.isEmpty else { continue }
      let more = rest(of: quotation, besides: sentence)
      let real = tree.words.indices.count { tree.words[$0].upos != .punct }
      let share = Double(words.count) / Double(max(real, 1))
      let isSpeech = words.contains { isFinite($0, tree) }
      if let verb = teller(of: here, tree) {
        let isWhole = isSpeech && words.count > 3
        // "If it rains," A said, "the maize will recover": one statement, broken by who makes it.
        if let claim = claims.firstIndex(where: {
          $0.cue == WordPlace(sentence: first + sentence, word: verb)
        }),
          claims[claim].kind == .direct || claims[claim].kind == .mixed
        {
          claims[claim].pieces = (claims[claim].pieces + stretches(words, sentence) + more).sorted()
          continue
        }
        add(
          sentence, speakers: places(tree.subjects(of: verb).filter { !here.words.contains($0) }, sentence),
          cue: verb,
          isWhole ? .direct : .mixed, stance: lexicon.stance(of: tree.words[verb].lemma), words: words,
          more: more)
      } else if share > 0.6 && words.count > 2 || isSpeech && words.count > 4 || !more.isEmpty {
        add(
          sentence, speakers: speaking(at: sentence), cue: nil, .direct, stance: nil, words: words, more: more
        )
      } else if !Draft.isName(here, trees), words.count <= 8 {
        add(sentence, speakers: [], cue: nil, .scare, stance: nil, words: words)
      }
    }
  }

  /// Whether a claim has a quotation already, or it stands inside the words of one.
  private func isSaid(_ piece: Quotation.Piece) -> Bool {
    let span = trees[piece.sentence].span(of: piece.words)
    return claims.contains { claim in
      claim.pieces.contains { $0.overlaps(span) } && claim.kind != .accordingTo
    }
  }

  private func isFinite(_ word: Int, _ tree: Tree) -> Bool {
    tree.words[word].feats["VerbForm"] == "Fin"
  }

  /// The verb that a quotation hangs on: one of saying without anything said, or one that gives a name to something.
  private func teller(of piece: Quotation.Piece, _ tree: Tree) -> Int? {
    let words = tree.words
    func governs(_ verb: Int) -> Bool {
      piece.words.contains { word in
        var at = word
        for _ in 0..<8 {
          guard let head = words[at].head else { return false }
          if head == verb { return true }
          // The clauses of others lie between.
          if words[head].upos == .verb, !piece.words.contains(head) { return false }
          at = head
        }
        return false
      }
    }
    for verb in words.indices where words[verb].upos == .verb && !piece.words.contains(verb) {
      let lemma = words[verb].lemma
      guard lexicon.stance(of: lemma) != nil || lexicon.contains("label", lemma) else { continue }
      if tree.subjects(of: verb).isEmpty { continue }
      if governs(verb) { return verb }
    }
    // "..., said A": a verb of saying that has nothing else to say.
    return words.indices.first { verb in
      words[verb].upos == .verb && !piece.words.contains(verb) && lexicon.stance(of: words[verb].lemma) != nil
        && tree.children(of: verb).contains { words[$0].deprel.hasPrefix("nsubj") }
        && piece.words.count > 3
        && !claims.contains { $0.cue == WordPlace(sentence: first + piece.sentence, word: verb) }
    }
  }

  /// Who goes on speaking at a sentence: whoever spoke last in the paragraph or the one before, else who speaks next in it.
  private func speaking(at sentence: Int) -> [WordPlace] {
    let paragraph = trees[sentence].paragraph
    let before = zip(claims, said).filter { claim, place in
      !claim.speakers.isEmpty && place.sentence <= sentence && claim.kind != .accordingTo
        && claim.kind != .headline
        && trees[place.sentence].paragraph >= paragraph - 1
    }
    if let last = before.max(by: { $0.1.sentence < $1.1.sentence }) { return last.0.speakers }
    // "The minister read from a sheet of paper." and the quotation behind it.
    if sentence > 0 {
      let tree = trees[sentence - 1]
      let subjects = tree.subjects(of: tree.root).filter { tree.words[$0].upos == .propn }
      if !subjects.isEmpty, before.isEmpty { return places(subjects, sentence - 1) }
    }
    let next = zip(claims, said).first { claim, place in
      !claim.speakers.isEmpty && place.sentence == sentence + 1
        && trees[place.sentence].paragraph == paragraph
    }
    return next?.0.speakers ?? []
  }

  /// A name in quotes is nobody's words: of a ship, a book, an operation; or what somebody is called between two names.
  private static func isName(_ piece: Quotation.Piece, _ trees: [Tree]) -> Bool {
    let words = trees[piece.sentence].words
    let real = piece.words.filter { words[$0].upos != .punct }
    if piece.words.lowerBound > 1, piece.words.upperBound + 2 < words.count,
      words[piece.words.lowerBound - 2].upos == .propn, words[piece.words.upperBound + 2].upos == .propn
    {
      return true
    }
    let isCapital = real.allSatisfy { index in
      words[index].form.first.map { $0.isUppercase || $0.isNumber } ?? false
        || [.adp, .det, .cconj, .part].contains(words[index].upos)
    }
    let first = real.first.flatMap { words[$0].form.first?.isUppercase } ?? false
    return first && isCapital && (real.count > 1 || real.contains { words[$0].upos == .propn })
  }

  // MARK: Headlines

  /// "A: talks will resume", "Talks will resume - minister".
  mutating func addHeadlines(isActor: (_ sentence: Int, _ word: Int) -> Bool) {
    for (sentence, tree) in trees.enumerated() {
      let words = tree.words
      func speaker(_ range: Range<Int>) -> Int? {
        let real = range.filter { words[$0].upos != .punct }
        guard !real.isEmpty, real.count <= 6, real.count == range.count,
          !range.contains(where: { words[$0].upos == .num })
        else { return nil }
        let head = tree.head(of: range)
        // "the border of A: ..." is a topic.
        if real.contains(where: { $0 > head && words[$0].upos == .noun }) { return nil }
        return isActor(sentence, head) || lexicon.contains("source-noun", words[head].lowerLemma)
          ? head : nil
      }
      func isTelling(_ range: Range<Int>) -> Bool {
        range.contains { words[$0].upos == .verb || words[$0].upos == .aux } || range.count > 3
      }
      guard
        let mark = words.indices.first(where: { index in
          index > 0 && index + 1 < words.count
            && (words[index].form == ":"
              || ["-", "--", "–", "—"].contains(words[index].form)
                && words[index - 1].span.end < words[index].span.start)
        })
      else { continue }
      let left = 0..<mark
      let right = mark + 1..<words.count
      if isTelling(right), let head = speaker(left) {
        add(
          sentence, speakers: places([head], sentence), cue: nil, .headline, stance: nil,
          words: trimmed(Array(right), sentence))
      } else if isTelling(left), let head = speaker(right) {
        add(
          sentence, speakers: places([head], sentence), cue: nil, .headline, stance: nil,
          words: trimmed(Array(left), sentence))
      }
    }
  }
}
