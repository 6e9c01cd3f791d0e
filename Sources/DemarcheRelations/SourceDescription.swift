/// What a summary says of a source.
public struct SourceDescription: Hashable, Sendable {
  public var name: String
  /// As `outlets.tsv` has it: state, private …; nil when nobody knows.
  public var ownership: String?
  /// The name of its country; nil when nobody knows.
  public var country: String?

  public init(name: String, ownership: String? = nil, country: String? = nil) {
    self.name = name
    self.ownership = ownership
    self.country = country
  }
}
