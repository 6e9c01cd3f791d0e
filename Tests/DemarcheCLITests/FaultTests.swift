import DemarcheTesting
import Glibc
import Testing

/// A fault that may befall the program, and what then must hold; `Tests/Faults/` has a script for each.
struct Fault: Sendable, CustomTestStringConvertible {
  /// The name of the script.
  var id: String
  var fault: String
  var promise: String
  /// Whether it is played only when there is time.
  var isLong: Bool

  var testDescription: String { "\(id): \(fault)" }

  static let folder = "\(TestFiles.root)/Tests/Faults"

  /// All of them, by their names.
  static let all: [Fault] = TestFiles.names(in: folder).filter { $0.hasSuffix(".sh") }.map { name in
    let text = String(decoding: TestFiles.bytes(of: "\(folder)/\(name)") ?? [], as: UTF8.self)
    func said(_ key: String) -> String? {
      text.split(separator: "\n").first { $0.hasPrefix("# \(key): ") }.map {
        String($0.dropFirst(key.count + 4))
      }
    }
    return Fault(
      id: String(name.dropLast(3)), fault: said("fault") ?? "", promise: said("promise") ?? "",
      isLong: said("long") != nil)
  }.sorted { $0.id < $1.id }

  /// Those played now: all with `DEMARCHE_LONG_TESTS`, else those that take seconds.
  static let played = all.filter { !$0.isLong || getenv("DEMARCHE_LONG_TESTS") != nil }
}

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `A fault` {
  @Test(arguments: Fault.played) func `loses nothing, doubles nothing, and says what helps`(_ fault: Fault)
    throws
  {
    let program = try #require(Run.program)
    let run = try Run.command(
      "/usr/bin/env",
      ["DEMARCHE_PROGRAM=\(program)", "bash", "\(Fault.folder)/play.bash", "\(Fault.folder)/\(fault.id).sh"])
    let said = run.output + run.errors
    // What this machine cannot play it says; the page on faults tells what each needs.
    if run.status == 77 {
      print("\(fault.id): \(said)")
      return
    }
    #expect(run.status == 0, "\(fault.promise): \(said)")
  }

  @Test func `has a row in the page on faults, which has no other`() throws {
    let page = String(decoding: try #require(Scratch.bytes("\(Run.root)/docs/faults.md")), as: UTF8.self)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| ") }.compactMap { row -> String? in
      let cells = row.split(separator: "|").map { $0.filter { $0 != " " && $0 != "`" } }
      guard let last = cells.last, Fault.all.contains(where: { $0.id == last }) || last.contains("-") else {
        return nil
      }
      return last.allSatisfy { $0 == "-" } ? nil : String(last)
    }
    #expect(rows.sorted() == Fault.all.map(\.id).sorted())
    for fault in Fault.all { #expect(!fault.fault.isEmpty && !fault.promise.isEmpty, "\(fault.id)") }
  }
}
