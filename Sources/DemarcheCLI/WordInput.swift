import DemarcheData
import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheSyntax
import Glibc

/// Sentences whose words are given, from files or standard input, with what went wrong told as it goes.
///
/// Each input is a document. In lines of words ("horizontal" in UDPipe) a line is a sentence, spaces part
/// its words, a no-break space stands for a space inside a word, and an empty line ends a paragraph. In
/// CoNLL-U the sentences keep their comments; an id or a text that is missing is added.
final class WordInput {
  enum Form { case horizontal, conllu }

  private let paths: [String]
  private let form: Form
  private(set) var sentences = 0
  private var rejected = 0
  private var rejectedInputs = 0

  init(_ arguments: Arguments, form: Form) throws(UsageError) {
    self.form = form
    paths = arguments.operands.isEmpty ? ["-"] : arguments.operands
    if arguments.operands.isEmpty, isatty(0) == 1 {
      throw UsageError("no input given", help: "name files, or pipe into demarche (see --help)")
    }
  }

  /// 3 when something was rejected, 1 when nothing else was there, else 0.
  var status: Int32 {
    if rejected == 0 { return Status.done }
    return sentences == 0 && rejectedInputs == paths.count ? Status.failed : Status.rejected
  }

  /// Hands over every sentence in order.
  func forEach(_ body: (Tree) -> Void) {
    for path in paths {
      do throws(Rejection) {
        let source = try LineSource(path: path, limit: ReportReader.Options().limit)
        let head = try source.peek(8192)
        if head.isEmpty {
          throw Rejection(report: path, error: "the input is empty", help: "give sentences to parse")
        }
        if head.contains(0) {
          throw Rejection(
            report: path, error: "this looks like a binary file",
            help: "give \(form == .conllu ? "CoNLL-U" : "lines of words") in UTF-8")
        }
        switch form {
        case .horizontal: try horizontal(source, body)
        case .conllu: try conllu(source, body)
        }
      } catch {
        rejectedInputs += 1
        reject(error)
      }
    }
  }

  private func reject(_ rejection: Rejection) {
    rejected += 1
    Output.error(rejection.json.line)
  }

  /// Calls `body` for each line with its number; tells lines that are too long or no UTF-8.
  private func lines(
    _ source: LineSource, _ body: (ArraySlice<UInt8>, Int) -> Void
  ) throws(Rejection) {
    var number = 0
    while let line = try source.next() {
      number += 1
      switch line {
      case .tooLong(let count):
        reject(
          Rejection(
            report: source.path, line: number,
            error: "a line of \(count) bytes is longer than \(source.limit >> 20) MB",
            help: "one sentence or one word a line"))
      case .bytes(let bytes):
        if bytes.contains(where: { $0 >= 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
          Output.error(
            Rejection(
              report: source.path, line: number, error: "invalid UTF-8",
              help: "it was read as U+FFFD; the line is used"
            ).json.line)
        }
        body(bytes, number)
      }
    }
  }

  // MARK: Lines of words

  private func horizontal(_ source: LineSource, _ body: (Tree) -> Void) throws(Rejection) {
    var count = 0
    var opensParagraph = true
    var paragraph = -1
    try lines(source) { line, number in
      var line = line
      if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line = line.dropFirst(3) }
      let words = line.split { $0 <= 0x20 || $0 == 0x7F }.compactMap { WordInput.form(of: $0) }
      if words.isEmpty {
        opensParagraph = true
        return
      }
      if words.count > CoNLLU.mostWords {
        reject(
          Rejection(
            report: source.path, line: number,
            error: "more than \(CoNLLU.mostWords) words in one sentence", help: "one sentence a line"))
        return
      }
      count += 1
      var comments: [String] = []
      if count == 1 { comments.append("newdoc id = \(source.path)") }
      if opensParagraph {
        comments.append("newpar")
        paragraph += 1
        opensParagraph = false
      }
      let tree = Tree(forms: words, paragraph: paragraph)
      comments.append("sent_id = \(CoNLLU.sentenceID(document: source.path, number: count))")
      comments.append("text = \(CoNLLU.text(of: tree))")
      sentences += 1
      body(tree.with(comments: comments))
    }
    if count == 0 {
      throw Rejection(report: source.path, error: "the input holds no words", help: "one sentence a line")
    }
  }

  /// The form of a word in which no-break spaces stand for spaces; nil when nothing else stands there.
  private static func form(of bytes: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    guard bytes.contains(0xC2) else { return text }
    let parts = text.unicodeScalars.split(separator: "\u{A0}").map { String($0) }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  // MARK: CoNLL-U

  private func conllu(_ source: LineSource, _ body: (Tree) -> Void) throws(Rejection) {
    var reader = CoNLLU.Reader(file: source.path)
    var document = CoNLLU.Document()
    var id = source.path
    var count = 0
    var isFirst = true
    func drain() {
      for error in document.errors {
        reject(
          Rejection(
            report: error.file, line: error.line > 0 ? error.line : nil, error: error.message,
            help: error.help))
      }
      for tree in document.trees {
        if let name = tree.comments.first(where: { $0.hasPrefix("newdoc") }) {
          if let named = CoNLLU.value(of: "newdoc id", in: name) { id = named }
          count = 0
        }
        count += 1
        sentences += 1
        body(WordInput.completed(tree, document: id, number: count, isFirst: isFirst))
        isFirst = false
      }
      document.errors.removeAll(keepingCapacity: true)
      document.trees.removeAll(keepingCapacity: true)
    }
    try lines(source) { line, _ in
      reader.add(line, into: &document)
      if !document.trees.isEmpty || !document.errors.isEmpty { drain() }
    }
    reader.finish(into: &document)
    drain()
  }

  /// A sentence with the comments that UD asks for; those it has stay as they are.
  private static func completed(_ tree: Tree, document: String, number: Int, isFirst: Bool) -> Tree {
    var comments = tree.comments
    func lacks(_ name: String) -> Bool { !comments.contains { CoNLLU.value(of: name, in: $0) != nil } }
    if isFirst, !comments.contains(where: { $0.hasPrefix("newdoc") }) {
      comments.insert("newdoc id = \(document)", at: 0)
    }
    if lacks("sent_id") {
      comments.append("sent_id = \(CoNLLU.sentenceID(document: document, number: number))")
    }
    if lacks("text") { comments.append("text = \(CoNLLU.text(of: tree))") }
    return tree.with(comments: comments)
  }
}
