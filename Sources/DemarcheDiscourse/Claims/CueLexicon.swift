public import DemarcheKnowledge

/// The words by which a language tells that somebody says something, each with its stance.
public struct CueLexicon: Sendable {
  private let stances: [String: String]
  let classes: WordClasses

  /// Reads the classes whose names begin with `stance-`, in order of their names.
  ///
  /// - Parameter classes: besides the stances `quote`, `label`, `addressed`, `hearsay`, `statement-noun`, `view-noun`, `view-mark`,
  ///   `source-noun`, `made-by`, `as-mark`, `said-infinitive`, `according`, `negation`, `light`.
  public init(_ classes: WordClasses) {
    var stances: [String: String] = [:]
    for name in classes.names where name.hasPrefix("stance-") {
      for word in classes[name] where stances[word] == nil {
        stances[word] = String(name.dropFirst("stance-".count))
      }
    }
    self.stances = stances
    self.classes = classes
  }

  /// The stance of a verb or adjective; nil when it tells of no saying.
  public func stance(of lemma: String) -> String? { stances[lemma] }

  func contains(_ name: String, _ lemma: String) -> Bool { classes.contains(name, lemma) }
}
