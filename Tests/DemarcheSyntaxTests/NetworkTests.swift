import CMatrix
import DemarcheSyntax
@testable import DemarcheTraining
import Testing

@Suite struct NetworkTests {
  private static func numbers(_ count: Int, seed: UInt64, reach: Float = 1) -> [Float] {
    var random = RandomNumbers(seed: seed)
    return (0..<count).map { _ in (Float(random.next() >> 40) / Float(1 << 24) * 2 - 1) * reach }
  }

  @Test("a product of matrices is the sum of products", arguments: [1, 2, 3, 4, 5, 7])
  func product(rows m: Int) {
    let (k, n) = (10, 24)
    let (a, b) = (NetworkTests.numbers(m * k, seed: 1), NetworkTests.numbers(k * n, seed: 2))
    var c = [Float](repeating: 1, count: m * n)
    matrix_add_product(m, n, k, a, k, 1, b, n, &c, n)
    for i in 0..<m {
      for j in 0..<n {
        let sum = (0..<k).reduce(Float(1)) { $0 + a[i * k + $1] * b[$1 * n + j] }
        #expect(abs(sum - c[i * n + j]) < 1e-5)
      }
    }
  }

  @Test("a product in whole numbers is exact", arguments: [1, 4, 6, 13])
  func wholeProduct(rows m: Int) {
    let (k, n) = (8, 16)
    let a = NetworkTests.numbers(m * k, seed: 3, reach: 2000).map { Int16($0) }
    let b = NetworkTests.numbers(k * n, seed: 4, reach: 2000).map { Int16($0) }
    var panels: [Int16] = []
    for panel in stride(from: 0, to: n, by: 8) {
      for row in stride(from: 0, to: k, by: 2) {
        for column in panel..<panel + 8 { panels += [b[row * n + column], b[(row + 1) * n + column]] }
      }
    }
    let bias = (0..<n).map { Float($0) }
    var c = [Float](repeating: 0, count: m * n)
    matrix_product_whole(m, n, k, a, k, panels, 0.5, bias, &c, n)
    for i in 0..<m {
      for j in 0..<n {
        let sum = (0..<k).reduce(0) { $0 + Int(a[i * k + $1]) * Int(b[$1 * n + j]) }
        #expect(c[i * n + j] == Float(sum) * 0.5 + Float(j))
      }
    }
  }

  @Test("rounding keeps signs and takes the nearest whole number")
  func rounding() {
    let from: [Float] = [0, 1, -1, 0.3, -0.3, 0.26, -2, 1.5]
    var to = [Int16](repeating: 9, count: 8)
    let scale = matrix_to_whole(8, from, 8, &to)
    #expect(to == [0, 4, -4, 1, -1, 1, -8, 6])
    #expect(scale == 0.25)
    #expect(matrix_to_whole(8, [Float](repeating: 0, count: 8), 8, &to) == 0)
  }

  @Test("the gradient is the slope of the loss")
  func gradient() {
    let trees = TrainingTests.treebank
    let inventories = Inventories(trees)
    var corpus = TrainingCorpus()
    for tree in trees { corpus.add(tree, inventories) }
    let forms = Set(corpus.forms).sorted()
    corpus.number(Dictionary(uniqueKeysWithValues: forms.enumerated().map { ($1, $0) }))
    var shape = NetworkShape(
      tags: inventories.tags.tags.count, sets: inventories.tags.featureSets.count,
      relations: inventories.relations.count, forms: forms.count)
    shape.width = 16
    shape.arc = 8
    shape.pair = 16
    let descent = Descent(shape, seed: 5)
    let pass = NetworkPass(shape, keepInput: 1, keepLayer: 1)
    func loss() -> Float {
      var random = RandomNumbers(seed: 1)
      pass.run(
        corpus, [0, 2, 4], parameters: descent.parameters.floats, table: descent.table.floats, weight: 1,
        forget: 0, random: &random)
      return pass.loss.tag * 0.5 + pass.loss.set * 0.3 + pass.loss.arc + pass.loss.relation
    }
    _ = loss()
    let gradient = (0..<shape.parameterCount).map { pass.gradient.floats[$0] }
    let row = Int(pass.wordRows[WordRows.each * 2])
    let input = (0..<shape.width).map { pass.input.floats[2 * shape.width + $0] }
    func slope(_ x: UnsafeMutablePointer<Float>) -> Float {
      let kept = x.pointee
      x.pointee = kept + 0.002
      let above = loss()
      x.pointee = kept - 0.002
      let below = loss()
      x.pointee = kept
      return (above - below) / 0.004
    }
    var checked = 0
    let dense = [
      shape.window, shape.layer(0), shape.layer(2), shape.tag, shape.set, shape.arcHead, shape.arcDependent,
      shape.arcDistance, shape.arcPrior, shape.pairHead, shape.pairDependent, shape.pairDistance,
      shape.relation,
    ]
    for matrix in dense {
      let places = [matrix.matrix + 3, matrix.matrix + matrix.columns + 5, matrix.bias + 2]
      for at in places where at < matrix.bias + matrix.columns {
        let expected = slope(descent.parameters.floats + at)
        #expect(abs(expected - gradient[at]) < 0.02 + 0.05 * abs(expected), "parameter \(at) of \(matrix)")
        checked += 1
      }
    }
    #expect(checked == 39)
    for k in [0, 7, 15] {
      let expected = slope(descent.table.floats + row * shape.width + k)
      #expect(abs(expected - input[k]) < 0.02 + 0.05 * abs(expected), "number \(k) of the word's row")
    }
  }
}
