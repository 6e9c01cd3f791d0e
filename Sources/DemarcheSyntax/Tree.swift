public import DemarcheText

/// A sentence with its dependency tree.
///
/// - Invariant: exactly one word has no head, every head lies in range, and there is no cycle;
///   ``init(words:multiword:span:paragraph:comments:)`` traps on a broken tree, while readers of
///   foreign files check first with ``fault(in:)`` and report.
public struct Tree: Hashable, Sendable {
  public let words: [Word]
  /// The surface tokens that hold several words, as ranges of word indices, with the token's span.
  public let multiword: [MultiwordToken]
  /// Bytes in the report's text.
  public let span: Span
  /// The paragraph it stands in, from 0.
  public let paragraph: Int
  /// The comment lines of CoNLL-U without their `# `, kept for round trips.
  public let comments: [String]
  /// The word without a head.
  public let root: Int

  /// The children of word `i` are `childList[childStart[i]..<childStart[i + 1]]`, in order of the text.
  @usableFromInline let childStart: [Int32]
  @usableFromInline let childList: [Int32]

  public init(
    words: [Word], multiword: [MultiwordToken] = [], span: Span = Span(0, 0), paragraph: Int = 0,
    comments: [String] = []
  ) {
    let fault = Tree.fault(in: words.map(\.head))
    precondition(fault == nil, "broken tree: \(fault ?? "")")
    self.words = words
    self.multiword = multiword
    self.span = span
    self.paragraph = paragraph
    self.comments = comments
    var start = [Int32](repeating: 0, count: words.count + 1)
    for word in words { if let head = word.head { start[head + 1] += 1 } }
    for i in 0..<words.count { start[i + 1] += start[i] }
    var list = [Int32](repeating: 0, count: Int(start[words.count]))
    var next = start
    var root = 0
    for (i, word) in words.enumerated() {
      guard let head = word.head else {
        root = i
        continue
      }
      list[Int(next[head])] = Int32(i)
      next[head] += 1
    }
    self.root = root
    childStart = start
    childList = list
  }

  /// The children of a word, in order of the text.
  @inlinable
  public func children(of word: Int) -> LazyMapSequence<ArraySlice<Int32>, Int> {
    childList[Int(childStart[word])..<Int(childStart[word + 1])].lazy.map { Int($0) }
  }

  /// The first child whose relation is `deprel`, subtypes not counted as equal.
  @inlinable
  public func child(of word: Int, _ deprel: String) -> Int? {
    children(of: word).first { words[$0].deprel == deprel }
  }

  /// The words below and including `word`, in order of the text.
  ///
  /// - Cost: linear in the size of the subtree.
  public func subtree(of word: Int) -> [Int] {
    var found = [word]
    var i = 0
    while i < found.count {
      found.append(contentsOf: children(of: found[i]))
      i += 1
    }
    return found.sorted()
  }

  /// The word of a stretch whose head lies outside it; of several the one nearest to the root.
  package func head(of range: Range<Int>) -> Int {
    range.filter { i in words[i].head.map { !range.contains($0) } ?? true }
      .min { (depth(of: $0), $0) < (depth(of: $1), $1) } ?? range.lowerBound
  }

  /// How many words stand above a word.
  package func depth(of word: Int) -> Int {
    var depth = 0
    var at = word
    while let head = words[at].head {
      depth += 1
      at = head
    }
    return depth
  }

  /// Whether a noun has a definite article or a demonstrative: "the raid", "this raid".
  package func hasDefiniteDeterminer(_ noun: Int) -> Bool {
    children(of: noun).contains { child in
      let feats = words[child].feats
      return words[child].deprel == "det" && (feats["Definite"] == "Def" || feats["PronType"] == "Dem")
    }
  }

  /// A noun with what stands close around it, clauses and phrases that merely follow left out.
  public func phrase(of head: Int) -> ClosedRange<Int> {
    let inside = children(of: head).filter {
      ["compound", "amod", "flat", "nmod:poss", "nummod"].contains(words[$0].deprel)
    }
    return min(head, inside.min() ?? head)...max(head, inside.max() ?? head)
  }

  /// The bytes from the first word of a stretch to its last.
  package func span(of range: ClosedRange<Int>) -> Span {
    words[range.lowerBound].span.union(words[range.upperBound].span)
  }

  /// Whether `ancestor` is `word` or stands above it.
  public func dominates(_ ancestor: Int, _ word: Int) -> Bool {
    var at: Int? = word
    while let i = at {
      if i == ancestor { return true }
      at = words[i].head
    }
    return false
  }

  /// What is wrong with a list of heads, in words; nil for a tree.
  ///
  /// - Cost: linear in the number of words.
  public static func fault(in heads: [Int?]) -> String? {
    guard !heads.isEmpty else { return "no words" }
    let roots = heads.count { $0 == nil }
    guard roots == 1 else { return "\(roots) roots" }
    // The word from which a word was first reached on the way up; to reach it again from there is a cycle.
    var reached = [Int](repeating: -1, count: heads.count)
    for start in heads.indices {
      var at = start
      while reached[at] < 0 {
        reached[at] = start
        guard let head = heads[at] else { break }
        guard heads.indices.contains(head) else {
          return "word \(at + 1) has head \(head + 1) of \(heads.count)"
        }
        at = head
        if reached[at] == start { return "a cycle through word \(at + 1)" }
      }
    }
    return nil
  }
}

/// A surface token of several words: the range of its words and its place in the text.
public struct MultiwordToken: Hashable, Sendable {
  public var words: Range<Int>
  public var form: String
  public var span: Span
  /// The MISC column of the token, kept as ``Word/misc`` is.
  public var misc: String

  public init(words: Range<Int>, form: String, span: Span = Span(0, 0), misc: String = "_") {
    self.words = words
    self.form = form
    self.span = span
    self.misc = misc
  }
}

extension Tree {
  /// The same sentence with other words, as many as before, that make a tree.
  public func with(words: [Word]) -> Tree {
    Tree(words: words, multiword: multiword, span: span, paragraph: paragraph, comments: comments)
  }

  /// The same tree with other comments.
  public func with(comments: [String]) -> Tree {
    Tree(words: words, multiword: multiword, span: span, paragraph: paragraph, comments: comments)
  }

  /// The same tree with every span moved by so many bytes, when its sentence stands inside a longer text.
  public func shifted(by offset: Int) -> Tree {
    func moved(_ span: Span) -> Span { Span(span.start + offset, span.end + offset) }
    let shifted = words.map { word in
      var word = word
      word.span = moved(word.span)
      return word
    }
    let tokens = multiword.map { token in
      var token = token
      token.span = moved(token.span)
      return token
    }
    return Tree(
      words: shifted, multiword: tokens, span: moved(span), paragraph: paragraph, comments: comments)
  }
}
