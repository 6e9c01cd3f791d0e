/// What a layout could not say of the events it was given: what was left out, and what was written with less.
///
/// An event that is left out counts under the first reason only.
public struct LayoutNotes: Hashable, Sendable {
  /// One thing to know of a file.
  public enum Remark: String, Hashable, Sendable, CaseIterable {
    /// Left out: promised, supposed or denied, which the layout cannot say.
    case marked
    /// Left out: no code of CAMEO.
    case noCameo = "no-cameo"
    /// Left out: no day, and none of publication that may stand in.
    case undated
    /// Left out: nobody takes part.
    case noParty = "no-party"
    /// Left out: no coordinates.
    case noCoordinates = "no-coordinates"
    /// Left out of a network: no two parties that have a code.
    case noCodedPair = "no-coded-pair"
    /// Written with the day of publication for its day.
    case datedByPublication = "dated-by-publication"
    /// Written with a party that has no code; a network leaves that party out.
    case partyWithoutCode = "party-without-code"

    /// Whether events were left out for it.
    public var isLoss: Bool { self != .datedByPublication && self != .partyWithoutCode }

    /// What it says, for a person.
    public var meaning: String {
      switch self {
      case .marked: "future, hypothetical or negated, which the layout cannot say"
      case .noCameo: "without a CAMEO code"
      case .undated: "without a day"
      case .noParty: "without a party"
      case .noCoordinates: "without coordinates"
      case .noCodedPair: "without two parties that have a code"
      case .datedByPublication: "dated by the day of publication"
      case .partyWithoutCode: "with a party that has no code"
      }
    }
  }

  /// Events that were given, and those of them that are in the file.
  public internal(set) var given = 0
  public internal(set) var written = 0
  /// Rows, lines, features or edges of the file.
  public internal(set) var rows = 0
  /// How many events each remark holds for.
  public internal(set) var counts: [Remark: Int] = [:]

  mutating func note(_ remark: Remark) { counts[remark, default: 0] += 1 }
}
