import CMatrix
import DemarcheSyntax

/// One reading of some sentences by the network, forth and back: the loss and its gradient.
///
/// Keeps its scratch between calls. Everything a word has lies in a row; rows of words are set apart by
/// a boundary row between sentences, so that a window of three words is three rows in sequence.
final class NetworkPass {
  private let shape: NetworkShape
  /// Gradient of the parameters, summed over the sentences of the last run.
  let gradient: Numbers
  /// Gradient of what each row's word rows sum to, for the rows `wordRows` names.
  let input = Numbers(0)
  /// The word rows of each row, ``WordRows/each`` a row; a boundary has its own number first, then none.
  private(set) var wordRows: [UInt32] = []
  private(set) var rowCount = 0
  private(set) var loss = Losses()

  struct Losses {
    var tag: Float = 0
    var set: Float = 0
    var arc: Float = 0
    var relation: Float = 0

    static func + (a: Losses, b: Losses) -> Losses {
      Losses(tag: a.tag + b.tag, set: a.set + b.set, arc: a.arc + b.arc, relation: a.relation + b.relation)
    }
  }

  static let noRow = UInt32.max

  private let keepInput: Float
  private let keepLayer: Float

  private let sums = Numbers(0)
  private let inputMask = Numbers(0)
  private let windowed = Numbers(0)
  /// By layer: its input after dropout, the dropout, the gates, the memory.
  private var inputs: [Numbers] = []
  private var masks: [Numbers] = []
  private var gates: [Numbers] = []
  private var memory: [Numbers] = []
  private var inputGradients: [Numbers] = []
  private let gateGradient = Numbers(0)
  private let columns = Numbers(0)
  private let columnGradient = Numbers(0)
  private let heads = Numbers(0)
  private let dependents = Numbers(0)
  private let headGradient = Numbers(0)
  private let dependentGradient = Numbers(0)
  private let scores = Numbers(0)
  private let scoreGradient = Numbers(0)
  private let turned = Numbers(0)
  private let distances = Numbers(0)
  private let distanceGradient = Numbers(0)
  private let pairs = Numbers(0)
  private let pairGradient = Numbers(0)
  private let transposed = Numbers(0)

  init(_ shape: NetworkShape, keepInput: Float, keepLayer: Float) {
    self.shape = shape
    self.keepInput = keepInput
    self.keepLayer = keepLayer
    gradient = Numbers(shape.parameterCount)
    for _ in 0...shape.layers {
      inputs.append(Numbers(0))
      masks.append(Numbers(0))
      inputGradients.append(Numbers(0))
    }
    for _ in 0..<shape.layers {
      gates.append(Numbers(0))
      memory.append(Numbers(0))
    }
  }

  /// Reads sentences of a corpus and sums the gradient of their loss, times `weight`.
  ///
  /// - Parameters:
  ///   - parameters: the network's, `shape.parameterCount` of them.
  ///   - table: the word rows, `shape.width` numbers each.
  ///   - forget: how many words of a thousand lose their form.
  func run(
    _ corpus: TrainingCorpus, _ sentences: ArraySlice<Int>, parameters: UnsafePointer<Float>,
    table: UnsafePointer<Float>, weight: Float, forget: UInt64, random: inout RandomNumbers
  ) {
    loss = Losses()
    gradient.clear(shape.parameterCount)
    let spans = layOut(corpus, sentences, forget: forget, random: &random)
    sum(table, random: &random)
    forward(parameters, spans, random: &random)
    for gradient in inputGradients {
      gradient.reserve(rowCount * shape.width)
      gradient.clear(rowCount * shape.width)
    }
    let top = shape.layers
    choose(corpus, spans, shape.tag, parameters, at: top - 1, weight: weight * 0.5, isTag: true)
    choose(corpus, spans, shape.set, parameters, at: top - 1, weight: weight * 0.3, isTag: false)
    arcs(corpus, spans, parameters, weight)
    relations(corpus, spans, parameters, weight)
    backward(parameters, spans)
  }

  /// A sentence: its first row and the words of the corpus it holds.
  private struct Placed {
    let row: Int
    let words: Range<Int>
    var count: Int { words.count }
  }

