public import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge

/// Reads rule files: blocks of lines, each a keyword and its value.
///
/// A file holds any number of rules. A rule starts with `rule NAME`; its other lines are indented. A line
/// that starts with `#` is a comment. The keywords are told in `Data/rules/README.md`.
public struct RuleReader {
  private let codebook: Codebook
  private let classes: WordClasses
  private var errors: [DataFileError] = []
  private var file = ""

  static let keywords = [
    "rule", "event", "also", "cameo", "context", "meaning", "source", "verb", "noun", "adjective", "where",
    "unless", "polarity", "actor", "recipient", "implied", "content", "confidence", "learnt", "yes", "no",
    "note",
    "added",
  ]

  /// Reads the rules of several files.
  ///
  /// - Parameter comparing: whether to look for rules that could never be told apart; a pack's rules were
  ///   compared when it was built.
  /// - Throws: every fault of all files, each with its line and the way out.
  public static func read(
    _ files: [(name: String, text: String)], codebook: Codebook, classes: WordClasses, comparing: Bool = true
  ) throws(DataErrors) -> [Rule] {
    var reader = RuleReader(codebook: codebook, classes: classes)
    var rules: [Rule] = []
    for file in files { rules += reader.rules(of: file.name, file.text) }
    if comparing { reader.checkTwins(rules) }
    if !reader.errors.isEmpty { throw DataErrors(reader.errors) }
    return rules
  }

  private init(codebook: Codebook, classes: WordClasses) {
    self.codebook = codebook
    self.classes = classes
  }

  // MARK: Blocks

  private typealias Line = RuleText.Line

  private mutating func rules(of name: String, _ text: String) -> [Rule] {
    file = name
    let (texts, stray) = RuleText.rules(of: name, text)
    for line in stray where isKnown(line) {
      fault(line.number, "\"\(line.keyword)\" before the first rule", help: "start with: rule NAME")
    }
    return texts.compactMap { rule($0) }
  }

  /// Whether a line has a keyword; a fault is told where it has none.
  private mutating func isKnown(_ line: Line) -> Bool {
    if RuleReader.keywords.contains(line.keyword) { return true }
    let near = nearest(line.keyword, among: RuleReader.keywords)
    fault(line.number, "unknown keyword \"\(line.keyword)\"", help: near.map { "did you mean \"\($0)\"?" })
    return false
  }

  private mutating func rule(_ text: RuleText) -> Rule? {
    guard let first = text.lines.first else { return nil }
    let before = errors.count
    var rule = Rule(
      id: text.id, file: file, line: first.number, type: "", modes: [], also: nil, contexts: [],
      cameo: nil,
      meaning: "", source: "", verbs: [], nouns: [], adjectives: [], conditions: [], polarity: .positive,
      actor: [],
      recipient: [], takesTwo: false, implied: nil, hidesContent: true, confidence: 0.8, learnt: nil, yes: [],
      no: [])
    if first.value.isEmpty || first.value.contains(" ") {
      fault(first.number, "a rule's name is one word", help: "rule meet-with")
    }
    for line in text.lines.dropFirst() where isKnown(line) { read(line, into: &rule) }
    func need(_ isThere: Bool, _ what: String, _ help: String) {
      if !isThere { fault(first.number, "rule \(first.value) has no \(what)", help: help) }
    }
    need(!rule.type.isEmpty, "event", "event CONSULT visit")
    // What is learnt has no words of its own, and no sentence that it must code whatever the model says.
    let words = rule.verbs + rule.nouns + rule.adjectives
    if rule.learnt != nil {
      if !words.isEmpty {
        fault(first.number, "rule \(rule.id) has words and is learnt", help: "two rules: one with the words")
      }
    } else {
      need(!words.isEmpty, "trigger", "verb meet, visit")
      need(!rule.yes.isEmpty, "yes", "yes {A} met {B}. -> A > B")
      need(!rule.no.isEmpty, "no", "no The roads met in {A}.")
    }
    need(!rule.actor.isEmpty, "actor", "actor subject")
    need(!rule.meaning.isEmpty, "meaning", "meaning What happens, in one sentence.")
    need(!rule.source.isEmpty, "source", "source PLOVER manual 2.0, CONSULT")
    return errors.count == before ? rule : nil
  }

