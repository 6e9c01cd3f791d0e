import DemarcheEvents

/// What the formats of networks tell of nodes and edges, under the same names in all.
enum NetworkColumns {
  /// A name and a type, which is called the same in GraphML and GEXF.
  struct Column {
    var name: String
    var type: String
  }

  static let node = [Column(name: "code", type: "string"), Column(name: "sector", type: "string")]
  static let edge = [
    Column(name: "quad", type: "integer"), Column(name: "quad_name", type: "string"),
    Column(name: "incidents", type: "integer"), Column(name: "lines", type: "integer"),
    Column(name: "mean_score", type: "double"), Column(name: "first_date", type: "string"),
    Column(name: "last_date", type: "string"),
  ]

  /// What a person reads at a node: the name of a country, and its sector in brackets.
  static func label(_ node: ActorNetwork.Node, _ tables: ExchangeTables) -> String {
    let name = tables.name(of: node.code) ?? node.code
    return node.sector.map { "\(name) (\($0))" } ?? name
  }

  static func values(_ node: ActorNetwork.Node) -> [String] { [node.code, node.sector ?? ""] }

  static func values(_ quad: Int, _ edge: ActorNetwork.Edge, _ tables: ExchangeTables) -> [String] {
    [
      String(quad), tables.codebook.quads[quad] ?? "", String(edge.incidents.count),
      String(edge.lines), edge.meanScore.description, edge.first?.iso ?? "", edge.last?.iso ?? "",
    ]
  }

  /// Text as XML has it; what XML cannot hold at all becomes a space.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": escaped += " "
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
