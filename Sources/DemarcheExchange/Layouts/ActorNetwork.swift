import DemarcheEvents

/// Who did how much of what to whom: nodes that act, and for each two of them and each quad an edge.
///
/// - Cost: memory for each pair and quad, and eight bytes for each incident of an edge, so that lines of one incident are
///   counted once.
public struct ActorNetwork: Sendable {
  /// What a node is.
  public enum Nodes: String, Hashable, Sendable, CaseIterable {
    /// A country or an international body.
    case codes = "code"
    /// Its government, its army, its people, each by itself: a code and the first sector.
    case codesAndSectors = "code-sector"
  }

  struct Node: Hashable, Comparable {
    var code: String
    var sector: String?

    var id: String { sector.map { "\(code)-\($0)" } ?? code }

    static func < (a: Node, b: Node) -> Bool { a.id < b.id }
  }

  struct Key: Hashable, Comparable {
    var from: Node
    var to: Node
    var quad: Int

    static func < (a: Key, b: Key) -> Bool { (a.from, a.to, a.quad) < (b.from, b.to, b.quad) }
  }

  struct Edge: Hashable {
    var incidents: Set<Int> = []
    var lines = 0
    /// Of the scores of the events that were added, in millionths, so that their order makes no difference.
    var sum = 0
    var events = 0
    var first: Day?
    var last: Day?

    var meanScore: Double { events == 0 ? 0 : Double(sum) / 1_000_000 / Double(events) }
  }

  let nodes: Nodes
  private(set) var edges: [Key: Edge] = [:]

  init(nodes: Nodes) { self.nodes = nodes }

  /// Adds the pairs of an event whose two parties have codes; says whether there was one.
  ///
  /// Several parties of one node count once, so that an act is one act of a country however many of its men take part.
  mutating func add(_ exported: ExportedEvent, _ dyads: [Dyad], on day: Day?) -> Bool {
    let event = exported.event
    let incident = RowNumber.of(event.incident.isEmpty ? event.id : event.incident)
    let keys = Set(
      dyads.compactMap { dyad -> Key? in
        guard let from = dyad.actor.flatMap(node), let to = dyad.recipient.flatMap(node) else { return nil }
        return Key(from: from, to: to, quad: event.quad)
      })
    for key in keys {
      var edge = edges.removeValue(forKey: key) ?? Edge()
      edge.incidents.insert(incident)
      edge.lines += exported.tellings.lines
      // A damaged record may have any score; PLOVER's lie within ±10.
      edge.sum += Int((min(max(event.score, -1000), 1000) * 1_000_000).rounded())
      edge.events += 1
      if let day {
        edge.first = edge.first.map { min($0, day) } ?? day
        edge.last = edge.last.map { max($0, day) } ?? day
      }
      edges[key] = edge
    }
    return !keys.isEmpty
  }

  private func node(_ party: Participant) -> Node? {
    party.code.map { Node(code: $0, sector: nodes == .codes ? nil : party.sector) }
  }

  /// The nodes of all edges, by their ids.
  var sortedNodes: [Node] { Set(edges.keys.flatMap { [$0.from, $0.to] }).sorted() }

  /// The edges by their nodes and quads.
  var sortedEdges: [(key: Key, edge: Edge)] {
    edges.sorted { $0.key < $1.key }.map { (key: $0.key, edge: $0.value) }
  }
}
