public import DemarcheKnowledge
public import DemarcheSyntax
import DemarcheText

/// A number of a sentence as it is written, and what it counts.
public struct Quantity: Hashable, Sendable {
  public var min: Int
  /// Nil where only the least is known: "at least ten", "dozens".
  public var max: Int?
  /// The words of the number, its bounds included.
  public var words: ClosedRange<Int>
  /// The noun that it counts, or the number itself where it stands alone: "killed three".
  public var counted: Int
  /// Whether one number is named, and not a least, a greatest or a rough one.
  public var isExact: Bool { min == max }
}

extension Tree {
  /// The numbers of a sentence, from left to right.
  ///
  /// - Cost: linear in the words.
  public func quantities(_ lexicon: NumberLexicon) -> [Quantity] {
    var reader = QuantityReader(tree: self, lexicon: lexicon)
    return reader.quantities()
  }
}

/// Reads numbers word by word: a numeral, what bounds it, and the other end of a range.
private struct QuantityReader {
  let tree: Tree
  let lexicon: NumberLexicon
  let forms: [String]

  private struct Numeral {
    var value: Int
    var isRough = false
    var words: ClosedRange<Int>
  }

  init(tree: Tree, lexicon: NumberLexicon) {
    self.tree = tree
    self.lexicon = lexicon
    forms = tree.words.map { $0.form.lowercased() }
  }

  mutating func quantities() -> [Quantity] {
    var found: [Quantity] = []
    var i = 0
    while i < forms.count {
      guard let first = numeral(at: i) else {
        i += 1
        continue
      }
      let (quantity, end) = bounded(first)
      found.append(quantity)
      i = end + 1
    }
    return found
  }

  /// A number with its bounds, and its last word.
  private func bounded(_ first: Numeral) -> (Quantity, Int) {
    let before = sense(endingBefore: first.words.lowerBound)
    let next = first.words.upperBound + 1
    var counted = self.counted(first.words)
    if !first.isRough, next < forms.count, let middle = lexicon[forms[next]],
      let second = numeral(at: next + 1), !second.isRough, second.value > first.value
    {
      let isRange =
        switch middle {
        case .rangeMiddle: true
        // "killed five and ten were hurt" is no range.
        case .rangeAnd: before?.sense == .rangeStart
        default: false
        }
      if isRange {
        if counted == first.words.lowerBound { counted = self.counted(second.words) }
        let start = before?.sense == .rangeStart ? before?.start : nil
        let words = (start ?? first.words.lowerBound)...second.words.upperBound
        return (
          Quantity(min: first.value, max: second.value, words: words, counted: counted),
          second.words.upperBound
        )
      }
    }
    var quantity = Quantity(
      min: first.value, max: first.isRough ? nil : first.value, words: first.words, counted: counted)
    switch before?.sense {
    case .atLeast(let more):
      quantity.min = first.value + more
      quantity.max = nil
    case .atMost(let less):
      quantity.max = Swift.max(0, first.value - less)
      quantity.min = 0
    case .about: break
    default: return (quantity, first.words.upperBound)
    }
    if let start = before?.start { quantity.words = start...first.words.upperBound }
    return (quantity, first.words.upperBound)
  }

  /// What a number counts: the noun that it stands with, or itself.
  private func counted(_ numeral: ClosedRange<Int>) -> Int {
    let top = tree.head(of: Range(numeral))
    guard let head = tree.words[top].head,
      ["nummod", "det", "amod", "compound", "advmod", "nmod:unmarked", "det:predet"].contains(
        tree.words[top].deprel),
      !numeral.contains(head)
    else { return top }
    return head
  }

  /// The longest form of the lexicon that ends right before a word.
  private func sense(endingBefore end: Int) -> (sense: NumberLexicon.Sense, start: Int)? {
    for length in stride(from: Swift.min(lexicon.longest, end), through: 1, by: -1) {
      let start = end - length
      if let sense = lexicon[forms[start..<end].joined(separator: " ")] { return (sense, start) }
    }
    return nil
  }

  /// The numeral that begins at a word: figures, or words up to millions.
  private func numeral(at start: Int) -> Numeral? {
    guard start < forms.count, lexicon.opens(forms[start]) || figures(forms[start]) != nil else { return nil }
    // "a few dozen", "dozens", "tens of thousands": the longest form first.
    let longest = lexicon.opens(forms[start]) ? lexicon.longest : 1
    for length in stride(from: Swift.min(longest, forms.count - start), through: 1, by: -1) {
      let form = length == 1 ? forms[start] : forms[start..<start + length].joined(separator: " ")
      switch lexicon[form] {
      case .rough(let value): return Numeral(value: value, isRough: true, words: start...start + length - 1)
      case .number(let value) where length > 1:
        return Numeral(value: value, words: start...start + length - 1)
      default: continue
      }
    }
    var at = start
    var total = 0.0
    var part: Double?
    var end: Int?
    if lexicon[forms[at]] == .article {
      guard at + 1 < forms.count, case .multiplier = lexicon[forms[at + 1]] else { return nil }
      part = 1
      at += 1
    }
    while at < forms.count {
      if let figures = figures(forms[at]) {
        // A second number beside the first is another one.
        guard part == nil else { break }
        part = figures
      } else if case .number(let value) = lexicon[forms[at]] {
        if let before = part {
          guard value > 0, before >= 20,
            value < (before.truncatingRemainder(dividingBy: 100) == 0 ? 100 : 10),
            before.truncatingRemainder(dividingBy: 10) == 0
          else { break }
          part = before + Double(value)
        } else {
          part = Double(value)
        }
      } else if case .multiplier(let value) = lexicon[forms[at]] {
        guard let before = part else { break }
        if value >= 1000 {
          total += before * Double(value)
          part = nil
        } else {
          part = before * Double(value)
        }
      } else if isInside(at, part) {
        at += 1
        continue
      } else {
        break
      }
      end = at
      at += 1
    }
    guard let end, total + (part ?? 0) < 1e12 else { return nil }
    return Numeral(value: Int(total + (part ?? 0)), words: start...end)
  }

  /// "two hundred and ten", "twenty-five": what joins the parts of a number in words.
  private func isInside(_ at: Int, _ part: Double?) -> Bool {
    guard let part, at > 0, at + 1 < forms.count, case .number(let value) = lexicon[forms[at + 1]], value > 0,
      figures(forms[at - 1]) == nil
    else { return false }
    switch lexicon[forms[at]] {
    case .rangeAnd: return part >= 100 && part.truncatingRemainder(dividingBy: 100) == 0 && value < 100
    case .rangeMiddle:
      // Only a sign without spaces makes one word of two.
      return value < 10 && part >= 20 && part < 100 && part.truncatingRemainder(dividingBy: 10) == 0
        && tree.words[at - 1].span.end == tree.words[at].span.start
    default: return false
    }
  }

  /// The value of figures: "3,000", "1.5", "250".
  private func figures(_ form: String) -> Double? {
    guard let first = form.utf8.first, (0x30...0x39).contains(first) else { return nil }
    var digits = ""
    for character in form {
      if character == lexicon.group { continue }
      if character == lexicon.fraction {
        digits.append(".")
      } else if character.isASCII, character.isNumber {
        digits.append(character)
      } else {
        return nil
      }
    }
    return Double(digits)
  }
}
