import DemarcheJSON
import Glibc
import Testing

/// What a type is called and where it stands in the codebook decides nothing.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The codebook` {
  @Test func `codes the same whatever the order of its rows`() throws {
    let data = try DataCopy { name, text in
      ["codebook/types.tsv", "codebook/modes.tsv"].contains(name) ? Self.withRowsReversed(text) : text
    }
    let models = try Scratch.models()
    for words in [
      ["code", "-"], ["label", "-", "--force"], ["label", "-", "--force", "--models", models.folder],
    ] {
      let input = words[0] == "code" ? try Sample.reports() : try Sample.pairs()
      let before = try Self.lines(words, data: "\(Run.root)/Data", input)
      #expect(before.count > 100)
      #expect(before == (try Self.lines(words, data: data.folder, input)))
    }
  }

  /// The ranker answers with the names that it learnt, so it stays out: its labels are data of the old names.
  @Test func `codes the same whatever a type is called`() throws {
    let (old, new) = ("COERCE", "AAA")
    let data = try DataCopy { name, text in
      name.hasPrefix("codebook/") || name.hasSuffix(".rules") ? Self.renamed(text, old, new) : text
    }
    let models = try Scratch.models()
    let words = ["code", "-", "--models", models.folder]
    let input = try Sample.reports()
    let before = try Self.lines(words, data: "\(Run.root)/Data", input)
    #expect(before.contains { $0.contains(old) })
    #expect(before.map { $0.replacing(old, with: new) } == (try Self.lines(words, data: data.folder, input)))
  }

  /// The lines that come out, without what is a hash of the name or names the data.
  private static func lines(_ words: [String], data: String, _ input: String) throws -> [String] {
    let run = try Run.demarche(words: words + ["--quiet", "--data", data], input: Array(input.utf8))
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map { line in
      guard case .object(let members) = try JSON.read(String(line)) else { return String(line) }
      let ofTheirOwn = words[0] == "code" ? ["id", "incident", "data"] : ["data"]
      return members.filter { !ofTheirOwn.contains($0.name) }.map { "\($0.name) \($0.value.line)" }
        .joined(separator: "; ")
    }
  }

  /// A table with its rows in the other order, comments and header where they were.
  private static func withRowsReversed(_ text: String) -> String {
    let lines = text.split(separator: "\n").map(String.init)
    let comments = lines.filter { $0.hasPrefix("#") }
    let rows = lines.filter { !$0.hasPrefix("#") }
    return (comments + rows.prefix(1) + rows.dropFirst().reversed()).joined(separator: "\n") + "\n"
  }

  /// A text with one word renamed, where it stands as a word.
  private static func renamed(_ text: String, _ old: String, _ new: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      line.split(separator: "\t", omittingEmptySubsequences: false).map { cell in
        cell.split(separator: " ", omittingEmptySubsequences: false).map { $0 == old ? new : String($0) }
          .joined(separator: " ")
      }.joined(separator: "\t")
    }.joined(separator: "\n")
  }
}

extension Scratch {
  /// A folder with the model of syntax and no ranker.
  static func models() throws -> Scratch {
    let scratch = try Scratch()
    let name = "english-ewt.model"
    try #require(symlink("\(Run.root)/Models/\(name)", "\(scratch.folder)/\(name)") == 0)
    return scratch
  }
}

/// Texts to code: the sample reports, and sentences of the corpus with names in their slots.
enum Sample {
  private static let forms = [
    "adj": ["Norwegian", "Chilean", "Kenyan"], "people": ["Norwegians", "Chileans", "Kenyans"],
    "capital": ["Oslo", "Santiago", "Nairobi"], "": ["Norway", "Chile", "Kenya"],
  ]

  /// Some 220 sentences of the corpus, evenly over its files, as id and marked text.
  private static func sentences() throws -> [(id: String, text: String)] {
    let names = [
      "accuse-protest", "agree-consult", "assault", "coerce-sanction", "concede-retreat", "request-reject",
      "support-cooperate-aid", "threaten-mobilize-none",
    ]
    return try names.flatMap { name in
      let bytes = try #require(Scratch.bytes("\(Run.root)/Corpus/en/\(name).tsv"))
      let rows = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { !$0.hasPrefix("#") }
      return rows.enumerated().filter { $0.offset % 20 == 7 }.map { _, row in
        let cells = row.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        return (cells[0], filled(cells[2]))
      }
    }
  }

