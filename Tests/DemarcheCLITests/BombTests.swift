import Glibc
import Testing

/// Every bomb is given to the program as a user gives it a file, in a bounded address space and time.
///
/// `docs/limits.md` tells the limits that hold here.
@Suite(
  "What is made to exhaust the program", .serialized,
  .enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct BombTests {
  @Test("is told and passed over, and the rest is read", arguments: Bomb.small + Bomb.packed)
  func small(_ bomb: Bomb) throws { try explode(bomb) }

  @Test(
    "is so too where it has gigabytes or millions of words",
    .enabled(if: getenv("DEMARCHE_LONG_TESTS") != nil, "DEMARCHE_LONG_TESTS=1, as in ./test --long"),
    arguments: Bomb.large)
  func large(_ bomb: Bomb) throws { try explode(bomb) }

  @Test("has a name of its own in each case")
  func named() {
    let all = Bomb.small + Bomb.packed + Bomb.large
    #expect(Set(all.map(\.id)).count == all.count)
  }

  private func explode(_ bomb: Bomb) throws {
    let scratch = try Scratch()
    let path = try scratch.write(bomb.file, pieces: bomb.pieces())
    let program = try #require(Run.program)
    let run = try Run.command(
      "/bin/bash",
      ["-c", "ulimit -v \(Bomb.memory) && exec timeout \(bomb.seconds) \"$@\"", "bash", program]
        + bomb.command + [path])
    let said = run.output + run.errors
    #expect(run.status == bomb.status, "\(said.prefix(2000))")
    for words in bomb.says { #expect(said.contains(words), "no \"\(words)\" in \(said.suffix(2000))") }
    for words in bomb.never { #expect(!said.contains(words), "\"\(words)\" in what was said") }
    // Whoever rejects says how to go on.
    if bomb.status != 0 { #expect(run.errors.contains("\"help\": \""), "\(run.errors.suffix(1000))") }
  }
}
