public import DemarcheEvents

/// What a layout tells of the report in which an event stands.
public struct ReportHead: Hashable, Sendable {
  public var id: String
  public var source: String?
  public var url: String?
  /// ISO 639-1.
  public var language: String?
  /// ISO 8601, with a time where it is known.
  public var published: String?
  /// Written only with text.
  public var title: String?

  public init(
    id: String, source: String? = nil, url: String? = nil, language: String? = nil, published: String? = nil,
    title: String? = nil
  ) {
    self.id = id
    self.source = source
    self.url = url
    self.language = language
    self.published = published
    self.title = title
  }
}

/// One line that tells an incident, and the report it stands in.
public struct Telling: Hashable, Sendable {
  public var event: Event
  public var report: ReportHead

  public init(event: Event, report: ReportHead) {
    self.event = event
    self.report = report
  }
}

/// How often an incident is told.
public struct Tellings: Hashable, Sendable {
  public var lines: Int
  public var reports: Int
  /// Different sources; a report without one counts for none.
  public var sources: Int

  public init(lines: Int, reports: Int, sources: Int) {
    self.lines = lines
    self.reports = reports
    self.sources = sources
  }

  public init(_ tellings: [Telling]) {
    lines = tellings.count
    reports = Set(tellings.map(\.report.id)).count
    sources = Set(tellings.compactMap(\.report.source)).count
  }
}

/// An event with what a layout tells besides: its report, its sentence, the other lines of its incident.
public struct ExportedEvent: Hashable, Sendable {
  public var event: Event
  public var report: ReportHead
  /// The words of its sentence; written only with text.
  public var sentence: String?
  /// How often its incident is told, this line included.
  public var tellings: Tellings
  /// The other lines of its incident, which only ``EventLayout/gdeltMentions`` writes.
  public var others: [Telling]

  /// An event of a report.
  ///
  /// - Parameters:
  ///   - others: the other lines of its incident, when one row is to stand for all of them.
  ///   - tellings: counts from elsewhere, where the other lines are not at hand.
  public init(
    _ event: Event, report: ReportHead, sentence: String? = nil, others: [Telling] = [],
    tellings: Tellings? = nil
  ) {
    self.event = event
    self.report = report
    self.sentence = sentence
    self.others = others
    self.tellings = tellings ?? Tellings([Telling(event: event, report: report)] + others)
  }

  /// The lines of each incident as one event, in the order of their first lines.
  ///
  /// The first line stands for its incident, the others are told by it. A line without an incident stands for itself.
  public static func joined(_ lines: [ExportedEvent]) -> [ExportedEvent] {
    var joined: [ExportedEvent] = []
    var place: [String: Int] = [:]
    for line in lines {
      let incident = line.event.incident
      if !incident.isEmpty, let index = place[incident] {
        joined[index].others.append(Telling(event: line.event, report: line.report))
        continue
      }
      if !incident.isEmpty { place[incident] = joined.count }
      joined.append(line)
    }
    for index in joined.indices {
      let first = Telling(event: joined[index].event, report: joined[index].report)
      joined[index].tellings = Tellings([first] + joined[index].others)
    }
    return joined
  }
}
