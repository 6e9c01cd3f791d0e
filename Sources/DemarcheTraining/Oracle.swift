import DemarcheSyntax

/// The dynamic oracle of arc-hybrid parsing: how many gold arcs an action puts out of reach.
///
/// Exact for projective trees. Source: Goldberg and Nivre, Training Deterministic Parsers with
/// Non-Deterministic Oracles, TACL 1 (2013).
struct Oracle {
  private let heads: [Int]
  /// The gold children of each word, in order of the text; the last entry is the root's.
  private let children: [[Int]]

  init(_ heads: [Int]) {
    self.heads = heads
    var children = [[Int]](repeating: [], count: heads.count + 1)
    for (dependent, head) in heads.enumerated() { children[head].append(dependent) }
    self.children = children
  }

  func isGold(head: Int, dependent: Int) -> Bool { heads[dependent] == head }

  /// The gold arcs lost by an allowed action.
  ///
  /// `onStack` marks the words on the stack.
  func cost(_ action: ParserState.Action, _ state: borrowing ParserState, _ onStack: [Bool]) -> Int {
    let next = state.next
    let top = state.stacked(0)
    switch action {
    case .shift:
      var cost = heads[next] != top && heads[next] < next && onStack[heads[next]] ? 1 : 0
      for child in children[next] where child < next && onStack[child] { cost += 1 }
      return cost
    case .left:
      var cost = heads[top] > next || heads[top] == state.stacked(1) ? 1 : 0
      for child in children[top] where child >= next { cost += 1 }
      return cost
    case .right:
      var cost = heads[top] >= next ? 1 : 0
      for child in children[top] where child >= next { cost += 1 }
      return cost
    }
  }
}
