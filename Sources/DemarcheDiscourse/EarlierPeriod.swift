public import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheSyntax

/// Whether an act is past and gone: of an earlier year, or told as the background of an earlier period.
///
/// A day of the months just past is not, though the year has turned: "last month" is never history.
public struct EarlierPeriod {
  private let tree: Tree
  private let day: Day?
  private let times: [TimeExpressions.Expression]
  private let quantities: [Quantity]
  private let clause: ClauseWords

  /// How many days the months just past are, when the year has turned.
  private static let recent = 150

  /// Reads a sentence.
  ///
  /// - Parameters:
  ///   - times: its expressions of time, as of `day`.
  ///   - quantities: its numbers.
  ///   - classes: `once`, `ago`, `more`, `era`, `reign`, `past-era`, `past-days`, `far`,
  ///     `once-was`,
  ///     `since-when`, `during`, `turning-point`, `earlier-than`, `long-unit`, `anniversary`,
  ///     `for`, `term-act`, `long-age`, `used`.
  public init(
    in tree: Tree, times: [TimeExpressions.Expression], on day: Day?, quantities: [Quantity],
    classes: WordClasses
  ) {
    self.tree = tree
    self.day = day
    self.times = times
    self.quantities = quantities
    clause = ClauseWords(tree: tree, classes: classes)
  }

  /// Why the act of a trigger is of an earlier period, in words; nil when it is not.
  ///
  /// - Parameter dated: the expression that dates the act.
  public func reason(for trigger: Int, dated: TimeExpressions.Expression?) -> String? {
    if let dated {
      if isEarlier(dated) { return "\"\(text(dated.words))\": an earlier year" }
      if !dated.isOpenEnd, dated.precision == .day || dated.precision == .week || dated.precision == .month {
        return mark(of: trigger)
      }
    }
    return (dated.map(isNow) ?? false ? nil : clauseAbove(trigger)) ?? mark(of: trigger)
  }

  // MARK: Dates

  /// Whether a stretch of time lies in an earlier year and not in the months just past.
  private func isEarlier(_ time: TimeExpressions.Expression) -> Bool {
    guard let day else { return false }
    if time.isOpenEnd { return false }
    if time.until > day {
      // "the accord for 1983 to 1988": what began long ago was agreed before.
      return day.number - time.from.number > 365
    }
    guard time.until.civil.year < day.civil.year else { return false }
    return time.precision == .year || day.number - time.until.number > EarlierPeriod.recent
  }

  private func isNow(_ time: TimeExpressions.Expression) -> Bool { !isEarlier(time) && !time.isModifier }

  /// A date of years past in the clause above: of the noun that a relative clause tells of, of the first of two
  /// coordinate clauses, of the act of saying.
  private func clauseAbove(_ trigger: Int) -> String? {
    let words = tree.words
    // "the visit, which took place in 1979"
    for child in tree.children(of: trigger)
    where words[child].deprel == "acl:relcl" || words[child].deprel == "acl" {
      if let time = earlier(at: child) { return reason(time) }
    }
    var at = trigger
    for _ in 0..<6 {
      guard let head = words[at].head else { return nil }
      let deprel = words[at].deprel
      if let time = earlier(at: head) {
        // A time behind the second clause is the second's, and one inside a phrase is the phrase's.
        let isShared =
          switch deprel {
          case "acl", "acl:relcl": time.isModifier || words[head].upos != .verb
          case "conj", "parataxis": time.words.upperBound < at
          default: words[head].upos == .verb || deprel == "nmod"
          }
        if isShared { return reason(time) }
      }
      if deprel == "conj", let time = times.first(where: { stands($0, at: head) }), time.words.upperBound < at
      {
        return nil
      }
      at = head
    }
    return nil
  }

  /// An expression of years past that stands right below a word, or one phrase further down.
  private func earlier(at word: Int) -> TimeExpressions.Expression? {
    times.first { isEarlier($0) && stands($0, at: word) }
  }

