public import DemarcheData

/// The words by which pages and feeds are read: elements, classes, names of metadata, months.
///
/// Read from `lexicon/pages.tsv`; its head explains the kinds.
public struct PageLexicon: Sendable {
  public static let columns = ["kind", "form", "value", "source"]
  /// The name of the table in the folder of data and in the pack.
  public static let file = "lexicon/pages.tsv"

  private var forms: [Kind: [String]] = [:]
  private var sets: [Kind: Set<String>] = [:]
  private var values: [Kind: [String: String]] = [:]
  private var classes: [Kind: ClassWords] = [:]

  /// What a row is about.
  enum Kind: String, CaseIterable {
    case skippedElement = "element-skip"
    case doubtedElement = "element-doubt"
    case worth = "element-worth"
    case group = "element-group"
    case block = "element-block"
    case heading = "element-heading"
    case paragraph = "element-paragraph"
    case skippedRole = "role-skip"
    case skippedClass = "class-skip"
    case commentClass = "class-comment"
    case keptClass = "class-keep"
    case bodyClass = "class-body"
    case goodClass = "class-good"
    case badClass = "class-bad"
    case dateClass = "class-date"
    case authorClass = "class-author"
    case title = "meta-title"
    case published = "meta-published"
    case modified = "meta-modified"
    case author = "meta-author"
    case outlet = "meta-outlet"
    case language = "meta-language"
    case address = "meta-address"
    case linkedType = "linked-type"
    case separator = "separator"
    case month = "month"
    case zone = "zone"
    case by = "by"
    case monthFirst = "month-first"
    case ending = "ending"
  }

  /// Reads the table.
  ///
  /// - Throws: every row whose kind is unknown, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in table.rows {
      guard let kind = Kind(rawValue: row["kind"]) else {
        errors.append(
          row.fault("unknown kind \(row["kind"])", help: "the head of the file lists them"))
        continue
      }
      forms[kind, default: []].append(row["form"])
      sets[kind, default: []].insert(row["form"])
      values[kind, default: [:]][row["form"]] = row["value"]
      if row["kind"].hasPrefix("class-") { classes[kind, default: ClassWords()].add(row["form"]) }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// Reads the text of the table.
  public init(text: String, file: String = PageLexicon.file) throws(DataErrors) {
    try self.init(Table(text: text, file: file, columns: PageLexicon.columns))
  }

  /// All forms of a kind, in the order of the file.
  func forms(_ kind: Kind) -> [String] { forms[kind] ?? [] }

  func has(_ kind: Kind, _ form: String) -> Bool { sets[kind]?.contains(form) ?? false }

  func value(_ kind: Kind, _ form: String) -> String? { values[kind]?[form] }

  /// Whether the class or id of an element holds a form of the kind.
  func has(_ kind: Kind, in words: ClassName) -> Bool { classes[kind]?.hold(words) ?? false }
}

/// The class and the id of an element as words: "articleBody share-bar" is article, body; share, bar.
struct ClassName: Hashable {
  /// In lower case, each with "-" before and behind: "-article-body-share-bar-".
  private(set) var joined: [UInt8]
  private(set) var words: [String]

  init(_ node: Markup.Node) {
    joined = [UInt8(ascii: "-")]
    words = []
    for name in ["class", "id", "itemprop", "data-component", "data-testid"] {
      if let value = node[name] { add(value) }
    }
  }

  init(_ text: String) {
    joined = [UInt8(ascii: "-")]
    words = []
    add(text)
  }

  private mutating func add(_ text: String) {
    var word: [UInt8] = []
    var wasLower = false
    func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    func close(_ name: inout ClassName) {
      if word.isEmpty { return }
      name.joined += word
      name.joined.append(UInt8(ascii: "-"))
      name.words.append(String(decoding: word, as: UTF8.self))
      word.removeAll()
    }
    // No name is longer; what is was made to keep readers busy.
    for byte in text.utf8.prefix(1000) {
      let isLetter = (0x61...0x7A).contains(byte | 0x20) || byte >= 0x80
      if isUpper(byte), wasLower { close(&self) }
      if isLetter || (0x30...0x39).contains(byte) && !word.isEmpty {
        word.append(isUpper(byte) ? byte | 0x20 : byte)
      } else {
        close(&self)
      }
      wasLower = isLetter && !isUpper(byte)
    }
    close(&self)
  }

  var isEmpty: Bool { words.isEmpty }

  fileprivate func holds(_ pattern: [UInt8]) -> Bool {
    guard joined.count >= pattern.count, let first = pattern.first else { return false }
    for at in 0...(joined.count - pattern.count)
    where joined[at] == first && joined[at...].starts(with: pattern) { return true }
    return false
  }
}

/// Forms of class words: single words, beginnings, and several words in a row.
private struct ClassWords: Sendable {
  private var whole: Set<String> = []
  private var beginnings: [String] = []
  private var phrases: [[UInt8]] = []

  mutating func add(_ form: String) {
    if form.contains("-") {
      let isOpen = form.hasSuffix("*")
      phrases.append(Array("-\(isOpen ? String(form.dropLast()) : form + "-")".utf8))
    } else if form.hasSuffix("*") {
      beginnings.append(String(form.dropLast()))
    } else {
      whole.insert(form)
    }
  }

  func hold(_ name: ClassName) -> Bool {
    for word in name.words {
      if whole.contains(word) { return true }
      for beginning in beginnings where word.utf8.starts(with: beginning.utf8) { return true }
    }
    return phrases.contains { name.holds($0) }
  }
}
