/// Finds the heads that together score highest and make a tree with one root.
///
/// Source: Chu and Liu 1965, Edmonds 1967. The best head of each word is taken first; only where that
/// is no tree are cycles closed, each into one node.
package enum SpanningTree {
  /// Fills in the heads of `count` words from `scores[dependent * row + head]`; head `count` is the root.
  ///
  /// - Cost: `count` squared; `count` cubed at worst, if cycle lies within cycle.
  package static func fill(
    _ heads: UnsafeMutablePointer<Int32>, _ scores: UnsafeMutablePointer<Float>, count n: Int, row: Int
  ) {
    var roots = 0
    for d in 0..<n {
      let line = scores + d * row
      var best = n
      for h in 0..<n where line[h] > line[best] { best = h }
      heads[d] = Int32(best)
      if best == n { roots += 1 }
    }
    if roots == 1 && isTree(heads, n) { return }
    close(heads, scores, n, row)
  }

  private static func isTree(_ heads: UnsafeMutablePointer<Int32>, _ n: Int) -> Bool {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: n) { seen in
      seen.initialize(repeating: -1)
      for start in 0..<n {
        var at = start
        while at < n && seen[at] < 0 {
          seen[at] = Int32(start)
          at = Int(heads[at])
        }
        if at < n && seen[at] == Int32(start) { return false }
      }
      return true
    }
  }

  private static func close(
    _ heads: UnsafeMutablePointer<Int32>, _ scores: UnsafeMutablePointer<Float>, _ n: Int, _ row: Int
  ) {
    // Nodes are the words and the root at n. A large fine for each arc from the root leaves just one.
    let count = n + 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count * count) { matrix in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { found in
        guard let matrix = matrix.baseAddress, let found = found.baseAddress else { return }
        for d in 0..<n {
          let line = matrix + d * count
          line.update(from: scores + d * row, count: count)
          line[d] = -.infinity
          line[n] -= 1e5
        }
        (matrix + n * count).update(repeating: -.infinity, count: count)
        fill(found, matrix, count, root: n)
        heads.update(from: found, count: n)
      }
    }
  }

  /// Fills in the heads of the best tree over nodes whose scores stand in `matrix[dependent * count + head]`.
  private static func fill(
    _ heads: UnsafeMutablePointer<Int32>, _ matrix: UnsafePointer<Float>, _ count: Int, root: Int
  ) {
    for d in 0..<count {
      let line = matrix + d * count
      var top = root
      if d != root { for h in 0..<count where line[h] > line[top] { top = h } }
      heads[d] = Int32(top)
    }
    let cycle = cycle(heads, count, root: root)
    guard let first = cycle.first else { return }
    // The cycle becomes one node, the last; the others keep their order.
    var inside = [Bool](repeating: false, count: count)
    for word in cycle { inside[word] = true }
    let others = (0..<count).filter { !inside[$0] }
    let node = others.count
    let size = node + 1
    // Where an arc into the cycle enters it, and where one out of it leaves.
    var entered = [Int](repeating: first, count: node)
    var leaving = [Int](repeating: first, count: node)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: size * size) { smaller in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: size) { found in
        guard let smaller = smaller.baseAddress, let found = found.baseAddress else { return }
        smaller.update(repeating: -.infinity, count: size * size)
        for (i, other) in others.enumerated() {
          let line = matrix + other * count
          for (j, head) in others.enumerated() { smaller[i * size + j] = line[head] }
          var (exit, entry) = (first, first)
          var (most, gain) = (-Float.infinity, -Float.infinity)
          for word in cycle {
            if line[word] > most { (exit, most) = (word, line[word]) }
            // Entering the cycle at a word takes that word's arc within it away.
            let change = matrix[word * count + other] - matrix[word * count + Int(heads[word])]
            if change > gain { (entry, gain) = (word, change) }
          }
          smaller[i * size + node] = most
          smaller[node * size + i] = gain
          (leaving[i], entered[i]) = (exit, entry)
        }
        fill(found, smaller, size, root: others.firstIndex(of: root) ?? 0)
        for (i, other) in others.enumerated() where other != root {
          let head = Int(found[i])
          heads[other] = Int32(head == node ? leaving[i] : others[head])
        }
        let from = Int(found[node])
        heads[entered[from]] = Int32(others[from])
      }
    }
  }

  /// The words of the first cycle; none if there is no cycle.
  private static func cycle(_ heads: UnsafePointer<Int32>, _ count: Int, root: Int) -> [Int] {
    var seen = [Int](repeating: -1, count: count)
    for start in 0..<count where start != root {
      var at = start
      while at != root && seen[at] < 0 {
        seen[at] = start
        at = Int(heads[at])
      }
      guard at != root, seen[at] == start else { continue }
      var cycle = [at]
      var next = Int(heads[at])
      while next != at {
        cycle.append(next)
        next = Int(heads[next])
      }
      return cycle
    }
    return []
  }
}
