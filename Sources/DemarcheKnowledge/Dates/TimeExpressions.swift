public import DemarcheData
public import DemarcheEvents
public import DemarcheSyntax

/// Finds expressions of time in a sentence and resolves them as of the report's day.
///
/// - Cost: linear in the words of a sentence.
public final class TimeExpressions: Sendable {
  /// A stretch of time that a sentence names, as of the report's day.
  public struct Expression: Hashable, Sendable {
    public var words: ClosedRange<Int>
    /// The first day.
    public var from: Day
    /// The last day; equal to `from` for a single day, the report's own where the end is left open.
    public var until: Day
    public var precision: DatePrecision
    /// "since 2015" names no end, "until Friday" no start; the missing side is the report's day.
    public var isOpenStart = false
    public var isOpenEnd = false
    /// Whether it only tells one thing from others of its kind, "the 2003 invasion", and dates nothing else.
    public var isModifier = false
    /// The reasoning, in words.
    public var how: String
  }

  private let lexicon: TimeLexicon
  private let classes: WordClasses

  /// - Parameter classes: `future-aux`, `reported-future`, `intend` and `ahead` tell what is yet to come.
  public init(lexicon: TimeLexicon, classes: WordClasses) {
    self.lexicon = lexicon
    self.classes = classes
  }

  /// The expressions of a sentence from left to right; nothing that needs the report's day without it.
  ///
  /// - Parameters:
  ///   - day: the day of the report.
  ///   - anchor: the day that the report spoke of last, for "the following day".
  public func expressions(in tree: Tree, on day: Day?, anchor: Day? = nil) -> [Expression] {
    let tokens = TimeTokens(tree.words, lexicon: lexicon)
    guard !tokens.isEmpty else { return [] }
    var reader = DateReader(
      tree: tree, tokens: tokens, day: day, anchor: anchor,
      tense: ClauseTense(tree: tree, classes: classes))
    return reader.expressions()
  }

  /// The day that a report's first sentence is dated, where it names one in full before its first dash:
  /// "PARIS, March 4, 2003 (Reuters) - ".
  ///
  /// - Parameter dashes: the forms that end a dateline.
  public func dateline(of tree: Tree) -> Day? {
    guard let dash = tree.words.firstIndex(where: { classes.contains("dateline-end", $0.form) }) else {
      return nil
    }
    return expressions(in: tree, on: nil).first { $0.words.upperBound < dash && $0.precision == .day }?.from
  }
}

/// The words of a sentence as time reads them: longest forms of the lexicon, numbers, and the rest.
struct TimeTokens {
  struct Token {
    /// The first and last word of the tree that it covers.
    var words: ClosedRange<Int>
    var senses: [TimeLexicon.Sense] = []
    var number: Int?
    /// How many digits the number is written with.
    var digits = 0
    /// "12th".
    var isOrdinal = false
    /// "1990s".
    var isDecade = false
    var isHyphen = false
    /// Whether the text writes it with a capital.
    var isCapitalised = false
    /// A whole date in figures.
    var date: Day?
  }

  private(set) var tokens: [Token] = []
  /// Whether the sentence names no time at all.
  var isEmpty: Bool { tokens.isEmpty }

  init(_ words: [Word], lexicon: TimeLexicon) {
    guard words.contains(where: { TimeTokens.mayName($0.form, lexicon) }) else { return }
    var pieces: [UInt64] = []
    var wordOf: [Int] = []
    var capitals: [Bool] = []
    var figures: [Int: String] = [:]
    var dates: [Int: Day] = [:]
    func add(_ piece: String, _ word: Int) {
      let first = piece.utf8.first ?? 0
      if (0x30...0x39).contains(first) { figures[pieces.count] = piece.lowercased() }
      capitals.append((0x41...0x5A).contains(first))
      pieces.append(PhraseTable.hash(lowered: piece))
      wordOf.append(word)
    }
    for (i, word) in words.enumerated() {
      if let date = TimeTokens.date(inFigures: word.form, lexicon) { dates[i] = date }
      if dates[i] != nil || SentencePieces.isWhole(word.form) {
        add(word.form, i)
      } else {
        for part in PhraseTable.pieces(word.form) { add(part, i) }
      }
    }
    let hyphen = PhraseTable.hash(CollectionOfOne(UInt8(ascii: "-")))
    var i = 0
    while i < pieces.count {
      if let (end, senses) = lexicon.longest(pieces, i) {
        tokens.append(
          Token(
            words: wordOf[i]...wordOf[end - 1], senses: senses, isHyphen: pieces[i] == hyphen,
            isCapitalised: capitals[i]))
        i = end
        continue
      }
      var token = Token(words: wordOf[i]...wordOf[i], isHyphen: pieces[i] == hyphen)
      if let date = dates[wordOf[i]] {
        token.date = date
      } else if let piece = figures[i] {
        let digits = piece.prefix { $0.isNumber }
        let rest = String(piece[digits.endIndex...])
        if rest.isEmpty {
          token.number = Int(digits)
          token.digits = digits.utf8.count
        } else {
          let senses = lexicon.senses(of: rest)
          if senses.contains(.ordinalSuffix) {
            token.number = Int(digits)
            token.digits = digits.utf8.count
            token.isOrdinal = true
          } else if senses.contains(.decadeSuffix), digits.utf8.count == 4 {
            token.number = Int(digits)
            token.isDecade = true
          } else if senses.contains(.hour) {
            // "3pm", "1800gmt"
            token.senses = [.hour]
          }
        }
      }
      tokens.append(token)
      i += 1
    }
  }

