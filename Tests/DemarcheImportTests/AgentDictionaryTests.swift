import DemarcheImport
import Testing

@Suite struct `Dictionaries of agents` {
  private func read(_ text: String) throws -> AgentDictionary {
    var dictionary = try AgentDictionary(codes: World.codes(), casing: World.casing(), known: World.known)
    dictionary.read(text, file: "t.agents")
    return dictionary
  }

  /// "form|sector|also|office|kind" of each row.
  static let cases: [(text: String, roles: [String])] = [
    ("MILKMAN_ {MILKMEN_} [~CVL] # jd", ["milkman|CVL|||person", "milkmen|CVL|||person"]),
    ("RIVER_WARDEN [~GOVMIL]", ["river warden|GOV|MIL||person"]),
    ("RIVER_WATCH {} [~MIL]", ["river watch|MIL|||group"]),
    ("WARDEN,_CHIEF[CVL~]", ["warden , chief|CVL|||person"]),
    // The kind is that of the known role it ends with.
    ("HOME_ARMY [~MIL]", ["home army|MIL|||body"]),
    ("!P! = MAN, WOMAN\nMILK!P! [~CVL]", ["milkman|CVL|||person", "milkwoman|CVL|||person"]),
    ("!P! = MAN,\nOLD_!P!_OF_LAW [~CVL]", ["old man of law|CVL|||person"]),
    // Roles that the tables have, and those that stood before.
    ("PRESIDENT [~GOV]\nWARDEN [~GOV]\nWARDEN [~MIL]", ["warden|GOV|||person"]),
  ]

  @Test(arguments: cases)
  func `become roles`(text: String, roles: [String]) throws {
    let dictionary = try read(text)
    #expect(dictionary.rows.roles.map { $0.dropLast().joined(separator: "|") } == roles)
    #expect(dictionary.report.faults.isEmpty)
  }

  @Test(arguments: [
    ("MILK!P! [~CVL]", ImportFault.Reason.unknownSet), ("MILKMAN", .notTwoParts),
    ("MILKMAN [~XYZ]", .unknownSector),
    ("MILKMAN [~CVL}", .unclosed), ("[~CVL]", .noName),
  ])
  func `tell every line that cannot be used`(text: String, reason: ImportFault.Reason) throws {
    let report = try read(text).report
    #expect(report.faults.map(\.reason) == [reason])
    #expect(report.read == 1)
  }

  @Test(arguments: [
    "!P! = !P!\nMILK!P! [~CVL]", "!P! = A!P!, B\nMILK!P! [~CVL]",
    "!A! = X, Y\nMILK!A!!A!!A!!A!!A!!A!!A!!A!!A!!A!!A! [~CVL]",
  ])
  func `tell sets that fill in without end, and go on`(text: String) throws {
    let dictionary = try read(text + "\nMILKMAN [~CVL]")
    #expect(dictionary.report.faults.map(\.reason) == [.endlessSet])
    #expect(dictionary.rows.roles.map { $0[0] } == ["milkman"])
  }
}
