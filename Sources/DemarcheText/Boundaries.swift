/// Decides at which tokens of a paragraph a sentence ends.
struct Boundaries {
  let tokens: [Token]
  let bytes: UnsafeBufferPointer<UInt8>
  let lexicon: SegmenterLexicon

  /// The index behind the last token of the sentence if it ends with token `at` and what closes it; nil
  /// if the sentence goes on.
  ///
  /// `first` is the sentence's first token.
  func sentenceEnd(after at: Int, first: Int) -> Int? {
    let token = tokens[at].span
    if at > first, isBullet(at + 1) { return at + 1 }
    if isDateLine(at + 1), !precedesDate(at) { return at + 1 }
    if at == first + 5, isDateLine(first) { return at + 1 }
    let last = bytes[token.end - 1]
    let isEllipsis = Scanner.scan(bytes, token.start, token.end).glyph == .stop && token.count > 1
    let isMark = last == UInt8(ascii: "!") || last == UInt8(ascii: "?")
    let isStop = last == UInt8(ascii: ".")
    guard isEllipsis || isMark || isStop else { return nil }
    var next = at + 1
    while next < tokens.count {
      if closes(next) || isFace(next) {
        next += 1
      } else if let note = noteEnd(next) {
        next = note
      } else {
        break
      }
    }
    guard next < tokens.count else { return next }
    if !hasSpace(before: next) && !Scanner.isUpper(bytes, tokens[next].span.start) { return nil }
    let start = opening(next)
    let isLower = Scanner.isLower(bytes, start)
    if isEllipsis && !isMark { return Scanner.isUpper(bytes, start) && hasSpace(before: next) ? next : nil }
    if isMark {
      // A name with a mark of its own.
      if Scanner.scan(bytes, token.start, token.end).glyph == .letter {
        return abbreviationEnds(at, next, start) ? next : nil
      }
      return isLower || continues(next) ? nil : next
    }
    if token.count == 1 {
      // The figure of an entry in a list.
      if at == first + 1, isDigit(tokens[first].span.start) { return nil }
      return isLower || continues(next) ? nil : next
    }
    return abbreviationEnds(at, next, start) ? next : nil
  }

  private func abbreviationEnds(_ at: Int, _ next: Int, _ start: Int) -> Bool {
    let token = tokens[at].span
    guard Scanner.isUpper(bytes, start) || isQuoted(next) else { return false }
    switch lexicon.abbreviations[SegmenterLexicon.key(bytes[token.start..<token.end])] {
    case .name:
      // Capitals may be initials that only look like a small word of the list.
      let isShouted = token.count > 2 && (token.start..<token.end - 1).allSatisfy { isCapital($0) }
      return isShouted && isOpener(start) && Scanner.isLower(bytes, tokens[next].span.end - 1)
    case .number, .open, .figure, .loose, nil: return isOpener(start)
    }
  }

  private func isQuoted(_ at: Int) -> Bool {
    Scanner.scan(bytes, tokens[at].span.start, tokens[at].span.end).glyph == .openQuote
  }

  private func isCapital(_ at: Int) -> Bool { (0x41...0x5A).contains(bytes[at]) }

  private func isDigit(_ at: Int) -> Bool { (0x30...0x39).contains(bytes[at]) }

  /// Whether the word at `start` usually opens a sentence.
  private func isOpener(_ start: Int) -> Bool {
    var end = start
    while end < bytes.count, end - start < 24, Scanner.scan(bytes, end, bytes.count).glyph == .letter {
      end += 1
    }
    return lexicon.openers.contains(SegmenterLexicon.key(bytes[start..<end]))
  }

  /// Where the first word stands behind opening quotes and brackets.
  private func opening(_ at: Int) -> Int {
    var i = at
    while i + 1 < tokens.count, i - at < 3 {
      let span = tokens[i].span
      let glyph = Scanner.scan(bytes, span.start, span.end).glyph
      guard glyph == .openQuote || glyph == .apostrophe || bytes[span.start] == UInt8(ascii: "\"") else {
        break
      }
      i += 1
    }
    return tokens[i].span.start
  }

  /// Punctuation that goes on with the sentence: a comma, a semicolon, a colon, a dash.
  private func continues(_ at: Int) -> Bool {
    let span = tokens[at].span
    let glyph = Scanner.scan(bytes, span.start, span.end).glyph
    return ",;:".utf8.contains(bytes[span.start]) || glyph == .dash && span.count <= 3 && !hasWord(at)
  }

  private func hasWord(_ at: Int) -> Bool { at + 1 < tokens.count && !hasSpace(before: at + 1) }

  /// Quotes and brackets that close right behind the stop.
  private func closes(_ at: Int) -> Bool {
    let span = tokens[at].span
    let glyph = Scanner.scan(bytes, span.start, span.end).glyph
    if glyph == .closeQuote { return true }
    let isStraight = bytes[span.start] == UInt8(ascii: "\"") || glyph == .apostrophe
    guard isStraight, span.count <= 3 else { return false }
    return !hasSpace(before: at) && (at + 1 >= tokens.count || hasSpace(before: at + 1) || closes(at + 1))
  }

  /// Whether a line of its own starts here that gives a day in full ("Monday, July 6, 2026") and is followed by
  /// a capital or nothing.
  private func isDateLine(_ at: Int) -> Bool {
    guard at + 5 < tokens.count, isComma(at + 1), isComma(at + 4), isDigit(tokens[at + 3].span.start),
      isDigit(tokens[at + 5].span.start), tokens[at + 5].span.count == 4
    else { return false }
    let day = tokens[at].span
    let isLast = at + 6 == tokens.count
    return (isLast || Scanner.isUpper(bytes, opening(at + 6)) && hasSpace(before: at + 6))
      && lexicon.weekdays.contains(SegmenterLexicon.key(bytes[day.start..<day.end]))
  }

  private func isComma(_ at: Int) -> Bool { bytes[tokens[at].span.start] == UInt8(ascii: ",") }

  /// Whether a day that follows belongs to the sentence: behind a comma, or behind a small word.
  private func precedesDate(_ at: Int) -> Bool {
    let span = tokens[at].span
    if ",;:(-".utf8.contains(bytes[span.start]) { return true }
    return Scanner.isLower(bytes, span.start) && (isOpener(span.start) || span.count < 3)
  }

  /// A face, which belongs to what stands before it.
  private func isFace(_ at: Int) -> Bool {
    let span = tokens[at].span
    return (2...3).contains(span.count) && ":;=".utf8.contains(bytes[span.start])
      && ")(DP".utf8.contains(bytes[span.end - 1])
  }

  /// The index behind the number of a note in brackets that stands behind the stop.
  private func noteEnd(_ at: Int) -> Int? {
    guard at + 2 < tokens.count, bytes[tokens[at].span.start] == UInt8(ascii: "["),
      bytes[tokens[at + 2].span.start] == UInt8(ascii: "]"), !hasSpace(before: at + 1),
      !hasSpace(before: at + 2)
    else { return nil }
    let number = tokens[at + 1].span
    return number.count <= 3 && (number.start..<number.end).allSatisfy { isDigit($0) } ? at + 3 : nil
  }

  private func hasSpace(before at: Int) -> Bool { tokens[at - 1].span.end < tokens[at].span.start }

  private func isBullet(_ at: Int) -> Bool {
    guard at < tokens.count else { return false }
    let span = tokens[at].span
    return span.count == 3 && bytes[span.start] == 0xE2 && bytes[span.start + 1] == 0x80
      && bytes[span.start + 2] == 0xA2
  }
}
