import Testing

/// Unit records of our own making, with dictionaries of our own making.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `Unit records of the PETRARCH kind` {
  static let actors = """
    VELMORA [VLM]
    +VELMORAN
    SARKHEIM [SKM]
    OLD_FOREST_FRONT [SKMREB]

    """
  static let agents = """
    RIDER_CAPTAIN [~MIL]
    FOREIGN_MINISTER [~GOVFRM]

    """

  private func evaluate(_ records: [String], _ flags: String...) throws -> Run {
    let scratch = try Scratch()
    let path = try scratch.write("records.jsonl", records.joined(separator: "\n") + "\n")
    try scratch.write("my.actors", Self.actors)
    try scratch.write("my.agents", Self.agents)
    return try Run.demarche(
      words: [
        "evaluate", "petrarch", path, "--actors", "\(scratch.folder)/my.actors", "--agents",
        "\(scratch.folder)/my.agents", "--instead",
      ] + flags)
  }

  /// What stands behind the name of a measure.
  private func line(_ name: String, _ run: Run) throws -> [String] {
    let line = try #require(run.output.split(separator: "\n").last { $0.hasPrefix(name + "  ") })
    return line.dropFirst(name.count).split(separator: ")").map { String($0.drop { $0 == " " }) }
  }

  @Test func `are scored by dyad, code and silence`() throws {
    let run = try evaluate([
      #"{"id": "a", "date": "20030401", "text": "Velmora's foreign minister condemned Sarkheim on Tuesday.", "events": [{"source": "VLMGOVFRM", "target": "SKM", "code": "111"}]}"#,
      #"{"id": "b", "date": "20030402", "text": "Velmora and Sarkheim signed a border treaty.", "events": [{"source": "VLM", "target": "SKM", "code": "057"}, {"source": "SKM", "target": "VLM", "code": "057"}]}"#,
      #"{"id": "c", "date": "20030403", "text": "The old road from Velmora is long.", "events": []}"#,
      #"{"id": "d", "date": "20030404", "text": "Velmora praised Sarkheim.", "events": [{"source": "SKM", "target": "VLMMIL", "code": "999"}]}"#,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("4 records, 3 events found\n"))
    #expect(try line("dyad: countries and roles", run) == ["2 of 3 (66.7 %", "3 of 4 (75.0 %"])
    // No code of CAMEO begins with 99, so nobody is asked for it.
    #expect(try line("root code", run) == ["2 of 2 (100.0 %", "3 of 3 (100.0 %"])
    #expect(try line("countries and PLOVER type", run) == ["2 of 2 (100.0 %", "3 of 3 (100.0 %"])
    #expect(try line("nothing where none is expected", run) == ["1 of 1 (100.0 %"])
  }

  @Test func `show what was expected and what was found`() throws {
    let run = try evaluate(
      [
        #"{"id": "d", "date": "20030404", "text": "Velmora praised Sarkheim.", "events": [{"source": "SKM", "target": "---", "code": "051"}]}"#
      ], "--show")
    #expect(run.output.contains("d\tVelmora praised Sarkheim.\n  expected\tSKM > --- 051\n"))
    #expect(run.output.contains("  got\tVLM > SKM 051 SUPPORT\n"))
  }

  @Test func `that are none are told with file, line and the form`() throws {
    let run = try evaluate([
      #"{"id": "a", "text": "Velmora is old.", "events": []}"#, #"{"id": "b", "events": []}"#,
    ])
    #expect(run.status == 1)
    #expect(run.errors.contains("records.jsonl:2: the record has no text"))
    #expect(run.errors.contains("a record is {"))
    let code = try evaluate([
      #"{"id": "a", "text": "Velmora is old.", "events": [{"source": "V", "target": "SKM", "code": "010"}]}"#
    ])
    #expect(code.status == 1)
    #expect(code.errors.contains("records.jsonl:1: V > SKM: the code is not made of groups of three letters"))
  }
}
