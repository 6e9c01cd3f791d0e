public import DemarcheEvents
import DemarcheText

/// One act as one report tells it: the lines of one incident of that report, ready to be compared with the acts of other reports.
///
/// Made of the record alone and of the words around it, so that it can be kept (``bytes``) and compared without the report.
public struct Act: Hashable, Sendable {
  /// Who took part, as far as another report may name him as well.
  struct Party: Hashable, Sendable, Comparable {
    /// The country or international code; empty when none is known.
    let code: String
    /// The name of a person or body; empty where none is known, or where a country is meant as such.
    let name: String
    /// Whether the report leaves it to be inferred who took part.
    let isInferred: Bool
    /// The words of the name, hashed and sorted.
    private let words: [UInt64]

    init(code: String, name: String, isInferred: Bool) {
      self.code = code
      self.name = name
      self.isInferred = isInferred
      words = name.split(separator: " ").map { Act.hash($0.utf8) }.sorted()
    }

    static func < (a: Party, b: Party) -> Bool {
      (a.code, a.name, a.isInferred ? 1 : 0) < (b.code, b.name, b.isInferred ? 1 : 0)
    }

    /// Whether both are the same, by their codes or by their names; nil where that is not known.
    func isSame(as other: Party) -> Bool? {
      if !code.isEmpty, !other.code.isEmpty { return code == other.code }
      if name.isEmpty || other.name.isEmpty { return nil }
      return hasName(of: other)
    }

    /// Whether both have names, and all words of one stand in the other.
    func hasName(of other: Party) -> Bool {
      if words.isEmpty || other.words.isEmpty { return false }
      return words.allSatisfy(other.words.contains) || other.words.allSatisfy(words.contains)
    }
  }

  /// Where it took place.
  struct Site: Hashable, Sendable {
    var name: String
    var country: String
    /// Whether it is a town or a spot in one, and no region or country.
    var isTown: Bool
    /// Thousandths of degrees; nil when not known.
    var latitude: Int?
    var longitude: Int?
  }

  /// The lines' ``Event/incident``.
  public private(set) var id: String
  public let report: String
  /// PLOVER types and modes of the lines; sorted and distinct, as are all lists here.
  let types: [String]
  let modes: [String]
  /// The sides of the quads: cooperation, conflict in words, conflict in deeds.
  let sides: [Side]
  /// Whether it is yet to come, or only supposed.
  let isFuture: Bool
  let isSupposed: Bool
  /// The days that the lines state, as numbers of days.
  let stated: ClosedRange<Int>?
  let published: Int?
  let actors: [Party]
  let recipients: [Party]
  let sites: [Site]
  let killed: Size.Bounds?
  let injured: Size.Bounds?
  let arrested: Size.Bounds?
  let participants: Size.Bounds?
  /// What the triggers begin with, hashed.
  let triggers: [UInt32]
  /// The words of the sentences that tell it, as ``Wording`` numbers them.
  public let wording: [UInt32]
  /// The rarest words of the whole report, which tell what it is about.
  public let context: [UInt32]
  /// The squares of the lengths of both lists as vectors.
  let wordingLength: Double
  let contextLength: Double

  /// What quads are one to reports of an act: meeting and helping, words of conflict, deeds of conflict.
  enum Side: UInt8, Hashable, Sendable, Comparable {
    case cooperation = 1
    case words = 3
    case deeds = 4

    init?(quad: Int) {
      switch quad {
      case 1, 2: self = .cooperation
      case 3: self = .words
      case 4: self = .deeds
      default: return nil
      }
    }

    static func < (a: Side, b: Side) -> Bool { a.rawValue < b.rawValue }
  }

  /// Makes an act of its lines; nil where there are none, or of more than one incident or report.
  ///
  /// - Parameters:
  ///   - lines: all lines of one incident, in any order; a participant with a code and without a name is the country or body of that code.
  ///   - wording: the words of the sentences that tell it, from ``Wording``.
  ///   - context: the rarest words of the whole report, from ``Wording``.
  public init?(lines: [Event], wording: [UInt32], context: [UInt32] = []) {
    guard let first = lines.first,
      lines.allSatisfy({ $0.incident == first.incident && $0.report == first.report })
    else { return nil }
    id = first.incident
    report = first.report
    types = Act.distinct(lines.map(\.event))
    modes = Act.distinct(lines.flatMap(\.mode))
    sides = Act.distinct(lines.compactMap { Side(quad: $0.quad) })
    isFuture = lines.allSatisfy { $0.aux.contains(.future) }
    isSupposed = lines.allSatisfy { $0.aux.contains(.hypothetical) }
    stated = Act.days(lines)
    published = lines.compactMap { $0.published.flatMap { Day(iso: $0) } }.min()?.number
    actors = Act.distinct(lines.flatMap(\.actor).compactMap(Act.party))
    recipients = Act.distinct(lines.flatMap(\.recipient).compactMap(Act.party))
    let sites = lines.compactMap(\.place).map(Act.site)
    self.sites = Act.distinct(sites) { ($0.name, $0.country) < ($1.name, $1.country) }
    killed = Act.bounds(lines.compactMap { $0.size?.killed })
    injured = Act.bounds(lines.compactMap { $0.size?.injured })
    arrested = Act.bounds(lines.compactMap { $0.size?.arrested })
    participants = Act.bounds(lines.compactMap { $0.size?.participants })
    triggers = Act.distinct(lines.map { Act.stem($0.trigger.text) })
    self.wording = Act.distinct(wording)
    self.context = Act.distinct(context)
    wordingLength = Wording.length(of: self.wording)
    contextLength = Wording.length(of: self.context)
  }

