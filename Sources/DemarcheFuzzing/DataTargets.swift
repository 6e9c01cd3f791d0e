import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheData
import DemarcheExchange
import DemarcheIncidents
import DemarcheKnowledge
import DemarcheReading
import DemarcheRelations
import DemarcheReportLines
import DemarcheSyntax
import DemarcheTesting
import DemarcheText

extension FuzzTarget {
  static let tables = FuzzTarget(
    "tables",
    "a table of the invented world, which its first line names, is refused with each fault's line, or codes a report"
  ) { world in
    let small = try SmallData(world)
    return { bytes in
      guard let (name, text) = SmallData.file(bytes), let known = small.files[name] else { return nil }
      // What the header lacks would be found at once, and nothing else tried.
      for text in [text, SmallData.headed(text, as: known)] {
        if let fault = small.fault(replacing: name, by: text) { return fault }
      }
      return nil
    }
  }

  static let codebook = FuzzTarget(
    "codebook",
    "tables of a codebook, each behind a line that names it, are refused with each fault's line, or code a report"
  ) { world in
    let small = try SmallData(world)
    return { bytes in
      var files = small.files
      for part in String(decoding: bytes, as: UTF8.self).split(separator: "\n# file: ") {
        guard let (name, text) = SmallData.file(Array(part.utf8)) else { continue }
        if let known = files[name] { files[name] = SmallData.headed(text, as: known) }
      }
      return small.fault(of: files)
    }
  }

  static let rules = FuzzTarget(
    "rules",
    "rules are refused with each fault's line and a way out, or each is told by its name and a report is coded"
  ) { world in
    let small = try SmallData(world)
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let (rules, stray) = RuleText.rules(of: "given", text)
      for line in stray where line.number < 1 { return "a stray line \(line.number)" }
      for rule in rules where rule.id.isEmpty { return "a rule without a name" }
      return small.fault(replacing: SmallData.rules, by: text)
    }
  }
}

/// The data of the invented world, small enough to be read anew for every input.
final class SmallData {
  static let rules = "rules/en/test.rules"

  /// Rows behind the header of a known table.
  static func headed(_ rows: String, as known: String) -> String {
    "\(known.split(separator: "\n").first { !$0.hasPrefix("#") } ?? "")\n\(rows)"
  }

  let files: [String: String]
  private let parser: TextParser
  private let report: Report

  init(_ world: FuzzWorld) throws {
    var files = TestWorld.files
    // What the invented world does not need is taken as it is, where it can be read alone.
    for name in SmallData.alone { files[name] = world.pack.text(name) }
    self.files = files
    parser = try world.pipeline().parser
    report = Report(
      id: "r", title: "Bostria warns Arnland",
      text: "Arnland's president met Bostrian ministers in Arnburg on Monday. "
        + "Bostria said that it would attack the Arnish army next week, and killed 12 gunmen.",
      published: "2015-08-09")
  }

  private static let alone = [
    PageLexicon.file, Layouts.name, SummaryWords.name, "lexicon/en/abbreviations.tsv",
    "lexicon/en/contractions.tsv",
    "lexicon/en/boundaries.tsv", "lexicon/en/lemmas.tsv", "lexicon/en/present.tsv", "knowledge/groups.tsv",
    "knowledge/outlets.tsv", "codebook/joining-signs.tsv", "codebook/joining-types.tsv",
  ]

  /// The name of the first line, `NAME` or `# file: NAME`, and the text behind it; nil without one.
  static func file(_ bytes: [UInt8]) -> (name: String, text: String)? {
    guard let end = bytes.firstIndex(of: 0x0A) else { return nil }
    var name = String(decoding: bytes[..<end], as: UTF8.self)
    if name.hasPrefix("# file: ") { name = String(name.dropFirst("# file: ".count)) }
    return (name, String(decoding: bytes[(end + 1)...], as: UTF8.self))
  }

  func fault(replacing name: String, by text: String) -> String? {
    var files = files
    files[name] = text
    if SmallData.alone.contains(name) { return faultAlone(name, text, files) }
    return fault(of: files)
  }

  /// Reads all files, and codes a report with what can be read.
  func fault(of files: [String: String]) -> String? {
    do throws(DataErrors) {
      let release = try Release(names: files.keys.sorted(), hash: "sha256:test") { files[$0] }
      return PipelineFault.find(Pipeline(release: release, parser: parser), report)
    } catch {
      return SmallData.fault(of: error)
    }
  }

  private func faultAlone(_ name: String, _ text: String, _ files: [String: String]) -> String? {
    func table(_ columns: [String], optional: [String] = []) throws(DataErrors) -> Table {
      try Table(text: text, file: name, columns: columns, optional: optional)
    }
    do throws(DataErrors) {
      switch name {
      case PageLexicon.file: _ = try PageLexicon(text: text)
      case Layouts.name: _ = try Layouts(text: text)
      case SummaryWords.name: _ = try SummaryWords(table(SummaryWords.columns))
      case "lexicon/en/lemmas.tsv": _ = try LemmaTable(table(LemmaTable.columns))
      case "lexicon/en/present.tsv": _ = PresentVerbs(try table(PresentVerbs.columns))
      case "knowledge/groups.tsv": _ = try Groups([table(Groups.columns)])
      case "knowledge/outlets.tsv":
        _ = try OutletTable([table(OutletTable.columns, optional: OutletTable.optionalColumns)], names: [])
      case "codebook/joining-signs.tsv", "codebook/joining-types.tsv":
        _ = try Joining(
          types: Table(
            text: files["codebook/joining-types.tsv"] ?? "", file: name, columns: Joining.typeColumns),
          signs: Table(
            text: files["codebook/joining-signs.tsv"] ?? "", file: name, columns: Joining.signColumns),
          wording: Wording())
      default:
        _ = try SegmenterLexicon(
          abbreviations: files["lexicon/en/abbreviations.tsv"] ?? "",
          contractions: files["lexicon/en/contractions.tsv"] ?? "",
          boundaries: files["lexicon/en/boundaries.tsv"])
      }
      return nil
    } catch {
      return SmallData.fault(of: error)
    }
  }

  private static func fault(of errors: DataErrors) -> String? {
    if errors.errors.isEmpty { return "refused without a fault" }
    for error in errors.errors {
      if error.line < 0 || error.message.isEmpty { return "a fault without words or place: \(error)" }
    }
    return nil
  }
}
