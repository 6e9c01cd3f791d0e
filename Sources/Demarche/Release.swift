public import DemarcheCoding
public import DemarcheData
public import DemarcheKnowledge
import DemarcheText

/// The data of a release, read and ready: knowledge, rules and the raw bytes of the model.
public final class Release: Sendable {
  /// The version of the program.
  public static let version = "0.1.0"

  public let knowledge: Knowledge
  public let book: RuleBook
  /// What records carry as `data`.
  public let hash: String
  /// Reads the data.
  ///
  /// - Parameters:
  ///   - names: the names of all files, as in `Data/`: `rules/en/consult.rules`.
  ///   - isPacked: whether the data was checked when it was packed.
  ///   - user: tables of the user's own.
  ///   - compiled: the tables of actors and places ready for use, from a pack.
  ///   - rules: the rules ready for use, from a pack.
  ///   - text: the text of one of them.
  /// - Throws: every fault of every file.
  public init(
    names: [String], hash: String, isPacked: Bool = false, user: UserTables = UserTables(),
    compiled: UnsafeRawBufferPointer? = nil, rules: UnsafeRawBufferPointer? = nil, text: (String) -> String?
  ) throws(DataErrors) {
    // The bytes stay where they are as long as this runs.
    let ready = rules.map { rules in
      nonisolated(unsafe) let rules = rules  // why: bytes that are only read
      return Meanwhile { () throws(Never) in CompiledRules.rules(rules).map { RuleBook($0) } }
    }
    knowledge = try Knowledge(names: names, user: user, compiled: compiled, text: text)
    self.hash = hash
    if let ready, let made = ready.value() {
      book = made
      return
    }
    let files = names.filter { $0.hasPrefix("rules/") && $0.hasSuffix(".rules") }.sorted()
      .map { (name: $0, text: text($0) ?? "") }
    book = RuleBook(
      try RuleReader.read(
        files, codebook: knowledge.codebook, classes: knowledge.classes, comparing: !isPacked))
  }

  /// Reads the data of a pack.
  public convenience init(_ pack: Pack, user: UserTables = UserTables()) throws(DataErrors) {
    // Its bytes are read to the end of this.
    defer { withExtendedLifetime(pack) {} }
    try self.init(
      names: pack.names, hash: user.hash(over: pack.hash), isPacked: true, user: user,
      compiled: pack.bytes(Knowledge.compiledName), rules: pack.bytes(CompiledRules.name)
    ) { pack.text($0) }
  }
}

extension UserTables {
  /// What records carry as `data`: the hash of the pack, with that of the user's tables when there are any.
  func hash(over pack: String) -> String {
    if texts.isEmpty { return "sha256:\(pack)" }
    let own = texts.map { "\($0.name)\n\($0.text)" }.joined(separator: "\n") + (isInstead ? "\ninstead" : "")
    return "sha256:\(pack)+\(SHA256.hex(of: own))"
  }
}
