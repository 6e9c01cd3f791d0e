import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheExchange
import DemarcheIncidents
import DemarcheKnowledge
import DemarcheSyntax

let packCommand = Command(
  name: "pack", summary: "check all data and put it into the one file that the program maps at start",
  operands: "--data FOLDER --models FOLDER --output FILE",
  examples: ["demarche pack --data Data --models Models --output .build/release/demarche.pack"],
  flags: [
    Flag("data", "FOLDER", "tables, rules, samples"), Flag("models", "FOLDER", "models"),
    Flag("output", "FILE", "the pack to write"),
  ]
) { arguments in
  guard let data = arguments.value("data"), let models = arguments.value("models"),
    let output = arguments.value("output")
  else { throw UsageError("pack needs --data, --models and --output") }
  var sections: [(name: String, bytes: [UInt8])] = []
  for name in try Files.below(data) where Packed.isData(name) {
    sections.append((name, try Files.bytes("\(data)/\(name)")))
  }
  for name in try Files.below(models) where name.hasSuffix(".model") {
    // Opened once here, so that a broken model is told now and not at the first report.
    if name == ModelName.ranker || name == ModelName.triggers {
      let bytes = try Files.bytes("\(models)/\(name)")
      _ = try bytes.withUnsafeBytes { try Ranker($0, file: name) }
    } else {
      _ = try SyntaxModel(path: "\(models)/\(name)")
    }
    sections.append((ModelName.section(name), try Files.bytes("\(models)/\(name)")))
  }
  let texts = Dictionary(
    sections.filter { !$0.name.hasSuffix(".model") }.map { ($0.name, $0.bytes) },
    uniquingKeysWith: { a, _ in a })
  let release = try Release(names: texts.keys.sorted(), hash: "") {
    texts[$0].map { String(decoding: $0, as: UTF8.self) }
  }
  // Read once here, so that its faults are told now.
  _ = try Joining { texts[$0].map { String(decoding: $0, as: UTF8.self) } }
  let knowledge = release.knowledge
  _ = try ExchangeTables(knowledge: knowledge) { texts[$0].map { String(decoding: $0, as: UTF8.self) } }
  _ = try ImportTables(
    codebook: knowledge.codebook, crosswalk: knowledge.crosswalk, actors: knowledge.actors
  ) { texts[$0].map { String(decoding: $0, as: UTF8.self) } }
  sections.append((Knowledge.compiledName, release.knowledge.compiled()))
  sections.append((CompiledRules.name, CompiledRules.bytes(release.book.rules)))
  _ = try Engine.segmenter(arguments)
  let bytes = Pack.build(sections)
  try Files.write(bytes, to: output)
  Output.error(
    "\(output): \(sections.count) files, \(release.book.rules.count) rules, \(release.knowledge.actors.names.count) names, "
      + "\(bytes.count >> 10) KB")
  return Status.done
}

/// Which files of `Data/` go into the pack.
enum Packed {
  static func isData(_ name: String) -> Bool {
    name.hasSuffix(".tsv") || name.hasSuffix(".rules") || name.hasSuffix(".jsonl") || name.hasSuffix(".json")
  }
}
