import DemarcheAnswers

/// Why no two groups of sources can be compared on a pair, and what would make it possible.
struct NoComparison {
  let obstacle: PairSources.Obstacle
  /// The codes of the two.
  let names: [String]
  /// Whether filters narrow what is looked at.
  let isFiltered: Bool

  /// In one sentence.
  var reason: String {
    switch obstacle {
    case .nothing:
      "no report of the ledger tells of \(names[0]) and \(names[1])\(isFiltered ? " under these filters" : "")"
    case .unnamed(let reports):
      reports == 1
        ? "the one report of the pair names no source"
        : "none of the \(Shell.number(reports)) reports of the pair names its source"
    case .oneSource(let name, let reports):
      reports == 1
        ? "the one report of the pair that names a source is from \(name)"
        : "all \(Shell.number(reports)) reports of the pair that name a source are from \(name)"
    }
  }

  private var way: HTML {
    switch obstacle {
    case .nothing: "<a href=\"/compare\">The pairs that most reports tell of</a>"
    case .unnamed:
      """
      It would be possible if reports came in with their sources: <code>demarche ingest --source NAME</code>, or a field \
      <code>source</code> in each line.
      """
    case .oneSource:
      "It would be possible if another source’s reports of the same time were put in beside them."
    }
  }

  var html: HTML {
    """
    <div class="empty"><p><b>No comparison possible:</b> \(reason).</p><p>\(way)</p>
    <ul><li><a href="\(Address("relation", names[0], names[1]))">The pair by all reports</a></li>\
    <li><a href="/sources">The sources of the ledger</a></li></ul></div>
    """
  }
}