  private mutating func read(_ line: Line, into rule: inout Rule) {
    switch line.keyword {
    case "event":
      if let kind = kind(line) {
        rule.type = kind.type
        rule.modes = kind.modes
        rule.takesTwo = codebook.type(kind.type)?.needsRecipient ?? false
      }
    case "also": rule.also = kind(line)
    case "cameo":
      if codebook.goldstein[line.value] == nil { fault(line.number, "CAMEO 1.1b3 has no code \(line.value)") }
      rule.cameo = line.value
    case "context":
      rule.contexts = list(line.value)
      for context in rule.contexts where !codebook.contexts.contains(context) {
        fault(line.number, "unknown context \"\(context)\"", help: suggestion(context, codebook.contexts))
      }
    case "meaning": rule.meaning = line.value
    case "source": rule.source = line.value
    case "verb": rule.verbs += words(line)
    case "noun": rule.nouns += words(line)
    case "adjective": rule.adjectives += words(line)
    case "where", "unless":
      if let condition = condition(line) { rule.conditions.append(condition) }
    case "polarity":
      if let polarity = Rule.Polarity(rawValue: line.value) {
        rule.polarity = polarity
      } else {
        fault(line.number, "unknown polarity \"\(line.value)\"", help: "positive, negative or any")
      }
    case "actor": rule.actor = routes(line)
    case "recipient": rule.recipient = routes(line)
    case "implied":
      if codebook.sectors[line.value] == nil {
        fault(
          line.number, "unknown sector \"\(line.value)\"",
          help: suggestion(line.value, codebook.sectors.keys.sorted()))
      }
      rule.implied = line.value
    case "content":
      if line.value != "hide" && line.value != "keep" {
        fault(line.number, "unknown content \"\(line.value)\"", help: "hide or keep")
      }
      rule.hidesContent = line.value != "keep"
    case "confidence":
      if let value = Double(line.value), (0...1).contains(value) {
        rule.confidence = value
      } else {
        fault(line.number, "confidence is a number from 0 to 1, not \"\(line.value)\"")
      }
    case "learnt":
      if let value = Double(line.value), (0...1).contains(value) {
        rule.learnt = value
      } else {
        fault(line.number, "learnt is a probability from 0 to 1, not \"\(line.value)\"")
      }
    case "yes", "no":
      if let example = example(line) {
        if line.keyword == "yes" { rule.yes.append(example) } else { rule.no.append(example) }
      }
    default: break
    }
  }

  // MARK: Values

  private mutating func kind(_ line: Line) -> Rule.Kind? {
    let parts = line.value.split(separator: " ").map(String.init)
    guard let type = parts.first, codebook.type(type) != nil else {
      let known = codebook.types.map(\.name)
      fault(line.number, "unknown type \"\(parts.first ?? "")\"", help: suggestion(parts.first ?? "", known))
      return nil
    }
    let modes = Array(parts.dropFirst())
    for mode in modes where codebook.mode(mode, of: type) == nil {
      let known = codebook.modes.filter { $0.type == type }.map(\.name)
      fault(line.number, "unknown mode \"\(mode)\" for \(type)", help: suggestion(mode, known))
    }
    return Rule.Kind(type: type, modes: modes)
  }

  private func list(_ value: String) -> [String] {
    value.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
  }

  private mutating func words(_ line: Line) -> [String] {
    var all: [String] = []
    for word in list(line.value) {
      guard word.hasPrefix("@") else {
        all.append(word)
        continue
      }
      let members = classes[String(word.dropFirst())]
      if members.isEmpty {
        fault(
          line.number, "no class of words \(word)", help: suggestion(String(word.dropFirst()), classes.names))
      }
      all += members.sorted()
    }
    return all
  }

  private mutating func condition(_ line: Line) -> Condition? {
    guard let colon = line.value.firstIndex(of: ":") else {
      fault(line.number, "a condition has a colon", help: "where object: @sanctions")
      return nil
    }
    guard let path = path(line.value[..<colon].trimmed, line.number) else { return nil }
    let value = line.value[line.value.index(after: colon)...].trimmed
    let test: Condition.Test
    switch value {
    case "any": test = .any
    case "actor": test = .actor
    case "country": test = .country
    case "other": test = .other
    case "place": test = .place
    default:
      let words = words(Line(keyword: line.keyword, value: value, number: line.number))
      if words.isEmpty {
        fault(line.number, "a condition without words", help: "where object: talk, meeting")
      }
      test = .lemmas(Set(words))
    }
    return Condition(path: path, test: test, isExclusion: line.keyword == "unless")
  }

  private mutating func routes(_ line: Line) -> [Route] {
    list(line.value).compactMap { alternative in
      let paths = alternative.split(separator: "+").compactMap { path($0.trimmed, line.number) }
      return paths.isEmpty ? nil : Route(paths: paths)
    }
  }

