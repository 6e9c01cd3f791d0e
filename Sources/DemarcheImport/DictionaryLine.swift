import DemarcheData

/// One line of a TABARI or PETRARCH dictionary, taken apart.
///
/// A line is a phrase, plurals in braces, codes in brackets; `#` or `;` outside of brackets begins a comment.
struct DictionaryLine: Hashable, Sendable {
  /// Counts from 1.
  var number: Int
  /// The phrase without plurals and codes, spaces at its ends removed.
  var phrase: String
  /// What stands in braces; nil where there are none.
  var plurals: String?
  /// What stands in brackets, in order.
  var brackets: [String]
  /// Whether a bracket or brace is open at the end of the line.
  var isUnclosed: Bool

  var isEmpty: Bool { phrase.isEmpty && plurals == nil && brackets.isEmpty && !isUnclosed }

  init(number: Int, text: some StringProtocol) {
    self.number = number
    brackets = []
    isUnclosed = false
    var phrase = ""
    var inside = ""
    var closing: Character?
    scan: for letter in text {
      if let end = closing {
        if letter == end {
          if end == "]" { brackets.append(inside) } else { plurals = inside.trimmed }
          closing = nil
          inside = ""
        } else {
          inside.append(letter)
        }
        continue
      }
      switch letter {
      case "[": closing = "]"
      case "{": closing = "}"
      case "#", ";": break scan
      // What stands behind the codes is a remark.
      default: if brackets.isEmpty { phrase.append(letter) }
      }
    }
    isUnclosed = closing != nil
    self.phrase = phrase.trimmed
  }

  /// The lines of a dictionary that say something; comments of XML are passed over.
  static func lines(of text: String) -> [DictionaryLine] {
    var lines: [DictionaryLine] = []
    var isComment = false
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .enumerated()
    {
      var rest = Substring(line)
      if isComment {
        guard let end = rest.ends(of: "-->") else { continue }
        rest = rest[end...]
        isComment = false
      }
      // Few lines hold one, and looking for two letters is slow.
      while rest.utf8.contains(UInt8(ascii: "<")), let start = rest.starts(of: "<!") {
        let before = rest[..<start]
        if let end = rest[start...].ends(of: "-->") {
          rest = before + rest[end...]
        } else {
          rest = before
          isComment = true
        }
      }
      let parsed = DictionaryLine(number: index + 1, text: rest)
      if !parsed.isEmpty { lines.append(parsed) }
    }
    return lines
  }
}

extension StringProtocol {
  /// Where a piece begins.
  fileprivate func starts(of piece: String) -> Index? {
    indices.first { self[$0...].hasPrefix(piece) }
  }

  /// Where a piece ends.
  fileprivate func ends(of piece: String) -> Index? {
    starts(of: piece).map { index($0, offsetBy: piece.count) }
  }
}