  init(
    id: String, report: String, types: [String], modes: [String], sides: [Side], isFuture: Bool,
    isSupposed: Bool, stated: ClosedRange<Int>?, published: Int?, actors: [Party], recipients: [Party],
    sites: [Site], killed: Size.Bounds?, injured: Size.Bounds?, arrested: Size.Bounds?,
    participants: Size.Bounds?, triggers: [UInt32], wording: [UInt32], context: [UInt32]
  ) {
    self.id = id
    self.report = report
    self.types = types
    self.modes = modes
    self.sides = sides
    self.isFuture = isFuture
    self.isSupposed = isSupposed
    self.stated = stated
    self.published = published
    self.actors = actors
    self.recipients = recipients
    self.sites = sites
    self.killed = killed
    self.injured = injured
    self.arrested = arrested
    self.participants = participants
    self.triggers = triggers
    self.wording = wording
    self.context = context
    wordingLength = Wording.length(of: wording)
    contextLength = Wording.length(of: context)
  }

  /// The same act under another id, as where a person split an incident of a report.
  public func named(_ id: String) -> Act {
    var act = self
    act.id = id
    return act
  }

  /// Where it stands in time: the first day that the text states, else that of publication.
  public var day: Day? { (stated?.lowerBound ?? published).map { Day(number: $0) } }

  // MARK: From lines

  private static func distinct<Value: Comparable>(_ values: [Value]) -> [Value] {
    distinct(values) { $0 < $1 }
  }

  private static func distinct<Value: Equatable>(
    _ values: [Value], by isBefore: (Value, Value) -> Bool
  ) -> [Value] {
    var result: [Value] = []
    for value in values.sorted(by: isBefore) where result.last != value { result.append(value) }
    return result
  }

  /// The stretch of the days of all lines that state one; the narrowest wins where a line is less precise than another.
  private static func days(_ lines: [Event]) -> ClosedRange<Int>? {
    var days: ClosedRange<Int>?
    for line in lines {
      guard let from = line.date.flatMap({ Day(iso: $0) }) else { continue }
      // A range without an end is still open when the report comes out.
      let isRange = line.datePrecision == .range
      let end = line.dateEnd ?? (isRange ? line.published : nil) ?? line.date
      let until = max(from, end.flatMap { Day(iso: $0, end: true) } ?? from)
      // A long one up to the report tells since when, and no day of the act.
      let out = line.published.flatMap { Day(iso: $0) } ?? until
      if isRange, until >= out, until.number - from.number > longest { continue }
      let range = from.number...until.number
      guard let known = days else {
        days = range
        continue
      }
      if range.count < known.count || range.count == known.count && range.lowerBound < known.lowerBound {
        days = range
      }
    }
    return days
  }

  private static func party(_ participant: Participant) -> Party? {
    if participant.code == nil, participant.name == nil { return nil }
    return Party(
      code: participant.code ?? "", name: participant.name ?? "", isInferred: participant.inferred)
  }

  private static func site(_ place: Place) -> Site {
    let isTown = place.precision != "country" && place.precision != "region"
    func thousandths(_ degrees: Double?) -> Int? { degrees.map { Int(($0 * 1000).rounded()) } }
    return Site(
      name: place.name ?? place.text, country: place.country ?? "", isTown: isTown,
      latitude: thousandths(place.lat), longitude: thousandths(place.lon))
  }

  private static func bounds(_ sizes: [Size.Bounds]) -> Size.Bounds? {
    guard let least = sizes.map(\.min).min() else { return nil }
    let greatest = sizes.map { $0.max ?? .max }.max().flatMap { $0 == .max ? nil : $0 }
    return Size.Bounds(min: least, max: greatest)
  }

  /// A hash of the first five letters, so that forms of one word are one.
  private static func stem(_ trigger: String) -> UInt32 {
    var hash = FNV()
    for byte in trigger.utf8.prefix(5) { hash.add(lowered(byte)) }
    return hash.value
  }
}
