import Glibc

/// Where the nodes of a network lie: near those that they are tied to, and the same for the same network.
///
/// Stress majorisation (Gansner, Koren and North, "Graph drawing by stress majorization", 2004): from a circle, each node
/// moves to where its distances on the page are most like those along the ties, a fixed number of times. There is no
/// chance in it.
///
/// - Cost: 200 n² for n nodes, after distances in n³.
struct NetworkLayout {
  private static let rounds = 200

  /// Places in the order of the nodes, each coordinate from 0 to 1.
  let places: [(x: Double, y: Double)]

  /// - Parameters:
  ///   - count: of the nodes.
  ///   - edges: pairs of nodes.
  init(_ count: Int, _ edges: [(Int, Int)]) {
    let distances = NetworkLayout.distances(count, edges)
    var points = (0..<count).map { i in
      let turn = 2 * Double.pi * Double(i) / Double(max(count, 1))
      return (x: cos(turn) * Double(count) / 6, y: sin(turn) * Double(count) / 6)
    }
    for _ in 0..<NetworkLayout.rounds {
      let before = points
      for i in 0..<count {
        var sum = (x: 0.0, y: 0.0, weight: 0.0)
        for j in 0..<count where j != i {
          let wanted = distances[i * count + j]
          let weight = 1 / (wanted * wanted)
          let (dx, dy) = (before[i].x - before[j].x, before[i].y - before[j].y)
          let apart = max(1e-9, (dx * dx + dy * dy).squareRoot())
          sum.x += weight * (before[j].x + wanted * dx / apart)
          sum.y += weight * (before[j].y + wanted * dy / apart)
          sum.weight += weight
        }
        if sum.weight > 0 { points[i] = (sum.x / sum.weight, sum.y / sum.weight) }
      }
    }
    places = NetworkLayout.fitted(points)
  }

  /// The ties between each two, counted along the shortest way; parts that are not tied lie a little further apart.
  private static func distances(_ count: Int, _ edges: [(Int, Int)]) -> [Double] {
    var near = [[Int]](repeating: [], count: count)
    for (a, b) in edges where a != b {
      near[a].append(b)
      near[b].append(a)
    }
    var all = [Double](repeating: 0, count: count * count)
    var longest = 1.0
    for start in 0..<count {
      var steps = [Int](repeating: -1, count: count)
      steps[start] = 0
      var queue = [start]
      var at = 0
      while at < queue.count {
        let node = queue[at]
        at += 1
        for next in near[node] where steps[next] < 0 {
          steps[next] = steps[node] + 1
          queue.append(next)
        }
      }
      for end in 0..<count {
        all[start * count + end] = Double(steps[end])
        longest = max(longest, Double(steps[end]))
      }
    }
    return all.map { $0 < 0 ? longest + 1 : $0 }
  }

  private static func fitted(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    func range(_ values: [Double]) -> (low: Double, size: Double) {
      let low = values.min() ?? 0
      return (low, max(1e-9, (values.max() ?? 0) - low))
    }
    let (x, y) = (range(points.map(\.x)), range(points.map(\.y)))
    return points.map { (($0.x - x.low) / x.size, ($0.y - y.low) / y.size) }
  }

  /// The places in a frame, pushed apart until no two nodes lie on each other.
  ///
  /// - Parameter gap: the least distance of two.
  func spread(width: Double, height: Double, gap: Double) -> [(x: Double, y: Double)] {
    var points = places.map { (x: $0.x * width, y: $0.y * height) }
    for _ in 0..<100 {
      var isClear = true
      for i in points.indices {
        for j in points.indices where j > i {
          let (dx, dy) = (points[j].x - points[i].x, points[j].y - points[i].y)
          let apart = (dx * dx + dy * dy).squareRoot()
          if apart >= gap { continue }
          isClear = false
          // Two on the same place part to the left and the right.
          let (ux, uy) = apart > 1e-6 ? (dx / apart, dy / apart) : (1, 0)
          let push = (gap - apart) / 2 + 0.01
          points[i] = (
            min(width, max(0, points[i].x - ux * push)), min(height, max(0, points[i].y - uy * push))
          )
          points[j] = (
            min(width, max(0, points[j].x + ux * push)), min(height, max(0, points[j].y + uy * push))
          )
        }
      }
      if isClear { break }
    }
    return points
  }
}
