import DemarcheData
import DemarcheEvents
import DemarcheIncidents

/// Acts of invented countries, made the short way.
struct World {
  let joining: Joining

  /// The tables of a test: weights of the size of the real ones, and words of which most are rare.
  init() throws {
    let types = try Table(
      text: """
        type\tfamily\tdays\tmutual\tsource
        CONSULT\ttalks\t2\tyes\town
        AGREE\ttalks\t2\tyes\town
        ASSAULT\tassault\t2\tno\town
        PROTEST\tprotest\t2\tno\town
        """, file: "types.tsv", columns: Joining.typeColumns)
    let signs = try Table(
      text: """
        sign\tweight\tmeaning\tsource
        always\t-5\t\town
        same-type\t1.5\t\town
        same-trigger\t1\t\town
        same-actors\t0.5\t\town
        same-name\t0.5\t\town
        same-town\t0.5\t\town
        same-day\t1\t\town
        within-days\t0.5\t\town
        beyond-days\t-1.5\t\town
        wording\t3\t\town
        context\t2\t\town
        """, file: "signs.tsv", columns: Joining.signColumns)
    let words = try Table(
      text: "lemma\trarity\nsay\t4\nkill\t7\nmeet\t6\nattack\t6\nsoldier\t9\n", file: "words.tsv",
      columns: Wording.columns)
    joining = try Joining(types: types, signs: signs, wording: try Wording(words))
  }

  /// An act told by one line.
  ///
  /// - Parameters:
  ///   - told: the content words of its sentence.
  ///   - published: the day of the report, of May 2031.
  ///   - day: the day that the text states, of May 2031.
  func act(
    _ report: String, type: String = "ASSAULT", by actor: String = "NRD", to recipient: String? = "SVA",
    _ told: String, published: Int? = 10, on day: Int? = nil, town: String? = nil, latitude: Double = 50,
    killed: Int? = nil, incident: String? = nil
  ) throws -> Act {
    func party(_ code: String) -> Participant { Participant(text: code, start: 0, end: 3, code: code) }
    func date(_ day: Int) -> String { "2031-05-\(day < 10 ? "0" : "")\(day)" }
    let line = Event(
      report: report, sentence: 1, incident: incident ?? "in_\(report)", date: day.map(date),
      datePrecision: day == nil ? .unknown : .day, published: published.map(date), event: type,
      quad: type == "ASSAULT" || type == "PROTEST" ? 4 : 1, score: 0,
      size: killed.map { Size(killed: .init(min: $0, max: $0)) }, actor: [party(actor)],
      recipient: recipient.map { [party($0)] } ?? [],
      trigger: Mention(text: "attacked", start: 0, end: 8),
      place: town.map {
        Place(
          text: $0, start: 0, end: 1, name: $0, country: "SVA", lat: latitude, lon: 30, precision: "city")
      },
      rule: "invented")
    let words = joining.wording.words(told.split(separator: " ").map(String.init))
    guard let act = Act(lines: [line], wording: words, context: words) else { throw Missing() }
    return act
  }

  struct Missing: Error {}

  func links(_ acts: [Act]) -> [(Int, Int, Link)] {
    acts.indices.flatMap { a in
      acts.indices.filter { $0 > a }.compactMap { b in joining.link(acts[a], acts[b]).map { (a, b, $0) } }
    }
  }

  /// The groups by the ids of their members.
  func groups(_ acts: [Act], _ decisions: [Decision] = []) -> Set<Set<String>> {
    let groups = grouped(acts: acts, links: links(acts), decisions: decisions, joining: joining)
    return Set(groups.map { Set($0.map { acts[$0].id }) })
  }
}
