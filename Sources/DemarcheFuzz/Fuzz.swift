import DemarcheFuzzing
import Glibc

/// libFuzzer's own loop; the Swift compiler links it with `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Looks for bytes that break what a target says must hold; see `Tests/Fuzz/README.md`.
///
/// `DEMARCHE_FUZZ_TARGET` names the target, `DEMARCHE_PACK` the pack; the arguments are libFuzzer's.
@main struct Fuzz {
  /// What is checked; the body that libFuzzer calls can hold nothing.
  private nonisolated(unsafe) static var check: FuzzTarget.Check?  // why: there is one thread

  /// Opens the pack for a target; by itself, so that nothing of it is left over when leaks are looked for.
  @inline(never)
  private static func prepare(_ target: FuzzTarget) {
    let pack = getenv("DEMARCHE_PACK").map { String(cString: $0) } ?? ".build/release/demarche.pack"
    do {
      check = try target.check(in: FuzzWorld(pack: pack))
    } catch {
      print("\(error)\n  help: ./run makes the pack; DEMARCHE_PACK names one elsewhere")
      exit(1)
    }
  }

  static func main() {
    let named = getenv("DEMARCHE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
    guard let target = FuzzTarget.named(named) else {
      for target in FuzzTarget.all { print("\(target.name)\t\(target.longest)\t\(target.invariant)") }
      exit(named.isEmpty ? 0 : 1)
    }
    prepare(target)
    var count = CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    let status = runFuzzer(&count, &words) { data, count in
      let bytes = Array(UnsafeBufferPointer(start: data, count: count))
      do {
        if let fault = try Fuzz.check?(bytes) { Fuzz.stop(fault) }
      } catch {
        Fuzz.stop("\(error)")
      }
      return 0
    }
    check = nil
    exit(status)
  }

  /// Says what did not hold and ends, so that libFuzzer keeps the input.
  private static func stop(_ fault: String) -> Never {
    // To the descriptor itself: what is printed would still be held back.
    let line = Array("FAULT \(fault)\n".utf8)
    _ = write(STDERR_FILENO, line, line.count)
    abort()
  }
}
