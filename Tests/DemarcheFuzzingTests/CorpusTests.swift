import DemarcheFuzzing
import DemarcheTesting
import Glibc
import Testing

/// The pack of the program that is tested.
private let pack: String? = {
  let program =
    getenv("DEMARCHE_PROGRAM").map { String(cString: $0) } ?? "\(TestFiles.root)/.build/release/demarche"
  let folder = program.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(
    separator: "/")
  let path = getenv("DEMARCHE_PACK").map { String(cString: $0) } ?? "\(folder)/demarche.pack"
  return access(path, R_OK) == 0 ? path : nil
}()

/// The inputs of a target's corpus by name, sorted.
private func corpus(_ target: String) -> [(name: String, bytes: [UInt8])] {
  let folder = "\(TestFiles.root)/Tests/Fuzz/corpus/\(target)"
  return TestFiles.names(in: folder).map { ($0, TestFiles.bytes(of: "\(folder)/\($0)") ?? []) }
}

@Suite(
  "What a stranger may write", .serialized, .enabled(if: pack != nil, "there is no pack: ./run makes it"))
struct CorpusTests {
  let world: FuzzWorld

  init() throws { world = try FuzzWorld(pack: #require(pack)) }

  @Test("has a corpus for each kind of input, and no corpus is without its kind")
  func complete() throws {
    #expect(Set(FuzzTarget.all.map(\.name)).count == FuzzTarget.all.count)
    for target in FuzzTarget.all { #expect(corpus(target.name).count >= 2, "no corpus for \(target.name)") }
    #expect(FuzzTarget.named("nobody") == nil)
  }

  @Test("is read as each kind promises, file by file and with some bytes changed")
  func walked() throws {
    let start = ContinuousClock.now
    for target in FuzzTarget.all {
      let check = try target.check(in: world)
      let files = corpus(target.name)
      for (name, bytes) in files {
        let fault = try check(bytes)
        #expect(fault == nil, "\(target.name)/\(name): \(fault ?? "")")
      }
      for seed in 1...(8 as UInt64) {
        let bytes = mutated(files.map(\.bytes), seed)
        let fault = try check(bytes)
        #expect(fault == nil, "\(target.name), seed \(seed): \(fault ?? ""): \(bytes)")
      }
    }
    // Far above what it takes, so that only what hangs is caught.
    #expect(ContinuousClock.now - start < .seconds(600))
  }

  /// A piece of the corpus with some of its bytes changed, doubled, left out or taken from another piece.
  private func mutated(_ texts: [[UInt8]], _ seed: UInt64) -> [UInt8] {
    var random = SplitMix(state: seed)
    func piece() -> ArraySlice<UInt8> {
      guard let bytes = texts.randomElement(using: &random), !bytes.isEmpty else { return [] }
      let start =
        random.next(upperBound: UInt64(4)) == 0 ? Int.random(in: 0..<bytes.count, using: &random) : 0
      return bytes[start...].prefix(Int.random(in: 1...600, using: &random))
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

/// Numbers that are the same for the same seed, on every machine: splitmix64.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }
}