  private func stands(_ time: TimeExpressions.Expression, at word: Int) -> Bool {
    let head = tree.head(of: Range(time.words))
    return head == word || tree.words[head].head == word
  }

  private func reason(_ time: TimeExpressions.Expression) -> String {
    "\"\(text(time.words))\" of what it stands with: an earlier year"
  }

  // MARK: Words

  /// A word that puts the act into an earlier period, with it or above it.
  private func mark(of trigger: Int) -> String? {
    let words = tree.words
    var at = trigger
    for _ in 0..<6 {
      if let why = background(around: at) ?? yearsSince(at) { return why }
      guard let head = words[at].head else { return nil }
      switch words[at].deprel {
      case "nmod", "acl:relcl", "acl":
        // "years of attacks", "the anniversary of the attack", "the day when", "a two-year-old ban imposed by"
        if clause.isOf("anniversary", head) { return "\"\(clause.form(head))\": an earlier year" }
        if words[at].deprel == "nmod", clause.isOf("long-unit", head), words[head].feats["Number"] == "Plur",
          quantities.allSatisfy({ $0.counted != head })
        {
          return "\"\(clause.form(head))\" of it: an earlier period"
        }
        if let age = age(of: head), words[at].deprel != "nmod" {
          return "\"\(age)\": it began over a year ago"
        }
        if words[at].deprel == "nmod", at == trigger || clause.isOf("portion", head) {
          at = head
          continue
        }
        if let above = words[head].head, words[head].deprel == "nmod", clause.isOf("anniversary", above) {
          return "\"\(clause.form(above))\": an earlier year"
        }
        return nil
      case "xcomp":
        if clause.isOf("used", head), clause.isPast(head), clause.isInfinitive(at) {
          return "\"\(clause.form(head)) to\": no longer"
        }
        at = head
      case "obj":
        if let age = age(of: trigger) { return "\"\(age)\": it began over a year ago" }
        guard clause.isOf("light", head) else { return nil }
        at = head
      case "conj", "nsubj", "nsubj:pass", "ccomp": return nil
      default: return nil
      }
    }
    return nil
  }

  /// "once", "long ago", "during her presidency", "for twelve years" with a verb of the past.
  private func background(around word: Int) -> String? {
    let words = tree.words
    guard words[word].upos == .verb, isPastOrPassive(word) else { return nil }
    for child in tree.children(of: word) {
      switch words[child].deprel {
      case "advmod":
        if clause.isMark("ago", child), let unit = tree.children(of: child).first(where: isYears) {
          return "\"\(clause.form(unit)) \(clause.form(child))\": an earlier period"
        }
        // "visited only once" counts, and "once more" is now.
        guard child < word, !hasPresentPerfect(word) else { continue }
        let isAgain = child + 1 < words.count && clause.isMark("more", child + 1)
        let whole =
          tree.children(of: child).filter { words[$0].deprel == "advmod" }
          .reduce("") { "\($0)\(clause.lemma($1)) " } + clause.form(child).lowercased()
        if clause.classes.contains("once", whole), !isAgain {
          return "\"\(clause.form(child))\": an earlier period"
        }
      case "obl":
        if clause.isOf("era", child), clause.mark(of: child, in: "during") != nil, isOver(child) {
          return "\"\(phrase(child))\": an earlier period"
        }
        if clause.isOf("turning-point", child), clause.mark(of: child, in: "earlier-than") != nil {
          return "before \"\(clause.form(child))\": an earlier period"
        }
        let isFar = tree.children(of: child).contains {
          words[$0].deprel == "det" && clause.isMark("far", $0)
        }
        if clause.isOf("past-days", child) || isFar && clause.isOf("era", child),
          clause.mark(of: child, in: "during") != nil
        {
          return "\"\(phrase(child))\": an earlier period"
        }
        if let years = duration(child), !clause.isOf("term-act", word), !hasPresentPerfect(word) {
          return "\"\(years)\": it began over a year ago"
        }
      case "advcl":
        // "when he was president"
        if clause.isOf("once-was", child), clause.isPast(child), tree.child(of: child, "cop") != nil,
          clause.mark(of: child, in: "since-when") == nil
        {
          return "\"\(clause.form(child))\" then: an earlier period"
        }
      default: continue
      }
    }
    return nil
  }

