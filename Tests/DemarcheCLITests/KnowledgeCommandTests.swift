import Testing

@Suite struct `Knowledge as the program shows it` {
  /// The accuracy of a run of `evaluate`, in percent, from its last line.
  private func accuracy(_ kind: String) throws -> Double {
    let run = try Run.demarche("evaluate", kind, "\(Run.root)/Tests/Knowledge/\(kind).tsv")
    #expect(run.status == 0, "\(run.errors)")
    let last = try #require(run.output.split(separator: "\n").last)
    let percent = try #require(last.split(separator: " ").dropLast().last)
    return try #require(Double(percent))
  }

  // The floors lie just under what was reached when the tables were last scored; none may fall below.
  @Test(arguments: [("mentions", 86.0), ("dates", 92.5), ("places", 89.5)])
  func `answers the tables of cases`(_ kind: String, _ floor: Double) throws {
    let reached = try accuracy(kind)
    #expect(reached >= floor, "\(kind): \(reached) %")
  }

  @Test func `has tables without a fault`() throws {
    let run = try Run.demarche("actors", "check")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("knowledge/states: "))
    #expect(run.output.hasSuffix("0 faults\n"))
  }

  @Test func `finds who holds an office on a day, and the rows that say so`() throws {
    let run = try Run.demarche("actors", "find", "defense minister of Iran", "--on", "2026-02-07")
    #expect(run.status == 0)
    #expect(run.output.contains("IRN | GOV,MIL | defense minister | Aziz Nasirzadeh"))
    #expect(run.output.contains("knowledge/ministers-middle-east-africa.tsv:"))
    let former = try Run.demarche(
      "actors", "find", "the former U.S. Secretary of State Mike Pompeo", "--on", "2026-02-07")
    #expect(former.output.contains("USA | ELI | Mike Pompeo"))
  }

  @Test func `says where to add what it does not know`() throws {
    let run = try Run.demarche("actors", "find", "nothing of the kind")
    #expect(run.status == 0)
    #expect(run.errors.contains("--knowledge FOLDER"))
  }

  @Test func `gives the same from the pack as from the folder of text`() throws {
    let text = Array(
      "KABUL, May 3, 2004 (Agency) - The Afghan president met Pakistan's foreign minister in Lahore last week.\n"
        .utf8)
    let packed = try Run.demarche("mentions", "-", input: text)
    let folder = try Run.demarche("mentions", "-", "--data", "\(Run.root)/Data", input: text)
    #expect(packed.status == 0, "\(packed.errors)")
    #expect(packed.output == folder.output)
    #expect(packed.output.contains("\"name\": \"Hamid Karzai\""))
    #expect(packed.output.contains("\"name\": \"Lahore\", \"country\": \"PAK\""))
    // The dateline dates a report that has no date of its own.
    #expect(packed.output.contains("\"value\": \"2004-04-26\", \"value_end\": \"2004-05-02\""))
  }

  @Test func `lets a user's rows take the place of its own`() throws {
    let folder = try Scratch()
    try folder.write(
      "organisations.tsv",
      Array(
        "key\tname\tkind\tcode\tsector\tfrom\tuntil\tsource\nREEDS\tReed League\trebel\tNOR\tREB\t\t\tmine\n"
          .utf8))
    try folder.write(
      "organisation-names.tsv",
      Array("key\tform\tkind\tfrom\tuntil\tsource\nREEDS\tReed League\tname\t\t\tmine\n".utf8))
    try folder.write(
      "roles.tsv", Array("form\tsector\talso\toffice\tkind\tsource\nreedsman\tAGR\t\t\tperson\tmine\n".utf8))
    let text = Array("The Reed League met a Chilean reedsman.\n".utf8)
    let own = try Run.demarche("mentions", "-", "--knowledge", folder.folder, input: text)
    #expect(own.status == 0, "\(own.errors)")
    #expect(own.output.contains("\"name\": \"Reed League\", \"code\": \"NOR\""))
    #expect(own.output.contains("\"Chilean reedsman\""))
    #expect(own.output.contains("\"code\": \"CHL\""))
    let alone = try Run.demarche("mentions", "-", "--knowledge", folder.folder, "--instead", input: text)
    #expect(alone.output.contains("\"code\": \"NOR\""))
    #expect(!alone.output.contains("\"code\": \"CHL\""))
  }

  @Test func `takes a dictionary of actors as it stands`() throws {
    let folder = try Scratch()
    try folder.write("mine.actors", Array("REED_LEAGUE_ [ARNREB]\n".utf8))
    let run = try Run.demarche(
      "mentions", "-", "--actors", "\(folder.folder)/mine.actors",
      input: Array("The Reed League fled.\n".utf8))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("\"code\": \"ARN\""))
    #expect(run.output.contains("\"sector\": \"REB\""))
  }

  @Test func `tells a wrong table with file, line and help`() throws {
    let folder = try Scratch()
    try folder.write("organisations.tsv", Array("key\tname\nX\tY\n".utf8))
    let run = try Run.demarche("mentions", "-", "--knowledge", folder.folder, input: Array("One.\n".utf8))
    #expect(run.status == 1)
    #expect(run.errors.contains("organisations.tsv:1: the header lacks the column kind"))
    let none = try Run.demarche("mentions", "-", "--instead", input: Array("One.\n".utf8))
    #expect(none.status == 2)
  }
}
