import DemarcheData
import DemarcheText

/// Gathers the lines of one sentence and turns them into a tree.
struct SentenceReader {
  let file: String
  private(set) var startsDocument = false
  private(set) var startsParagraph = false
  private(set) var comments: [String] = []
  private var words: [Word] = []
  private var heads: [(head: Int, line: Int)] = []
  private var multiword: [MultiwordToken] = []
  private var isBroken = false
  private var firstLine = 0
  /// The number that the next word must have.
  private var due = 1
  /// Bytes written so far of the sentence's text, with the space that follows the last token.
  private var position = 0
  private var lastHasNoSpace = false

  init(file: String) { self.file = file }

  private var isEmpty: Bool { words.isEmpty && multiword.isEmpty && !isBroken }

  mutating func add(_ line: ArraySlice<UInt8>, line number: Int, into errors: inout [DataFileError]) {
    if firstLine == 0 { firstLine = number }
    if line.first == UInt8(ascii: "#") {
      var body = line.dropFirst()
      if body.first == UInt8(ascii: " ") { body = body.dropFirst() }
      let comment = String(decoding: body, as: UTF8.self)
      if comment.hasPrefix("newdoc") { startsDocument = true }
      if comment.hasPrefix("newpar") { startsParagraph = true }
      comments.append(comment)
      return
    }
    let file = file
    func fault(_ message: String, _ help: String) {
      errors.append(DataFileError(file: file, line: number, message: message, help: help))
    }
    guard words.count < CoNLLU.mostWords else {
      if !isBroken {
        fault(
          "more than \(CoNLLU.mostWords) words in one sentence", "end each sentence with a blank line")
      }
      isBroken = true
      return
    }
    let before = errors.count
    let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    if cells.count != 10 {
      fault(
        "\(cells.count) column\(cells.count == 1 ? "" : "s") where CoNLL-U has 10",
        "separate the columns by one tab each and write _ in an empty one; a blank line ends a sentence")
    } else {
      let columns = cells.map { String(decoding: $0, as: UTF8.self) }
      if let dash = columns[0].firstIndex(of: "-") {
        let ends = (columns[0][..<dash], columns[0][columns[0].index(after: dash)...])
        addMultiword(columns, ends.0, ends.1, fault)
      } else if !columns[0].contains(".") {
        addWord(columns, number, fault)
      }
    }
    if errors.count > before { isBroken = true }
  }

  private mutating func addMultiword(
    _ columns: [String], _ first: Substring, _ last: Substring, _ fault: (String, String) -> Void
  ) {
    guard let first = Int(first), let last = Int(last), first == due, last > first,
      first > (multiword.last?.words.upperBound ?? 0)
    else {
      fault(
        "the range \(columns[0]) does not start at the next word",
        "a token of several words stands above its first word, as in 3-4, and two of them share no word")
      return
    }
    if columns[1].isEmpty { fault("the form is empty", SentenceReader.formHelp) }
    let span = Span(position, position + columns[1].utf8.count)
    let (misc, hasNoSpace) = SentenceReader.misc(columns[9])
    multiword.append(MultiwordToken(words: first - 1..<last, form: columns[1], span: span, misc: misc))
    position = span.end + (hasNoSpace ? 0 : 1)
    lastHasNoSpace = hasNoSpace
  }

  private static let formHelp = "write the word as the text has it; _ stands for an underscore"

