import DemarcheSyntax
import DemarcheText

/// A run of trees laid over its text without spaces, so that two tokenisations can be compared.
struct AlignedText {
  struct AlignedWord {
    var word: Word
    /// Bytes of the text without spaces; of the whole token for a word of a multiword token.
    var span: Span
    var isPart: Bool
    /// The governing word, counted over all trees.
    var head: Int?
  }

  private(set) var words: [AlignedWord] = []
  private(set) var tokens: [Span] = []
  private(set) var sentences: [Span] = []

  init(_ trees: [Tree]) {
    var position = 0
    for tree in trees {
      let base = words.count
      let start = position
      for token in CoNLLU.surface(of: tree) {
        let length = token.form.utf8.count { $0 != UInt8(ascii: " ") }
        let span = Span(position, position + length)
        position = span.end
        tokens.append(span)
        for i in token.words {
          let word = tree.words[i]
          let head = word.head.map { $0 + base }
          words.append(AlignedWord(word: word, span: span, isPart: token.words.count > 1, head: head))
        }
      }
      sentences.append(Span(start, position))
    }
  }

  /// Pairs of words that cover the same characters, in order.
  static func align(_ a: AlignedText, _ b: AlignedText) -> [(Int, Int)] {
    var pairs: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < a.words.count && j < b.words.count {
      let (x, y) = (a.words[i], b.words[j])
      if x.isPart || y.isPart {
        let (p, q) = region(a, b, i, j)
        pairs += longestCommon(a, b, i..<p, j..<q)
        (i, j) = (max(p, i + (p == i && q == j ? 1 : 0)), q)
      } else if x.span == y.span {
        pairs.append((i, j))
        i += 1
        j += 1
      } else if x.span.start <= y.span.start {
        i += 1
      } else {
        j += 1
      }
    }
    return pairs
  }

  /// The words of both sides that a multiword token at `i` or `j` reaches.
  private static func region(_ a: AlignedText, _ b: AlignedText, _ i: Int, _ j: Int) -> (Int, Int) {
    var (p, q) = (i, j)
    var end = a.words[i].isPart ? a.words[i].span.end : b.words[j].span.end
    if !a.words[i].isPart || (b.words[j].isPart && b.words[j].span.start < a.words[i].span.start) {
      end = b.words[j].span.end
    }
    while true {
      if p < a.words.count, a.words[p].span.start < end {
        if a.words[p].isPart { end = max(end, a.words[p].span.end) }
        p += 1
      } else if q < b.words.count, b.words[q].span.start < end {
        if b.words[q].isPart { end = max(end, b.words[q].span.end) }
        q += 1
      } else {
        return (p, q)
      }
    }
  }

  private static func longestCommon(
    _ a: AlignedText, _ b: AlignedText, _ p: Range<Int>, _ q: Range<Int>
  ) -> [(Int, Int)] {
    func same(_ i: Int, _ j: Int) -> Bool {
      a.words[i].word.form.lowercased() == b.words[j].word.form.lowercased()
    }
    // length[i][j]: the longest common run of the words from i and j on.
    var length = [[Int]](repeating: [Int](repeating: 0, count: q.count + 1), count: p.count + 1)
    for i in p.reversed() {
      for j in q.reversed() {
        let (x, y) = (i - p.lowerBound, j - q.lowerBound)
        length[x][y] = same(i, j) ? length[x + 1][y + 1] + 1 : max(length[x + 1][y], length[x][y + 1])
      }
    }
    var pairs: [(Int, Int)] = []
    var (x, y) = (0, 0)
    while x < p.count && y < q.count {
      if same(p.lowerBound + x, q.lowerBound + y) {
        pairs.append((p.lowerBound + x, q.lowerBound + y))
        x += 1
        y += 1
      } else if length[x + 1][y] >= length[x][y + 1] {
        x += 1
      } else {
        y += 1
      }
    }
    return pairs
  }
}
