/// One line of evidence: a sentence that states that somebody did something (record version 1).
///
/// All spans are in Unicode code points of the report's text, or of its title when `field` is
/// `title`. Lists are never null; absent knowledge is nil, never a guess.
public struct Event: Hashable, Sendable {
  /// The version of this record's layout; fields are only added within a version.
  public static let schema = 1

  /// A hash of the report's id and text, the trigger's and participants' spans and the type.
  public var id: String
  /// The id of the report.
  public var report: String
  /// The sentence of the field, from 1; a title is a sentence of its own.
  public var sentence: Int
  /// Shared by the lines of one act.
  public var incident: String
  /// The day of the act, ISO 8601; nil when the text gives none.
  public var date: String?
  public var dateEnd: String?
  public var datePrecision: DatePrecision
  public var published: String?
  /// The PLOVER type, as the codebook names it.
  public var event: String
  public var mode: [String]
  public var context: [String]
  public var quad: Int
  public var score: Double
  /// The CAMEO code, as text: "010" is not 10.
  public var cameo: String?
  public var cameoBasis: CameoBasis
  public var goldstein: Double?
  public var aux: [Auxiliary]
  /// How often the act took place, by the text: "twice" is 2.
  public var count: Int
  public var size: Size?
  public var field: Field
  public var actor: [Participant]
  public var recipient: [Participant]
  /// Who says so, outermost first; empty is the outlet's own voice.
  public var attribution: [Attribution]
  public var trigger: Mention
  public var place: Place?
  /// The rule that coded it, or the ranker's name.
  public var rule: String
  public var by: Basis
  /// The reasons, in words.
  public var why: [String]
  /// Between 0 and 1.
  public var confidence: Double
  public var codebook: String
  public var version: String
  /// A hash of the pack of data the event was coded with.
  public var data: String

  public init(
    id: String = "", report: String, sentence: Int, incident: String = "", date: String? = nil,
    dateEnd: String? = nil, datePrecision: DatePrecision = .unknown, published: String? = nil, event: String,
    mode: [String] = [], context: [String] = [], quad: Int, score: Double, cameo: String? = nil,
    cameoBasis: CameoBasis = .mapped, goldstein: Double? = nil, aux: [Auxiliary] = [], count: Int = 1,
    size: Size? = nil, field: Field = .text, actor: [Participant] = [], recipient: [Participant] = [],
    attribution: [Attribution] = [], trigger: Mention, place: Place? = nil, rule: String, by: Basis = .rule,
    why: [String] = [], confidence: Double = 0.5, codebook: String = "", version: String = "",
    data: String = ""
  ) {
    self.id = id
    self.report = report
    self.sentence = sentence
    self.incident = incident
    self.date = date
    self.dateEnd = dateEnd
    self.datePrecision = datePrecision
    self.published = published
    self.event = event
    self.mode = mode
    self.context = context
    self.quad = quad
    self.score = score
    self.cameo = cameo
    self.cameoBasis = cameoBasis
    self.goldstein = goldstein
    self.aux = aux
    self.count = count
    self.size = size
    self.field = field
    self.actor = actor
    self.recipient = recipient
    self.attribution = attribution
    self.trigger = trigger
    self.place = place
    self.rule = rule
    self.by = by
    self.why = why
    self.confidence = confidence
    self.codebook = codebook
    self.version = version
    self.data = data
  }
}

/// How finely a date is known.
public enum DatePrecision: String, Hashable, Sendable, CaseIterable {
  case day, week, month, quarter, year, range, unknown
}

/// Whether a CAMEO code was chosen by the rule or follows from the PLOVER type.
public enum CameoBasis: String, Hashable, Sendable, CaseIterable {
  case coded, mapped
}

/// PLOVER's auxiliary modes.
public enum Auxiliary: String, Hashable, Sendable, CaseIterable {
  case historical, future, hypothetical, negation
}

/// What coded the event.
public enum Basis: String, Hashable, Sendable, CaseIterable {
  case rule, ranker
  /// Another project, whose file was read.
  case imported = "import"
}

/// Which part of the report the spans count in.
public enum Field: String, Hashable, Sendable, CaseIterable {
  case title, text
}

/// A stretch of text with its place in it, in code points.
public struct Mention: Hashable, Sendable {
  public var text: String
  public var start: Int
  public var end: Int

  public init(text: String, start: Int, end: Int) {
    self.text = text
    self.start = start
    self.end = end
  }
}

/// Who took part: the words of the text and what they resolve to on the report's date.
public struct Participant: Hashable, Sendable {
  public var text: String
  public var start: Int
  public var end: Int
  /// The canonical name: of the office holder, the organisation or the state.
  public var name: String?
  /// ISO 3166 alpha-3, or one of PLOVER's international codes; nil when no country is known.
  public var code: String?
  /// The first sector.
  public var sector: String?
  /// All sectors, the first included.
  public var sectors: [String]
  public var office: String?
  public var identifier: String?
  /// Filled from the report, not stated in the sentence.
  public var inferred: Bool
  /// The reasoning, in words.
  public var how: String

  public init(
    text: String, start: Int, end: Int, name: String? = nil, code: String? = nil, sector: String? = nil,
    sectors: [String] = [], office: String? = nil, identifier: String? = nil, inferred: Bool = false,
    how: String = ""
  ) {
    self.text = text
    self.start = start
    self.end = end
    self.name = name
    self.code = code
    self.sector = sector
    self.sectors = sectors
    self.office = office
    self.identifier = identifier
    self.inferred = inferred
    self.how = how
  }
}

/// One link of the chain of speakers.
public struct Attribution: Hashable, Sendable {
  public var text: String
  public var start: Int
  public var end: Int
  public var name: String?
  public var code: String?
  public var sector: String?
  /// The word of saying, as it stands in the text.
  public var verb: String?

  public init(
    text: String, start: Int, end: Int, name: String? = nil, code: String? = nil, sector: String? = nil,
    verb: String? = nil
  ) {
    self.text = text
    self.start = start
    self.end = end
    self.name = name
    self.code = code
    self.sector = sector
    self.verb = verb
  }
}

/// Where it took place, as far as the text tells.
public struct Place: Hashable, Sendable {
  public var text: String
  public var start: Int
  public var end: Int
  public var name: String?
  /// ISO 3166 alpha-3.
  public var country: String?
  /// Degrees, WGS 84.
  public var lat: Double?
  public var lon: Double?
  /// `city`, `region` or `country`.
  public var precision: String?

  public init(
    text: String, start: Int, end: Int, name: String? = nil, country: String? = nil, lat: Double? = nil,
    lon: Double? = nil, precision: String? = nil
  ) {
    self.text = text
    self.start = start
    self.end = end
    self.name = name
    self.country = country
    self.lat = lat
    self.lon = lon
    self.precision = precision
  }
}

/// How many people an act concerned, each as a least and a greatest number.
public struct Size: Hashable, Sendable {
  public struct Bounds: Hashable, Sendable {
    /// 0 where only the greatest is known: "up to 20".
    public var min: Int
    /// Nil where only the least is known: "at least ten".
    public var max: Int?

    public init(min: Int, max: Int?) {
      self.min = min
      self.max = max
    }
  }

  public var killed: Bounds?
  public var injured: Bounds?
  public var arrested: Bounds?
  public var participants: Bounds?

  public init(
    killed: Bounds? = nil, injured: Bounds? = nil, arrested: Bounds? = nil, participants: Bounds? = nil
  ) {
    self.killed = killed
    self.injured = injured
    self.arrested = arrested
    self.participants = participants
  }
}
