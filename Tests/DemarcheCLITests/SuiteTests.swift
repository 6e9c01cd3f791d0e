import Glibc
import Testing

private let python: String? = ["/usr/bin/python3", "/usr/local/bin/python3"].first { path in
  access(path, X_OK) == 0
}

@Suite(
  .enabled(if: Run.program != nil, "no release build: ./run builds it"),
  .enabled(if: python != nil, "no python3, which the score of the suite is written in")
) struct `The suite of claims` {
  @Test func `has its form, and enough cases`() throws {
    let run = try Run.command(try #require(python), ["\(Run.root)/Suite/score", "--check"])
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    let count = try #require(run.output.split(separator: " ").first.flatMap { Int($0) })
    #expect(count >= 1200)
  }

  @Test func `keeps its score as a whole and for each kind of answer`() throws {
    let run = try Run.command(
      try #require(python), ["\(Run.root)/Suite/score", try #require(Run.program)])
    #expect(run.status == 0, "\(run.errors)")
    func score(_ name: String) throws -> Double {
      let line = try #require(
        run.output.split(separator: "\n").last { $0.hasPrefix(name + " ") }, "\(run.output)")
      let words = line.split(separator: " ")
      let at = try #require(words.firstIndex(of: "F1"))
      return try #require(Double(words[at + 1]))
    }
    #expect(try score("all") > 0.8)
    #expect(try score("claims") > 0.9)
    #expect(try score("events") > 0.8)
    #expect(try score("references") > 0.7)
  }

  @Test func `can be run by another coder from files`() throws {
    let scratch = try Scratch()
    _ = try scratch.write("events.jsonl", [])
    let run = try Run.command(
      try #require(python), ["\(Run.root)/Suite/score", "--from", scratch.folder, "--only", "own-voice"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains("R 0.000"), "a coder that finds nothing recalls nothing")
  }
}
