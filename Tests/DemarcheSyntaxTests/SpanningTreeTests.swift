import DemarcheSyntax
import Testing

@Suite struct SpanningTreeTests {
  /// Heads found for rows of scores; the last column is the root, which the result writes as -1.
  private func heads(_ rows: [[Float]]) -> [Int] {
    let n = rows.count
    var scores = rows.flatMap { $0 }
    var heads = [Int32](repeating: 0, count: n)
    scores.withUnsafeMutableBufferPointer { scores in
      heads.withUnsafeMutableBufferPointer { heads in
        guard let scores = scores.baseAddress, let heads = heads.baseAddress else { return }
        for d in 0..<n { scores[d * (n + 1) + d] = -1e6 }
        SpanningTree.fill(heads, scores, count: n, row: n + 1)
      }
    }
    return heads.map { Int($0) == n ? -1 : Int($0) }
  }

  private func score(_ rows: [[Float]], _ heads: [Int]) -> Float {
    heads.enumerated().reduce(0) { $0 + rows[$1.offset][$1.element < 0 ? rows.count : $1.element] }
  }

  @Test("the best head of each word is taken where that is a tree")
  func plain() {
    #expect(heads([[0, 5, 1, 0], [1, 0, 1, 9], [0, 7, 0, 2]]) == [1, -1, 1])
  }

  @Test("a cycle is broken where it costs least")
  func cycle() {
    // 0 and 1 want each other; word 2 hangs from the root and would take 1 for little.
    #expect(heads([[0, 9, 1, 0], [8, 0, 7, 0], [0, 0, 0, 5]]) == [1, 2, -1])
  }

  @Test("of two words that want to be the root one gives way")
  func oneRoot() {
    #expect(heads([[0, 1, 9], [6, 0, 8]]) == [-1, 0])
  }

  @Test("no tree of a small sentence scores higher, whatever the scores")
  func best() {
    var state: UInt64 = 11
    func random() -> Float {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Float(state >> 40) / Float(1 << 24) * 10
    }
    for n in 1...4 {
      for _ in 0..<60 {
        let rows = (0..<n).map { _ in (0...n).map { _ in random() } }
        let found = heads(rows)
        #expect(Tree.fault(in: found.map { $0 < 0 ? nil : $0 }) == nil)
        var most = -Float.infinity
        var list = [Int](repeating: -1, count: n)
        func all(_ at: Int) {
          if at == n {
            let isTree = Tree.fault(in: list.map { $0 < 0 ? nil : $0 }) == nil
            if isTree { most = max(most, score(rows, list)) }
            return
          }
          for head in -1..<n where head != at {
            list[at] = head
            all(at + 1)
          }
        }
        all(0)
        #expect(abs(score(rows, found) - most) < 1e-3)
      }
    }
  }
}
