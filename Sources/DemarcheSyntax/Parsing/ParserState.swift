/// A state of the arc-hybrid transition system over one sentence.
///
/// Words are numbered from 0; the artificial root stands after the last word, at `count`; `none` is
/// the place of everything that is not there. The root can only be reached when one word is left,
/// so exactly one word hangs from it.
package struct ParserState: ~Copyable {
  package enum Action: Int, Sendable, CaseIterable { case shift = 1, left, right }

  /// What is known of a word and what hangs from it so far.
  package struct Node {
    package var word: UInt64 = 0
    package var tag: UInt64 = 0
    /// Word and tag packed into 24 bits.
    package var wordTag: UInt64 = 0
    package var fine: UInt64 = 0
    package var coarse: UInt64 = 0
    package var head: Int32 = -1
    package var label: UInt64 = 0
    package var left1: Int32 = 0
    package var left2: Int32 = 0
    package var right1: Int32 = 0
    package var right2: Int32 = 0
    package var leftCount: UInt64 = 0
    package var rightCount: UInt64 = 0
    /// One bit for each label among the children, modulo 64.
    package var labels: UInt64 = 0

    /// The labels among the children, hashed to 28 bits.
    @inline(__always)
    package var labelSet: UInt64 { (labels &* 0x9E37_79B9_7F4A_7C15) >> 36 }
  }

  /// By word, then the root, then an empty node.
  package let nodes: UnsafeMutablePointer<Node>
  package let stack: UnsafeMutablePointer<Int32>
  package private(set) var stackCount = 0
  /// The first word of the buffer; `count` when only the root is left there.
  package private(set) var next = 0
  package let count: Int

  /// The place of everything that is not there.
  package var none: Int { count + 1 }

  package static let rootTag: UInt8 = 255
  package static let noTag: UInt8 = 254

  /// `words` and `tags` have two empty places at both ends.
  package init(_ words: UnsafePointer<Lexical>, _ tags: UnsafePointer<UInt8>, count: Int) {
    self.init(count: count, word: { words[$0 + 2].known }, tag: { tags[$0 + 2] })
  }

  /// The same, from arrays.
  package init(_ words: [Lexical], _ tags: [UInt8]) {
    self.init(count: words.count - 4, word: { words[$0 + 2].known }, tag: { tags[$0 + 2] })
  }

  private init(count: Int, word: (Int) -> Vocabulary.Known, tag: (Int) -> UInt8) {
    self.count = count
    nodes = .allocate(capacity: count + 2)
    stack = .allocate(capacity: count + 1)
    for i in 0..<count + 2 {
      var node = Node()
      if i < count {
        let known = word(i)
        node.word = UInt64(known.word)
        node.fine = UInt64(known.fine)
        node.coarse = UInt64(known.coarse)
      }
      node.tag = UInt64(i < count ? tag(i) : i == count ? ParserState.rootTag : ParserState.noTag)
      node.wordTag = node.word << 8 | node.tag
      node.left1 = Int32(count + 1)
      node.left2 = Int32(count + 1)
      node.right1 = Int32(count + 1)
      node.right2 = Int32(count + 1)
      (nodes + i).initialize(to: node)
    }
  }

  deinit {
    nodes.deallocate()
    stack.deallocate()
  }

  /// The word `depth` places below the top of the stack.
  @inline(__always)
  package func stacked(_ depth: Int) -> Int {
    depth < stackCount ? Int(stack[stackCount - 1 - depth]) : none
  }

  /// The word `ahead` places into the buffer, whose last is the root.
  @inline(__always)
  package func buffered(_ ahead: Int) -> Int {
    next + ahead <= count ? next + ahead : none
  }

  package var isFinal: Bool { next == count && stackCount == 0 }

  @inline(__always)
  package func isAllowed(_ action: Action) -> Bool {
    switch action {
    case .shift: next < count
    case .left: stackCount > 0 && (next < count || stackCount == 1)
    case .right: stackCount > 1
    }
  }

  /// The head and the dependent of the arc an action makes; nil for a shift.
  @inline(__always)
  package func arc(of action: Action) -> (head: Int, dependent: Int)? {
    switch action {
    case .shift: nil
    case .left: (next, stacked(0))
    case .right: (stacked(1), stacked(0))
    }
  }

  package mutating func shift() {
    stack[stackCount] = Int32(next)
    stackCount += 1
    next += 1
  }

  /// Takes the top of the stack off and hangs it from `head`.
  package mutating func attach(_ dependent: Int, to head: Int, label: UInt8) {
    stackCount -= 1
    let child = Int32(dependent)
    nodes[dependent].head = Int32(head)
    nodes[dependent].label = UInt64(label)
    nodes[head].labels |= 1 << UInt64(label & 63)
    if dependent < head {
      nodes[head].left2 = nodes[head].left1
      nodes[head].left1 = child
      nodes[head].leftCount = min(nodes[head].leftCount + 1, 7)
    } else {
      nodes[head].right2 = nodes[head].right1
      nodes[head].right1 = child
      nodes[head].rightCount = min(nodes[head].rightCount + 1, 7)
    }
  }
}
