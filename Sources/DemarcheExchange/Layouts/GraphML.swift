/// A network as GraphML, which Gephi, igraph, networkx and yEd read.
enum GraphML {
  static func file(_ network: ActorNetwork, _ tables: ExchangeTables) -> String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">",
    ]
    func key(_ id: String, _ side: String, _ name: String, _ type: String) {
      // GraphML calls whole numbers int.
      let type = type == "integer" ? "int" : type
      lines.append(" <key id=\"\(id)\" for=\"\(side)\" attr.name=\"\(name)\" attr.type=\"\(type)\"/>")
    }
    func data(_ id: String, _ value: String) -> String {
      value.isEmpty ? "" : "<data key=\"\(id)\">\(NetworkColumns.escaped(value))</data>"
    }
    key("label", "node", "label", "string")
    for column in NetworkColumns.node { key("n_\(column.name)", "node", column.name, column.type) }
    key("weight", "edge", "weight", "double")
    for column in NetworkColumns.edge { key("e_\(column.name)", "edge", column.name, column.type) }
    lines.append(" <graph edgedefault=\"directed\">")
    for node in network.sortedNodes {
      let cells = zip(NetworkColumns.node, NetworkColumns.values(node)).map { data("n_\($0.name)", $1) }
      lines.append(
        "  <node id=\"\(NetworkColumns.escaped(node.id))\">"
          + data("label", NetworkColumns.label(node, tables)) + cells.joined() + "</node>")
    }
    for (number, (key, edge)) in network.sortedEdges.enumerated() {
      let cells = zip(NetworkColumns.edge, NetworkColumns.values(key.quad, edge, tables))
        .map { data("e_\($0.name)", $1) }
      let from = NetworkColumns.escaped(key.from.id)
      let to = NetworkColumns.escaped(key.to.id)
      lines.append(
        "  <edge id=\"e\(number)\" source=\"\(from)\" target=\"\(to)\">"
          + data("weight", String(edge.incidents.count)) + cells.joined() + "</edge>")
    }
    lines += [" </graph>", "</graphml>", ""]
    return lines.joined(separator: "\n")
  }
}