  private func layOut(
    _ corpus: TrainingCorpus, _ sentences: ArraySlice<Int>, forget: UInt64, random: inout RandomNumbers
  ) -> [Placed] {
    var placed: [Placed] = []
    wordRows.removeAll(keepingCapacity: true)
    let boundary =
      [UInt32(WordRows.boundary)] + [UInt32](repeating: NetworkPass.noRow, count: WordRows.each - 1)
    wordRows += boundary
    for sentence in sentences {
      let words = corpus.words(of: sentence)
      placed.append(Placed(row: wordRows.count / WordRows.each, words: words))
      for word in words {
        let at = wordRows.count
        wordRows += corpus.rows[word * WordRows.each..<(word + 1) * WordRows.each]
        if random.next() % 1000 < forget {
          wordRows[at] = UInt32(WordRows.unknown)
        }
      }
      wordRows += boundary
    }
    rowCount = wordRows.count / WordRows.each
    return placed
  }

  private func sum(_ table: UnsafePointer<Float>, random: inout RandomNumbers) {
    let lanes = shape.width / 8
    let table = UnsafeRawPointer(table).assumingMemoryBound(to: SIMD8<Float>.self)
    sums.reserve(rowCount * shape.width)
    drop(inputMask, rowCount * shape.width, keep: keepInput, random: &random)
    for row in 0..<rowCount {
      let to = sums.lanes + row * lanes
      for lane in 0..<lanes { to[lane] = .zero }
      let numbers = wordRows[row * WordRows.each..<(row + 1) * WordRows.each]
      for number in numbers where number != NetworkPass.noRow {
        let from = table + Int(number) * lanes
        for lane in 0..<lanes { to[lane] += from[lane] }
      }
      for lane in 0..<lanes { to[lane] *= inputMask.lanes[row * lanes + lane] }
    }
  }

  /// Fills a mask with 0 and 1 over `keep`.
  private func drop(_ mask: Numbers, _ count: Int, keep: Float, random: inout RandomNumbers) {
    mask.reserve(count)
    let value = 1 / keep
    let limit = UInt64(keep * 256)
    var at = 0
    while at < count {
      var bits = random.next()
      for _ in 0..<min(8, count - at) {
        mask.floats[at] = bits & 0xFF < limit ? value : 0
        bits >>= 8
        at += 1
      }
    }
  }

  // MARK: Forth

  private func forward(
    _ parameters: UnsafePointer<Float>, _ spans: [Placed], random: inout RandomNumbers
  ) {
    let width = shape.width
    let lanes = width / 8
    windowed.reserve(rowCount * width)
    fill(windowed, rowCount, parameters + shape.window.bias, width)
    matrix_add_product(
      rowCount - 2, width, 3 * width, sums.floats, width, 1, parameters + shape.window.matrix, width,
      windowed.floats + width, width)
    inputs[0].reserve(rowCount * width)
    for at in 0..<rowCount * lanes {
      let x = windowed.lanes[at]
      inputs[0].lanes[at] = Recurrence.positive(x) + sums.lanes[at]
    }
    for l in 0...shape.layers {
      drop(masks[l], rowCount * width, keep: keepLayer, random: &random)
      for at in 0..<rowCount * lanes { inputs[l].lanes[at] *= masks[l].lanes[at] }
      if l == shape.layers { break }
      let layer = shape.layer(l)
      gates[l].reserve(rowCount * shape.gates)
      fill(gates[l], rowCount, parameters + layer.bias, shape.gates)
      matrix_add_product(
        rowCount, shape.gates, width, inputs[l].floats, width, 1, parameters + layer.matrix, shape.gates,
        gates[l].floats, shape.gates)
      memory[l].reserve(rowCount * width)
      inputs[l + 1].reserve(rowCount * width)
      inputs[l + 1].clear(rowCount * width)
      for span in spans {
        recur(l, span.row..<span.row + span.count, fromRight: false)
        recur(l, span.row..<span.row + span.count, fromRight: true)
      }
    }
  }

  private func recur(_ l: Int, _ rows: Range<Int>, fromRight: Bool) {
    let lanes = shape.half / 8
    let side = fromRight ? lanes : 0
    for lane in 0..<lanes {
      var c = SIMD8<Float>.zero
      for step in 0..<rows.count {
        let row = fromRight ? rows.upperBound - 1 - step : rows.lowerBound + step
        let gate = gates[l].lanes + row * 6 * lanes + 3 * side + lane
        let f = Recurrence.gate(gate[lanes])
        let r = Recurrence.gate(gate[2 * lanes])
        gate[lanes] = f
        gate[2 * lanes] = r
        let x = gate[0]
        c = x + f * (c - x)
        let at = row * 2 * lanes + side + lane
        memory[l].lanes[at] = c
        let s = inputs[l].lanes[at]
        inputs[l + 1].lanes[at] = s + r * (c - s)
      }
    }
  }

