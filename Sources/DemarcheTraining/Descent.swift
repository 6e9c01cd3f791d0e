import DemarcheSyntax

/// Moves parameters against their gradient, each at a pace of its own.
///
/// Source: Adam, Kingma and Ba 2015; the word rows by its lazy form, which touches a row only when its
/// words are read.
struct Descent {
  let parameters: Numbers
  /// `NetworkShape/wordRows` rows of `width` numbers.
  let table: Numbers
  private let width: Int
  private let (first, second): (Numbers, Numbers)
  private let (tableFirst, tableSecond): (Numbers, Numbers)
  private let touched: Numbers
  private var places: [Int32]
  private var rows: [UInt32] = []
  private var step = 0

  private let decay: (first: Float, second: Float) = (0.9, 0.98)
  private var powers: (first: Float, second: Float) = (1, 1)

  init(_ shape: NetworkShape, seed: UInt64) {
    width = shape.width
    parameters = Numbers(shape.parameterCount)
    table = Numbers(shape.wordRows * shape.width)
    first = Numbers(shape.parameterCount)
    second = Numbers(shape.parameterCount)
    tableFirst = Numbers(table.count)
    tableSecond = Numbers(table.count)
    touched = Numbers(0)
    places = [Int32](repeating: -1, count: shape.wordRows)
    var random = RandomNumbers(seed: seed &+ 0x5EED)
    func uniform(_ reach: Float) -> Float {
      (Float(random.next() >> 40) / Float(1 << 24) * 2 - 1) * reach
    }
    func fill(_ dense: NetworkShape.Dense) {
      let reach = (6 / Float(dense.rows + dense.columns)).squareRoot()
      for i in 0..<dense.rows * dense.columns { parameters.floats[dense.matrix + i] = uniform(reach) }
    }
    fill(shape.window)
    for l in 0..<shape.layers {
      let layer = shape.layer(l)
      let reach = (3 / Float(shape.width)).squareRoot()
      for i in 0..<layer.rows * layer.columns { parameters.floats[layer.matrix + i] = uniform(reach) }
      // At first each word keeps more of what came before than it forgets.
      for side in 0..<2 {
        for k in 0..<shape.half { parameters.floats[layer.bias + (3 * side + 1) * shape.half + k] = 0.5 }
      }
    }
    for dense in [
      shape.tag, shape.set, shape.arcHead, shape.arcDependent, shape.pairHead, shape.pairDependent,
      shape.relation,
    ] { fill(dense) }
    for i in 0..<shape.arc { parameters.floats[shape.arcPrior.bias + i] = uniform(0.1) }
    for i in 0..<table.count { table.floats[i] = uniform(0.15) }
  }

  /// One step against the sum of the gradients of several passes.
  ///
  /// - Parameter rate: how far a parameter moves whose gradient keeps its sign.
  mutating func move(_ passes: [NetworkPass], rate: Float) {
    step += 1
    powers.first *= decay.first
    powers.second *= decay.second
    let pace = rate * (1 - powers.second).squareRoot() / (1 - powers.first)
    for at in 0..<parameters.count / 8 {
      var g = passes[0].gradient.lanes[at]
      for pass in passes.dropFirst() { g += pass.gradient.lanes[at] }
      move(parameters.lanes + at, first.lanes + at, second.lanes + at, g, pace)
    }
    let lanes = width / 8
    rows.removeAll(keepingCapacity: true)
    for pass in passes {
      for number in pass.wordRows where number != NetworkPass.noRow && places[Int(number)] < 0 {
        places[Int(number)] = Int32(rows.count)
        rows.append(number)
      }
    }
    touched.reserve(rows.count * width)
    touched.clear(rows.count * width)
    for pass in passes {
      for row in 0..<pass.rowCount {
        let g = pass.input.lanes + row * lanes
        for k in row * WordRows.each..<(row + 1) * WordRows.each {
          let number = pass.wordRows[k]
          if number == NetworkPass.noRow { continue }
          let to = touched.lanes + Int(places[Int(number)]) * lanes
          for lane in 0..<lanes { to[lane] += g[lane] }
        }
      }
    }
    for (place, number) in rows.enumerated() {
      places[Int(number)] = -1
      let at = Int(number) * lanes
      for lane in 0..<lanes {
        move(
          table.lanes + at + lane, tableFirst.lanes + at + lane, tableSecond.lanes + at + lane,
          touched.lanes[place * lanes + lane], pace)
      }
    }
  }

  @inline(__always)
  private func move(
    _ x: UnsafeMutablePointer<SIMD8<Float>>, _ m: UnsafeMutablePointer<SIMD8<Float>>,
    _ v: UnsafeMutablePointer<SIMD8<Float>>, _ g: SIMD8<Float>, _ pace: Float
  ) {
    m.pointee += (g - m.pointee) * (1 - decay.first)
    v.pointee += (g * g - v.pointee) * (1 - decay.second)
    x.pointee -= m.pointee * pace / (v.pointee.squareRoot() + SIMD8<Float>(repeating: 1e-8))
  }
}
