import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge

let schemaCommand = Command(
  name: "schema", summary: "the JSON Schema of the event record", operands: "",
  examples: ["demarche schema > event.schema.json"],
  flags: Engine.flags
) { arguments in
  let text = try Engine.text("schema/event-1.json", arguments)
  print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
  return Status.done
}

let citeCommand = Command(
  name: "cite", summary: "how to cite the program and the data it was run with", operands: "", examples: [],
  flags: Engine.flags
) { arguments in
  let release = try Engine.release(arguments)
  print("Demarche \(Release.version), codebook \(release.knowledge.codebook.version), data \(release.hash).")
  print("BibTeX: @software{demarche, title = {Demarche}, version = {\(Release.version)}}")
  return Status.done
}

let codebookCommand = Command(
  name: "codebook", summary: "the codebook: types and modes, or what each CAMEO code is in PLOVER",
  operands: "[TYPE | --crosswalk [CODE]]",
  examples: ["demarche codebook", "demarche codebook ASSAULT", "demarche codebook --crosswalk 112"],
  flags: [Flag("crosswalk", nil, "each CAMEO 1.1b3 code, or CODE and those below it, with its PLOVER type")]
    + Engine.flags
) { arguments in
  let knowledge = try Engine.release(arguments).knowledge
  let name = arguments.operands.first
  if arguments.has("crosswalk") {
    try printCrosswalk(knowledge.crosswalk, below: name ?? "")
  } else {
    try printTypes(knowledge.codebook, only: name, try Engine.precision(arguments))
  }
  return Status.done
}

private func printTypes(
  _ codebook: Codebook, only name: String?, _ measured: PrecisionTable
) throws {
  if let name, codebook.type(name) == nil {
    throw UsageError(
      "the codebook has no type \(name)", help: codebook.types.map(\.name).joined(separator: ", "))
  }
  print(
    "codebook \(codebook.version): \(codebook.types.count) types, \(codebook.modes.count) modes, \(codebook.contexts.count) contexts"
  )
  for type in codebook.types where name == nil || name == type.name {
    print(
      pad(type.name, 11)
        + "quad \(type.quad)  score \(pad(type.score.description, 6)) CAMEO \(type.cameo)  \(type.meaning)")
    if let figures = measured[type.name] {
      print(
        "  precision \(figures.precision) %, recall \(figures.recall) % on \(figures.sentences) sentences "
          + "(with both sides right: \(figures.precisionOfParties) %, \(figures.recallOfParties) %)")
    }
    for mode in codebook.modes where mode.type == type.name {
      print("  " + pad(mode.name, 17) + "score \(pad(mode.score.description, 6)) CAMEO \(mode.cameo)")
    }
  }
}

private func printCrosswalk(_ crosswalk: Crosswalk, below code: String) throws {
  let entries = crosswalk.entries.filter { $0.cameo.hasPrefix(code) }
  if entries.isEmpty {
    throw UsageError("CAMEO 1.1b3 has no code \(code)", help: "demarche codebook --crosswalk lists all")
  }
  for entry in entries {
    let kind = ([entry.type ?? "-"] + entry.modes).joined(separator: " ")
    print(pad(entry.cameo, 6) + pad(kind, 26) + pad(entry.contexts.joined(separator: ", "), 24) + entry.note)
  }
}
