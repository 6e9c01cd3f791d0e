/// One page: what stands between head and foot, and what the head has to know of it.
struct Page {
  /// The parts of the site, in the order of the head.
  enum Section: String, CaseIterable {
    case start, relation, who, search, incidents, sources, correct, ingest, evaluation
    /// Reached from elsewhere.
    case reports, codebook, help

    /// The parts that the head leads to.
    static let inHead: [Section] = [
      .start, .relation, .who, .search, .incidents, .sources, .correct, .ingest, .evaluation,
    ]

    var name: String {
      switch self {
      case .start: "Start"
      case .relation: "Relation"
      case .who: "Who with whom"
      case .search: "Search"
      case .incidents: "Incidents"
      case .sources: "Sources"
      case .correct: "Correct"
      case .ingest: "Ingest"
      case .evaluation: "Evaluation"
      case .reports: "Reports"
      case .codebook: "Codebook"
      case .help: "Help"
      }
    }

    var address: Address { self == .start ? Address("") : Address(rawValue) }
  }

  var title: String
  var section: Section
  /// The page's own address, with all that was asked.
  var address: Address
  var body: HTML
  /// QuestionParameters that narrow what the page shows: each has a chip that takes it out.
  var filters: [String] = []
  /// Whether the page counts, so that reports or incidents can be chosen.
  var counts = false
  /// Scripts beside the one of all pages.
  var scripts: [String] = []
}

/// What is counted: acts, or reports of them.
enum Counting: String, CaseIterable {
  case incidents, texts, reports

  static let parameter = "count"

  init(_ address: Address) {
    self = address[Counting.parameter].flatMap { Counting(rawValue: $0) } ?? .incidents
  }
}
