package import DemarcheData

/// Finds the heads and relations of a tagged sentence by greedy arc-hybrid transitions.
///
/// Always ends with a tree: one root, no cycle. Relations go by number, their names stand in the model.
package struct Parser: Sendable {
  private let actions: ActionWeights
  private let relations: SparseWeights
  /// By number; the first is `root`.
  package let relationNames: [String]

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    actions = try ActionWeights(reader, .transitionWeights)
    relations = try SparseWeights(reader, slots: .relationWeights, entries: .relationEntries)
    relationNames = try reader.strings(.relations)
    guard relationNames.count > 1, relationNames.count < 255 else {
      throw reader.fault("\(relationNames.count) relations")
    }
  }

  /// Runs the transitions from the start to a tree.
  ///
  /// The root's label is 0.
  package func parse(_ state: inout ParserState) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: ActionFeatures.capacity) { keys in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { scores in
        guard let keys = keys.baseAddress, let scores = scores.baseAddress else { return }
        while !state.isFinal {
          let action = next(state, keys)
          guard let arc = state.arc(of: action) else {
            state.shift()
            continue
          }
          let label = arc.head == state.count ? 0 : label(state, arc.head, arc.dependent, keys, scores)
          state.attach(arc.dependent, to: arc.head, label: label)
        }
      }
    }
  }

  @inline(__always)
  private func next(
    _ state: borrowing ParserState, _ keys: UnsafeMutablePointer<UInt64>
  ) -> ParserState.Action {
    let (shift, left, right) = (state.isAllowed(.shift), state.isAllowed(.left), state.isAllowed(.right))
    if !left && !right { return .shift }
    if !shift && !left { return .right }
    if !shift && !right { return .left }
    var list = FeatureList(keys)
    ActionFeatures.fill(&list, state)
    let scores = actions.score(keys, list.count)
    var best: ParserState.Action?
    for action in ParserState.Action.allCases where state.isAllowed(action) {
      if let known = best, scores[action.rawValue] <= scores[known.rawValue] { continue }
      best = action
    }
    return best ?? .shift
  }

  /// The relation of the highest score, never `root`; the lower number wins a tie.
  private func label(
    _ state: borrowing ParserState, _ head: Int, _ dependent: Int, _ keys: UnsafeMutablePointer<UInt64>,
    _ scores: UnsafeMutablePointer<Int32>
  ) -> UInt8 {
    var list = FeatureList(keys)
    LabelFeatures.fill(&list, state, head: head, dependent: dependent)
    scores.update(repeating: 0, count: 256)
    relations.add(list, to: scores)
    var best = 1
    for label in 2..<relationNames.count where scores[label] > scores[best] { best = label }
    return UInt8(truncatingIfNeeded: best)
  }
}
