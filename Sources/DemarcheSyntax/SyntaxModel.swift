public import DemarcheData
public import DemarcheText

/// Everything that is learnt about the syntax of a language: tagger, lemmatiser and parser, opened
/// on the bytes of one model file.
///
/// Immutable once opened and safe to use from many threads; every call has its own scratch.
public final class SyntaxModel: Sendable {
  private let file: MappedFile?
  private let vocabulary: Vocabulary
  package let inventory: TagInventory
  private let tagger: Tagger
  private let lemmatizer: Lemmatizer
  private let parser: Parser

  /// Opens a model file, or says what is wrong with it.
  ///
  /// - Cost: maps the file and reads it once for its checksum, some milliseconds.
  public convenience init(path: String) throws(DataFileError) {
    let file = try MappedFile(path: path)
    try self.init(file.bytes, name: path, file: file)
  }

  /// Opens a model that lies in memory; the bytes must stay in place as long as the model lives and
  /// start at a multiple of 8.
  public convenience init(bytes: UnsafeRawBufferPointer, name: String) throws(DataFileError) {
    try self.init(bytes, name: name, file: nil)
  }

  /// Opens a model that lies in a section of a pack, and keeps the pack.
  public convenience init(section: String, of pack: Pack) throws(DataFileError) {
    guard let bytes = pack.bytes(section) else {
      throw DataFileError(
        file: pack.path, line: 0, message: "the pack has no \(section)", help: "build it anew: ./run")
    }
    try self.init(bytes, name: section, file: pack.file)
  }

  private init(_ bytes: UnsafeRawBufferPointer, name: String, file: MappedFile?) throws(DataFileError) {
    let reader = try ModelFile.Reader(bytes, file: name)
    self.file = file
    vocabulary = try Vocabulary(reader)
    inventory = try TagInventory(reader)
    tagger = try Tagger(reader, inventory)
    lemmatizer = try Lemmatizer(reader)
    parser = try Parser(reader)
  }

  /// Tags, lemmatises and parses a sentence of a text.
  ///
  /// Spans of the tree count bytes of the text.
  ///
  /// - Parameters:
  ///   - text: the whole text the sentence was cut from.
  ///   - present: verbs to look for in a sentence that seems to have none.
  /// - Cost: linear in the number of words, some microseconds a word.
  public func parse(sentence: Sentence, text: [UInt8], present: PresentVerbs? = nil) -> Tree {
    var spans: [Span] = []
    var multiword: [MultiwordToken] = []
    for token in sentence.tokens {
      if token.words.isEmpty {
        spans.append(token.span)
      } else {
        let form = String(decoding: text[token.span.start..<token.span.end], as: UTF8.self)
        let range = spans.count..<spans.count + token.words.count
        multiword.append(MultiwordToken(words: range, form: form, span: token.span))
        spans += token.words
      }
    }
    let words = analyse(text, spans, parsing: true, present: present)
    return Tree(words: words, multiword: multiword, span: sentence.span, paragraph: sentence.paragraph)
  }

  /// Tags and lemmatises the words of a sentence; all hang from the first as `dep`.
  public func tag(sentence: Sentence, text: [UInt8]) -> [Word] {
    let spans = sentence.tokens.flatMap { $0.words.isEmpty ? [$0.span] : $0.words }
    return analyse(text, spans, parsing: false)
  }

  /// Analyses the words of a tree afresh, keeping its forms, spans and multiword tokens.
  public func parse(words tree: Tree) -> Tree {
    var bytes: [UInt8] = []
    var spans: [Span] = []
    for word in tree.words {
      let start = bytes.count
      bytes += Array(word.form.utf8)
      spans.append(Span(start, bytes.count))
    }
    var words = analyse(bytes, spans, parsing: true)
    for i in words.indices { words[i].span = tree.words[i].span }
    return Tree(
      words: words, multiword: tree.multiword, span: tree.span, paragraph: tree.paragraph,
      comments: tree.comments)
  }

  private func analyse(
    _ text: [UInt8], _ spans: [Span], parsing: Bool, present: PresentVerbs? = nil
  ) -> [Word] {
    let count = spans.count
    precondition(count > 0, "a sentence without words")
    let longest = spans.reduce(1) { max($0, $1.count) }
    return text.withUnsafeBufferPointer { text in
      withUnsafeTemporaryAllocation(of: Lexical.self, capacity: count + 4) { words in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * (count + 4) + longest) { bytes in
          guard let words = words.baseAddress, let tags = bytes.baseAddress else { return [] }
          words.initialize(repeating: Lexical(), count: count + 4)
          bytes.initialize(repeating: 0)
          let sets = tags + count + 4
          let folded = sets + count + 4
          for (i, span) in spans.enumerated() {
            let form = UnsafeBufferPointer(rebasing: text[span.start..<span.end])
            words[i + 2] = Lexical(form, buffer: folded)
            vocabulary.look(up: &words[i + 2])
          }
          tagger.tag(words, count: count, into: tags)
          present?.mend(words, tags, count: count, inventory)
          tagger.morphology(words, tags, count: count, into: sets)
          var state = ParserState(words, tags, count: count)
          if parsing { parser.parse(&state) }
          return spans.indices.map { i in
            let form = UnsafeBufferPointer(rebasing: text[spans[i].start..<spans[i].end])
            return word(i, form, words[i + 2], tags[i + 2], sets[i + 2], folded, spans[i], state, parsing)
          }
        }
      }
    }
  }

  private func word(
    _ i: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ lexical: Lexical, _ tag: UInt8, _ set: UInt8,
    _ folded: UnsafeMutablePointer<UInt8>, _ span: Span, _ state: borrowing ParserState, _ parsing: Bool
  ) -> Word {
    let form = String(decoding: bytes, as: UTF8.self)
    let length = Lexical.fold(bytes, into: folded)
    let lemma = lemmatizer.lemma(
      of: form, folded: UnsafeBufferPointer(start: folded, count: length), tag: tag, shape: lexical.shape)
    let head = parsing ? Int(state.nodes[i].head) : i == 0 ? state.count : 0
    let label = parsing ? Int(state.nodes[i].label) : 0
    let name = parsing || i == 0 ? parser.relationNames[label] : "dep"
    return Word(
      form: form, lemma: lemma, upos: inventory.tags[Int(tag)].upos, xpos: inventory.tags[Int(tag)].xpos,
      feats: inventory.featureSets[Int(set)], head: head == state.count ? nil : head, deprel: name, span: span
    )
  }
}
