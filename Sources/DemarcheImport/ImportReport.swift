public import DemarcheKnowledge

/// One line of a foreign file that could not be taken over: where, what, why, and the way out.
public struct ImportFault: Hashable, Sendable {
  public var file: String
  /// Counts from 1; 0 when no single line is meant.
  public var line: Int
  public var reason: Reason
  /// The piece of the line that is at fault, as it stands there.
  public var text: String

  public init(file: String, line: Int, reason: Reason, text: String) {
    self.file = file
    self.line = line
    self.reason = reason
    self.text = text
  }

  /// Why a line was rejected; the raw value is the sentence that is told.
  public enum Reason: String, Error, Hashable, Sendable, CaseIterable {
    case noCode = "the entry has no code"
    case noName = "the entry has no name"
    case unknownCode = "the code begins with no country known here"
    case unknownSector = "no part of the code is a role known here"
    case malformedCode = "the code is not made of groups of three letters"
    case severalActors = "the code names several actors"
    case complexMark = "a mark of TABARI that stands for no actor"
    case noSuchDate = "no such date"
    case reversedDates = "the dates end before they begin"
    case unclosed = "a bracket is not closed"
    case synonymAlone = "a synonym or code before any entry"
    case joinedNames = "a + inside a name"
    case encoding = "letters that are no UTF-8"
    case unknownSet = "a substitution set that the file does not define"
    case endlessSet = "substitution sets that fill in to too much, or without end"
    case notTwoParts = "neither an entry nor a set"
    case columns = "too few columns"
    case noNumber = "no number where one must stand"
    case unknownCountry = "no country known here"
    case unknownFeature = "a kind of feature that the table does not take up"
    case notJSON = "the line is no JSON"
    case noLabel = "no label in the language"
    case unknownOffice = "an office that no table knows"
    case unknownHolder = "a holder of whom the dump tells no name"

    /// The same of a code of CAMEO.
    public init(_ fault: CameoCodes.Fault) {
      self =
        switch fault {
        case .unknownCode: .unknownCode
        case .unknownSector: .unknownSector
        case .malformedCode: .malformedCode
        case .severalActors: .severalActors
        case .complexMark: .complexMark
        }
    }

    /// What would make the line be taken over.
    public var help: String {
      switch self {
      case .noCode: "give it a code in brackets, or begin the lines of its other names with +"
      case .noName: "write the name before the bracket"
      case .unknownCode: "add it to codebook/cameo-countries.tsv, or keep such codes with --keep-codes"
      case .unknownSector: "add it to codebook/cameo-sectors.tsv"
      case .malformedCode: "write it like CHNGOVMIL: the country first, then roles"
      case .severalActors: "write one entry for each of them"
      case .complexMark: "nothing need be done, unless an actor was meant: then give its code"
      case .noSuchDate: "write it as 20090120 or 090120"
      case .reversedDates: "write the earlier date first; years of two digits up to 30 are of this century"
      case .unclosed: "close it on the same line"
      case .synonymAlone: "write the line with the name and the code above it"
      case .joinedNames: "put the second name on a line of its own"
      case .encoding: "convert the file: iconv -f latin1 -t utf8"
      case .unknownSet: "define it before: !NAME! = ONE, OTHER"
      case .endlessSet: "write the names out; a set may not hold itself, nor a line mean more than 1,000"
      case .notTwoParts: "write NAME [~CODE]"
      case .columns: "give the file as it was published, tab-separated"
      case .noNumber: "look at the columns: is this the file it should be?"
      case .unknownCountry: "add it to the table of countries under import/"
      case .unknownFeature: "add it to import/geonames-features.tsv"
      case .notJSON: "give the dump with one entity a line"
      case .noLabel: "add a label to the item, or leave it"
      case .unknownOffice: "add the office to import/wikidata-offices.tsv or to lexicon/en/roles.tsv"
      case .unknownHolder: "give a dump in which the holder's item stands"
      }
    }
  }
}

/// What became of the records of foreign files.
///
/// - Invariant: `read` is the sum of accepted, skipped and rejected records.
public struct ImportReport: Hashable, Sendable {
  public private(set) var accepted = 0
  /// Records left out on purpose, by why.
  public private(set) var skipped: [String: Int] = [:]
  /// Rejected records, by why.
  public private(set) var rejected: [ImportFault.Reason: Int] = [:]
  /// Parts of accepted records that could not be used, by why.
  public private(set) var partial: [ImportFault.Reason: Int] = [:]
  /// What one should know of records that were taken over, by what.
  public private(set) var notes: [String: Int] = [:]
  /// Faults not yet told.
  public private(set) var faults: [ImportFault] = []

  public init() {}

  /// Records read.
  public var read: Int { accepted + skippedCount + rejectedCount }
  public var skippedCount: Int { skipped.values.reduce(0, +) }
  public var rejectedCount: Int { rejected.values.reduce(0, +) }

  /// Counts records that were taken over.
  public mutating func accept(_ count: Int = 1) { accepted += count }

  /// Counts records that were left out on purpose.
  public mutating func skip(_ why: String, _ count: Int = 1) {
    if count > 0 { skipped[why, default: 0] += count }
  }

  /// Counts a rejected record and keeps its fault.
  public mutating func reject(_ fault: ImportFault) {
    rejected[fault.reason, default: 0] += 1
    faults.append(fault)
  }

  /// Keeps the fault of a part of a record that was itself accepted.
  public mutating func tell(_ fault: ImportFault) {
    partial[fault.reason, default: 0] += 1
    faults.append(fault)
  }

  /// Counts something worth knowing that changes no record's fate.
  public mutating func note(_ what: String, _ count: Int = 1) {
    if count > 0 { notes[what, default: 0] += count }
  }

  /// Hands over the faults not yet told, so that a long run need not keep them.
  public mutating func takeFaults() -> [ImportFault] {
    let taken = faults
    faults = []
    return taken
  }

  /// The counts as lines of "what<tab>count", the same for the same input.
  public var lines: [String] {
    var lines = ["read\t\(read)", "accepted\t\(accepted)"]
    lines += skipped.sorted { $0.key < $1.key }.map { "skipped: \($0.key)\t\($0.value)" }
    lines += rejected.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "rejected: \($0.key.rawValue)\t\($0.value)"
    }
    lines += partial.sorted { $0.key.rawValue < $1.key.rawValue }.map {
      "part rejected: \($0.key.rawValue)\t\($0.value)"
    }
    lines += notes.sorted { $0.key < $1.key }.map { "note: \($0.key)\t\($0.value)" }
    return lines
  }
}