  /// "ten years after B attacked", "it is five years since": how long ago a clause puts its own act, in words.
  private func yearsSince(_ word: Int) -> String? {
    guard let head = tree.words[word].head, tree.words[word].deprel == "advcl",
      clause.mark(of: word, in: "since-when") != nil
    else { return nil }
    let above = clause.isOf("long-unit", head) ? [head] : []
    let unit =
      above.first
      ?? tree.children(of: word).first { $0 < word && isYears($0) }
      ?? tree.children(of: head).first {
        $0 < word && tree.words[$0].deprel.hasPrefix("nsubj") && isYears($0)
      }
    // "a year after", which a parser hangs below the other clause.
    let beside = clause.mark(of: word, in: "since-when").flatMap { mark in
      tree.children(of: head).first { $0 == mark - 1 && clause.isOf("long-unit", $0) }
        ?? tree.children(of: word).first { $0 == mark - 1 && clause.isOf("long-unit", $0) }
        ?? tree.children(of: mark).first { clause.isOf("long-unit", $0) }
    }
    return (unit ?? beside).map { "\"\(phrase($0))\" since: an earlier period" }
  }

  /// "ten years", "decades".
  private func isYears(_ word: Int) -> Bool {
    clause.isOf("long-unit", word)
      && (tree.words[word].feats["Number"] == "Plur" || quantities.contains { $0.counted == word })
  }

  private func isPastOrPassive(_ word: Int) -> Bool {
    if clause.isPast(word) { return true }
    guard let head = tree.words[word].head, clause.isOf("used", head) else {
      return tree.words[word].feats["Tense"] == "Past"
    }
    return true
  }

  private func hasPresentPerfect(_ word: Int) -> Bool {
    tree.children(of: word).contains {
      tree.words[$0].deprel.hasPrefix("aux") && tree.words[$0].feats["Tense"] == "Pres"
    }
  }

  /// Whether an era is one of the past: named as such, or dated.
  private func isOver(_ word: Int) -> Bool {
    if clause.isOf("past-era", word) || clause.isOf("reign", word) { return true }
    return tree.children(of: word).contains { child in
      clause.isMark("past-era", child) || times.contains { isEarlier($0) && $0.words.contains(child) }
    }
  }

  /// "for twelve years", in words; nil for less than a year or without a number.
  private func duration(_ unit: Int) -> String? {
    guard clause.isOf("long-unit", unit), clause.mark(of: unit, in: "for") != nil else { return nil }
    let isMany = quantities.contains { $0.counted == unit } || tree.words[unit].feats["Number"] == "Plur"
    return isMany ? phrase(unit) : nil
  }

  /// "two-year-old", "19-month", "decades-old" before a noun, in words; nil for less than a year.
  private func age(of noun: Int) -> String? {
    for child in tree.children(of: noun) where child < noun {
      let deprel = tree.words[child].deprel
      guard deprel == "compound" || deprel == "amod" || deprel == "nmod" || deprel == "obl:unmarked" else {
        continue
      }
      for unit in [child] + tree.children(of: child) where unit < noun {
        let number = quantities.first { $0.counted == unit }
        if clause.isOf("long-unit", unit), number != nil || tree.words[unit].feats["Number"] == "Plur" {
          return phrase(unit)
        }
        if clause.isOf("month-unit", unit), let number, number.min >= 12 { return phrase(unit) }
      }
      if clause.isMark("long-age", child) { return clause.form(child) }
    }
    return nil
  }

  private func phrase(_ word: Int) -> String {
    let inside = tree.children(of: word).filter {
      $0 < word && ["case", "det", "amod", "nummod", "nmod:poss"].contains(tree.words[$0].deprel)
    }
    return text((inside.min() ?? word)...word)
  }

  private func text(_ words: ClosedRange<Int>) -> String {
    words.map { tree.words[$0].form }.joined(separator: " ")
  }
}
