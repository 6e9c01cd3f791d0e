import DemarcheData
import DemarcheSyntax
import DemarcheTesting
import DemarcheText
import Glibc

/// libFuzzer's own loop; the Swift compiler links it with `-sanitize=fuzzer`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
  _ body: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Looks for texts that break the walk from bytes to trees; see `Tests/Fuzz/README.md`.
@main struct Fuzz {
  private static let parser: TextParser? = {
    func text(_ name: String) throws -> String {
      let file = try MappedFile(path: "Data/lexicon/en/\(name)")
      return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
    }
    func table(_ name: String, _ columns: [String]) throws -> Table {
      try Table(text: try text(name), file: name, columns: columns)
    }
    do {
      let lexicon = try SegmenterLexicon(
        abbreviations: try text("abbreviations.tsv"), contractions: try text("contractions.tsv"))
      return TextParser(
        segmenter: Segmenter(lexicon: lexicon), model: try SyntaxModel(path: "Models/english-ewt.model"),
        lemmas: try LemmaTable(table("lemmas.tsv", LemmaTable.columns)),
        present: PresentVerbs(try table("present.tsv", PresentVerbs.columns)))
    } catch {
      print("\(error)\n  help: start it in the root of the checkout")
      return nil
    }
  }()

  static func main() {
    var count = CommandLine.argc
    var words: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
    guard parser != nil else { exit(1) }
    _ = runFuzzer(&count, &words) { data, count in
      guard let parser = Fuzz.parser else { return 0 }
      let bytes = Array(UnsafeBufferPointer(start: data, count: count))
      if let fault = TextWalk.fault(in: bytes, parser) ?? TextWalk.fault(inCoNLLU: bytes, parser) {
        print(fault)
        abort()
      }
      return 0
    }
  }
}