  private mutating func addWord(
    _ columns: [String], _ number: Int, _ fault: (String, String) -> Void
  ) {
    let id = Int(columns[0])
    if id != due {
      fault("word \(columns[0]) where \(due) is due", "number the words of each sentence from 1 without gaps")
    }
    // One gap is one fault: the words behind it count on from what is there.
    due = (id.map { (1...CoNLLU.mostWords).contains($0) } == true ? id ?? due : due) + 1
    let upos = UPOS(name: columns[3])
    if upos == nil && columns[3] != "_" {
      let known = UPOS.allCases.map(\.name).joined(separator: " ")
      fault("unknown part of speech \"\(columns[3])\"", "one of \(known), or _")
    }
    let feats = Features(columns[5])
    if feats == nil {
      fault(
        "features \"\(columns[5])\" are not Name=Value pairs", "as in Number=Sing|Person=3, or _ for none")
    }
    // A file without trees, as a tokeniser writes it, has `_` for heads: a chain stands in.
    let head = columns[6] == "_" ? words.count : Int(columns[6])
    if head == nil || head ?? 0 < 0 {
      fault(
        "head \"\(columns[6])\" is not a number of a word",
        "the number of the governing word, 0 for the root, or _ in every line when there is no tree")
    }
    if columns[1].isEmpty { fault("the form is empty", SentenceReader.formHelp) }
    let span: Span
    let (misc, hasNoSpace) = SentenceReader.misc(columns[9])
    if let token = multiword.last, token.words.contains(words.count) {
      span = spanInside(token, columns[1])
    } else {
      span = Span(position, position + columns[1].utf8.count)
      position = span.end + (hasNoSpace ? 0 : 1)
      lastHasNoSpace = hasNoSpace
    }
    words.append(
      Word(
        form: columns[1], lemma: columns[2], upos: upos ?? .x, xpos: columns[4], feats: feats ?? Features(),
        head: nil, deprel: columns[7], span: span, misc: misc))
    heads.append((max(0, head ?? 0), number))
  }

  /// The place of a word inside its token, when its form stands there; the whole token otherwise.
  private func spanInside(_ token: MultiwordToken, _ form: String) -> Span {
    let start = words.count == token.words.lowerBound ? token.span.start : words[words.count - 1].span.end
    let end = start + form.utf8.count
    guard end <= token.span.end else { return token.span }
    let here = token.form.utf8.dropFirst(start - token.span.start).prefix(form.utf8.count)
    return here.elementsEqual(form.utf8) ? Span(start, end) : token.span
  }

  /// The MISC column without `SpaceAfter=No`, and whether that stood there.
  private static func misc(_ column: String) -> (String, Bool) {
    if column == "_" || column.isEmpty { return ("_", false) }
    if column == "SpaceAfter=No" { return ("_", true) }
    let attributes = column.split(separator: "|", omittingEmptySubsequences: false)
    let others = attributes.filter { $0 != "SpaceAfter=No" }
    guard others.count < attributes.count else { return (column, false) }
    return (others.isEmpty ? "_" : others.joined(separator: "|"), true)
  }

  /// The tree, or nil when there is none or the sentence is broken.
  ///
  /// - Parameter carried: comments of sentences before it that could not be read.
  mutating func finish(
    paragraph: Int, before carried: [String], into errors: inout [DataFileError]
  ) -> Tree? {
    if isEmpty || isBroken { return nil }
    let file = file
    func fault(_ line: Int, _ message: String, _ help: String) {
      errors.append(DataFileError(file: file, line: line, message: message, help: help))
    }
    if let token = multiword.last, token.words.upperBound > words.count {
      isBroken = true
      fault(
        firstLine, "the token \"\(token.form)\" reaches past the last word",
        "its range names the first and the last of its words, which stand below it")
    }
    for i in words.indices { words[i].head = heads[i].head == 0 ? nil : heads[i].head - 1 }
    if let broken = Tree.fault(in: words.map(\.head)) {
      isBroken = true
      fault(
        heads.first?.line ?? firstLine, broken,
        "one word has head 0, and from every other the heads lead there; _ in every line says that there is no tree"
      )
    }
    guard !isBroken, let last = words.last else { return nil }
    let end = max(last.span.end, multiword.last?.span.end ?? 0)
    // What follows the last token no span tells.
    if lastHasNoSpace {
      if let token = multiword.last, token.words.upperBound == words.count {
        multiword[multiword.count - 1].misc = CoNLLU.misc(token.misc, touches: true)
      } else {
        words[words.count - 1].misc = CoNLLU.misc(last.misc, touches: true)
      }
    }
    return Tree(
      words: words, multiword: multiword, span: Span(0, end), paragraph: max(paragraph, 0),
      comments: carried + comments)
  }
}
