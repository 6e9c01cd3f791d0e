import DemarcheSyntax

/// Learns the parser's weights on sentences whose tags are guesses, as they will be in use.
struct ParserTraining {
  /// In a hundred steps, how many follow the learner's own choice after the first epochs.
  static let exploration: UInt64 = 90

  private let actions = Perceptron()
  private let relations = Perceptron()
  private let relationCount: Int
  private let keys: UnsafeMutablePointer<UInt64>
  private let scores: UnsafeMutablePointer<Int32>

  static func learn(
    _ sentences: [TrainingSentence], relationCount: Int, epochs: Int, margin: Int32, seed: UInt64,
    report: (String) -> Void
  ) -> (actions: [ActionWeights.Bucket], relations: TaggerTraining.Tables) {
    let training = ParserTraining(relationCount: relationCount)
    defer { training.release() }
    var random = RandomNumbers(seed: seed)
    var order = Array(sentences.indices)
    let oracles = sentences.map { Oracle($0.heads) }
    for epoch in 0..<epochs {
      order.shuffle(using: &random)
      var (arcs, right) = (0, 0)
      for s in order {
        let score = training.learn(
          sentences[s], oracles[s], explores: epoch > 0, margin: margin, random: &random)
        arcs += score.arcs
        right += score.right
      }
      report(
        "parser epoch \(epoch + 1) of \(epochs): \(right * 10_000 / max(arcs, 1)) of 10000 actions right")
    }
    let (slots, entries) = SparseWeights.layOut(training.relations.quantized(minimum: 4, rows: 419_000))
    return (training.actionTable(), TaggerTraining.Tables(slots: slots, entries: entries))
  }

  private init(relationCount: Int) {
    self.relationCount = relationCount
    keys = .allocate(capacity: ActionFeatures.capacity)
    scores = .allocate(capacity: 256)
  }

  private func release() {
    keys.deallocate()
    scores.deallocate()
  }

  private func learn(
    _ sentence: TrainingSentence, _ oracle: Oracle, explores: Bool, margin: Int32, random: inout RandomNumbers
  ) -> (arcs: Int, right: Int) {
    var state = ParserState(sentence.words, sentence.tags)
    var onStack = [Bool](repeating: false, count: sentence.count + 2)
    var (steps, right) = (0, 0)
    while !state.isFinal {
      let action = choose(state, oracle, onStack, explores, margin, &random, &right)
      steps += 1
      guard let arc = state.arc(of: action) else {
        onStack[state.next] = true
        state.shift()
        continue
      }
      var label: UInt8 = 0
      if arc.head < sentence.count {
        let gold =
          oracle.isGold(head: arc.head, dependent: arc.dependent) ? sentence.labels[arc.dependent] : nil
        label = learnLabel(state, arc.head, arc.dependent, gold: gold, margin)
      }
      onStack[arc.dependent] = false
      state.attach(arc.dependent, to: arc.head, label: label)
    }
    return (steps, right)
  }

  private func choose(
    _ state: borrowing ParserState, _ oracle: Oracle, _ onStack: [Bool], _ explores: Bool, _ margin: Int32,
    _ random: inout RandomNumbers, _ right: inout Int
  ) -> ParserState.Action {
    var list = FeatureList(keys)
    ActionFeatures.fill(&list, state)
    actions.score(keys, list.count, into: scores)
    var least = Int.max
    var (guess, gold, rival): (ParserState.Action?, ParserState.Action?, ParserState.Action?)
    var costs = [Int](repeating: .max, count: 4)
    for action in ParserState.Action.allCases where state.isAllowed(action) {
      let cost = oracle.cost(action, state, onStack)
      costs[action.rawValue] = cost
      least = min(least, cost)
      if guess == nil || scores[action.rawValue] > scores[guess?.rawValue ?? 0] { guess = action }
    }
    for action in ParserState.Action.allCases where costs[action.rawValue] < .max {
      if costs[action.rawValue] == least {
        if gold == nil || scores[action.rawValue] > scores[gold?.rawValue ?? 0] { gold = action }
      } else if rival == nil || scores[action.rawValue] > scores[rival?.rawValue ?? 0] {
        rival = action
      }
    }
    guard let guess, let gold else { return .shift }
    if costs[guess.rawValue] == least { right += 1 }
    if let rival, scores[rival.rawValue] + margin > scores[gold.rawValue] {
      actions.update(keys, list.count, right: gold.rawValue, wrong: rival.rawValue)
    }
    actions.tick()
    return explores && random.chance(ParserTraining.exploration) ? guess : gold
  }

  /// Guesses a label, and learns from the gold one if the arc is right.
  private func learnLabel(
    _ state: borrowing ParserState, _ head: Int, _ dependent: Int, gold: UInt8?, _ margin: Int32
  ) -> UInt8 {
    var list = FeatureList(keys)
    LabelFeatures.fill(&list, state, head: head, dependent: dependent)
    relations.score(keys, list.count, into: scores)
    let guess = bestLabel()
    guard let gold else { return guess }
    scores[Int(gold)] -= margin
    let rival = bestLabel()
    if rival != gold { relations.update(keys, list.count, right: Int(gold), wrong: Int(rival)) }
    relations.tick()
    return guess
  }

  private func bestLabel() -> UInt8 {
    var best = 1
    for label in 2..<relationCount where scores[label] > scores[best] { best = label }
    return UInt8(best)
  }

  /// The strongest features, as many as the table of the model takes.
  private func actionTable() -> [ActionWeights.Bucket] {
    let scale: Int64 = 256
    var rows: [(key: UInt64, weights: SIMD4<Int16>, size: Int)] = []
    for row in actions.averaged(scale: scale) {
      var weights = SIMD4<Int16>.zero
      var size = 0
      for entry in row.entries {
        weights[entry.label] = Int16(max(-32_767, min(32_767, entry.weight)))
        size = max(size, abs(entry.weight))
      }
      rows.append((row.key, weights, size))
    }
    rows.sort { $0.size != $1.size ? $0.size > $1.size : $0.key < $1.key }
    return ActionWeights.layOut(rows.map { ($0.key, $0.weights) }, count: min(96_000, rows.count / 4 + 1))
  }
}
