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
    let words = analyse(text, spans, present)
    return Tree(words: words, multiword: multiword, span: sentence.span, paragraph: sentence.paragraph)
  }

  /// Analyses the words of a tree afresh, keeping its forms, spans, multiword tokens, comments and MISC.
  ///
  /// - Parameter present: verbs to look for in a sentence that seems to have none.
  public func parse(words tree: Tree, present: PresentVerbs? = nil) -> Tree {
    var bytes: [UInt8] = []
    var spans: [Span] = []
    for word in tree.words {
      let start = bytes.count
      bytes += Array(word.form.utf8)
      spans.append(Span(start, bytes.count))
    }
    var words = analyse(bytes, spans, present)
    for i in words.indices {
      words[i].span = tree.words[i].span
      words[i].misc = tree.words[i].misc
    }
    return tree.with(words: words)
  }

  private func analyse(
    _ text: [UInt8], _ spans: [Span], _ present: PresentVerbs?
  ) -> [Word] {
    let count = spans.count
    precondition(count > 0, "a sentence without words")
    let longest = spans.reduce(1) { max($0, $1.count) }
    return text.withUnsafeBufferPointer { text in
      withUnsafeTemporaryAllocation(of: Lexical.self, capacity: count) { words in
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 3 * count + longest) { bytes in
          withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { heads in
            guard let words = words.baseAddress, let tags = bytes.baseAddress, let heads = heads.baseAddress
            else { return [] }
            let folded = tags + 3 * count
            for (i, span) in spans.enumerated() {
              let form = UnsafeBufferPointer(rebasing: text[span.start..<span.end])
              (words + i).initialize(to: Lexical(form, buffer: folded))
            }
            let reading = Network.Reading(
              tags: tags, sets: tags + count, heads: heads, labels: tags + 2 * count)
            read(words, count, dateline: Dateline.length(text, spans), into: reading, present)
            return spans.indices.map { i in
              let form = UnsafeBufferPointer(rebasing: text[spans[i].start..<spans[i].end])
              return word(i, form, words[i].shape, reading, folded, spans[i], count)
            }
          }
        }
      }
    }
  }

  /// Reads the words in parts of bounded length, a place line as a part of its own; each part hangs on the
  /// root of the first that is no place line.
  private func read(
    _ words: UnsafePointer<Lexical>, _ count: Int, dateline: Int, into reading: Network.Reading,
    _ present: PresentVerbs?
  ) {
    var datelineRoot: Int?
    var root = 0
    var start = 0
    while start < count {
      let n = min((start < dateline ? dateline : count) - start, Network.longest)
      let part = Network.Reading(
        tags: reading.tags + start, sets: reading.sets + start, heads: reading.heads + start,
        labels: reading.labels + start)
      network.read(words + start, count: n, inventory, into: part) { tags in
        // A part of a sentence, and a place line, may well have no verb.
        if n == count - dateline { present?.mend(words + start, tags, count: n, inventory) }
      }
      if n < count {
        for i in start..<start + n {
          if Int(reading.heads[i]) < n {
            reading.heads[i] += Int32(start)
          } else if start < dateline {
            datelineRoot = i
          } else if start == dateline {
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
    if let datelineRoot {
      reading.heads[datelineRoot] = Int32(root)
      reading.labels[datelineRoot] = loose
    }
  }

  private func word(
    _ i: Int, _ bytes: UnsafeBufferPointer<UInt8>, _ shape: UInt8, _ reading: Network.Reading,
    _ folded: UnsafeMutablePointer<UInt8>, _ span: Span, _ count: Int
  ) -> Word {
    let form = String(decoding: bytes, as: UTF8.self)
    let length = Lexical.fold(bytes, into: folded)
    let tag = reading.tags[i]
    let lemma = lemmatizer.lemma(
      of: form, folded: UnsafeBufferPointer(start: folded, count: length), tag: tag, shape: shape)
    let head = Int(reading.heads[i])
    let name = relationNames[Int(reading.labels[i])]
    return Word(
      form: form, lemma: lemma, upos: inventory.tags[Int(tag)].upos, xpos: inventory.tags[Int(tag)].xpos,
      feats: inventory.featureSets[Int(reading.sets[i])], head: head == count ? nil : head, deprel: name,
      span: span)
  }
}
