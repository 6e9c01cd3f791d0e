import DemarcheData
public import DemarcheKnowledge

/// What the project's own tables know already, so that an import adds to it and does not repeat it.
public struct KnownActors: Sendable {
  /// An entity that goes by a form.
  public struct Owner: Hashable, Sendable {
    public var key: String
    public var code: String?
    public var sector: String?
    public var isCountry: Bool
  }

  /// The codes that records carry, by the keys of states and territories.
  public private(set) var states: [String: String] = [:]
  /// Forms that are written in capitals.
  public private(set) var abbreviations: Set<String> = []
  private var owners: [String: [Owner]] = [:]
  private var holders: [String: Set<String>] = [:]
  private var shortNames: [String: Set<String>] = [:]
  private var keys: Set<String> = []
  private var roles: [String: Role] = [:]
  private var codeOfKey: [String: String] = [:]

  /// Knows nothing.
  public init() {}

  /// Knows what the tables hold.
  public init(_ tables: ActorTables) {
    for entity in tables.entities {
      keys.insert(entity.key)
      guard let code = entity.code else { continue }
      codeOfKey[entity.key] = code
      if entity.isCountry { states[entity.key] = code }
    }
    for name in tables.names {
      let entity = tables.entities[name.entity]
      let owner = Owner(
        key: entity.key, code: entity.code, sector: entity.sectors.first, isCountry: entity.isCountry)
      owners[KnownActors.folded(name.form), default: []].append(owner)
      if name.kind == .abbreviation { abbreviations.insert(name.form) }
    }
    for term in tables.terms {
      guard let code = codeOfKey[term.key] else { continue }
      holders[KnownActors.folded(term.holder), default: []].insert(code)
      shortNames[KnownActors.folded(term.short), default: []].insert(code)
    }
    for role in tables.roles where roles[role.form] == nil { roles[role.form] = role }
  }

  /// The entities with a code that go by a form, whatever its capitals.
  public func owners(of form: String, code: String?) -> [Owner] {
    (owners[KnownActors.folded(form)] ?? []).filter { $0.code == code }
  }

  /// Whether a form names somebody who holds an office of a country.
  public func isHolder(_ form: String, code: String?) -> Bool {
    code.map { holders[KnownActors.folded(form)]?.contains($0) ?? false } ?? false
  }

  /// Whether a form is the one by which somebody who holds an office of a country goes alone.
  public func isShortName(_ form: String, code: String?) -> Bool {
    code.map { shortNames[KnownActors.folded(form)]?.contains($0) ?? false } ?? false
  }

  public func hasKey(_ key: String) -> Bool { keys.contains(key) }

  public func role(_ form: String) -> Role? { roles[form] }

  /// The known role that the words of a form end with, the longest first.
  public func roleAtEnd(of words: ArraySlice<String>) -> Role? {
    for start in words.indices {
      if let role = roles[words[start...].joined(separator: " ")] { return role }
    }
    return nil
  }

  /// The country that a form names; nil when none or several do.
  public func state(named form: String) -> String? {
    let found = Set((owners[KnownActors.folded(form)] ?? []).filter(\.isCountry).map(\.key))
    return found.count == 1 ? found.first : nil
  }

  private static func folded(_ form: String) -> String {
    PhraseTable.pieces(form).joined(separator: " ").lowercased()
  }
}
