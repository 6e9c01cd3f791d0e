/// Puts acts that are one into groups, as indices into `acts`; groups and members come out sorted, and each act is in one group.
///
/// People's decisions come first: acts that they joined are one group unless they also split them. Then the links, the surest first and among
/// equals by the acts' ids, each join the groups of their two acts unless a split of people or a contradiction between two members stands
/// between. So the groups are a function of the set alone, in whatever order its acts came; and since no link leads out of a connected part
/// of links and decisions, a new act changes nothing outside the part it is in.
///
/// This is Kruskal's algorithm with cannot-link constraints (Wagstaff, Cardie, Rogers and Schrödl 2001; Davidson and Ravi 2005).
///
/// - Cost: the sort of the links, and for each pair of groups that meet one look at each pair of their members.
public func grouped(
  acts: [Act], links: [(Int, Int, Link)], decisions: [Decision], joining: Joining
) -> [[Int]] {
  var parts = Parts(count: acts.count)
  let places = Dictionary(acts.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
  var joins: [(String, String)] = []
  for decision in decisions {
    switch decision {
    case .joined(let a, let b): joins.append(a <= b ? (a, b) : (b, a))
    case .split(let a, let b):
      if let one = places[a], let other = places[b] { parts.keepApart(one, other) }
    }
  }
  for (a, b) in joins.sorted(by: <) {
    if let one = places[a], let other = places[b], !parts.areApart(one, other) { parts.join(one, other) }
  }
  let ordered = links.map { link in
    let isInOrder = acts[link.0].id <= acts[link.1].id
    return (isInOrder ? link.0 : link.1, isInOrder ? link.1 : link.0, link.2.confidence)
  }.sorted {
    if $0.2 != $1.2 { return $0.2 > $1.2 }
    return (acts[$0.0].id, acts[$0.1].id) < (acts[$1.0].id, acts[$1.1].id)
  }
  for (a, b, _) in ordered where parts.root(a) != parts.root(b) && !parts.areApart(a, b) {
    let contradict = parts.members(a).contains { one in
      parts.members(b).contains { joining.contradiction(acts[one], acts[$0]) != nil }
    }
    if contradict { parts.keepApart(a, b) } else { parts.join(a, b) }
  }
  return parts.groups
}

/// Parts of a set that are joined one by one, some of which must stay apart.
private struct Parts {
  private var parent: [Int]
  private var membersByRoot: [[Int]]
  /// By root, the roots that it must stay apart from; symmetric.
  private var apart: [Set<Int>]

  init(count: Int) {
    parent = Array(0..<count)
    membersByRoot = parent.map { [$0] }
    apart = Array(repeating: [], count: count)
  }

  func root(_ member: Int) -> Int {
    var at = member
    while parent[at] != at { at = parent[at] }
    return at
  }

  func members(_ member: Int) -> [Int] { membersByRoot[root(member)] }

  func areApart(_ a: Int, _ b: Int) -> Bool { apart[root(a)].contains(root(b)) }

  mutating func keepApart(_ a: Int, _ b: Int) {
    let one = root(a), other = root(b)
    if one == other { return }
    apart[one].insert(other)
    apart[other].insert(one)
  }

  mutating func join(_ a: Int, _ b: Int) {
    var into = root(a), from = root(b)
    if into == from { return }
    // The smaller goes into the larger, so that no member is far from its root.
    if membersByRoot[into].count < membersByRoot[from].count { (into, from) = (from, into) }
    parent[from] = into
    membersByRoot[into] += membersByRoot[from]
    membersByRoot[from] = []
    for other in apart[from] {
      apart[other].remove(from)
      apart[other].insert(into)
      apart[into].insert(other)
    }
    apart[from] = []
  }

  /// All parts, sorted by their first members.
  var groups: [[Int]] {
    membersByRoot.filter { !$0.isEmpty }.map { $0.sorted() }.sorted { $0[0] < $1[0] }
  }
}
