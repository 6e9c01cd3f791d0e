import DemarcheSyntax

/// Learns the lemmatiser: the usual rule of each form with its tag, and of each ending where it
/// says something else than the shorter ending does.
enum LemmatizerTraining {
  struct Tables {
    var rules: [String]
    var slots: [UInt64]
  }

  private struct Lesson: Hashable {
    var form: UInt64
    var shape: UInt8
    var rule: EditRule
  }

  static func learn(_ trees: [Tree], _ inventories: Inventories) -> Tables {
    var ruleCounts: [EditRule: Int] = [:]
    var whole: [UInt64: [EditRule: Int]] = [:]
    var endings: [[UInt64: [EditRule: Int]]] = Array(repeating: [:], count: Lemmatizer.longestEnding + 1)
    /// What a form with its tag has already taught about its endings: each form counts once there, or "best" would
    /// outweigh all other superlatives.
    var taught: Set<Lesson> = []
    /// The key of the next shorter ending.
    var shorter: [UInt64: UInt64] = [:]
    for tree in trees {
      for word in tree.words where word.lemma != "_" {
        let rule = EditRule(from: word.form, to: word.lemma)
        guard rule.strip < 100 else { continue }
        let (tag, shape) = (inventories.tag(word), Lexical(word.form).shape)
        let folded = fold(word.form)
        folded.withUnsafeBufferPointer { folded in
          let key = Lemmatizer.wholeKey(folded, tag)
          whole[key, default: [:]][rule, default: 0] += 1
          guard taught.insert(Lesson(form: key, shape: shape, rule: rule)).inserted else { return }
          var previous: UInt64?
          for length in 0...min(Lemmatizer.longestEnding, folded.count) {
            let ending = UnsafeBufferPointer(rebasing: folded[(folded.count - length)...])
            let key = Lemmatizer.endingKey(ending, tag, shape)
            endings[length][key, default: [:]][rule, default: 0] += 1
            if let previous { shorter[key] = previous }
            previous = key
          }
        }
        ruleCounts[rule, default: 0] += 1
      }
    }
    let names = ruleCounts.map { (name: $0.key.description, count: $0.value, rule: $0.key) }
      .sorted { $0.count != $1.count ? $0.count > $1.count : $0.name < $1.name }
    var numbers: [EditRule: Int] = [:]
    for (i, entry) in names.enumerated() { numbers[entry.rule] = i }
    var lexicon: [(key: UInt64, rule: Int)] = []
    var chosen: [UInt64: Int] = [:]
    for length in endings.indices {
      for (key, counts) in endings[length] {
        let (rule, count) = best(counts, numbers)
        let inherited = shorter[key].flatMap { chosen[$0] }
        chosen[key] = rule
        if inherited == rule || (count < 2 && length > 0) { chosen[key] = inherited ?? rule }
        if chosen[key] != inherited, let rule = chosen[key] { lexicon.append((key, rule)) }
      }
    }
    for (key, counts) in whole { lexicon.append((key, best(counts, numbers).rule)) }
    return Tables(rules: names.map(\.name), slots: Lemmatizer.layOut(lexicon))
  }

  private static func fold(_ form: String) -> [UInt8] {
    let bytes = Array(form.utf8)
    var folded = [UInt8](repeating: 0, count: bytes.count)
    let count = bytes.withUnsafeBufferPointer { bytes in
      folded.withUnsafeMutableBufferPointer { folded in
        folded.baseAddress.map { Lexical.fold(bytes, into: $0) } ?? 0
      }
    }
    return Array(folded.prefix(count))
  }

  private static func best(_ counts: [EditRule: Int], _ numbers: [EditRule: Int]) -> (rule: Int, count: Int) {
    var best = (rule: 0, count: 0)
    for (rule, count) in counts {
      let number = numbers[rule] ?? 0
      if count > best.count || count == best.count && number < best.rule { best = (number, count) }
    }
    return best
  }
}
