import DemarcheSyntax

/// Sentences with their analysis in the numbers the network learns from, one after the other.
struct TrainingCorpus {
  /// ``WordRows/each`` numbers a word; the first is 0 until forms are numbered.
  private(set) var rows: [UInt32] = []
  /// The hash of each word's form; empty once forms are numbered.
  private(set) var forms: [UInt64] = []
  /// 0 where the analysis has a tag that the model lacks.
  private(set) var tags: [UInt8] = []
  /// 255 where the analysis has features that the model lacks.
  private(set) var sets: [UInt8] = []
  /// Counted from the sentence's first word; -1 for the root.
  private(set) var heads: [Int16] = []
  private(set) var labels: [UInt8] = []
  /// The first word of each sentence, and the end.
  private(set) var starts: [Int] = [0]

  var sentenceCount: Int { starts.count - 1 }
  var wordCount: Int { tags.count }

  func words(of sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }

  /// The longest sentence that is learnt from; a longer one says little more and costs its square.
  static let longest = 160

  /// Adds a tree; trees that are too long are left out.
  mutating func add(_ tree: Tree, _ inventories: Inventories) {
    guard tree.words.count <= TrainingCorpus.longest else { return }
    for word in tree.words {
      let lexical = Lexical(word.form)
      withUnsafeTemporaryAllocation(of: UInt32.self, capacity: WordRows.each) { buffer in
        guard let base = buffer.baseAddress else { return }
        WordRows.fill(base, lexical, form: 0)
        rows.append(contentsOf: buffer)
      }
      forms.append(lexical.hash)
      tags.append(inventories.knownTag(word) ?? 0)
      sets.append(inventories.knownSet(word) ?? 255)
      heads.append(Int16(word.head ?? -1))
      labels.append(inventories.relation(word))
    }
    starts.append(tags.count)
  }

  /// Gives each word the row of its form, or that of unknown forms.
  mutating func number(_ numbers: [UInt64: Int]) {
    for (word, hash) in forms.enumerated() {
      let number = numbers[hash].map { WordRows.firstForm + $0 } ?? WordRows.unknown
      rows[word * WordRows.each] = UInt32(number)
    }
    forms = []
  }
}
