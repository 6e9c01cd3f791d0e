import DemarcheData
import DemarcheEvents
import DemarcheSyntax

extension Knowledge {
  /// The name of the section of a pack that holds the tables of actors and places ready for use.
  public static let compiledName = "compiled/knowledge.bin"

  /// The version of the form of that section.
  private static let compiledVersion: UInt64 = 2

  /// The tables of actors and places as bytes that ``Knowledge`` reads without parsing text.
  public func compiled() -> [UInt8] {
    var archive = ArchiveWriter()
    actors.write(to: &archive)
    gazetteer.write(to: &archive)
    return archive.sealed(version: Knowledge.compiledVersion)
  }

  /// What ``compiled()`` gave; nil when it is of another version, damaged or cut short.
  static func read(
    compiled bytes: UnsafeRawBufferPointer, codebook: Codebook
  ) -> (actors: ActorTables, gazetteer: Gazetteer)? {
    guard var archive = ArchiveReader(sealed: bytes, version: compiledVersion),
      let actors = ActorTables(&archive, codebook: codebook), let gazetteer = Gazetteer(&archive)
    else { return nil }
    return (actors, gazetteer)
  }
}
