import Demarche
import DemarcheData
import DemarcheImport
import DemarcheKnowledge

/// Files of actors and agents that a command line names: the project's tables, or dictionaries of TABARI and PETRARCH.
enum UserKnowledge {
  /// The tables of `--actors` and `--agents`; dictionaries become tables, and what of them is rejected is told.
  static func files(_ arguments: Arguments, isInstead: Bool) throws -> [UserTables.File] {
    var files: [UserTables.File] = []
    var dictionaries: [(path: String, text: String, isOfAgents: Bool)] = []
    for (flag, isOfAgents) in [("actors", false), ("agents", true)] {
      for path in arguments.values(flag) {
        let text = try Files.text(path)
        if let table = UserTables.File(ofHeader: text, path: path) {
          files.append(table)
        } else {
          dictionaries.append((path, text, isOfAgents))
        }
      }
    }
    if dictionaries.isEmpty { return files }
    let builtIn = try builtIn(arguments)
    var (actors, agents) = try readers(
      arguments, known: isInstead ? KnownActors() : builtIn, states: builtIn.states, keepsForeign: true)
    for dictionary in dictionaries {
      if dictionary.isOfAgents {
        agents.read(dictionary.text, file: dictionary.path)
        tell(agents.takeFaults(), dictionary.path)
      } else {
        actors.read(dictionary.text, file: dictionary.path)
        tell(actors.takeFaults(), dictionary.path)
      }
    }
    var rows = actors.rows()
    rows.roles = agents.rows.roles
    for file in rows.files {
      let path = dictionaries.map(\.path).joined(separator: ", ")
      files.append(UserTables.File(name: file.path, path: path, text: file.text(comments: [])))
    }
    return files
  }

  /// What the program's own tables know, whatever the user has.
  static func builtIn(_ arguments: Arguments) throws -> KnownActors {
    KnownActors(try Engine.release(arguments, user: UserTables()).knowledge.actors)
  }

  /// Readers of dictionaries of actors and of agents.
  ///
  /// - Parameters:
  ///   - known: what they need not repeat.
  ///   - states: the codes of states by key.
  ///   - keepsForeign: whether codes that begin with no known country are kept.
  static func readers(
    _ arguments: Arguments, known: KnownActors, states: [String: String], keepsForeign: Bool
  ) throws -> (actors: ActorDictionary, agents: AgentDictionary) {
    let codes = try codes(arguments, states: states)
    let casing = try NameCasing(Engine.table("import/casing.tsv", NameCasing.columns, arguments))
    return (
      ActorDictionary(codes: codes, casing: casing, known: known, keepForeign: keepsForeign),
      AgentDictionary(codes: codes, casing: casing, known: known)
    )
  }

  /// The codes of CAMEO for actors; `states` are the codes of states by key.
  static func codes(_ arguments: Arguments, states: [String: String]) throws -> CameoCodes {
    try CameoCodes(
      countries: Engine.table("codebook/cameo-countries.tsv", CameoCodes.countryColumns, arguments),
      sectors: Engine.table("codebook/cameo-sectors.tsv", CameoCodes.sectorColumns, arguments), states: states
    )
  }

  private static func tell(_ faults: [ImportFault], _ path: String) {
    if faults.isEmpty { return }
    let count = faults.count
    Output.error(
      "\(path): \(count) line\(count == 1 ? "" : "s") rejected, the first: \(faults[0].reason.rawValue); "
        + "all of them: demarche actors import --from petrarch --output FOLDER")
  }
}
