extension Tokenizer {
  /// A token with the words of its contraction.
  func split(_ start: Int, _ end: Int) -> Token {
    let span = Span(start, end)
    if end - start <= lexicon.longestWhole,
      let lengths = lexicon.wholes[SegmenterLexicon.key(bytes[start..<end])]
    {
      var at = start
      var words: [Span] = []
      for (i, length) in lengths.enumerated() {
        let stop = i == lengths.count - 1 ? end : wordEnd(at, length, end)
        words.append(Span(at, stop))
        at = stop
      }
      return Token(span: span, words: words)
    }
    if !lexicon.hasBareEndings, !hasApostrophe(start, end) { return Token(span: span) }
    if isDecade(start, end) { return Token(span: span) }
    for ending in lexicon.endings {
      guard let cut = endingStart(ending, start, end), cut > start else { continue }
      return Token(span: span, words: [Span(start, cut), Span(cut, end)])
    }
    return Token(span: span)
  }

  private func hasApostrophe(_ start: Int, _ end: Int) -> Bool {
    for i in start..<end where bytes[i] == UInt8(ascii: "'") || bytes[i] == 0x99 { return true }
    return false
  }

  /// Figures with an apostrophe and a letter: a decade.
  private func isDecade(_ start: Int, _ end: Int) -> Bool {
    guard (0x30...0x39).contains(bytes[start]) else { return false }
    var at = start
    while at < end, (0x30...0x39).contains(bytes[at]) { at += 1 }
    guard at < end, at - start != 3, bytes[at - 1] == UInt8(ascii: "0"), at - start > 1 else { return false }
    let next = Scanner.scan(bytes, at, end)
    return next.glyph == .apostrophe && at + next.length + 1 == end
      && bytes[end - 1] | 0x20 == UInt8(ascii: "s")
  }

  /// The end of a word of `length` folded bytes.
  private func wordEnd(_ start: Int, _ length: Int, _ end: Int) -> Int {
    var at = start
    for _ in 0..<length where at < end { at += bytes[at] == 0xE2 ? min(3, end - at) : 1 }
    return at
  }

  /// Where an ending starts that closes the stretch, apostrophes straight or curly.
  private func endingStart(_ ending: [UInt8], _ start: Int, _ end: Int) -> Int? {
    var at = end
    for byte in ending.reversed() {
      guard at > start else { return nil }
      if byte == UInt8(ascii: "'"), at - 3 >= start, bytes[at - 3] == 0xE2, bytes[at - 2] == 0x80,
        bytes[at - 1] == 0x99
      {
        at -= 3
        continue
      }
      let folded = (0x41...0x5A).contains(bytes[at - 1]) ? bytes[at - 1] | 0x20 : bytes[at - 1]
      guard folded == byte else { return nil }
      at -= 1
    }
    return at
  }

  /// Grows the last token by the apostrophe of a plural's possessive.
  mutating func pluralPossessive(_ at: Int, _ end: Int) -> Int? {
    guard at < end, let last = tokens.last, last.words.isEmpty, last.span.count > 2,
      bytes[at - 1] | 0x20 == UInt8(ascii: "s"), !hasOpenQuote(before: last.span.start)
    else { return nil }
    let next = Scanner.scan(bytes, at, end)
    guard next.glyph == .apostrophe, at + next.length >= end || !isWordStart(at + next.length, end) else {
      return nil
    }
    let stop = at + next.length
    if stop < end, Scanner.scan(bytes, stop, end).glyph == .apostrophe { return nil }
    tokens[tokens.count - 1] = Token(
      span: Span(last.span.start, stop), words: [last.span, Span(at, stop)])
    return stop
  }

  /// Whether a single quotation mark stands open among the few tokens before.
  private func hasOpenQuote(before start: Int) -> Bool {
    for token in tokens.dropLast().suffix(12).reversed() {
      guard token.span.count <= 3 else { continue }
      let isSingle = bytes[token.span.start] == UInt8(ascii: "'") && token.span.count == 1
      let isCurly =
        token.span.count == 3 && bytes[token.span.start] == 0xE2 && bytes[token.span.start + 1] == 0x80
        && bytes[token.span.start + 2] == 0x98
      if isSingle || isCurly { return true }
    }
    return false
  }
}
