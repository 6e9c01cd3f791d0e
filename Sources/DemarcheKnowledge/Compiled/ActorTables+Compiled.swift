import DemarcheData
import DemarcheEvents

extension ActorTables {
  /// Numbers a record of each kind has.
  static let entityWidth = 8
  static let nameWidth = 5
  static let roleWidth = 4
  static let termWidth = 6
  /// The day of a side that has no bound.
  static let unbounded = Int32.min

  private static func day(_ number: Int32) -> Day? { number == unbounded ? nil : Day(number: Int(number)) }

  private static func sectors(_ text: String) -> [String] { text.split(separator: ",").map(String.init) }

  static func entityRows(_ records: [Int32], _ strings: StringPool) -> Rows<Entity> {
    Rows(records, width: entityWidth, strings, atOnce: true) { record, strings in
      let at = record.startIndex
      return Entity(
        key: strings[record[at]], name: strings[record[at + 1]],
        kind: Entity.Kind(rawValue: strings[record[at + 2]]) ?? .organisation,
        code: strings.optional(record[at + 3]), sectors: sectors(strings[record[at + 4]]),
        from: day(record[at + 5]), until: day(record[at + 6]), successor: strings.optional(record[at + 7]))
    }
  }

  static func nameRows(_ records: [Int32], _ strings: StringPool) -> Rows<Name> {
    Rows(records, width: nameWidth, strings, atOnce: true) { record, strings in
      let at = record.startIndex
      return Name(
        entity: Int(record[at]), form: strings[record[at + 1]],
        kind: Name.Kind(rawValue: strings[record[at + 2]]) ?? .name, from: day(record[at + 3]),
        until: day(record[at + 4]))
    }
  }

  static func roleRows(_ records: [Int32], _ strings: StringPool) -> Rows<Role> {
    Rows(records, width: roleWidth, strings, atOnce: true) { record, strings in
      let at = record.startIndex
      return Role(
        form: strings[record[at]], sectors: sectors(strings[record[at + 1]]),
        office: strings.optional(record[at + 2]),
        kind: Role.Kind(rawValue: strings[record[at + 3]]) ?? .person)
    }
  }

  static func termRows(_ records: [Int32], _ strings: StringPool) -> Rows<Term> {
    Rows(records, width: termWidth, strings, atOnce: true) { record, strings in
      let at = record.startIndex
      return Term(
        key: strings[record[at]], office: strings[record[at + 1]], holder: strings[record[at + 2]],
        short: strings[record[at + 3]], from: day(record[at + 4]), until: day(record[at + 5]))
    }
  }

  func write(to archive: inout ArchiveWriter) {
    strings.write(to: &archive)
    entities.write(to: &archive)
    names.write(to: &archive)
    roles.write(to: &archive)
    terms.write(to: &archive)
    for table in [
      nameTable, personTable, roleTable, otherTable, entityByKey, termsByOffice, roleByForm, knownThrough,
      givenNames,
    ] { table.write(to: &archive) }
  }
}
