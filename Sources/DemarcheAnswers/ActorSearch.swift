public import DemarcheKnowledge

/// Codes by the names of those who have them, for whoever types one.
public struct ActorSearch: Sendable {
  /// Somebody whose name was found.
  public struct Match: Hashable, Sendable {
    public var entity: Entity
    /// The form of the name that fits; its own name where only the code does.
    public var form: String
  }

  private struct Form {
    /// In small letters.
    var folded: String
    var form: String
    var entity: Int
  }

  private let entities: [Entity]
  private let forms: [Form]

  /// - Cost: reads all names once.
  public init(_ actors: ActorTables) {
    entities = Array(actors.entities)
    forms = actors.names.map { Form(folded: $0.form.lowercased(), form: $0.form, entity: $0.entity) }
  }

  /// Whom a text may mean: by code, then names that are the text, then those that begin with it, then those with a word that does.
  ///
  /// Each comes once; states come before bodies, then in the order of their keys.
  ///
  /// - Cost: looks at every name.
  public func matches(_ text: String, limit: Int) -> [Match] {
    let text = text.lowercased()
    if text.isEmpty { return [] }
    var best: [Int: (rank: Int, form: String)] = [:]
    func note(_ entity: Int, _ rank: Int, _ form: String) {
      if let known = best[entity], known.rank <= rank { return }
      best[entity] = (rank, form)
    }
    for (i, entity) in entities.enumerated() {
      if entity.key.lowercased() == text { note(i, 0, entity.name) }
      if entity.code?.lowercased() == text { note(i, entity.isCountry ? 0 : 2, entity.name) }
    }
    for form in forms {
      if form.folded == text {
        note(form.entity, 1, form.form)
      } else if form.folded.hasPrefix(text) {
        note(form.entity, 3, form.form)
      } else if form.folded.contains(" " + text) {
        note(form.entity, 4, form.form)
      }
    }
    let found = best.map { (entity: entities[$0.key], rank: $0.value.rank, form: $0.value.form) }
    let sorted = found.sorted { x, y in
      (x.rank, x.entity.isCountry ? 0 : 1, x.entity.key) < (y.rank, y.entity.isCountry ? 0 : 1, y.entity.key)
    }
    return sorted.prefix(limit).map { Match(entity: $0.entity, form: $0.form) }
  }
}
