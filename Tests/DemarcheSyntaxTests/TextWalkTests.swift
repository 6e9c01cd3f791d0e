import DemarcheData
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
@testable import DemarcheTraining
import Glibc
import Testing

private let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
private let corpus = "\(root)/Tests/Fuzz/corpus"

/// The texts of the corpus by name, sorted.
private let texts: [(name: String, bytes: [UInt8])] = {
  guard let directory = opendir(corpus) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    let name = withUnsafePointer(to: entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    if !name.hasPrefix(".") { names.append(name) }
  }
  return names.sorted().map { name in
    // An empty file cannot be mapped.
    guard let file = try? MappedFile(path: "\(corpus)/\(name)") else { return (name, []) }
    return (name, withExtendedLifetime(file) { Array(file.bytes) })
  }
}()

@Suite(
  .tags(.model), .serialized,
  .enabled(if: access("\(root)/Models/english-ewt.model", R_OK) == 0, "Models/english-ewt.model is missing"))
struct `Every text` {
  let parser: TextParser

  init() throws {
    func text(_ name: String) throws -> String {
      let file = try MappedFile(path: "\(root)/Data/lexicon/en/\(name)")
      return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
    }
    func table(_ name: String, _ columns: [String]) throws -> Table {
      try Table(text: try text(name), file: name, columns: columns)
    }
    let lexicon = try SegmenterLexicon(
      abbreviations: try text("abbreviations.tsv"), contractions: try text("contractions.tsv"))
    parser = TextParser(
      segmenter: Segmenter(lexicon: lexicon),
      model: try SyntaxModel(path: "\(root)/Models/english-ewt.model"),
      lemmas: try LemmaTable(table("lemmas.tsv", LemmaTable.columns)),
      present: PresentVerbs(try table("present.tsv", PresentVerbs.columns)))
  }

  @Test func `of the corpus becomes trees that can be written and read again`() {
    #expect(texts.count >= 25, "the corpus is missing")
    for (name, bytes) in texts {
      let fault = TextWalk.fault(in: bytes, parser) ?? TextWalk.fault(inCoNLLU: bytes, parser)
      #expect(fault == nil, "\(name): \(fault ?? "")")
    }
  }

  @Test func `that was changed at random does so too, in bounded time`() {
    let start = ContinuousClock.now
    for seed in 1...250 as ClosedRange<UInt64> {
      let bytes = mutated(seed)
      let fault = TextWalk.fault(in: bytes, parser) ?? TextWalk.fault(inCoNLLU: bytes, parser)
      #expect(fault == nil, "seed \(seed): \(fault ?? ""): \(bytes)")
    }
    // Measured in an unoptimised build on two shared cores: see the commit; this is ten times that.
    #expect(ContinuousClock.now - start < .seconds(300))
  }

  /// A piece of the corpus with some of its bytes changed, doubled, left out or taken from another piece.
  private func mutated(_ seed: UInt64) -> [UInt8] {
    var random = RandomNumbers(seed: seed)
    func piece() -> ArraySlice<UInt8> {
      guard let bytes = texts.randomElement(using: &random)?.bytes, !bytes.isEmpty else { return [] }
      let start = Int.random(in: 0..<bytes.count, using: &random)
      return bytes[start...].prefix(Int.random(in: 1...160, using: &random))
    }
    var bytes = Array(piece())
    for _ in 0..<Int.random(in: 1...8, using: &random) {
      let at = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(UInt8.random(in: 0...255, using: &random), at: at)
      case 1 where at < bytes.count: bytes.remove(at: at)
      case 2 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0...7, using: &random)
      default: bytes.insert(contentsOf: piece().prefix(40), at: at)
      }
    }
    return bytes
  }
}
