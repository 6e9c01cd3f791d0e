import DemarcheData
import DemarcheEvents

extension Knowledge {
  /// The name of the section of a pack that holds the tables of actors and places ready for use.
  public static let compiledName = "compiled/knowledge.bin"

  /// The version of the form of that section.
  private static let compiledVersion: UInt64 = 1

  /// The tables of actors and places as bytes that ``Knowledge`` reads without parsing text.
  public func compiled() -> [UInt8] {
    var archive = ArchiveWriter()
    archive.add([Knowledge.compiledVersion])
    actors.write(to: &archive)
    gazetteer.write(to: &archive)
    return archive.bytes
  }

  /// What ``compiled()`` gave; nil when it is of another version or cut short.
  static func read(
    compiled bytes: UnsafeRawBufferPointer, codebook: Codebook
  ) -> (actors: ActorTables, gazetteer: Gazetteer)? {
    var archive = ArchiveReader(bytes)
    guard let version: [UInt64] = archive.array(), version == [compiledVersion],
      let actors = ActorTables(&archive, codebook: codebook), let gazetteer = Gazetteer(&archive)
    else { return nil }
    return (actors, gazetteer)
  }
}
