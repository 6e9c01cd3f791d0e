import DemarcheLedger

/// A search as others ask it: as addresses of files, as a command, as SQL.
struct SearchExport {
  let address: Address
  let filter: EventFilter
  let site: Site

  /// What is asked, without what is of the page alone.
  private var question: [Address.Pair] {
    address.query.filter { SearchField.parameters.contains($0.name) }
  }

  /// All events as a file.
  func events(_ format: String) -> Address {
    Address(segments: ["api", "v1", "events.\(format)"], query: question)
  }

  /// A sample to look at, which the same seed draws again.
  var checking: Address {
    Address(
      segments: ["correct", "assisted"], query: [.init("sample", "100"), .init("seed", "1")] + question)
  }

  // MARK: The panel

  /// What a panel can be narrowed by.
  private static let ofPanels = ["event", "quad", "from", "until", "source", "source-type"]

  /// The months of every pair that is asked for, or that has most acts.
  var panel: Address {
    var panel = Address(segments: ["api", "v1", "panel.csv"], query: [.init("by", "month")])
    panel = panel.taking(SearchExport.ofPanels, from: address)
    if let pair = address["pair"] {
      panel = panel.with(
        "actors", pair.split(separator: ",").map { SearchExport.code($0) }.joined(separator: ","))
    } else if let one = address["with"] ?? address["actor"] ?? address["recipient"] {
      panel = panel.with("with", SearchExport.code(one[...]))
    }
    return panel
  }

  /// What a panel leaves out of the question.
  var panelNote: HTML {
    let known = SearchExport.ofPanels + ["pair", "with", "actor", "recipient"]
    let rest = question.map(\.name).filter { !known.contains($0) }
    if rest.isEmpty { return "" }
    return
      "<p class=\"small muted\">The panel counts all acts of its pairs: it is not narrowed by \(rest.joined(separator: ", ")).</p>"
  }

  /// A code without its sector.
  private static func code(_ party: Substring) -> String { String(party.prefix { $0 != "/" }) }

  // MARK: Copied

  /// The command that prints the same events.
  var command: String {
    let flags = question.map { pair in
      ["negated", "versions"].contains(pair.name)
        ? "--\(pair.name)" : "--\(pair.name) \(SearchExport.quoted(pair.value))"
    }
    let parts = ["demarche events --ledger \(SearchExport.quoted(site.options.ledger))"] + flags
    return parts.joined(separator: " ") + " --format csv > events.csv"
  }

  /// A word of a shell.
  static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
      default: "./_,:-".utf8.contains(byte)
      }
    }
    return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
  }

  /// The question to the view of events.
  var sql: String {
    let (sql, unsaid) = filter.listSQL
    return unsaid.isEmpty ? sql : "-- the view does not tell: \(unsaid.joined(separator: ", "))\n\(sql)"
  }
}
