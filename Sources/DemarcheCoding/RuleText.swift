import DemarcheData

/// One rule as it is written: its lines, before anything in them is understood.
public struct RuleText: Hashable, Sendable {
  /// One line: its keyword and what stands behind it.
  public struct Line: Hashable, Sendable {
    public var keyword: String
    public var value: String
    /// From 1.
    public var number: Int
  }

  /// `folder/name` of the file without its ending, a slash and the rule's own name: "consult/meet".
  public var id: String
  public var file: String
  /// The line of its name first; comments and empty lines left out.
  public var lines: [Line]

  /// The line of its name, from 1.
  public var line: Int { lines.first?.number ?? 0 }

  /// The rule as it stands in its file, comments between its lines included.
  ///
  /// - Parameter lines: all lines of the file.
  public func written(in lines: [Substring]) -> String {
    lines[(line - 1)..<(self.lines.last?.number ?? line)].joined(separator: "\n")
  }

  /// What stands behind a keyword, in order; empty where the rule has no such line.
  public func values(_ keyword: String) -> [String] {
    lines.filter { $0.keyword == keyword }.map(\.value)
  }

  /// The type it codes; "" when it names none.
  public var type: String {
    values("event").first.map { String($0.prefix { $0 != " " }) } ?? ""
  }

  /// The rules of a file in order, and the lines before the first, which belong to none.
  ///
  /// - Parameter name: the name of the file, of which the rules' ids are made.
  public static func rules(of name: String, _ text: String) -> (rules: [RuleText], stray: [Line]) {
    var stem = name.split(separator: "/").last.map(String.init) ?? name
    if stem.hasSuffix(".rules") { stem.removeLast(6) }
    var rules: [RuleText] = []
    var stray: [Line] = []
    for (index, content) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = content.trimmed
      if content.isEmpty || content.hasPrefix("#") { continue }
      let keyword = String(content.prefix { $0 != " " })
      let line = Line(
        keyword: keyword, value: content.dropFirst(keyword.count).trimmed, number: index + 1)
      if keyword == "rule" {
        rules.append(RuleText(id: "\(stem)/\(line.value)", file: name, lines: [line]))
      } else if rules.isEmpty {
        stray.append(line)
      } else {
        rules[rules.count - 1].lines.append(line)
      }
    }
    return (rules, stray)
  }
}

/// What differs between two sets of rules, told by id.
public struct RuleChanges: Hashable, Sendable {
  /// A rule of which some lines differ.
  public struct Change: Hashable, Sendable {
    public var old: RuleText
    public var new: RuleText
    /// In the order of the newer rule's lines, then the older's.
    public var keywords: [Keyword]
  }

  /// The values of one keyword that only one of the two has; both empty when merely their order differs.
  public struct Keyword: Hashable, Sendable {
    public var name: String
    public var old: [String]
    public var new: [String]
  }

  public var added: [RuleText] = []
  public var removed: [RuleText] = []
  public var changed: [Change] = []
  /// How many are the same in both.
  public var unchanged = 0

  /// Compares; of several rules of one id, which no checked folder has, the first counts.
  ///
  /// - Cost: linear in the rules and their lines.
  public init(from old: [RuleText], to new: [RuleText]) {
    let before = Dictionary(old.map { ($0.id, $0) }, uniquingKeysWith: { a, _ in a })
    let after = Set(new.map(\.id))
    removed = old.filter { !after.contains($0.id) }
    for rule in new {
      guard let earlier = before[rule.id] else {
        added.append(rule)
        continue
      }
      let keywords = RuleChanges.keywords(earlier, rule)
      if keywords.isEmpty {
        unchanged += 1
      } else {
        changed.append(Change(old: earlier, new: rule, keywords: keywords))
      }
    }
  }

  private static func keywords(_ old: RuleText, _ new: RuleText) -> [Keyword] {
    var names: [String] = []
    for line in new.lines + old.lines where !names.contains(line.keyword) { names.append(line.keyword) }
    return names.compactMap { name in
      let (before, after) = (old.values(name), new.values(name))
      if before == after { return nil }
      return Keyword(
        name: name, old: before.filter { !after.contains($0) }, new: after.filter { !before.contains($0) })
    }
  }
}
