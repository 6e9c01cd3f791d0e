import Testing

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The page on imports` {
  private struct Block {
    var kind: Substring
    var name: Substring
    var lines: [Substring]
  }

  private func blocks() throws -> [Block] {
    let page = String(decoding: try #require(Scratch.bytes("\(Run.root)/docs/import.md")), as: UTF8.self)
    var blocks: [Block] = []
    var isInside = false
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        isInside.toggle()
        let words = line.dropFirst(3).split(separator: " ")
        if isInside {
          blocks.append(Block(kind: words.first ?? "", name: words.dropFirst().first ?? "", lines: []))
        }
      } else if isInside {
        blocks[blocks.count - 1].lines.append(line)
      }
    }
    return blocks
  }

  @Test func `shows what the program does`() throws {
    let folder = try Folder()
    var shown: Set<Substring> = []
    for block in try blocks() {
      switch block.kind {
      case "file": try folder.write(String(block.name), block.lines.joined(separator: "\n") + "\n")
      case "run":
        let command = try #require(block.lines.first).split(separator: " ").dropFirst(2)
        // Names of files and folders are those of this test's own folder.
        let words = command.map { $0.contains("my") ? "\(folder.path)/\($0)" : String($0) }
        let run = try Run.demarche(words: words)
        let output = run.output.replacing("\(folder.path)/", with: "")
        #expect(output.split(separator: "\n") == block.lines.dropFirst().map { $0 })
      case "table":
        let text = String(
          decoding: try #require(Scratch.bytes("\(folder.path)/\(block.name)")), as: UTF8.self)
        let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(rows == block.lines)
        shown.insert(block.name)
      default: Issue.record("an unknown kind of block: \(block.kind)")
      }
    }
    #expect(shown.count == 3)
  }

  @Test func `does not write over tables unless told to`() throws {
    let folder = try Folder()
    try folder.write("a.actors", "REED_RIVER_ORDER_ [CHLREB]\n")
    let words = [
      "actors", "import", "--from", "petrarch", "--output", "\(folder.path)/out", "\(folder.path)/a.actors",
    ]
    #expect(try Run.demarche(words: words).status == 0)
    let again = try Run.demarche(words: words)
    #expect(again.status == 2)
    #expect(again.errors.contains("--replace"))
    #expect(try Run.demarche(words: words + ["--replace"]).status == 0)
  }

  @Test func `places and items of dumps come through standard input`() throws {
    let folder = try Folder()
    let place = "17\tHölt\tHolt\t\t10.5\t20.5\tP\tPPL\tNO\t\t02\t\t\t\t20000\t\t3\tX/Y\t2013-01-01\n"
    let places = try Run.demarche(
      "places", "import", "--output", "\(folder.path)/p", "-", input: Array(place.utf8))
    #expect(places.status == 0)
    #expect(places.output.hasPrefix("\(folder.path)/p/knowledge/places.tsv\t2\n"))
    let dump = #"""
      [
      {"id":"Q1","labels":{"en":{"value":"Ole Holt"}},"claims":{"P31":[{"mainsnak":{"datavalue":{"value":{"id":"Q5"}}}}],
      ]
      """#
    let items = try Run.demarche(
      "actors", "import", "--from", "wikidata", "--output", "\(folder.path)/w", "-", input: Array(dump.utf8))
    #expect(items.output.contains("entities: skipped: an entity of no kind that the tables take up\t1"))
    let zipped = try Run.demarche(
      "actors", "import", "--from", "wikidata", "--output", "\(folder.path)/z", "-",
      input: [0x1F, 0x8B, 8, 0, 10])
    #expect(zipped.status == 1 && zipped.errors.contains("the gzip data is cut short"))
  }
}