  /// Writes the same `width` numbers to each row.
  private func fill(_ block: Numbers, _ rows: Int, _ values: UnsafePointer<Float>, _ width: Int) {
    for row in 0..<rows { (block.floats + row * width).update(from: values, count: width) }
  }

  // MARK: Back

  private func backward(_ parameters: UnsafePointer<Float>, _ spans: [Placed]) {
    let width = shape.width
    let lanes = width / 8
    for l in stride(from: shape.layers - 1, through: 0, by: -1) {
      let above = inputGradients[l + 1]
      for at in 0..<rowCount * lanes { above.lanes[at] *= masks[l + 1].lanes[at] }
      gateGradient.reserve(rowCount * shape.gates)
      gateGradient.clear(rowCount * shape.gates)
      for span in spans {
        unroll(l, span.row..<span.row + span.count, fromRight: false)
        unroll(l, span.row..<span.row + span.count, fromRight: true)
      }
      learn(shape.layer(l), parameters, from: inputs[l], gateGradient, into: inputGradients[l], rowCount)
    }
    let none = SIMD8<Float>.zero
    let gradient = inputGradients[0]
    input.reserve(rowCount * width)
    columnGradient.reserve(rowCount * width)
    for at in 0..<rowCount * lanes {
      let g = gradient.lanes[at] * masks[0].lanes[at]
      input.lanes[at] = g
      columnGradient.lanes[at] = g.replacing(with: none, where: windowed.lanes[at] .< none)
    }
    // The window of the first and of the last row is never made.
    for lane in 0..<lanes {
      columnGradient.lanes[lane] = .zero
      columnGradient.lanes[(rowCount - 1) * lanes + lane] = .zero
    }
    let window = shape.window
    matrix_add_product(
      window.rows, width, rowCount - 2, sums.floats, 1, width, columnGradient.floats + width, width,
      self.gradient.floats + window.matrix, width)
    addRows(columnGradient, rowCount, width, to: self.gradient.floats + window.bias)
    // Back through the window: each of its three words gets its share.
    for place in 0..<3 {
      transpose(parameters + window.matrix + place * width * width, width, width)
      matrix_add_product(
        rowCount - 2, width, width, columnGradient.floats + width, width, 1, transposed.floats, width,
        input.floats + place * width, width)
    }
    for at in 0..<rowCount * lanes { input.lanes[at] *= inputMask.lanes[at] }
  }

  private func unroll(_ l: Int, _ rows: Range<Int>, fromRight: Bool) {
    let lanes = shape.half / 8
    let side = fromRight ? lanes : 0
    let one = SIMD8<Float>(repeating: 1)
    for lane in 0..<lanes {
      var carried = SIMD8<Float>.zero
      for step in stride(from: rows.count - 1, through: 0, by: -1) {
        let row = fromRight ? rows.upperBound - 1 - step : rows.lowerBound + step
        let before = fromRight ? row + 1 : row - 1
        let at = row * 2 * lanes + side + lane
        let gate = gates[l].lanes + row * 6 * lanes + 3 * side + lane
        let (x, f, r) = (gate[0], gate[lanes], gate[2 * lanes])
        let c = memory[l].lanes[at]
        let previous = step == 0 ? .zero : memory[l].lanes[before * 2 * lanes + side + lane]
        let g = inputGradients[l + 1].lanes[at]
        inputGradients[l].lanes[at] += g * (one - r)
        let dc = g * r + carried
        let to = gateGradient.lanes + row * 6 * lanes + 3 * side + lane
        to[0] = dc * (one - f)
        to[lanes] = dc * (previous - x) * slope(f)
        to[2 * lanes] = g * (c - inputs[l].lanes[at]) * slope(r)
        carried = dc * f
      }
    }
  }

  /// The slope of ``Recurrence/gate(_:)`` where it has the value `y`.
  @inline(__always)
  private func slope(_ y: SIMD8<Float>) -> SIMD8<Float> {
    let a = y + y - SIMD8<Float>(repeating: 1)
    let rest = (SIMD8<Float>(repeating: 1) - a * a)
    let positive = Recurrence.positive(rest)
    return SIMD8<Float>(repeating: 0.5) * positive * positive.squareRoot()
  }

