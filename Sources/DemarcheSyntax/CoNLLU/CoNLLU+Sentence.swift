import DemarcheData
import DemarcheText

/// Gathers the lines of one sentence and turns them into a tree.
struct SentenceReader {
  let file: String
  private(set) var startsDocument = false
  private(set) var startsParagraph = false
  private var comments: [String] = []
  private var words: [Word] = []
  private var heads: [(head: Int, line: Int)] = []
  private var multiword: [MultiwordToken] = []
  private var errors: [DataFileError] = []
  private var firstLine = 0
  /// Bytes written so far of the sentence's text, with the space that follows the last token.
  private var position = 0

  init(file: String) { self.file = file }

  var isEmpty: Bool { words.isEmpty && multiword.isEmpty && errors.isEmpty }

  mutating func add(_ line: ArraySlice<UInt8>, line number: Int) {
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
    let cells = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
    guard cells.count == 10 else {
      fault(number, "\(cells.count) columns where CoNLL-U has 10")
      return
    }
    let columns = cells.map { String(decoding: $0, as: UTF8.self) }
    if let dash = columns[0].firstIndex(of: "-") {
      addMultiword(columns, columns[0][..<dash], columns[0][columns[0].index(after: dash)...], number)
    } else if columns[0].contains(".") {
      return
    } else {
      addWord(columns, number)
    }
  }

  private mutating func addMultiword(
    _ columns: [String], _ first: Substring, _ last: Substring, _ number: Int
  ) {
    guard let first = Int(first), let last = Int(last), first == words.count + 1, last > first,
      first > (multiword.last?.words.upperBound ?? 0)
    else {
      fault(number, "the range \(columns[0]) does not start at the next word")
      return
    }
    let span = Span(position, position + columns[1].utf8.count)
    multiword.append(MultiwordToken(words: first - 1..<last, form: columns[1], span: span))
    position = span.end + (hasNoSpaceAfter(columns[9]) ? 0 : 1)
  }

  private mutating func addWord(_ columns: [String], _ number: Int) {
    guard Int(columns[0]) == words.count + 1 else {
      fault(number, "word \(columns[0]) where \(words.count + 1) is due")
      return
    }
    let upos = UPOS(name: columns[3])
    if upos == nil && columns[3] != "_" { fault(number, "unknown part of speech \"\(columns[3])\"") }
    let feats = Features(columns[5])
    if feats == nil { fault(number, "features \"\(columns[5])\" are not Name=Value pairs") }
    // A file without trees, as a tokeniser writes it, has `_` for heads: a chain stands in.
    let head = columns[6] == "_" ? words.count : Int(columns[6])
    if head == nil { fault(number, "head \"\(columns[6])\" is not a number") }
    if columns[1].isEmpty { fault(number, "the form is empty") }
    let span: Span
    if let token = multiword.last, token.words.contains(words.count) {
      span = spanInside(token, columns[1])
    } else {
      span = Span(position, position + columns[1].utf8.count)
      position = span.end + (hasNoSpaceAfter(columns[9]) ? 0 : 1)
    }
    words.append(
      Word(
        form: columns[1], lemma: columns[2], upos: upos ?? .x, xpos: columns[4], feats: feats ?? Features(),
        head: nil, deprel: columns[7], span: span))
    heads.append((head ?? 0, number))
  }

  /// The place of a word inside its token, when its form stands there; the whole token otherwise.
  private func spanInside(_ token: MultiwordToken, _ form: String) -> Span {
    let start = words.count == token.words.lowerBound ? token.span.start : words[words.count - 1].span.end
    let end = start + form.utf8.count
    guard end <= token.span.end else { return token.span }
    let here = token.form.utf8.dropFirst(start - token.span.start).prefix(form.utf8.count)
    return here.elementsEqual(form.utf8) ? Span(start, end) : token.span
  }

  private func hasNoSpaceAfter(_ misc: String) -> Bool {
    misc.split(separator: "|").contains("SpaceAfter=No")
  }

  private mutating func fault(_ line: Int, _ message: String) {
    errors.append(DataFileError(file: file, line: line, message: message))
  }

  /// The tree, or nil when there is none or the sentence is broken.
  mutating func finish(paragraph: Int, into faults: inout [DataFileError]) -> Tree? {
    if isEmpty { return nil }
    if let token = multiword.last, token.words.upperBound > words.count {
      fault(firstLine, "the token \"\(token.form)\" reaches past the last word")
    }
    if errors.isEmpty {
      for i in words.indices { words[i].head = heads[i].head == 0 ? nil : heads[i].head - 1 }
      if let broken = Tree.fault(in: words.map(\.head)) { fault(heads.first?.line ?? firstLine, broken) }
    }
    faults += errors
    guard errors.isEmpty, let last = words.last else { return nil }
    let end = max(last.span.end, multiword.last?.span.end ?? 0)
    return Tree(
      words: words, multiword: multiword, span: Span(0, end), paragraph: max(paragraph, 0), comments: comments
    )
  }
}
