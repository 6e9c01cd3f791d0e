/// A network as GEXF 1.2, the format of Gephi.
enum GEXF {
  static func file(_ network: ActorNetwork, _ tables: ExchangeTables) -> String {
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<gexf xmlns=\"http://www.gexf.net/1.2draft\" version=\"1.2\">",
      " <graph mode=\"static\" defaultedgetype=\"directed\">",
    ]
    func declare(_ side: String, _ columns: [NetworkColumns.Column]) {
      lines.append("  <attributes class=\"\(side)\" mode=\"static\">")
      for column in columns {
        lines.append(
          "   <attribute id=\"\(column.name)\" title=\"\(column.name)\" type=\"\(column.type)\"/>")
      }
      lines.append("  </attributes>")
    }
    func values(_ columns: [NetworkColumns.Column], _ cells: [String]) -> String {
      let told = zip(columns, cells).filter { !$1.isEmpty }.map {
        "<attvalue for=\"\($0.name)\" value=\"\(NetworkColumns.escaped($1))\"/>"
      }
      return "<attvalues>" + told.joined() + "</attvalues>"
    }
    declare("node", NetworkColumns.node)
    declare("edge", NetworkColumns.edge)
    lines.append("  <nodes>")
    for node in network.sortedNodes {
      let id = NetworkColumns.escaped(node.id)
      let label = NetworkColumns.escaped(NetworkColumns.label(node, tables))
      lines.append(
        "   <node id=\"\(id)\" label=\"\(label)\">"
          + values(NetworkColumns.node, NetworkColumns.values(node)) + "</node>")
    }
    lines += ["  </nodes>", "  <edges>"]
    for (number, (key, edge)) in network.sortedEdges.enumerated() {
      let from = NetworkColumns.escaped(key.from.id)
      let to = NetworkColumns.escaped(key.to.id)
      lines.append(
        "   <edge id=\"\(number)\" source=\"\(from)\" target=\"\(to)\" weight=\"\(edge.incidents.count)\">"
          + values(NetworkColumns.edge, NetworkColumns.values(key.quad, edge, tables)) + "</edge>")
    }
    lines += ["  </edges>", " </graph>", "</gexf>", ""]
    return lines.joined(separator: "\n")
  }
}
