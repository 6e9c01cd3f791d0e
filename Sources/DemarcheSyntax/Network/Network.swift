import CMatrix
package import DemarcheData

/// The network that reads a sentence: chooses tags and features, scores heads and relations.
///
/// The same words give the same numbers on every machine: what is multiplied is whole, what is not is
/// added in a fixed order. See ``NetworkShape`` for what it computes.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct Network: @unchecked Sendable {  // why: only reads mapped bytes, which never change
  /// A matrix in whole numbers, laid out for ``matrix_product_whole``.
  private struct Dense {
    let shape: NetworkShape.Dense
    let panels: UnsafePointer<Int16>
    let scale: Float
    let bias: UnsafePointer<Float>
  }

  package let shape: NetworkShape
  private let forms: NumberTable
  private let rows: UnsafePointer<Int16>
  private let rowScale: Float
  private let window: Dense
  private let layers: [Dense]
  private let tag: Dense
  private let set: Dense
  private let arcHead: Dense
  private let arcDependent: Dense
  private let pairHead: Dense
  private let pairDependent: Dense
  private let relation: Dense
  /// Distances as columns.
  private let arcDistance: UnsafePointer<Float>
  private let arcPrior: UnsafePointer<Float>
  private let arcRoot: UnsafePointer<Float>
  private let pairDistance: UnsafePointer<SIMD8<Float>>

  /// Whole numbers of a word's rows stay below this, so that a sum over the window stays in 32 bits.
  package static let topOfRows: Float = 1023
  package static let topOfWindow: Float = 700
  package static let top: Float = 2047

  /// More words than this are read in parts.
  package static let longest = 256

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    let sizes = try reader.values(.networkShape, as: Int32.self)
    guard sizes.count == 8, sizes.allSatisfy({ $0 > 0 && $0 < 1 << 20 }), sizes[0] < 4096, sizes[1] < 64,
      sizes[0] % 16 == 0, sizes[2] % 8 == 0, sizes[3] % 8 == 0
    else { throw reader.fault("the shape of the network is broken") }
    var shape = NetworkShape(
      tags: Int(sizes[4]), sets: Int(sizes[5]), relations: Int(sizes[6]), forms: Int(sizes[7]))
    shape.width = Int(sizes[0])
    shape.layers = Int(sizes[1])
    shape.arc = Int(sizes[2])
    shape.pair = Int(sizes[3])
    let rows = try reader.values(.wordRows, as: Int16.self)
    let panels = try reader.values(.panels, as: Int16.self)
    let scales = try reader.values(.scales, as: Float.self)
    let floats = try reader.values(.parameters, as: Float.self)
    let order = Network.denses(shape)
    let wholes = order.reduce(0) { $0 + $1.rows * $1.columns }
    guard rows.count == shape.wordRows * shape.width, panels.count == wholes, scales.count == order.count + 1,
      floats.count == Network.floatCount(shape), let rowBase = rows.baseAddress,
      let panelBase = panels.baseAddress, let floatBase = floats.baseAddress
    else { throw reader.fault("the network is cut off") }
    self.shape = shape
    forms = try NumberTable(reader, .forms, bits: WordRows.bits, count: shape.forms)
    self.rows = rowBase
    rowScale = scales[0]
    var list: [Dense] = []
    var panel = panelBase
    var at = floatBase
    for (i, dense) in order.enumerated() {
      list.append(Dense(shape: dense, panels: panel, scale: scales[i + 1], bias: at))
      panel += dense.rows * dense.columns
      at += dense.columns
    }
    window = list[0]
    layers = Array(list[1...shape.layers])
    let rest = list[(1 + shape.layers)...]
    let first = rest.startIndex
    (tag, set) = (rest[first], rest[first + 1])
    (arcHead, arcDependent) = (rest[first + 2], rest[first + 3])
    (pairHead, pairDependent, relation) = (rest[first + 4], rest[first + 5], rest[first + 6])
    arcDistance = at
    at += Distance.columns * shape.arc
    arcPrior = at
    arcRoot = at + shape.arc
    at += 2 * shape.arc
    pairDistance = at.lanes
  }

  /// The matrices that multiply, in the order they lie in a model.
  private static func denses(_ shape: NetworkShape) -> [NetworkShape.Dense] {
    [shape.window] + (0..<shape.layers).map { shape.layer($0) } + [
      shape.tag, shape.set, shape.arcHead, shape.arcDependent, shape.pairHead, shape.pairDependent,
      shape.relation,
    ]
  }

  private static func floatCount(_ shape: NetworkShape) -> Int {
    denses(shape).reduce(0) { $0 + $1.columns } + (Distance.columns + 2) * shape.arc
      + Distance.columns * shape.pair
  }

  /// Lays out learnt parameters for a model file.
  ///
  /// - Parameters:
  ///   - parameters: `shape.parameterCount` numbers.
  ///   - table: the word rows, `shape.wordRows * shape.width` numbers.
  package static func write(
    _ shape: NetworkShape, parameters: UnsafePointer<Float>, table: UnsafePointer<Float>,
    to writer: inout ModelFile.Writer
  ) {
    let sizes = [
      shape.width, shape.layers, shape.arc, shape.pair, shape.tags, shape.sets, shape.relations,
      shape.forms,
    ]
    writer.add(.networkShape, of: sizes.map { Int32($0) })
    var scales: [Float] = []
    func whole(_ from: UnsafePointer<Float>, _ count: Int, top: Float) -> [Int16] {
      var numbers = [Int16](repeating: 0, count: count)
      numbers.withUnsafeMutableBufferPointer { to in
        guard let to = to.baseAddress else { return }
        scales.append(matrix_to_whole(count, from, top, to))
      }
      return numbers
    }
    writer.add(.wordRows, of: whole(table, shape.wordRows * shape.width, top: topOfRows))
    var panels: [Int16] = []
    var floats: [Float] = []
    for (i, dense) in denses(shape).enumerated() {
      let numbers = whole(
        parameters + dense.matrix, dense.rows * dense.columns, top: i == 0 ? topOfWindow : top)
      for panel in stride(from: 0, to: dense.columns, by: 8) {
        for row in stride(from: 0, to: dense.rows, by: 2) {
          for column in panel..<panel + 8 {
            panels.append(numbers[row * dense.columns + column])
            panels.append(numbers[(row + 1) * dense.columns + column])
          }
        }
      }
      for column in 0..<dense.columns { floats.append(parameters[dense.bias + column]) }
    }
    for k in 0..<shape.arc {
      for step in 0..<Distance.columns {
        floats.append(parameters[shape.arcDistance.matrix + step * shape.arc + k])
      }
    }
    for k in 0..<2 * shape.arc { floats.append(parameters[shape.arcPrior.matrix + k]) }
    for k in 0..<Distance.columns * shape.pair { floats.append(parameters[shape.pairDistance.matrix + k]) }
    writer.add(.panels, of: panels)
    writer.add(.scales, of: scales)
    writer.add(.parameters, of: floats)
  }

  /// What the network says of the words of a sentence.
  package struct Reading {
    /// By word.
    package let tags: UnsafeMutablePointer<UInt8>
    package let sets: UnsafeMutablePointer<UInt8>
    /// The number of words stands for the root.
    package let heads: UnsafeMutablePointer<Int32>
    package let labels: UnsafeMutablePointer<UInt8>

    package init(
      tags: UnsafeMutablePointer<UInt8>, sets: UnsafeMutablePointer<UInt8>,
      heads: UnsafeMutablePointer<Int32>, labels: UnsafeMutablePointer<UInt8>
    ) {
      self.tags = tags
      self.sets = sets
      self.heads = heads
      self.labels = labels
    }
  }

  /// Reads at most ``longest`` words.
  ///
  /// - Parameters:
  ///   - mend: may change the tags before features are chosen.
  package func read(
    _ words: UnsafePointer<Lexical>, count n: Int, _ inventory: TagInventory, into reading: Reading,
    mend: (UnsafeMutablePointer<UInt8>) -> Void = { _ in }
  ) {
    precondition(n > 0 && n <= Network.longest, "\(n) words to read at once")
    let width = shape.width
    let lines = n + 2
    let wide = NetworkShape.padded(n + 1)
    let columns = max(shape.gates, shape.tagColumns, shape.setColumns, shape.relationColumns)
    let broad = max(width, shape.pair)
    // In numbers of four bytes: two levels, sums and rounded input, gates, heads and dependents, scores.
    let room =
      lines * (3 * width + broad) + n * columns + 2 * n * max(shape.arc, shape.pair) + n * Distance.columns
      + shape.arc * wide + (n + 1) * wide + 64
    withUnsafeTemporaryAllocation(byteCount: room * 4 + 512, alignment: 64) { bytes in
      guard let base = bytes.baseAddress else { return }
      var at = 0
      func take(_ count: Int) -> UnsafeMutablePointer<Float> {
        defer { at += (count * 4 + 31) / 32 * 32 }
        return (base + at).assumingMemoryBound(to: Float.self)
      }
      let low = take(lines * width)
      let high = take(lines * width)
      let sums = UnsafeMutableRawPointer(take(lines * width / 2)).assumingMemoryBound(to: Int16.self)
      let rounded = UnsafeMutableRawPointer(take(lines * broad / 2)).assumingMemoryBound(to: Int16.self)
      let made = take(n * columns)
      add(words, n, into: sums)
      matrix_product_whole(
        n, width, 3 * width, sums, width, window.panels, window.scale * rowScale, window.bias, high, width)
      matrix_from_whole(n * width, sums + width, rowScale, low)
      rectify(high, addedTo: low, n * width)
      var (from, to) = (low, high)
      for l in 0..<shape.layers {
        let scale = matrix_to_whole(n * width, from, Network.top, rounded)
        if l == shape.layers - 1 {
          apply(tag, to: rounded, scale, n, into: made)
          for i in 0..<n {
            reading.tags[i] = inventory.best(made + i * tag.shape.columns)
          }
          mend(reading.tags)
          apply(set, to: rounded, scale, n, into: made)
          for i in 0..<n {
            let scores = made + i * set.shape.columns
            reading.sets[i] = TagInventory.best(scores, among: inventory.candidates(of: reading.tags[i]))
          }
        }
        apply(layers[l], to: rounded, scale, n, into: made)
        matrix_recur(n, shape.half, made, from, to)
        swap(&from, &to)
      }
      let heads = take(n * max(shape.arc, shape.pair))
      let dependents = take(n * max(shape.arc, shape.pair))
      let scale = matrix_to_whole(n * width, from, Network.top, rounded)
      apply(arcHead, to: rounded, scale, n, into: heads)
      apply(arcDependent, to: rounded, scale, n, into: dependents)
      let far = take(n * Distance.columns)
      let turned = take(shape.arc * wide)
      let scores = take((n + 1) * wide)
      score(n, wide, heads, dependents, far, turned, scores)
      SpanningTree.fill(reading.heads, scores, count: n, row: wide)
      apply(pairHead, to: rounded, scale, n, into: heads)
      apply(pairDependent, to: rounded, scale, n, into: dependents)
      label(n, reading, heads, dependents, rounded, made)
    }
  }

  /// Sums the rows of each word; a boundary stands before and after.
  private func add(_ words: UnsafePointer<Lexical>, _ n: Int, into sums: UnsafeMutablePointer<Int16>) {
    let lanes = shape.width / 16
    let from = UnsafeRawPointer(rows).assumingMemoryBound(to: SIMD16<Int16>.self)
    let to = UnsafeMutableRawPointer(sums).assumingMemoryBound(to: SIMD16<Int16>.self)
    let boundary = from + WordRows.boundary * lanes
    to.update(from: boundary, count: lanes)
    (to + (n + 1) * lanes).update(from: boundary, count: lanes)
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: WordRows.each) { numbers in
      guard let numbers = numbers.baseAddress else { return }
      for i in 0..<n {
        let form = forms.number(of: words[i].hash).map { WordRows.firstForm + $0 } ?? WordRows.unknown
        WordRows.fill(numbers, words[i], form: UInt32(form))
        let sum = to + (i + 1) * lanes
        sum.update(from: from + Int(numbers[0]) * lanes, count: lanes)
        for k in 1..<WordRows.each {
          let row = from + Int(numbers[k]) * lanes
          for lane in 0..<lanes { sum[lane] &+= row[lane] }
        }
      }
    }
  }

  private func rectify(
    _ x: UnsafeMutablePointer<Float>, addedTo sum: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    let (x, sum) = (x.lanes, sum.lanes)
    for i in 0..<count / 8 { sum[i] += Activation.positive(x[i]) }
  }

  /// The product of a matrix and rounded numbers, `scale` being what a whole one stands for.
  private func apply(
    _ dense: Dense, to rounded: UnsafePointer<Int16>, _ scale: Float, _ n: Int,
    into made: UnsafeMutablePointer<Float>
  ) {
    let (rows, columns) = (dense.shape.rows, dense.shape.columns)
    matrix_product_whole(
      n, columns, rows, rounded, rows, dense.panels, dense.scale * scale, dense.bias, made, columns)
  }

  /// Fills in the score of each head for each dependent, the root's last.
  private func score(
    _ n: Int, _ wide: Int, _ heads: UnsafeMutablePointer<Float>, _ dependents: UnsafeMutablePointer<Float>,
    _ far: UnsafeMutablePointer<Float>, _ turned: UnsafeMutablePointer<Float>,
    _ scores: UnsafeMutablePointer<Float>
  ) {
    let arc = shape.arc
    bend(heads, n * arc)
    bend(dependents, n * arc)
    for k in 0..<arc {
      let row = turned + k * wide
      for h in 0..<n { row[h] = heads[h * arc + k] }
      row[n] = arcRoot[k]
      for h in n + 1..<wide { row[h] = 0 }
    }
    far.update(repeating: 0, count: n * Distance.columns)
    matrix_add_product(
      n, Distance.columns, arc, dependents, arc, 1, arcDistance, Distance.columns, far, Distance.columns)
    let prior = scores + n * wide
    prior.update(repeating: 0, count: wide)
    matrix_add_product(1, wide, arc, arcPrior, arc, 1, turned, wide, prior, wide)
    for d in 0..<n { (scores + d * wide).update(from: prior, count: wide) }
    matrix_add_product(n, wide, arc, dependents, arc, 1, turned, wide, scores, wide)
    for d in 0..<n {
      let row = scores + d * wide
      let steps = far + d * Distance.columns
      for h in 0..<n where h != d { row[h] += steps[Distance.step(from: d, to: h)] }
      row[d] = -1e6
      row[n] += steps[Distance.root]
    }
  }

  private func bend(_ block: UnsafeMutablePointer<Float>, _ count: Int) {
    let block = block.lanes
    for i in 0..<count / 8 { block[i] = Activation.bent(block[i]) }
  }

  private func label(
    _ n: Int, _ reading: Reading, _ heads: UnsafeMutablePointer<Float>,
    _ dependents: UnsafeMutablePointer<Float>, _ rounded: UnsafeMutablePointer<Int16>,
    _ made: UnsafeMutablePointer<Float>
  ) {
    let lanes = shape.pair / 8
    let (heads, pairs) = (heads.lanes, dependents.lanes)
    for d in 0..<n {
      let head = Int(reading.heads[d])
      let far = pairDistance + (head == n ? Distance.root : Distance.step(from: d, to: head)) * lanes
      for i in 0..<lanes {
        var x = pairs[d * lanes + i] + far[i]
        if head < n { x += heads[head * lanes + i] }
        pairs[d * lanes + i] = Activation.positive(x)
      }
    }
    let scale = matrix_to_whole(n * shape.pair, dependents, Network.top, rounded)
    apply(relation, to: rounded, scale, n, into: made)
    for d in 0..<n {
      if reading.heads[d] == n {
        reading.labels[d] = 0
        continue
      }
      let scores = made + d * shape.relationColumns
      var best = 1
      for label in 2..<shape.relations where scores[label] > scores[best] { best = label }
      reading.labels[d] = UInt8(truncatingIfNeeded: best)
    }
  }
}
