import Glibc

/// Where the nodes of a network lie: near those that they are tied to, and the same for the same network.
///
/// Stress majorisation (Gansner, Koren and North, "Graph drawing by stress majorization", 2004): from a circle, each node
/// moves to where its distances on the page are most like those along the ties, a fixed number of times. There is no
/// chance in it. Parts that are not tied to each other are laid out one by one, the largest to the left and the others
/// above each other to the right.
///
/// - Cost: 200 n² for n nodes.
struct NetworkLayout {
  private static let rounds = 200

  /// Places in the order of the nodes, each coordinate from 0 to 1.
  let places: [(x: Double, y: Double)]

  /// - Parameters:
  ///   - count: of the nodes.
  ///   - edges: pairs of nodes.
  init(_ count: Int, _ edges: [(Int, Int)]) {
    let neighbours = NetworkLayout.neighbours(count, edges)
    let parts = NetworkLayout.parts(neighbours)
    var places = [(x: Double, y: Double)](repeating: (0.5, 0.5), count: count)
    let largest = parts.first?.count ?? 0
    let others = count - largest
    // The others have a strip as wide as their share, and each of them a part of its height.
    let strip = others == 0 ? 0 : min(0.45, max(0.12, Double(others) / Double(count)))
    let gap = others == 0 ? 0 : 0.06
    var above = 0
    for (i, part) in parts.enumerated() {
      let frame: (x: Double, y: Double, width: Double, height: Double)
      if i == 0 {
        frame = (0, 0, 1 - strip - gap, 1)
      } else {
        let share = Double(part.count) / Double(others)
        // Room between one part and the next.
        frame = (1 - strip, Double(above) / Double(others) + 0.15 * share, strip, 0.7 * share)
        above += part.count
      }
      for (node, place) in zip(part, NetworkLayout.places(of: part, neighbours)) {
        places[node] = (frame.x + place.x * frame.width, frame.y + place.y * frame.height)
      }
    }
    self.places = places
  }

  private static func neighbours(_ count: Int, _ edges: [(Int, Int)]) -> [[Int]] {
    var neighbours = [[Int]](repeating: [], count: count)
    for (a, b) in edges where a != b {
      neighbours[a].append(b)
      neighbours[b].append(a)
    }
    return neighbours
  }

  /// The parts that hang together, the largest first, of equals that of the first node.
  private static func parts(_ neighbours: [[Int]]) -> [[Int]] {
    var isKnown = [Bool](repeating: false, count: neighbours.count)
    var parts: [[Int]] = []
    for start in neighbours.indices where !isKnown[start] {
      let part = steps(from: start, neighbours).enumerated().filter { $0.element >= 0 }.map(\.offset)
      for node in part { isKnown[node] = true }
      parts.append(part)
    }
    return parts.sorted { ($1.count, $0[0]) < ($0.count, $1[0]) }
  }

  /// The ties along the shortest way to each node; -1 where there is none.
  private static func steps(from start: Int, _ neighbours: [[Int]]) -> [Int] {
    var steps = [Int](repeating: -1, count: neighbours.count)
    steps[start] = 0
    var queue = [start]
    var at = 0
    while at < queue.count {
      let node = queue[at]
      at += 1
      for next in neighbours[node] where steps[next] < 0 {
        steps[next] = steps[node] + 1
        queue.append(next)
      }
    }
    return steps
  }

  /// The places of the nodes of one part, each coordinate from 0 to 1.
  private static func places(of part: [Int], _ neighbours: [[Int]]) -> [(x: Double, y: Double)] {
    let count = part.count
    let distances = part.flatMap { node in
      let steps = steps(from: node, neighbours)
      return part.map { Double(steps[$0]) }
    }
    var points = (0..<count).map { i in
      let turn = 2 * Double.pi * Double(i) / Double(count)
      return (x: cos(turn) * Double(count) / 6, y: sin(turn) * Double(count) / 6)
    }
    for _ in 0..<rounds {
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
    return fitted(points)
  }

  private static func fitted(_ points: [(x: Double, y: Double)]) -> [(x: Double, y: Double)] {
    func fit(_ value: Double, _ values: [Double]) -> Double {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return high - low < 1e-6 ? 0.5 : (value - low) / (high - low)
    }
    let (x, y) = (points.map(\.x), points.map(\.y))
    return points.map { (fit($0.x, x), fit($0.y, y)) }
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
