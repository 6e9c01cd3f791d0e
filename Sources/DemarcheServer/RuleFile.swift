import DemarcheCoding

/// A file of rules as they are written.
struct RuleFile: Sendable {
  let rules: [RuleText]
  private let lines: [Substring]

  init(_ name: String, _ text: String) {
    rules = RuleText.rules(of: name, text).rules
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A rule of the file as it stands there.
  func written(_ rule: RuleText) -> String { rule.written(in: lines) }
}
