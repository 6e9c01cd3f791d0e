import DemarcheCoding

/// What is typed into the box of the search: words, "phrases", and fields such as `actor:EGY`; "-" before one leaves out what has it.
///
/// The box and the parameters of the address say the same: either can be made of the other.
struct SearchText: Equatable {
  /// What is wrong, and where.
  struct Fault: Error, Equatable {
    var message: String
    var help: String
    /// The character, from 0.
    var place: Int
  }

  /// The parameters, each once.
  private(set) var parameters: [Address.Pair] = []
  /// Whether it holds more than words to look for.
  private(set) var hasFields = false

  /// Reads a text.
  ///
  /// - Parameter kind: which values a parameter takes; nil for one that takes all.
  init(_ text: String, kind: (String) -> ValueKind?) throws(Fault) {
    var reader = Reader(text)
    var words: [String] = [], unwanted: [String] = []
    while let term = try reader.next() {
      guard let name = term.field else {
        if term.isExcluded { unwanted.append(term.written) } else { words.append(term.written) }
        continue
      }
      guard let field = SearchField.all.first(where: { $0.name == name }) else {
        let near = nearest(name, among: SearchField.all.map(\.name))
        throw Fault(
          message: "there is no field \"\(name)\"",
          help: near.map { "did you mean \"\($0):\"? Words with a colon stand in quotation marks" }
            ?? "words with a colon stand in quotation marks", place: term.place)
      }
      guard let parameter = term.isExcluded ? field.exclusion : field.parameter else {
        throw Fault(
          message: "what has a \(name) cannot be left out", help: "take the - away", place: term.place)
      }
      try add(term, field, parameter, kind(parameter))
    }
    if !words.isEmpty { parameters.insert(.init("text", words.joined(separator: " ")), at: 0) }
    if !unwanted.isEmpty {
      parameters.insert(.init("not-text", unwanted.joined(separator: " ")), at: words.isEmpty ? 0 : 1)
    }
    hasFields = parameters.contains { $0.name != "text" }
  }

  private mutating func add(
    _ term: Term, _ field: SearchField, _ parameter: String, _ kind: ValueKind?
  ) throws(Fault) {
    if let kind, !kind.holds(term.value) {
      throw Fault(
        message: "\(field.name) is \(kind.words), not \"\(term.value)\"",
        help: "write \(field.name):VALUE, without a space behind the colon", place: term.valuePlace)
    }
    let place = parameters.firstIndex { $0.name == parameter }
    guard let place else {
      parameters.append(.init(parameter, term.value))
      return
    }
    let known = parameters[place].value
    if field.isList || kind?.isList == true && parameter != "pair" {
      parameters[place].value = "\(known),\(term.value)"
    } else if field.name == "with", parameters.allSatisfy({ $0.name != "pair" }) {
      // Two who take part are a pair.
      parameters[place] = .init("pair", "\(known),\(term.value)")
    } else {
      throw Fault(
        message: "\(field.name) stands twice", help: "an event has one; leave one of them out",
        place: term.place)
    }
  }

  /// The text that says what the parameters of an address do.
  static func text(of address: Address) -> String {
    var parts: [String] = []
    if let words = address["text"] { parts.append(words) }
    if let words = address["not-text"] {
      parts += pieces(words).map { "-\($0)" }
    }
    for field in SearchField.all {
      if let value = address[field.parameter] { parts.append("\(field.name):\(quoted(value))") }
      if let name = field.exclusion, let value = address[name] {
        parts.append("-\(field.name):\(quoted(value))")
      }
    }
    return parts.joined(separator: " ")
  }

  /// Words and phrases, each as it is written.
  private static func pieces(_ words: String) -> [String] {
    var reader = Reader(words)
    var pieces: [String] = []
    while let written = reader.word() { pieces.append(written) }
    return pieces
  }

  private static func quoted(_ value: String) -> String {
    value.contains { $0.isWhitespace } ? "\"\(value)\"" : value
  }

  // MARK: Reading

  private struct Term {
    var isExcluded = false
    var field: String?
    var value = ""
    /// As it was written, with its quotation marks.
    var written = ""
    var place = 0
    var valuePlace = 0
  }

  private struct Reader {
    private let characters: [Character]
    private var at = 0

    init(_ text: String) {
      // A sign that stands above a quotation mark or a space is one of its own here.
      characters = text.unicodeScalars.map { Character($0) }
    }

    private mutating func skipSpace() { while at < characters.count, characters[at].isWhitespace { at += 1 } }

    /// The next term; nil at the end.
    mutating func next() throws(Fault) -> Term? {
      skipSpace()
      guard at < characters.count else { return nil }
      var term = Term(place: at)
      if characters[at] == "-", at + 1 < characters.count, !characters[at + 1].isWhitespace {
        term.isExcluded = true
        at += 1
      }
      let start = at
      while at < characters.count, characters[at].isLetter || characters[at] == "-" { at += 1 }
      if at < characters.count, characters[at] == ":", at > start {
        term.field = String(characters[start..<at]).lowercased()
        at += 1
        term.valuePlace = at
        guard at < characters.count, !characters[at].isWhitespace else {
          throw Fault(
            message: "nothing stands behind \(String(characters[start..<at]))",
            help: "write the value without a space before it", place: at - 1)
        }
      } else {
        at = start
        term.valuePlace = at
      }
      if characters[at] == "\"" {
        guard let end = characters[(at + 1)...].firstIndex(of: "\"") else {
          throw Fault(
            message: "the quotation mark has no other", help: "close it, or leave it out", place: at)
        }
        term.value = String(characters[(at + 1)..<end])
        term.written = "\"\(term.value)\""
        if term.value.allSatisfy(\.isWhitespace) {
          throw Fault(message: "nothing stands in the quotation marks", help: "leave them out", place: at)
        }
        at = end + 1
      } else {
        let from = at
        while at < characters.count, !characters[at].isWhitespace, characters[at] != "\"" { at += 1 }
        term.value = String(characters[from..<at])
        term.written = term.value
      }
      return term
    }

    /// The next word, or what stands in quotation marks; nil at the end.
    mutating func word() -> String? {
      skipSpace()
      guard at < characters.count else { return nil }
      let start = at
      if characters[at] == "\"" {
        at += 1
        while at < characters.count, characters[at] != "\"" { at += 1 }
        at = min(at + 1, characters.count)
      } else {
        while at < characters.count, !characters[at].isWhitespace, characters[at] != "\"" { at += 1 }
      }
      return String(characters[start..<at])
    }
  }
}