  /// Given the gradient of what a dense matrix made from `input`, learns it and passes the gradient on.
  private func learn(
    _ dense: NetworkShape.Dense, _ parameters: UnsafePointer<Float>, from input: Numbers, _ made: Numbers,
    into passed: Numbers, _ rows: Int
  ) {
    matrix_add_product(
      dense.rows, dense.columns, rows, input.floats, 1, dense.rows, made.floats, dense.columns,
      gradient.floats + dense.matrix, dense.columns)
    addRows(made, rows, dense.columns, to: gradient.floats + dense.bias)
    transpose(parameters + dense.matrix, dense.rows, dense.columns)
    matrix_add_product(
      rows, dense.rows, dense.columns, made.floats, dense.columns, 1, transposed.floats, dense.rows,
      passed.floats, dense.rows)
  }

  private func apply(
    _ dense: NetworkShape.Dense, _ parameters: UnsafePointer<Float>, to input: Numbers, into made: Numbers
  ) {
    made.reserve(rowCount * dense.columns)
    fill(made, rowCount, parameters + dense.bias, dense.columns)
    matrix_add_product(
      rowCount, dense.columns, dense.rows, input.floats, dense.rows, 1, parameters + dense.matrix,
      dense.columns, made.floats, dense.columns)
  }

  private func addRows(_ block: Numbers, _ rows: Int, _ width: Int, to sum: UnsafeMutablePointer<Float>) {
    for row in 0..<rows {
      let from = block.floats + row * width
      for i in 0..<width { sum[i] += from[i] }
    }
  }

  private func transpose(_ matrix: UnsafePointer<Float>, _ rows: Int, _ columns: Int) {
    transposed.reserve(rows * columns)
    for i in 0..<rows { for j in 0..<columns { transposed.floats[j * rows + i] = matrix[i * columns + j] } }
  }

  // MARK: Tags and features

  private func choose(
    _ corpus: TrainingCorpus, _ spans: [Placed], _ dense: NetworkShape.Dense,
    _ parameters: UnsafePointer<Float>, at level: Int, weight: Float, isTag: Bool
  ) {
    apply(dense, parameters, to: inputs[level], into: columns)
    columnGradient.reserve(rowCount * dense.columns)
    columnGradient.clear(rowCount * dense.columns)
    let count = isTag ? shape.tags : shape.sets
    var total: Float = 0
    for span in spans {
      for i in 0..<span.count {
        let word = span.words.lowerBound + i
        let gold = Int(isTag ? corpus.tags[word] : corpus.sets[word])
        if isTag ? gold == 0 : gold == 255 { continue }
        let at = (span.row + i) * dense.columns
        total += softmax(columns.floats + at, count, gold, weight, into: columnGradient.floats + at)
      }
    }
    if isTag { loss.tag = total } else { loss.set = total }
    learn(dense, parameters, from: inputs[level], columnGradient, into: inputGradients[level], rowCount)
  }

  /// The loss of choosing `gold`, and its gradient times `weight`.
  private func softmax(
    _ scores: UnsafePointer<Float>, _ count: Int, _ gold: Int, _ weight: Float,
    into gradient: UnsafeMutablePointer<Float>
  ) -> Float {
    var top = scores[0]
    for i in 1..<count { top = max(top, scores[i]) }
    var sum: Float = 0
    for i in 0..<count {
      let e = Elementary.exponential(scores[i] - top)
      gradient[i] = e
      sum += e
    }
    let scale = weight / sum
    for i in 0..<count { gradient[i] *= scale }
    gradient[gold] -= weight
    return Elementary.logarithm(sum) - (scores[gold] - top)
  }

  // MARK: Arcs

