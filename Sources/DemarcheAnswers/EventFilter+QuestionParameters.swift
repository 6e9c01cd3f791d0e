import DemarcheEvents
public import DemarcheKnowledge
public import DemarcheLedger
import DemarcheRelations

extension EventFilter {
  /// The names of the parameters that ``init(_:)`` reads, each with what it is for.
  public static let parameters: [(name: String, value: String?, meaning: String)] = [
    ("actor", "CODE", "who acts: USA, UNO, USA/MIL ..."), ("recipient", "CODE", "toward whom"),
    ("with", "CODE", "who takes part in either role"),
    ("pair", "A,B", "two that an event joins, whoever acts"), ("event", "TYPE,...", "PLOVER types"),
    ("quad", "1-4,...", "quads"), ("from", "DATE", "from this day"), ("until", "DATE", "up to this day"),
    ("report", "ID", "one report"), ("incident", "ID", "one incident, across reports"),
    ("speaker", "WHO", "on whose word: a code, or a name as in the record"),
    ("country", "CODE", "where it took place"), ("place", "NAME", "where, by the name of the place"),
    ("text", "WORDS", "reports that hold the words; a \"phrase\" as it stands"),
    ("rule", "ID", "coded by this rule"), ("confidence", "X", "of at least this confidence"),
    ("since", "RUN", "put in by runs after this one"),
    ("aux", "MARK,...", "with these marks: historical, future, hypothetical, negation"),
    ("without", "MARK,...", "without these marks"), ("not-event", "TYPE,...", "none of these PLOVER types"),
    ("not-quad", "1-4,...", "none of these quads"), ("not-actor", "CODE,...", "none of these acts"),
    ("not-recipient", "CODE,...", "toward none of these"),
    ("not-source", "NAMES", "no reports of these outlets; as source"),
    ("not-text", "WORDS", "reports that hold none of the words"), ("negated", nil, "denied events too"),
    ("versions", nil, "with --report: of its older versions too"), ("limit", "N", "at most so many"),
    ("newest-first", nil, "the latest day first; what has no day is left out"),
    ("after", "PLACE", "go on where a page ended"),
  ]

  /// The filter that parameters ask for; that of outlets needs their table, see ``SourceChoice``.
  public init(_ parameters: QuestionParameters) throws(QuestionError) {
    func party(_ name: String) throws(QuestionError) -> Party? {
      guard let text = parameters[name] else { return nil }
      guard let party = Party(text) else {
        throw QuestionError(name, "is a code, not \"\(text)\"", help: "USA, or USA/GOV")
      }
      return party
    }
    var pair: Pair?
    if let text = parameters["pair"] {
      let parties = parameters.list("pair").compactMap { Party($0) }
      guard parties.count == 2 else {
        throw QuestionError("pair", "is two codes, not \"\(text)\"", help: "EGY,ISR")
      }
      pair = Pair(parties[0], parties[1])
    }
    func marks(_ name: String) throws(QuestionError) -> Set<Auxiliary> {
      var marks: Set<Auxiliary> = []
      for text in parameters.list(name) {
        guard let mark = Auxiliary(rawValue: text) else {
          let known = Auxiliary.allCases.map(\.rawValue).joined(separator: ", ")
          throw QuestionError(name, "knows no mark \"\(text)\"", help: "marks: \(known)")
        }
        marks.insert(mark)
      }
      return marks
    }
    var after: EventCursor?
    if let text = parameters["after"] {
      after = EventCursor(text)
      if after == nil {
        throw QuestionError(
          "after", "is no place of a page: \(text)", help: "give what the page before named")
      }
    }
    var excluding = try marks("without")
    let including = try marks("aux")
    if !parameters.has("negated"), !including.contains(.negation) { excluding.insert(.negation) }
    func quads(_ name: String) throws(QuestionError) -> Set<Int> {
      var quads: Set<Int> = []
      for text in parameters.list(name) {
        guard let quad = Int(text) else {
          throw QuestionError(name, "is a number, not \"\(text)\"", help: "4, or 3,4")
        }
        quads.insert(quad)
      }
      return quads
    }
    var confidence: Double?
    if let text = parameters["confidence"] {
      guard let number = Double(text), (0...1).contains(number) else {
        throw QuestionError("confidence", "is a number from 0 to 1, not \"\(text)\"")
      }
      confidence = number
    }
    self.init(
      actor: try party("actor"), recipient: try party("recipient"), participant: try party("with"),
      pair: pair, types: parameters.list("event"), quads: try quads("quad"),
      from: try parameters.day("from", end: false), until: try parameters.day("until", end: true),
      report: parameters["report"], incident: parameters["incident"], speaker: parameters["speaker"],
      country: parameters["country"], place: parameters["place"], rule: parameters["rule"],
      confidence: confidence, since: try parameters.number("since").map { RunID($0) },
      text: parameters["text"], including: including, excluding: excluding,
      exclusion: Exclusion(
        types: parameters.list("not-event"), quads: try quads("not-quad"),
        actors: parameters.list("not-actor"), recipients: parameters.list("not-recipient"),
        text: parameters["not-text"]),
      allVersions: parameters.has("versions"), newestFirst: parameters.has("newest-first"), after: after,
      limit: try parameters.number("limit", least: 1))
  }

  /// Narrows to the outlets that parameters ask for, and leaves out those that they do not want.
  ///
  /// - Throws: ``QuestionError`` when no source of the ledger is as asked.
  public mutating func narrow(
    by parameters: QuestionParameters, among sources: SourceChoice
  ) throws(QuestionError) {
    try narrow(to: SourceChoice.conditions(parameters), among: sources)
    guard let text = parameters["not-source"] else { return }
    let unwanted = try sources.outlets([SourceChoice.read("not-source", text)])
    exclusion.sources = unwanted.keys.sorted().compactMap { sources.names[$0] }
  }

  /// Narrows to outlets.
  public mutating func narrow(
    to conditions: [OutletCondition], among sources: SourceChoice
  ) throws(QuestionError) {
    if conditions.isEmpty { return }
    self.sources = try sources.outlets(conditions).keys.sorted().compactMap { sources.names[$0] }
  }
}