  private static func filled(_ text: String) -> String {
    var text = text
    for (index, slot) in ["A", "B", "C"].enumerated() {
      for (kind, names) in forms {
        text = text.replacing(kind.isEmpty ? "{\(slot)}" : "{\(slot):\(kind)}", with: names[index])
      }
      for kind in ["leader", "name", "minister", "rebels", "party", "agency", "outlet", "city"] {
        text = text.replacing("{\(slot):\(kind)}", with: "\(names(kind)) of \(forms[""]?[index] ?? "")")
      }
    }
    for slot in ["O", "P", "N"] { text = text.replacing("{\(slot)}", with: "the United Nations") }
    return text
  }

  /// What stands for a slot whose names are no matter here.
  private static func names(_ kind: String) -> String {
    switch kind {
    case "leader", "name": "the president"
    case "minister": "the foreign minister"
    case "rebels": "the rebels"
    case "party", "agency", "outlet": "the \(kind)"
    default: "the largest city"
    }
  }

  /// Report lines.
  static func reports() throws -> String {
    let samples = try #require(Scratch.bytes("\(Run.root)/Data/samples/reports.jsonl"))
    let lines = try sentences().map { id, text in
      let plain = ["a", "r", "t", "s"].reduce(text) { text, mark in
        text.replacing("<\(mark)>", with: "").replacing("</\(mark)>", with: "")
      }
      return (["id": .string(id), "text": .string(plain), "published": "2015-06-15"] as JSON).line
    }
    return String(decoding: samples, as: UTF8.self) + lines.joined(separator: "\n") + "\n"
  }

  /// Pair lines: the marked actor and recipient of a sentence.
  static func pairs() throws -> String {
    let lines: [String] = try sentences().compactMap { id, text in
      var spans: [Character: [Int]] = [:]
      var plain: [Unicode.Scalar] = []
      var rest = Substring(text)
      while let next = rest.first {
        let tag = rest.prefix(while: { $0 != ">" })
        if next == "<", tag.count <= 3, let mark = tag.last {
          spans[mark, default: []].append(plain.count)
          rest = rest.dropFirst(tag.count + 1)
          continue
        }
        plain += next.unicodeScalars
        rest = rest.dropFirst()
      }
      guard let actor = spans["a"]?.prefix(2), let recipient = spans["r"]?.prefix(2) else { return nil }
      var words = ""
      words.unicodeScalars.append(contentsOf: plain)
      return
        ([
          "id": .string(id), "text": .string(words),
          "actor": .array(actor.map { JSON.int($0) }),
          "recipient": .array(recipient.map { JSON.int($0) }),
        ] as JSON).line
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A copy of `Data` with some files changed, that goes when the test ends.
final class DataCopy {
  let folder: String
  private var made: [String] = []

  /// - Parameter change: the text of a file, by its name as in `Data/`.
  init(_ change: (_ name: String, _ text: String) -> String) throws {
    var template = Array("/tmp/demarche-data-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    var folders = [""]
    while let at = folders.popLast() {
      let directory = try #require(opendir("\(Run.root)/Data/\(at)"))
      defer { closedir(directory) }
      while let entry = readdir(directory) {
        let name = withUnsafePointer(to: entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        }
        if name.hasPrefix(".") { continue }
        let path = at + name
        if entry.pointee.d_type == UInt8(DT_DIR) {
          mkdir("\(folder)/\(path)", 0o700)
          made.append(path)
          folders.append(path + "/")
          continue
        }
        let text = String(decoding: try #require(Scratch.bytes("\(Run.root)/Data/\(path)")), as: UTF8.self)
        let changed = change(path, text)
        made.append(path)
        if changed == text {
          symlink("\(Run.root)/Data/\(path)", "\(folder)/\(path)")
        } else {
          let file = try #require(fopen("\(folder)/\(path)", "w"))
          defer { fclose(file) }
          fputs(changed, file)
        }
      }
    }
  }

  deinit {
    // What lies in a folder was made after it.
    for path in made.reversed() { remove("\(folder)/\(path)") }
    rmdir(folder)
  }
}