  private func arcs(
    _ corpus: TrainingCorpus, _ spans: [Placed], _ parameters: UnsafePointer<Float>, _ weight: Float
  ) {
    let arc = shape.arc
    apply(shape.arcHead, parameters, to: inputs[shape.layers], into: heads)
    apply(shape.arcDependent, parameters, to: inputs[shape.layers], into: dependents)
    bend(heads, rowCount * arc)
    bend(dependents, rowCount * arc)
    headGradient.reserve(rowCount * arc)
    dependentGradient.reserve(rowCount * arc)
    headGradient.clear(rowCount * arc)
    dependentGradient.clear(rowCount * arc)
    transpose(parameters + shape.arcDistance.matrix, Distance.columns, arc)
    distances.reserve(rowCount * Distance.columns)
    distances.clear(rowCount * Distance.columns)
    matrix_add_product(
      rowCount, Distance.columns, arc, dependents.floats, arc, 1, transposed.floats, Distance.columns,
      distances.floats, Distance.columns)
    distanceGradient.reserve(rowCount * Distance.columns)
    distanceGradient.clear(rowCount * Distance.columns)
    for span in spans { arcs(corpus, span, parameters, weight) }
    matrix_add_product(
      rowCount, arc, Distance.columns, distanceGradient.floats, Distance.columns, 1,
      parameters + shape.arcDistance.matrix, arc, dependentGradient.floats, arc)
    matrix_add_product(
      Distance.columns, arc, rowCount, distanceGradient.floats, 1, Distance.columns, dependents.floats, arc,
      gradient.floats + shape.arcDistance.matrix, arc)
    unbend(headGradient, heads, rowCount * arc)
    unbend(dependentGradient, dependents, rowCount * arc)
    let (top, below) = (inputs[shape.layers], inputGradients[shape.layers])
    learn(shape.arcHead, parameters, from: top, headGradient, into: below, rowCount)
    learn(shape.arcDependent, parameters, from: top, dependentGradient, into: below, rowCount)
  }

  private func arcs(
    _ corpus: TrainingCorpus, _ span: Placed, _ parameters: UnsafePointer<Float>, _ weight: Float
  ) {
    let arc = shape.arc
    let n = span.count
    let wide = NetworkShape.padded(n + 1)
    let head = heads.floats + span.row * arc
    let dependent = dependents.floats + span.row * arc
    let prior = parameters + shape.arcPrior.matrix
    // Heads as columns; the last is the root.
    turned.reserve(arc * wide)
    turned.clear(arc * wide)
    for h in 0..<n { for k in 0..<arc { turned.floats[k * wide + h] = head[h * arc + k] } }
    let root = parameters + shape.arcPrior.bias
    for k in 0..<arc { turned.floats[k * wide + n] = root[k] }
    scores.reserve((n + 1) * wide)
    scores.clear((n + 1) * wide)
    let prior0 = scores.floats + n * wide
    matrix_add_product(1, wide, arc, prior, arc, 1, turned.floats, wide, prior0, wide)
    matrix_add_product(n, wide, arc, dependent, arc, 1, turned.floats, wide, scores.floats, wide)
    scoreGradient.reserve((n + 1) * wide)
    scoreGradient.clear((n + 1) * wide)
    let priorGradient = scoreGradient.floats + n * wide
    for d in 0..<n {
      let row = scores.floats + d * wide
      let far = distances.floats + (span.row + d) * Distance.columns
      for h in 0..<n where h != d { row[h] += prior0[h] + far[Distance.step(from: d, to: h)] }
      row[d] = -1e6
      row[n] += prior0[n] + far[Distance.root]
      let gold = corpus.heads[span.words.lowerBound + d]
      let to = scoreGradient.floats + d * wide
      loss.arc += softmax(row, n + 1, gold < 0 ? n : Int(gold), weight, into: to)
      let farGradient = distanceGradient.floats + (span.row + d) * Distance.columns
      to[d] = 0
      for h in 0..<n where h != d {
        priorGradient[h] += to[h]
        farGradient[Distance.step(from: d, to: h)] += to[h]
      }
      priorGradient[n] += to[n]
      farGradient[Distance.root] += to[n]
    }
    // Scores are dependents (with the prior as one more) times heads.
    let g = scoreGradient.floats
    matrix_add_product(
      n, arc, n, g, 1, wide, dependent, arc, headGradient.floats + span.row * arc, arc)
    matrix_add_product(
      n, arc, 1, g + n * wide, 1, wide, prior, arc, headGradient.floats + span.row * arc, arc)
    matrix_add_product(
      1, arc, n, g + n, 1, wide, dependent, arc, gradient.floats + shape.arcPrior.bias, arc)
    matrix_add_product(
      1, arc, 1, g + n * wide + n, 1, wide, prior, arc, gradient.floats + shape.arcPrior.bias, arc)
    // Dependents get the heads, and the root, as rows.
    matrix_add_product(n, arc, n, g, wide, 1, head, arc, dependentGradient.floats + span.row * arc, arc)
    matrix_add_product(n, arc, 1, g + n, wide, 1, root, arc, dependentGradient.floats + span.row * arc, arc)
    matrix_add_product(
      1, arc, n, g + n * wide, wide, 1, head, arc, gradient.floats + shape.arcPrior.matrix, arc)
    matrix_add_product(
      1, arc, 1, g + n * wide + n, wide, 1, root, arc, gradient.floats + shape.arcPrior.matrix, arc)
  }

