public import DemarcheData
public import DemarcheText

/// Everything that is learnt about the syntax of a language: tagger, lemmatiser and parser, opened
/// on the bytes of one model file.
///
/// Immutable once opened and safe to use from many threads; every call has its own scratch.
public final class SyntaxModel: Sendable {
  private let file: MappedFile?
  package let inventory: TagInventory
  private let network: Network
  private let lemmatizer: Lemmatizer
  /// By number; the first is `root`.
  private let relationNames: [String]
  /// What hangs a part of a very long sentence on the part before it.
  private let loose: UInt8

  /// Opens a model file, or says what is wrong with it.
  ///
  /// - Cost: maps the file and reads it once for its checksum, some milliseconds.
  public convenience init(path: String) throws(DataFileError) {
    let file = try MappedFile(path: path)
    try self.init(file.bytes, name: path, file: file)
  }

  /// Opens a model that lies in memory; the bytes must stay in place as long as the model lives and
  /// start at a multiple of 64.
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
    inventory = try TagInventory(reader)
    network = try Network(reader)
    lemmatizer = try Lemmatizer(reader)
    relationNames = try reader.strings(.relations)
    loose = UInt8(truncatingIfNeeded: relationNames.firstIndex(of: "parataxis") ?? 1)
    let shape = network.shape
    guard shape.tags == inventory.tags.count, shape.sets == inventory.featureSets.count,
      shape.relations == relationNames.count
    else { throw reader.fault("the network has other tags or relations than the model names") }
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
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * (count + 4) + longest) { bytes in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { heads in
            guard let words = words.baseAddress, let tags = bytes.baseAddress, let heads = heads.baseAddress
            else { return [] }
            words.initialize(repeating: Lexical(), count: count + 4)
            bytes.initialize(repeating: 0)
            let folded = tags + 3 * (count + 4)
            for (i, span) in spans.enumerated() {
              words[i + 2] = Lexical(
                UnsafeBufferPointer(rebasing: text[span.start..<span.end]), buffer: folded)
            }
            let reading = Network.Reading(
              tags: tags + 2, sets: tags + count + 4, heads: heads, labels: tags + 2 * (count + 4))
            read(words + 2, count, into: reading, parsing, present)
            return spans.indices.map { i in
              let form = UnsafeBufferPointer(rebasing: text[spans[i].start..<spans[i].end])
              return word(i, form, words[i + 2].shape, reading, folded, spans[i], count, parsing)
            }
          }
        }
      }
    }
  }

  /// Reads the words in parts of bounded length; each part but the first hangs on the first one's root.
  private func read(
    _ words: UnsafePointer<Lexical>, _ count: Int, into reading: Network.Reading, _ parsing: Bool,
    _ present: PresentVerbs?
  ) {
    var root = 0
    var start = 0
    while start < count {
      let n = min(count - start, Network.longest)
      let part = Network.Reading(
        tags: reading.tags + start, sets: reading.sets + start, heads: reading.heads + start,
        labels: reading.labels + start)
      network.read(words + start, count: n, inventory, into: part, parsing: parsing) { tags in
        // A single part has the empty places at both ends that the search for a verb looks at.
        if n == count { present?.mend(words - 2, tags - 2, count: count, inventory) }
      }
      if parsing && n < count {
        for i in start..<start + n {
          if Int(reading.heads[i]) < n {
            reading.heads[i] += Int32(start)
          } else if start == 0 {
            root = i
            reading.heads[i] = Int32(count)
          } else {
            reading.heads[i] = Int32(root)
            reading.labels[i] = loose
          }
        }
      }
      start += n
    }
  }

  private func word(
    _ i: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ shape: UInt8, _ reading: Network.Reading,
    _ folded: UnsafeMutablePointer<UInt8>, _ span: Span, _ count: Int, _ parsing: Bool
  ) -> Word {
    let form = String(decoding: bytes, as: UTF8.self)
    let length = Lexical.fold(bytes, into: folded)
    let tag = reading.tags[i]
    let lemma = lemmatizer.lemma(
      of: form, folded: UnsafeBufferPointer(start: folded, count: length), tag: tag, shape: shape)
    let head = parsing ? Int(reading.heads[i]) : i == 0 ? count : 0
    let name = parsing || i == 0 ? relationNames[parsing ? Int(reading.labels[i]) : 0] : "dep"
    return Word(
      form: form, lemma: lemma, upos: inventory.tags[Int(tag)].upos, xpos: inventory.tags[Int(tag)].xpos,
      feats: inventory.featureSets[Int(reading.sets[i])], head: head == count ? nil : head, deprel: name,
      span: span)
  }
}
