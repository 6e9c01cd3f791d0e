import DemarcheEvents
import DemarcheText

/// What one row says somebody did, in the project's terms.
struct ForeignAct {
  var report: Report
  /// What names the row for ever: dataset, id and date.
  var identity: String
  var sentence = 1
  /// Nil where the row's own date is not to be trusted.
  var day: Day?
  var type: String
  var modes: [String]
  var contexts: [String]
  var cameo: String?
  var cameoBasis = CameoBasis.coded
  /// Who acts, and on whom, as the row has it.
  var source: Participant?
  var target: Participant?
  /// Whether both act.
  var isTogether = false
  /// Whether the row has the target's act: who hosts a visit stands as its source.
  var isReversed = false
  var place: Place?
  /// Whether its neighbours may be rows of the same story that mirror it.
  var isOfStory = false
  /// What was put right in the row and changes what it says.
  var notes: [String] = []

  /// Makes it of a code of CAMEO; nil when that is no event of PLOVER.
  init?(
    cameo code: String, from source: Participant?, to target: Participant?, report: Report, identity: String,
    _ tables: ImportTables
  ) {
    let rule = tables.parties[code]
    let code = rule?.becomes ?? code
    guard let entry = tables.crosswalk[code], let type = entry.type else { return nil }
    self.init(
      type: type, modes: entry.modes, contexts: entry.contexts, cameo: code, from: source, to: target,
      report: report, identity: identity)
    isTogether = rule?.parties == .together
    isReversed = rule?.parties == .reversed
  }

  init(
    type: String, modes: [String], contexts: [String], cameo: String?, from source: Participant?,
    to target: Participant?, report: Report, identity: String
  ) {
    self.type = type
    self.modes = modes
    self.contexts = contexts
    self.cameo = cameo
    self.source = source
    self.target = target
    self.report = report
    self.identity = identity
  }

  /// What the row says and what a row would say that mirrors it; nil where none can.
  ///
  /// The act that two rows write in both directions is one of a type whose parties may all be actors, or a visit that
  /// one row writes as made and the other as received.
  func mirrorKeys(_ tables: ImportTables) -> (own: String, mirrored: String)? {
    guard let source, let target, let cameo else { return nil }
    let isPaired = tables.pairedCodes.contains(cameo)
    guard isPaired || tables.codebook.type(type)?.reciprocal ?? false else { return nil }
    let start = "\(cameo) \(sentence) \(day?.number ?? 0)"
    func key(_ a: Participant, _ b: Participant, _ isReversed: Bool) -> String {
      "\(start) \(isReversed)\u{1F}\(a.text)\u{1F}\(a.code ?? "")\u{1F}\(b.text)\u{1F}\(b.code ?? "")"
    }
    return (key(source, target, isReversed), key(target, source, isPaired && !isReversed))
  }

  /// Takes a row in that says the same from the other side.
  mutating func fold(_ other: ForeignAct) {
    if !isReversed, !other.isReversed { isTogether = true }
    // Of both ids the lesser, so that the order of the rows does not matter.
    identity = min(identity, other.identity)
  }

  /// The record.
  func imported(
    as stamp: EventFileReader.Stamp, codebook: Codebook, from row: String
  ) -> ImportedEvent {
    let digits = SHA256.hex(of: "import \(identity)").prefix(16)
    var actors = [source].compactMap(\.self)
    var recipients = [target].compactMap(\.self)
    if isReversed { (actors, recipients) = (recipients, actors) }
    if isTogether {
      actors += recipients
      recipients = []
    }
    let event = Event(
      id: "ev_\(digits)", report: report.id, sentence: sentence, incident: "in_\(digits)", date: day?.iso,
      datePrecision: day == nil ? .unknown : .day, published: report.published, event: type, mode: modes,
      context: contexts, quad: codebook.type(type)?.quad ?? 0, score: codebook.score(type, modes: modes),
      cameo: cameo, cameoBasis: cameoBasis, goldstein: cameo.flatMap { codebook.goldstein[$0] },
      actor: actors, recipient: recipients, trigger: Mention(text: "", start: 0, end: 0), place: place,
      rule: "import/\(report.id.prefix { $0 != ":" })", by: .imported,
      why: [notes.isEmpty ? row : "\(row): \(notes.joined(separator: ", "))"],
      // How sure the other project was is not known.
      confidence: 0.5, codebook: stamp.codebook, version: stamp.version, data: stamp.data)
    return ImportedEvent(report: report, event: event)
  }
}
