public import DemarcheData
public import DemarcheEvents

/// Groups of states, with who belonged to them when.
///
/// Read from `knowledge/groups.tsv`; its head explains the columns.
public struct Groups: Sendable {
  /// One spell of membership, both days inclusive; nil is open.
  public struct Membership: Hashable, Sendable {
    /// The key of the state.
    public var member: String
    public var from: Day?
    public var until: Day?

    public init(member: String, from: Day?, until: Day?) {
      self.member = member
      self.from = from
      self.until = until
    }
  }

  public static let columns = ["group", "member", "from", "until", "source"]

  private var memberships: [String: [Membership]] = [:]

  /// Reads the tables.
  ///
  /// - Throws: every row whose dates are none, at once.
  public init(_ tables: [Table]) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in tables.flatMap(\.rows) {
      memberships[row["group"], default: []].append(
        Membership(
          member: row["member"], from: row.day("from", end: false, &errors),
          until: row.day("until", end: true, &errors)))
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The names of the groups, sorted.
  public var names: [String] { memberships.keys.sorted() }

  /// All spells of membership of a group, in the order of the table; nil when there is no such group.
  public func memberships(of group: String) -> [Membership]? { memberships[group] }
}
