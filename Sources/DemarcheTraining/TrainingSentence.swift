import DemarcheSyntax

/// A gold sentence in the numbers that the learners work on.
struct TrainingSentence {
  /// Two empty places stand at both ends of `words`, `tags` and `sets`.
  var words: [Lexical]
  var tags: [UInt8]
  var sets: [UInt8]
  /// Heads by word, projective; the number of words stands for the root.
  var heads: [Int]
  var labels: [UInt8]
  var count: Int { heads.count }
}

/// Lifts arcs until no two cross, each time the shortest that does, to the head of its head.
enum Projective {
  static func heads(of tree: Tree) -> [Int] {
    let n = tree.words.count
    var heads = tree.words.map { $0.head ?? n }
    while let crossing = shortestCrossing(heads) { heads[crossing] = heads[heads[crossing]] }
    return heads
  }

  /// The dependent of the shortest arc over a word that does not hang below the arc's head.
  private static func shortestCrossing(_ heads: [Int]) -> Int? {
    let n = heads.count
    var best: (dependent: Int, length: Int)?
    for (dependent, head) in heads.enumerated() where head < n {
      let length = abs(head - dependent)
      if let best, best.length <= length { continue }
      for between in (min(head, dependent) + 1)..<max(head, dependent) {
        var at = between
        while at != head && at < n { at = heads[at] }
        if at != head {
          best = (dependent, length)
          break
        }
      }
    }
    return best?.dependent
  }
}
