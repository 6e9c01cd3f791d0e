public import DemarcheEvents
public import DemarcheText

/// One event as another project coded it, with the report it is said to come from.
///
/// - Invariant: `event.report` is `report.id`; the report has no text.
public struct ImportedEvent: Hashable, Sendable {
  public var report: Report
  public var event: Event

  public init(report: Report, event: Event) {
    self.report = report
    self.event = event
  }
}

/// What became of a row, or of two that mirror each other.
public enum ImportedItem: Hashable, Sendable {
  case event(ImportedEvent)
  case rejected(RowRejection)
}

/// A row that cannot be read: where, why, and the way out.
public struct RowRejection: Error, Hashable, Sendable {
  public var file: String
  /// Counts from 1.
  public var line: Int
  public var fault: RowFault
  /// The piece of the row that is at fault, as it stands there.
  public var text: String

  public init(file: String, line: Int, fault: RowFault, text: String) {
    self.file = file
    self.line = line
    self.fault = fault
    self.text = text
  }
}

/// Why a row cannot be read; the raw value is what is told.
public enum RowFault: String, Error, Hashable, Sendable, CaseIterable {
  case layout = "the columns are those of no layout known here"
  case columns = "a wrong number of columns"
  case noID = "the row has no id"
  case noDate = "the row has no date that is one"
  case noCode = "the row has no code of an event"
  case unknownCode = "a code that CAMEO 1.1b3 does not have"
  case ambiguousCode = "a code that lost its leading zero or never had one"
  case unknownType = "a type that PLOVER does not have"
  case noParty = "the row names neither who acts nor on whom"
  case tooLong = "the row is longer than any of the layout can be"

  /// What would make the row be read.
  public var help: String {
    switch self {
    case .layout: "name the layout with --layout, or give the file as it was published"
    case .columns: "look for tabs, quotation marks and line breaks inside the cells"
    case .noID: "give the file with its column of ids"
    case .noDate: "write it as 2018-06-01 or 20180601"
    case .noCode: "give the file with its column of codes"
    case .unknownCode: "codebook/cameo.tsv lists the codes"
    case .ambiguousCode: "read the column of codes as text: \"010\" is not 10"
    case .unknownType: "codebook/types.tsv lists the types"
    case .noParty: "nothing need be done: no pair could be told from it"
    case .tooLong: "look for a quotation mark that is not closed"
    }
  }
}

/// What was put right in a row that was read all the same; the raw value is what is told.
public enum Repair: String, Hashable, Sendable, CaseIterable {
  case encoding = "bytes that are no UTF-8, read as Windows-1252"
  case strayTab = "tabs inside a cell"
  case emptyCells = "empty cells behind the last column"
  case shortRow = "last columns cut off"
  case headerNames = "rows without cells for some names of the header"
  case oddDate = "a date in another form"
  case leadingZero = "a CAMEO code that had lost its leading zero"
  case widerCode = "a CAMEO code unknown to 1.1b3, read as the next wider one"
  case yearBefore = "a date a year before the report, left out"
  case coordinates = "coordinates out of range, left out"
  case unknownActor = "a code of an actor that begins with no country known here"
  case unknownCountry = "a country without a code here"
  case unknownSector = "a sector without a code here"
  case unknownMode = "a mode that PLOVER does not have, left out"
  case unknownContext = "a context that PLOVER does not have, left out"
}

/// What became of the rows of a file.
///
/// - Invariant: once the file is at its end, `rows` is the sum of `events`, `mirrored`, `withoutEvent` and the rejected.
public struct ImportCounts: Hashable, Sendable {
  /// Rows, without the header and blank lines.
  public var rows = 0
  public var events = 0
  /// Rows folded into the event of the row that they mirror.
  public var mirrored = 0
  /// Rows whose code is no event of PLOVER: statements.
  public var withoutEvent = 0
  public var repaired: [Repair: Int] = [:]
  public var rejected: [RowFault: Int] = [:]
  /// Names of countries, sectors and actors that no table knows, with how often; at most ``mostUnmatched`` of them.
  public var unmatched: [String: Int] = [:]

  public static let mostUnmatched = 1000

  public init() {}

  public var rejectedRows: Int { rejected.values.reduce(0, +) }

  mutating func repair(_ repair: Repair, _ value: String? = nil) {
    repaired[repair, default: 0] += 1
    guard let value, unmatched[value] != nil || unmatched.count < ImportCounts.mostUnmatched else { return }
    unmatched[value, default: 0] += 1
  }

  /// Adds the counts of another file.
  public static func += (a: inout ImportCounts, b: ImportCounts) {
    a.rows += b.rows
    a.events += b.events
    a.mirrored += b.mirrored
    a.withoutEvent += b.withoutEvent
    a.repaired.merge(b.repaired, uniquingKeysWith: +)
    a.rejected.merge(b.rejected, uniquingKeysWith: +)
    a.unmatched.merge(b.unmatched, uniquingKeysWith: +)
  }
}
