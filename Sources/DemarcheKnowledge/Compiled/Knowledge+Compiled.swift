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
    // Numbers of rows and places of texts are taken as they stand, so they must be those that were written.
    let sum = archive.bytes.withUnsafeBytes { ModelFile.checksum($0) }
    var head = ArchiveWriter()
    head.add([Knowledge.compiledVersion, sum])
    return head.bytes + archive.bytes
  }

  /// What ``compiled()`` gave; nil when it is of another version, damaged or cut short.
  static func read(
    compiled bytes: UnsafeRawBufferPointer, codebook: Codebook
  ) -> (actors: ActorTables, gazetteer: Gazetteer)? {
    var head = ArchiveReader(bytes)
    guard let numbers: [UInt64] = head.array(), numbers.count == 2, numbers[0] == compiledVersion else {
      return nil
    }
    // A count of eight bytes stands before the two.
    let rest = UnsafeRawBufferPointer(rebasing: bytes[24...])
    guard numbers[1] == ModelFile.checksum(rest) else { return nil }
    var archive = ArchiveReader(rest)
    guard let actors = ActorTables(&archive, codebook: codebook), let gazetteer = Gazetteer(&archive)
    else { return nil }
    return (actors, gazetteer)
  }
}
