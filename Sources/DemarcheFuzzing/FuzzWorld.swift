public import Demarche
import DemarcheAnswers
import DemarcheC
public import DemarcheData
import DemarcheExchange
import DemarcheIncidents
import DemarcheKnowledge
import DemarcheReportLines
import DemarcheReading

/// What the targets need of a release, each thing made when it is first asked for.
///
/// Stays on its thread.
public final class FuzzWorld {
  /// The data and the models.
  public let pack: Pack
  /// Where targets put files; it goes with the world.
  let folder: ScratchFolder
  private var made: [ObjectIdentifier: Any] = [:]

  /// - Parameter pack: the path of a pack that `demarche pack` wrote.
  /// - Throws: what is wrong with the pack, or that there is no room for files.
  public init(pack path: String) throws {
    pack = try Pack(path: path)
    folder = try ScratchFolder()
  }

  /// The one value of a type, made when it is first asked for.
  func once<Value>(_ make: () throws -> Value) rethrows -> Value {
    if let known = made[ObjectIdentifier(Value.self)] as? Value { return known }
    let value = try make()
    made[ObjectIdentifier(Value.self)] = value
    return value
  }

  func release() throws -> Release { try once { try Release(pack) } }

  func pipeline() throws -> Pipeline { try once { try Pipeline(pack) } }

  func setting() throws -> Setting {
    try once { try Setting(release(), files: pack.tables(where: Setting.reads)) }
  }

  func joining() throws -> Joining { try once { try Joining { pack.text($0) } } }

  func layouts() throws -> Layouts {
    try once { try Layouts(pack.table(Layouts.name, columns: Layouts.columns)) }
  }

  func pages() throws -> PageLexicon {
    try once { try PageLexicon(pack.table(PageLexicon.file, columns: PageLexicon.columns)) }
  }

  func importTables() throws -> ImportTables {
    try once {
      let knowledge = try release().knowledge
      return try ImportTables(
        codebook: knowledge.codebook, crosswalk: knowledge.crosswalk, actors: knowledge.actors
      ) { pack.text($0) }
    }
  }

  func exportTables() throws -> ExchangeTables {
    try once { try ExchangeTables(knowledge: release().knowledge) { pack.text($0) } }
  }
}
