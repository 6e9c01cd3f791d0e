/// What the parser looks at when it chooses its next action.
package enum ActionFeatures {
  package static let capacity = 128

  /// A distance as one of seven lengths.
  @inline(__always)
  static func length(_ distance: Int) -> UInt64 {
    switch distance {
    case ..<5: UInt64(truncatingIfNeeded: max(distance, 0))
    case ..<7: 5
    case ..<10: 6
    default: 7
    }
  }

  package static func fill(_ list: inout FeatureList, _ state: borrowing ParserState) {
    let nodes = state.nodes
    let none = state.none
    @inline(__always) func node(_ i: Int32) -> ParserState.Node { nodes[Int(i)] }
    let (i0, i1, j0) = (state.stacked(0), state.stacked(1), state.buffered(0))
    let (s0, s1, s2) = (nodes[i0], nodes[i1], nodes[state.stacked(2)])
    let (b0, b1, b2) = (nodes[j0], nodes[state.buffered(1)], nodes[state.buffered(2)])
    let (s0l, s0r, s0l2, s0r2) = (node(s0.left1), node(s0.right1), node(s0.left2), node(s0.right2))
    let (s1l, s1r, s1r2) = (node(s1.left1), node(s1.right1), node(s1.right2))
    let (b0l, b0l2) = (node(b0.left1), node(b0.left2))
    let before0 = i0 < state.count && i0 > 0 ? nodes[i0 - 1] : nodes[none]
    let after0 = i0 < state.count ? nodes[i0 + 1] : nodes[none]
    let after1 = i1 < state.count ? nodes[i1 + 1] : nodes[none]
    let beforeB = j0 > 0 && j0 <= state.count ? nodes[j0 - 1] : nodes[none]
    let far = i0 < state.count ? length(j0 - i0) : 0
    let far1 = i1 < state.count ? length(i0 - i1) : 0

    list.add(s0.wordTag)
    list.add(s0.word)
    list.add(s0.tag)
    list.add(s1.wordTag)
    list.add(s1.word)
    list.add(s1.tag)
    list.add(b0.wordTag)
    list.add(b0.word)
    list.add(b0.tag)
    list.add(b1.wordTag)
    list.add(b1.word)
    list.add(b1.tag)
    list.add(b2.wordTag)
    list.add(b2.tag)
    list.add(s2.wordTag)
    list.add(s2.tag)
    // Pairs of the three words that an action can join.
    list.add(s0.wordTag << 24 | b0.wordTag)
    list.add(s0.wordTag << 8 | b0.tag)
    list.add(b0.wordTag << 8 | s0.tag)
    list.add(s0.word << 16 | b0.word)
    list.add(s0.tag << 8 | b0.tag)
    list.add(s1.wordTag << 24 | s0.wordTag)
    list.add(s1.wordTag << 8 | s0.tag)
    list.add(s0.wordTag << 8 | s1.tag)
    list.add(s1.word << 16 | s0.word)
    list.add(s1.tag << 8 | s0.tag)
    list.add(s1.tag << 8 | b0.tag)
    list.add(s1.word << 16 | b0.word)
    list.add(s1.wordTag << 8 | b0.tag)
    list.add(b0.wordTag << 8 | s1.tag)
    list.add(b0.tag << 8 | b1.tag)
    list.add(b0.wordTag << 8 | b1.tag)
    list.add(b1.wordTag << 8 | b0.tag)
    list.add(b0.word << 16 | b1.word)
    list.add(s0.tag << 8 | b1.tag)
    list.add(s0.wordTag << 24 | b1.wordTag)
    list.add(s0.wordTag << 8 | b1.tag)
    // Triples of tags, with one of them a word at times.
    list.add(s0.tag << 16 | b0.tag << 8 | b1.tag)
    list.add(b0.tag << 16 | b1.tag << 8 | b2.tag)
    list.add(s1.tag << 16 | s0.tag << 8 | b0.tag)
    list.add(s2.tag << 16 | s1.tag << 8 | s0.tag)
    list.add(s0.wordTag << 16 | b0.tag << 8 | b1.tag)
    list.add(s0.wordTag << 16 | s1.tag << 8 | b0.tag)
    list.add(b0.wordTag << 16 | s1.tag << 8 | s0.tag)
    list.add(s1.wordTag << 16 | s0.tag << 8 | b0.tag)
    list.add(b0.wordTag << 16 | s0.tag << 8 | b1.tag)
    list.add(b1.wordTag << 16 | s0.tag << 8 | b0.tag)
    list.add(s1.word << 40 | s0.word << 24 | b0.wordTag)
    list.add(s1.tag << 24 | s0.tag << 16 | b0.tag << 8 | b1.tag)
    // What hangs from them already.
    list.add(s0.tag << 16 | s0l.tag << 8 | b0.tag)
    list.add(s0.tag << 16 | s0r.tag << 8 | b0.tag)
    list.add(s0.tag << 16 | b0.tag << 8 | b0l.tag)
    list.add(s1.tag << 16 | s1r.tag << 8 | s0.tag)
    list.add(s1.tag << 16 | s1l.tag << 8 | s0.tag)
    list.add(s1.tag << 16 | s0.tag << 8 | s0l.tag)
    list.add(s1.tag << 16 | s0.tag << 8 | s0r.tag)
    list.add(s1.tag << 16 | s1r.tag << 8 | b0.tag)
    list.add(s0.tag << 24 | s0l.label << 16 | s0r.label << 8 | b0.tag)
    list.add(s0.word << 16 | s0l.label << 8 | s0r.label)
    list.add(b0.tag << 16 | b0l.label << 8 | b0l2.label)
    list.add(b0.word << 16 | b0l.label << 8 | s0.tag)
    list.add(s1.tag << 24 | s1l.label << 16 | s1r.label << 8 | s0.tag)
    list.add(s1.word << 16 | s1r.label << 8 | s0.tag)
    list.add(s0.tag << 24 | s0r.label << 16 | s0r2.label << 8 | b0.tag)
    list.add(s0.tag << 24 | s0l.label << 16 | s0l2.label << 8 | b0.tag)
    list.add(s1.tag << 24 | s1r.label << 16 | s1r2.label << 8 | s0.tag)
    list.add(s0l.word << 8 | s0.tag)
    list.add(s0r.word << 8 | s0.tag)
    list.add(b0l.word << 8 | b0.tag)
    list.add(s0l.word << 16 | s0.tag << 8 | s1.tag)
    list.add(s0l.word << 24 | s1.wordTag)
    list.add(s0r.word << 16 | s0.tag << 8 | b0.tag)
    list.add(s1r.word << 16 | s1.tag << 8 | s0.tag)
    list.add(s0l.label << 24 | s0r.label << 16 | s1.tag << 8 | b0.tag)
    // How many, and how far.
    list.add(s0.wordTag << 6 | s0.leftCount << 3 | s0.rightCount)
    list.add(s0.tag << 14 | b0.tag << 6 | s0.leftCount << 3 | s0.rightCount)
    list.add(b0.wordTag << 3 | b0.leftCount)
    list.add(s0.tag << 14 | b0.tag << 6 | b0.leftCount << 3 | s0.rightCount)
    list.add(s1.wordTag << 3 | s1.rightCount)
    list.add(s1.tag << 14 | s0.tag << 6 | s1.leftCount << 3 | s1.rightCount)
    list.add(s0.tag << 11 | b0.tag << 3 | far)
    list.add(s0.word << 3 | far)
    list.add(b0.word << 3 | far)
    list.add(s0.word << 19 | b0.word << 3 | far)
    list.add(s1.tag << 11 | s0.tag << 3 | far1)
    list.add(s1.word << 11 | s0.tag << 3 | far1)
    list.add(s0.word << 11 | s1.tag << 3 | far1)
    // The words beside them in the text.
    list.add(before0.tag << 16 | s0.tag << 8 | b0.tag)
    list.add(after0.tag << 16 | s0.tag << 8 | b0.tag)
    list.add(beforeB.tag << 16 | b0.tag << 8 | s0.tag)
    list.add(after1.tag << 16 | s1.tag << 8 | s0.tag)
    list.add(beforeB.word << 16 | b0.tag << 8 | s0.tag)
    list.add(after0.word << 16 | s0.tag << 8 | b0.tag)
    // Clusters of words.
    list.add(s0.fine << 16 | b0.fine)
    list.add(s1.fine << 16 | s0.fine)
    list.add(s0.fine << 16 | s0.tag << 8 | b0.tag)
    list.add(b0.fine << 16 | b0.tag << 8 | s0.tag)
    list.add(s1.fine << 16 | s1.tag << 8 | s0.tag)
    list.add(s0.fine << 16 | s0.tag << 8 | s1.tag)
    list.add(s1.coarse << 32 | s0.coarse << 24 | b0.coarse << 16 | s0.tag << 8 | b0.tag)
    list.add(s0.coarse << 32 | b0.coarse << 24 | b1.coarse << 16 | s0.tag << 8 | b0.tag)
    list.add(b0.fine << 16 | b1.fine)
    list.add(s0l.fine << 24 | s0.fine << 8 | s1.tag)
    // Which kinds of dependents a possible head has.
    list.add(s1.labelSet << 16 | s1.tag << 8 | s0.tag)
    list.add(s0.labelSet << 16 | s0.tag << 8 | b0.tag)
    list.add(b0.labelSet << 16 | s0.tag << 8 | b0.tag)
  }
}
