import DemarcheTesting
import Testing

/// Commands of the program that the documentation shows together: a fenced block of kind `sh` or of none, or the indented lines of a paragraph.
///
/// Blocks of kind `run` are not among them, since what they print is tested too.
struct DocumentedCommands: Sendable, CustomTestStringConvertible {
  /// The page, from the root of the checkout.
  var page: String
  /// The line of the first command.
  var line: Int
  var commands: [String] = []

  var testDescription: String { "\(page):\(line)" }

  /// The pages: README, CONTRIBUTING and those in `docs/`.
  static let pages =
    ["README.md", "CONTRIBUTING.md"]
    + TestFiles.names(in: "\(TestFiles.root)/docs").filter { $0.hasSuffix(".md") }.map { "docs/\($0)" }

  /// All that the pages show, in their order.
  static let all: [DocumentedCommands] = pages.flatMap { page in
    let text = String(decoding: Scratch.bytes("\(Run.root)/\(page)") ?? [], as: UTF8.self)
    return read(text, page)
  }

  private static func read(_ text: String, _ page: String) -> [DocumentedCommands] {
    var groups: [DocumentedCommands] = []
    var current = DocumentedCommands(page: page, line: 0)
    func end() {
      if !current.commands.isEmpty { groups.append(current) }
      current.commands = []
    }
    var fence: Substring?
    var isSynopsis = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      if line.hasPrefix("```") {
        end()
        fence = fence == nil ? line.dropFirst(3) : nil
        continue
      }
      // The reference has the form of a command below its name; that is no example.
      if line.hasPrefix("## demarche") { isSynopsis = true }
      let isShown = fence.map { $0.isEmpty || $0 == "sh" } ?? line.hasPrefix("    ")
      guard isShown else {
        end()
        continue
      }
      guard let command = command(in: line) else { continue }
      if isSynopsis, fence == nil {
        isSynopsis = false
        continue
      }
      if current.commands.isEmpty { current.line = index + 1 }
      current.commands.append(command)
    }
    end()
    return groups
  }

  /// The command of a line without what is said beside it, behind two spaces or `#`; nil when the line has none of the program.
  private static func command(in line: Substring) -> String? {
    var shown = line.drop { $0 == " " }
    if shown.hasPrefix("$ ") { shown = shown.dropFirst(2) }
    var command = ""
    var quote: Character?
    for character in shown {
      if quote == nil, command.last == " ", character == " " || character == "#" { break }
      if character == quote {
        quote = nil
      } else if quote == nil, character == "'" || character == "\"" {
        quote = character
      }
      command.append(character)
    }
    while command.last == " " { command.removeLast() }
    if command == "./run" { return "demarche demo" }
    if command.hasPrefix("./run ") { command = "demarche" + command.dropFirst(5) }
    return command.hasPrefix("demarche ") || command.contains("| demarche ") ? command : nil
  }
}

/// The commands and flags that `demarche reference` tells of.
struct KnownFlags {
  private var flags: [String: Set<String>] = [:]

  init() throws {
    let reference = try Run.demarche("reference")
    try #require(reference.status == 0)
    var command = ""
    for line in reference.output.split(separator: "\n") {
      if line.hasPrefix("## demarche ") {
        command = String(line.dropFirst("## demarche ".count))
        flags[command] = []
      } else if line.hasPrefix("| `--") {
        let name = line.dropFirst("| `--".count).prefix { $0 != " " && $0 != "`" }
        flags[command]?.insert(String(name))
      }
    }
  }

  /// What the program does not know of a command that is given to it: its name, or flags.
  func unknown(in command: String) -> [String] {
    guard let start = command.firstRange(of: "demarche ")?.upperBound else { return [command] }
    let words = command[start...].prefix { $0 != "|" && $0 != ">" }.split(separator: " ")
    guard let name = words.first, let known = flags[String(name)] else { return [String(words.first ?? "")] }
    return words.filter { $0.hasPrefix("--") }
      .filter { word in !known.contains(String(word.dropFirst(2).prefix { $0 != "=" })) }
      .map(String.init)
  }
}
