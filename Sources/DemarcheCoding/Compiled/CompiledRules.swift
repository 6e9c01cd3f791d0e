import DemarcheData
import DemarcheKnowledge
import DemarcheSyntax

/// The rules of a release as numbers and strings, so that a start need not read their text.
///
/// Written when a pack is built and read at each start; the text stays beside it for those who read rules.
///
/// - Cost: reading 1,144 rules takes some milliseconds; their text takes seventy.
public enum CompiledRules {
  /// The name of the section of a pack that holds the rules ready for use.
  public static let name = "compiled/rules.bin"

  /// The version of the form of that section.
  private static let version: UInt64 = 1

  /// The rules as bytes.
  public static func bytes(_ rules: [Rule]) -> [UInt8] {
    var writer = RuleWriter()
    writer.list(rules) { $0.rule($1) }
    var archive = ArchiveWriter()
    writer.strings.pool.write(to: &archive)
    archive.add(writer.numbers)
    archive.add(writer.fractions)
    return archive.sealed(version: version)
  }

  /// What ``bytes(_:)`` gave; nil when it is of another version, cut short or damaged.
  public static func rules(_ bytes: UnsafeRawBufferPointer) -> [Rule]? {
    guard var archive = ArchiveReader(sealed: bytes, version: version),
      let strings = StringPool(&archive), let numbers: [Int32] = archive.array(),
      let fractions: [Double] = archive.array()
    else { return nil }
    var reader = RuleNumbers(numbers, fractions, strings)
    let rules = reader.list { $0.rule() }
    return reader.isWhole ? rules : nil
  }
}

/// Puts rules into numbers.
private struct RuleWriter {
  var strings = StringPool.Builder()
  var numbers: [Int32] = []
  var fractions: [Double] = []

  mutating func number(_ value: Int) { numbers.append(Int32(value)) }
  mutating func text(_ value: String?) { numbers.append(strings.number(value)) }
  mutating func flag(_ value: Bool) { number(value ? 1 : 0) }

  mutating func list<Element>(_ values: some Collection<Element>, _ write: (inout Self, Element) -> Void) {
    number(values.count)
    for value in values { write(&self, value) }
  }

  mutating func texts(_ values: some Collection<String>) { list(values) { $0.text($1) } }

  mutating func rule(_ rule: Rule) {
    text(rule.id)
    text(rule.file)
    number(rule.line)
    text(rule.type)
    texts(rule.modes)
    text(rule.also?.type)
    texts(rule.also?.modes ?? [])
    texts(rule.contexts)
    text(rule.cameo)
    text(rule.meaning)
    text(rule.source)
    texts(rule.verbs)
    texts(rule.nouns)
    texts(rule.adjectives)
    list(rule.conditions) { $0.condition($1) }
    text(rule.polarity.rawValue)
    list(rule.actor) { $0.route($1) }
    list(rule.recipient) { $0.route($1) }
    flag(rule.takesTwo)
    text(rule.implied)
    flag(rule.hidesContent)
    fractions.append(rule.confidence)
    fractions.append(rule.learnt ?? -1)
    list(rule.yes) { $0.example($1) }
    list(rule.no) { $0.example($1) }
  }

  private mutating func route(_ route: Route) { list(route.paths) { $0.path($1) } }
  private mutating func path(_ path: Path) { list(path.steps) { $0.step($1) } }

  private mutating func step(_ step: Path.Step) {
    switch step {
    case .subject: number(0)
    case .object: number(1)
    case .indirect: number(2)
    case .clause: number(3)
    case .adverbial: number(4)
    case .possessor: number(5)
    case .modifier: number(6)
    case .maker: number(7)
    case .governor: number(8)
    case .below: number(9)
    case .place: number(10)
    case .preposition(let form):
      number(11)
      text(form)
    }
  }

  private mutating func condition(_ condition: Condition) {
    path(condition.path)
    flag(condition.isExclusion)
    switch condition.test {
    case .any: number(0)
    case .actor: number(1)
    case .country: number(2)
    case .other: number(3)
    case .place: number(4)
    case .lemmas(let lemmas):
      number(5)
      texts(lemmas.sorted())
    }
  }