  /// Negative numbers shrink to a tenth.
  private func bend(_ block: Numbers, _ count: Int) {
    for i in 0..<count / 8 {
      let x = block.lanes[i]
      block.lanes[i] = x.replacing(with: x * 0.125, where: x .< SIMD8<Float>.zero)
    }
  }

  private func unbend(_ gradient: Numbers, _ bent: Numbers, _ count: Int) {
    for i in 0..<count / 8 {
      let g = gradient.lanes[i]
      gradient.lanes[i] = g.replacing(with: g * 0.125, where: bent.lanes[i] .< SIMD8<Float>.zero)
    }
  }

  // MARK: Relations

  private func relations(
    _ corpus: TrainingCorpus, _ spans: [Placed], _ parameters: UnsafePointer<Float>, _ weight: Float
  ) {
    let pair = shape.pair
    let lanes = pair / 8
    apply(shape.pairHead, parameters, to: inputs[shape.layers], into: heads)
    apply(shape.pairDependent, parameters, to: inputs[shape.layers], into: dependents)
    pairs.reserve(rowCount * pair)
    pairs.clear(rowCount * pair)
    func lane(_ at: Int) -> UnsafePointer<SIMD8<Float>> {
      UnsafeRawPointer(parameters + at).assumingMemoryBound(to: SIMD8<Float>.self)
    }
    func laneGradient(_ at: Int) -> UnsafeMutablePointer<SIMD8<Float>> {
      UnsafeMutableRawPointer(gradient.floats + at).assumingMemoryBound(to: SIMD8<Float>.self)
    }
    /// Where the head's numbers lie, and the distance to it.
    func place(_ span: Placed, _ d: Int) -> (row: Int?, step: Int) {
      let head = Int(corpus.heads[span.words.lowerBound + d])
      return head < 0 ? (nil, Distance.root) : (span.row + head, Distance.step(from: d, to: head))
    }
    for span in spans {
      for d in 0..<span.count {
        let at = place(span, d)
        // The root as a head is the distance to it and nothing else, so it has no row of its own.
        let far = lane(shape.pairDistance.matrix + at.step * pair)
        let row = span.row + d
        for i in 0..<lanes {
          var x = dependents.lanes[row * lanes + i] + far[i]
          if let head = at.row { x += heads.lanes[head * lanes + i] }
          pairs.lanes[row * lanes + i] = Recurrence.positive(x)
        }
      }
    }
    let dense = shape.relation
    apply(dense, parameters, to: pairs, into: columns)
    columnGradient.reserve(rowCount * dense.columns)
    columnGradient.clear(rowCount * dense.columns)
    for span in spans {
      for d in 0..<span.count {
        let at = (span.row + d) * dense.columns
        let gold = Int(corpus.labels[span.words.lowerBound + d])
        loss.relation += softmax(
          columns.floats + at, shape.relations, gold, weight, into: columnGradient.floats + at)
      }
    }
    pairGradient.reserve(rowCount * pair)
    pairGradient.clear(rowCount * pair)
    learn(dense, parameters, from: pairs, columnGradient, into: pairGradient, rowCount)
    headGradient.reserve(rowCount * pair)
    headGradient.clear(rowCount * pair)
    let none = SIMD8<Float>.zero
    for span in spans {
      for d in 0..<span.count {
        let at = place(span, d)
        let row = span.row + d
        let far = laneGradient(shape.pairDistance.matrix + at.step * pair)
        for i in 0..<lanes {
          let x = pairs.lanes[row * lanes + i]
          let g = pairGradient.lanes[row * lanes + i].replacing(with: none, where: x .<= none)
          pairGradient.lanes[row * lanes + i] = g
          far[i] += g
          if let head = at.row { headGradient.lanes[head * lanes + i] += g }
        }
      }
    }
    let (top, below) = (inputs[shape.layers], inputGradients[shape.layers])
    learn(shape.pairHead, parameters, from: top, headGradient, into: below, rowCount)
    learn(shape.pairDependent, parameters, from: top, pairGradient, into: below, rowCount)
  }
}
