/// What a person decided on two acts.
public enum Decision: Hashable, Sendable {
  case joined(String, String)
  case split(String, String)
}

/// Connected parts of acts.
public func grouped(
  acts: [Act], links: [(Int, Int, Link)], decisions: [Decision], joining: Joining
) -> [[Int]] {
  var group = Array(acts.indices)
  func root(_ i: Int) -> Int { group[i] == i ? i : root(group[i]) }
  for (a, b, _) in links {
    let (x, y) = (root(a), root(b))
    group[max(x, y)] = min(x, y)
  }
  return Dictionary(grouping: acts.indices) { root($0) }.values.map { $0.sorted() }.sorted { $0[0] < $1[0] }
}