  private mutating func example(_ example: Example) {
    text(example.sentence)
    texts(example.actors)
    texts(example.recipients)
    number(example.line)
  }
}

/// Makes rules of numbers; after a fault it gives empty values, and ``isWhole`` tells.
private struct RuleNumbers {
  private let numbers: [Int32]
  private let fractions: [Double]
  private let strings: StringPool
  private var at = 0
  private var fraction = 0
  private var isSound = true

  init(_ numbers: [Int32], _ fractions: [Double], _ strings: StringPool) {
    self.numbers = numbers
    self.fractions = fractions
    self.strings = strings
  }

  /// Whether all was read and nothing was wrong.
  var isWhole: Bool { isSound && at == numbers.count && fraction == fractions.count }

  mutating func number() -> Int {
    guard at < numbers.count else {
      isSound = false
      return 0
    }
    at += 1
    return Int(numbers[at - 1])
  }

  mutating func optional() -> String? {
    let number = number()
    guard number < strings.count else {
      isSound = false
      return nil
    }
    return strings.optional(Int32(number))
  }

  mutating func text() -> String { optional() ?? "" }
  mutating func flag() -> Bool { number() != 0 }

  mutating func real() -> Double {
    guard fraction < fractions.count else {
      isSound = false
      return 0
    }
    fraction += 1
    return fractions[fraction - 1]
  }

  mutating func list<Element>(_ read: (inout Self) -> Element) -> [Element] {
    let count = number()
    // Every element takes a number at least.
    guard count >= 0, count <= numbers.count - at else {
      isSound = false
      return []
    }
    var values: [Element] = []
    values.reserveCapacity(count)
    for _ in 0..<count where isSound { values.append(read(&self)) }
    return values
  }

  mutating func texts() -> [String] { list { $0.text() } }

  mutating func rule() -> Rule {
    let (id, file, line, type, modes) = (text(), text(), number(), text(), texts())
    let (alsoType, alsoModes, contexts, cameo) = (optional(), texts(), texts(), optional())
    let (meaning, source, verbs, nouns, adjectives) = (text(), text(), texts(), texts(), texts())
    let conditions = list { $0.condition() }
    let polarity = Rule.Polarity(rawValue: text())
    if polarity == nil { isSound = false }
    let (actor, recipient) = (list { $0.route() }, list { $0.route() })
    let (takesTwo, implied, hidesContent) = (flag(), optional(), flag())
    let (confidence, learnt) = (real(), real())
    return Rule(
      id: id, file: file, line: line, type: type, modes: modes,
      also: alsoType.map { Rule.Kind(type: $0, modes: alsoModes) }, contexts: contexts, cameo: cameo,
      meaning: meaning, source: source, verbs: verbs, nouns: nouns, adjectives: adjectives,
      conditions: conditions, polarity: polarity ?? .positive, actor: actor, recipient: recipient,
      takesTwo: takesTwo, implied: implied, hidesContent: hidesContent, confidence: confidence,
      learnt: learnt < 0 ? nil : learnt, yes: list { $0.example() }, no: list { $0.example() })
  }

  private mutating func route() -> Route { Route(paths: list { $0.path() }) }
  private mutating func path() -> Path { Path(steps: list { $0.step() }) }

  private mutating func step() -> Path.Step {
    switch number() {
    case 0: return .subject
    case 1: return .object
    case 2: return .indirect
    case 3: return .clause
    case 4: return .adverbial
    case 5: return .possessor
    case 6: return .modifier
    case 7: return .maker
    case 8: return .governor
    case 9: return .below
    case 10: return .place
    case 11: return .preposition(text())
    default:
      isSound = false
      return .subject
    }
  }

  private mutating func condition() -> Condition {
    let (path, isExclusion) = (path(), flag())
    let test: Condition.Test
    switch number() {
    case 0: test = .any
    case 1: test = .actor
    case 2: test = .country
    case 3: test = .other
    case 4: test = .place
    case 5: test = .lemmas(Set(texts()))
    default:
      isSound = false
      test = .any
    }
    return Condition(path: path, test: test, isExclusion: isExclusion)
  }

  private mutating func example() -> Example {
    Example(sentence: text(), actors: texts(), recipients: texts(), line: number())
  }
}
