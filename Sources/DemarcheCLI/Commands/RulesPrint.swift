import DemarcheCoding
import DemarcheData

/// `demarche rules print`: rules as they are written, with file and line.
enum RulesPrint {
  /// Prints the rules that the words name: a rule's id or name, a file, a type; all when none is given.
  ///
  /// - Throws: a ``UsageError`` for a word that names nothing.
  static func run(_ words: [String], _ arguments: Arguments) throws -> Int32 {
    let source = try DataSource.current(arguments)
    let rules = source.rules
    for word in words where !rules.contains(where: { isNamed($0, word) }) {
      let known = Set(rules.flatMap { [$0.id, $0.type, name(of: $0), stem(of: $0)] }).sorted()
      throw UsageError(
        "no rule, file or type is called \(word)",
        help: nearest(word, among: known).map { "did you mean \($0)?" }
          ?? "demarche rules list names them all")
    }
    let output = Output()
    var lines: (file: String, all: [Substring]) = ("", [])
    for rule in rules where words.isEmpty || words.contains(where: { isNamed(rule, $0) }) {
      if lines.file != rule.file {
        let text = source.text(rule.file) ?? ""
        lines = (rule.file, text.split(separator: "\n", omittingEmptySubsequences: false))
      }
      output.line("# \(rule.file):\(rule.line)\n\(rule.written(in: lines.all))\n")
    }
    output.flush()
    return Status.done
  }

  private static func isNamed(_ rule: RuleText, _ word: String) -> Bool {
    [rule.id, rule.type, name(of: rule), stem(of: rule), rule.file, "\(stem(of: rule)).rules"].contains(word)
  }

  /// The rule's own name: "meet" of "consult/meet".
  private static func name(of rule: RuleText) -> String { String(rule.id.drop { $0 != "/" }.dropFirst()) }

  /// The file's name without folder and ending: "consult".
  private static func stem(of rule: RuleText) -> String { String(rule.id.prefix { $0 != "/" }) }
}