  private mutating func path(_ text: String, _ number: Int) -> Path? {
    let steps: [Path.Step] = text.split(separator: " ").map { word in
      switch word {
      case "subject": .subject
      case "object": .object
      case "indirect": .indirect
      case "clause": .clause
      case "adverbial": .adverbial
      case "possessor": .possessor
      case "modifier": .modifier
      case "maker": .maker
      case "governor": .governor
      case "below": .below
      case "place": .place
      default: .preposition(String(word))
      }
    }
    guard !steps.isEmpty else {
      fault(number, "an empty path", help: "a path is like: object of")
      return nil
    }
    return Path(steps: steps)
  }

  private mutating func example(_ line: Line) -> Example? {
    guard let arrow = line.value.range(of: "->") else {
      if line.keyword == "yes" {
        fault(line.number, "a yes says who acts on whom", help: "yes {A} met {B}. -> A > B")
        return nil
      }
      return Example(sentence: line.value, actors: [], recipients: [], line: line.number)
    }
    let sentence = line.value[..<arrow.lowerBound].trimmed
    let sides = line.value[arrow.upperBound...].split(separator: ">", omittingEmptySubsequences: false)
      .map { $0.split(separator: "+").map(\.trimmed).filter { !$0.isEmpty && $0 != "-" } }
    return Example(
      sentence: sentence, actors: sides.first ?? [], recipients: sides.count > 1 ? sides[1] : [],
      line: line.number)
  }

  // MARK: Faults

  /// Two rules with the same words and the same conditions could never be told apart.
  private mutating func checkTwins(_ rules: [Rule]) {
    var seen: [String: Rule] = [:]
    for rule in rules {
      if let other = seen["id \(rule.id)"] {
        errors.append(
          DataFileError(
            file: rule.file, line: rule.line,
            message: "rule \(rule.id) stands in line \(other.line) already",
            help: "give it a name of its own"))
      }
      seen["id \(rule.id)"] = rule
      if rule.learnt != nil {
        let key = "learnt \(rule.type)"
        if let other = seen[key] {
          errors.append(
            DataFileError(
              file: rule.file, line: rule.line,
              message: "rule \(rule.id) and rule \(other.id) are both what is learnt of \(rule.type)",
              help: "keep one of them"))
        }
        seen[key] = rule
      }
      let conditions = Set(rule.conditions)
      for (kind, list) in [("verb", rule.verbs), ("noun", rule.nouns), ("adjective", rule.adjectives)] {
        for word in list {
          let key = "\(kind) \(word) \(rule.polarity) \(conditions.map { "\($0)" }.sorted())"
          if let other = seen[key], other.id != rule.id {
            errors.append(
              DataFileError(
                file: rule.file, line: rule.line,
                message:
                  "rule \(rule.id) and rule \(other.id) both take the \(kind) \"\(word)\" on the same conditions",
                help: "give one of them a condition more, or take the word out"))
          }
          seen[key] = rule
        }
      }
    }
  }

  private mutating func fault(_ line: Int, _ message: String, help: String? = nil) {
    errors.append(DataFileError(file: file, line: line, message: message, help: help))
  }

  private func suggestion(_ word: String, _ known: [String]) -> String {
    if let near = nearest(word, among: known) { return "did you mean \"\(near)\"?" }
    return "one of: \(known.joined(separator: ", "))"
  }
}

/// The known word that differs in the fewest letters; nil when none is near.
public func nearest(_ word: String, among known: [String]) -> String? {
  let letters = Array(word.utf8)
  func distance(_ other: String) -> Int {
    let other = Array(other.utf8)
    var row = Array(0...other.count)
    for (i, letter) in letters.enumerated() {
      var corner = row[0]
      row[0] = i + 1
      for (j, otherLetter) in other.enumerated() {
        let next = min(row[j] + 1, row[j + 1] + 1, corner + (letter == otherLetter ? 0 : 1))
        corner = row[j + 1]
        row[j + 1] = next
      }
    }
    return row[other.count]
  }
  let best = known.map { ($0, distance($0)) }.min { $0.1 < $1.1 }
  guard let best, best.1 <= max(1, letters.count / 3) else { return nil }
  return best.0
}

extension StringProtocol {
  /// Where `other` stands first.
  func range(of other: String) -> Range<Index>? {
    var at = startIndex
    while at < endIndex {
      if self[at...].hasPrefix(other) { return at..<index(at, offsetBy: other.count) }
      at = index(after: at)
    }
    return nil
  }
}
