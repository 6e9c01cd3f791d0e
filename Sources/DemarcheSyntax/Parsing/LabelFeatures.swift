/// What the parser looks at when it names the relation of a new arc.
package enum LabelFeatures {
  package static let capacity = 64

  package static func fill(
    _ list: inout FeatureList, _ state: borrowing ParserState, head: Int, dependent: Int
  ) {
    let nodes = state.nodes
    let (h, d) = (nodes[head], nodes[dependent])
    let none = nodes[state.none]
    let side: UInt64 = dependent < head ? 1 : 0
    let far = ActionFeatures.length(dependent < head ? head - dependent : dependent - head) << 1 | side
    let dl = nodes[Int(d.left1)]
    let dl2 = nodes[Int(d.left2)]
    let dr = nodes[Int(d.right1)]
    let (hl, hr) = (nodes[Int(h.left1)], nodes[Int(h.right1)])
    let before = dependent > 0 ? nodes[dependent - 1] : none
    let after = nodes[dependent + 1]
    let headBefore = head > 0 ? nodes[head - 1] : none
    let headAfter = head < state.count ? nodes[head + 1] : none
    let sibling = side == 1 ? hl : hr

    list.add(h.wordTag << 1 | side)
    list.add(h.word << 1 | side)
    list.add(h.tag << 1 | side)
    list.add(d.wordTag << 1 | side)
    list.add(d.word << 1 | side)
    list.add(d.tag << 1 | side)
    list.add(h.wordTag << 25 | d.wordTag << 1 | side)
    list.add(h.wordTag << 9 | d.tag << 1 | side)
    list.add(d.wordTag << 9 | h.tag << 1 | side)
    list.add(h.word << 17 | d.word << 1 | side)
    list.add(h.tag << 9 | d.tag << 1 | side)
    list.add(h.tag << 12 | d.tag << 4 | far)
    list.add(d.word << 4 | far)
    list.add(h.word << 4 | far)
    // The dependent's own first words: a preposition, a marker, an article.
    list.add(dl.word << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(dl.word << 17 | h.word << 1 | side)
    list.add(dl.word << 17 | d.word << 1 | side)
    list.add(dl.label << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(dl.label << 17 | d.word << 1 | side)
    list.add(dl.label << 24 | dl2.label << 16 | dr.label << 8 | d.tag)
    list.add(dl2.word << 16 | d.tag << 8 | h.tag)
    list.add(dr.wordTag << 16 | d.tag << 8 | h.tag)
    list.add(dr.label << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(d.labelSet << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(d.labelSet << 9 | d.tag << 1 | side)
    // The head's other dependents.
    list.add(h.labelSet << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(h.labelSet << 17 | d.word << 1 | side)
    list.add(hl.label << 25 | hr.label << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(sibling.label << 17 | h.word << 1 | side)
    list.add(sibling.wordTag << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(sibling.word << 17 | d.word << 1 | side)
    // The words beside them in the text.
    list.add(before.tag << 17 | after.tag << 9 | d.tag << 1 | side)
    list.add(before.word << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(after.word << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(headBefore.tag << 25 | headAfter.tag << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(headAfter.word << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(headBefore.word << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(before.word << 16 | d.word)
    list.add(h.fine << 17 | d.fine << 1 | side)
    list.add(h.fine << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(d.fine << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(dl.word << 33 | d.fine << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(dl.word << 33 | h.fine << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(sibling.fine << 17 | d.fine << 1 | side)
    list.add(h.coarse << 25 | d.coarse << 17 | h.tag << 9 | d.tag << 1 | side)
    list.add(d.word << 16 | after.word)
  }
}
