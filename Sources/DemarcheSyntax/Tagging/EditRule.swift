/// How a form becomes its lemma: fold the case or not, take bytes from the end, put others there.
///
/// - Invariant: written and read as `L2y`: a letter for the case (`K` keep, `L` lower, `T` title),
///   the number of bytes to take away, the text to append.
package struct EditRule: Hashable, Sendable {
  package enum Case: String, Sendable { case keep = "K", lower = "L", title = "T" }

  package var fold: Case
  package var strip: Int
  package var append: String

  package init(fold: Case, strip: Int, append: String) {
    self.fold = fold
    self.strip = strip
    self.append = append
  }

  package init?(_ text: String) {
    guard let first = text.first, let fold = Case(rawValue: String(first)) else { return nil }
    let digits = text.dropFirst().prefix { $0.isASCII && $0.isWholeNumber }.prefix(2)
    guard let strip = Int(digits) else { return nil }
    self.init(fold: fold, strip: strip, append: String(text.dropFirst(1 + digits.count)))
  }

  /// The shortest rule that makes `lemma` of `form`; lowering the case is preferred, so that
  /// forms at the start of a sentence share the rule of all others.
  package init(from form: String, to lemma: String) {
    var best: EditRule?
    for fold in [Case.lower, .title, .keep] {
      let folded = Array(EditRule.folded(form, fold).utf8)
      let target = Array(lemma.utf8)
      var common = 0
      while common < folded.count, common < target.count, folded[common] == target[common] { common += 1 }
      // Never cut inside a character.
      while common > 0, common < folded.count, folded[common] & 0xC0 == 0x80 { common -= 1 }
      while common > 0, common < target.count, target[common] & 0xC0 == 0x80 { common -= 1 }
      let append = String(decoding: target[common...], as: UTF8.self)
      let rule = EditRule(fold: fold, strip: folded.count - common, append: append)
      if rule.cost < (best?.cost ?? .max) { best = rule }
    }
    self = best ?? EditRule(fold: .keep, strip: 0, append: "")
  }

  private var cost: Int { strip + append.utf8.count }

  package var description: String {
    let digits = strip < 10 ? "0\(strip)" : "\(min(strip, 99))"
    return "\(fold.rawValue)\(digits)\(append)"
  }

  /// The lemma; the form itself where there is too little to take away.
  package func lemma(of form: String) -> String {
    if strip == 0 && append.isEmpty && fold == .keep { return form }
    let folded = EditRule.folded(form, fold)
    guard strip <= folded.utf8.count else { return folded }
    let stem = String(decoding: folded.utf8.dropLast(strip), as: UTF8.self) + append
    return stem.isEmpty ? folded : stem
  }

  private static func folded(_ form: String, _ fold: Case) -> String {
    switch fold {
    case .keep: return form
    case .lower: return form.lowercased()
    case .title: return form.prefix(1).uppercased() + form.dropFirst().lowercased()
    }
  }
}