  /// Whether a word may be of an expression of time: it begins with a figure, or the lexicon knows it.
  private static func mayName(_ form: String, _ lexicon: TimeLexicon) -> Bool {
    guard let first = form.utf8.first else { return false }
    if (0x30...0x39).contains(first) { return true }
    if SentencePieces.isWhole(form) { return lexicon.isTemporal(PhraseTable.hash(lowered: form)) }
    return PhraseTable.pieces(form).contains { lexicon.isTemporal(PhraseTable.hash(lowered: $0)) }
  }
}

extension TimeTokens {
  /// A date of figures alone: "2018-06-12", "12.06.2018", "6/12/2018", in the order that the lexicon gives the sign.
  static func date(inFigures form: String, _ lexicon: TimeLexicon) -> Day? {
    guard form.utf8.count >= 8, form.utf8.count <= 10, let first = form.utf8.first,
      (0x30...0x39).contains(first),
      let sign = form.first(where: { !$0.isNumber })
    else { return nil }
    if let date = Day(iso: form), form.utf8.count == 10 { return date }
    let parts = form.split(separator: sign, omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Int($0) }
    guard numbers.count == 3, parts.count == 3 else { return nil }
    for case .order(let order) in lexicon.senses(of: String(sign)) {
      let (y, m, d) =
        switch order {
        case .ymd: (numbers[0], numbers[1], numbers[2])
        case .dmy: (numbers[2], numbers[1], numbers[0])
        case .mdy: (numbers[2], numbers[0], numbers[1])
        }
      guard (1000...2200).contains(y) else { return nil }
      // What cannot be a month is the day.
      return Day(y, m, d) ?? Day(y, d, m)
    }
    return nil
  }
}

/// Whether what a clause tells is past or yet to come.
struct ClauseTense {
  enum Direction { case past, future, unknown }

  let tree: Tree
  let classes: WordClasses

  /// The direction of the verb that governs a word.
  func direction(of word: Int) -> Direction {
    let words = tree.words
    var at = word
    for _ in 0..<8 {
      for child in tree.children(of: at) {
        let lemma = words[child].lowerLemma
        switch words[child].deprel {
        case "aux", "aux:pass":
          if classes.contains("future-aux", lemma) || classes.contains("reported-future", lemma) {
            return .future
          }
        case "case", "mark":
          // "ahead of talks on Monday", "until a vote on Monday"
          if words[at].upos != .verb, at != word, classes.contains("ahead", lemma) { return .future }
        case "amod", "acl":
          if at != word, child != word, classes.contains("ahead", lemma) { return .future }
        default: continue
        }
      }
      let lemma = words[at].lowerLemma
      if at != word, classes.contains("ahead", lemma) {
        // "was set for": whether it has come by now is not said.
        let isPast = tree.children(of: at).contains {
          words[$0].deprel.hasPrefix("aux") && words[$0].feats["Tense"] == "Past"
        }
        return isPast ? .unknown : .future
      }
      if words[at].upos == .verb || words[at].upos == .aux, at != word {
        if words[at].feats["VerbForm"] == "Inf", let head = words[at].head {
          // "plans to meet on Monday": what is intended lies ahead.
          if words[at].deprel == "xcomp" || words[at].deprel == "advcl" || words[at].deprel == "acl" {
            let governor = words[head].lowerLemma
            if classes.contains("intend", governor) || classes.contains("ahead", governor)
              || classes.contains("going", words[head].form.lowercased())
            {
              return .future
            }
          }
          at = head
          continue
        }
        let auxiliaries = tree.children(of: at).filter { words[$0].deprel.hasPrefix("aux") }
        if words[at].feats["Tense"] == "Past" || words[at].feats["VerbForm"] == "Part"
          || auxiliaries.contains(where: { words[$0].feats["Tense"] == "Past" })
        {
          return .past
        }
        if classes.contains("intend", lemma) { return .future }
        // "The post opens on Friday": the present of a timetable; what is said is said now.
        return words[at].feats["Tense"] == "Pres" && !classes.contains("say", lemma) ? .future : .unknown
      }
      guard let head = words[at].head else { return .unknown }
      at = head
    }
    return .unknown
  }
}
