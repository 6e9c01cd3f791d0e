/// Cuts a paragraph into tokens and contractions into words.
///
/// - Cost: linear; every look-ahead is bounded by ``longestToken``.
struct Tokenizer {
  /// No token is longer, in bytes; a longer run is cut.
  static let longestToken = 1_000

  let bytes: UnsafeBufferPointer<UInt8>
  let lexicon: SegmenterLexicon
  /// What has been cut so far, in order.
  var tokens: [Token] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ lexicon: SegmenterLexicon) {
    self.bytes = bytes
    self.lexicon = lexicon
  }

  /// Appends the tokens of a stretch without newlines.
  mutating func tokenize(_ start: Int, _ end: Int) {
    var at = start
    while at < end {
      let scanned = Scanner.scan(bytes, at, end)
      if scanned.glyph == .space {
        at += scanned.length
        continue
      }
      var stop = at
      while stop < end, stop - at < Tokenizer.longestToken {
        let next = Scanner.scan(bytes, stop, end)
        if next.glyph == .space { break }
        stop += next.length
      }
      chunk(at, stop)
      at = stop
    }
  }

  /// A stretch without spaces.
  private mutating func chunk(_ start: Int, _ end: Int) {
    if let address = addressEnd(start, end) {
      var at = start
      while at < address.start { at = piece(at, address.start) }
      tokens.append(Token(span: Span(address.start, address.end)))
      at = address.end
      while at < end { at = piece(at, end) }
      return
    }
    var at = start
    while at < end { at = piece(at, end) }
  }

  /// Reads one token at `at` and returns where it ends.
  private mutating func piece(_ at: Int, _ end: Int) -> Int {
    let first = Scanner.scan(bytes, at, end)
    switch first.glyph {
    case .letter, .digit: return word(at, end)
    case .apostrophe:
      // A decade: an apostrophe and two digits.
      let next = at + first.length
      if next + 1 < end, isDigit(next), isDigit(next + 1) { return word(at, end, from: next) }
      return emit(at, at + run(at, end, first.length, same: true))
    case .stop:
      // A fraction without its nought.
      if bytes[at] == UInt8(ascii: "."), at + 1 < end, isDigit(at + 1), startsFigure(at) {
        return word(at, end, from: at + 1)
      }
      return emit(at, at + stopRun(at, end))
    case .dash: return emit(at, at + run(at, end, first.length, same: true))
    case .mark where first.length == 1:
      if let face = faceEnd(at, end) { return emit(at, face) }
      if bytes[at] == UInt8(ascii: "+"), at + 1 < end, isDigit(at + 1), startsFigure(at) {
        return word(at, end, from: at + 1)
      }
      let repeats = "=*_#~<>`|+".utf8.contains(bytes[at])
      return emit(at, at + (repeats ? run(at, end, 1, same: true) : 1))
    default: return emit(at, at + first.length)
    }
  }

  private mutating func emit(_ start: Int, _ end: Int) -> Int {
    tokens.append(Token(span: Span(start, end)))
    return end
  }

  private func isDigit(_ at: Int) -> Bool { (0x30...0x39).contains(bytes[at]) }

  /// Whether neither a word nor a stop stands right before `at`.
  private func startsFigure(_ at: Int) -> Bool {
    guard let last = tokens.last, last.span.end == at else { return true }
    return bytes[at - 1] == UInt8(ascii: "$") || bytes[at - 1] == UInt8(ascii: "(")
  }

  func isWordStart(_ at: Int, _ end: Int) -> Bool {
    guard at < end else { return false }
    let glyph = Scanner.scan(bytes, at, end).glyph
    return glyph == .letter || glyph == .digit
  }

  /// The length of a run of the same character.
  private func run(_ at: Int, _ end: Int, _ length: Int, same: Bool) -> Int {
    var stop = at + length
    while stop + length <= end {
      for i in 0..<length where bytes[stop + i] != bytes[at + i] { return stop - at }
      stop += length
    }
    return stop - at
  }

  private func stopRun(_ at: Int, _ end: Int) -> Int {
    var stop = at
    while stop < end {
      let next = Scanner.scan(bytes, stop, end)
      guard next.glyph == .stop else { break }
      stop += next.length
    }
    return stop - at
  }

  /// A face of two or three characters at the end of a chunk.
  private func faceEnd(_ at: Int, _ end: Int) -> Int? {
    guard ":;=".utf8.contains(bytes[at]), at + 1 < end else { return nil }
    var mouth = at + 1
    if bytes[mouth] == UInt8(ascii: "-") { mouth += 1 }
    guard mouth + 1 == end, ")(DP".utf8.contains(bytes[mouth]) else { return nil }
    return mouth + 1
  }

  /// Reads a run of letters and digits with what may stand inside it.
  private mutating func word(_ start: Int, _ end: Int, from: Int? = nil) -> Int {
    var at = from ?? start
    var partStart = at
    scan: while at < end {
      let next = Scanner.scan(bytes, at, end)
      switch next.glyph {
      case .letter, .digit: at += next.length
      case .apostrophe:
        guard isWordStart(at + next.length, end) else { break scan }
        at += next.length
      case .stop:
        guard bytes[at] == UInt8(ascii: "."), isInnerStop(start, at, end) else { break scan }
        at += 1
      case .dash:
        guard next.length == 1, isInnerHyphen(start, partStart, at, end) else { break scan }
        at += 1
        partStart = at
      case .mark:
        guard next.length == 1, isInnerMark(start, at, end) else { break scan }
        at += 1
      default: break scan
      }
    }
    at = withFinalStop(start, at, end)
    if at < end, bytes[at] == UInt8(ascii: "$"), at - start <= 2, isCapital(start, at) { at += 1 }
    if let unit = unitStart(start, at) {
      tokens.append(Token(span: Span(start, unit)))
      tokens.append(Token(span: Span(unit, at)))
    } else {
      tokens.append(split(start, at))
      // A plural's possessive apostrophe belongs to its token.
      if let grown = pluralPossessive(at, end) { at = grown }
    }
    return at
  }

  private func isCapital(_ start: Int, _ end: Int) -> Bool {
    (start..<end).allSatisfy { (0x41...0x5A).contains(bytes[$0]) }
  }

  private func isInnerStop(_ start: Int, _ at: Int, _ end: Int) -> Bool {
    guard isWordStart(at + 1, end) else { return false }
    if isDigit(at - 1) && isDigit(at + 1) { return true }
    // A letter alone on the left: initials. A longer word before a capital: a missing space.
    let single = at - 1 == start || bytes[at - 2] == UInt8(ascii: ".")
    return single || !Scanner.isUpper(bytes, at + 1) || isListed(start, at, end) || isFileName(at, end)
  }

  /// Whether an abbreviation of the list goes over the full stop at `at` to its next one.
  private func isListed(_ start: Int, _ at: Int, _ end: Int) -> Bool {
    var stop = at + 1
    while stop < end, stop - at < 8, bytes[stop] != UInt8(ascii: ".") { stop += 1 }
    guard stop < end, bytes[stop] == UInt8(ascii: ".") else { return false }
    return lexicon.abbreviations[SegmenterLexicon.key(bytes[start...stop])] != nil
  }

  /// Whether a full stop parts a name in capitals or figures from the few capitals of a kind of file or of a
  /// stock exchange.
  private func isFileName(_ at: Int, _ end: Int) -> Bool {
    var stop = at + 1
    while stop < end, (0x41...0x5A).contains(bytes[stop]) { stop += 1 }
    guard (1...4).contains(stop - at - 1), !isWordStart(stop, end) else { return false }
    return isDigit(at - 1) || (0x41...0x5A).contains(bytes[at - 1])
  }

  private func isInnerHyphen(_ start: Int, _ partStart: Int, _ at: Int, _ end: Int) -> Bool {
    guard isWordStart(at + 1, end) else { return false }
    if isDigit(start) { return numberEnd(start, end).map { at < $0 } ?? false }
    // Initials before a hyphen are a name, unless all is in capitals.
    if at - partStart > 1, isCapital(partStart, at), !Scanner.isUpper(bytes, at + 1) { return false }
    return lexicon.prefixes.contains(SegmenterLexicon.key(bytes[partStart..<at]))
  }

  /// Where a telephone number or a date of figures ends that is one token in spite of its hyphens.
  private func numberEnd(_ start: Int, _ end: Int) -> Int? {
    var lengths: [Int] = [0]
    var at = start
    while at < end {
      if isDigit(at) {
        lengths[lengths.count - 1] += 1
      } else if bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "/"), at + 1 < end,
        isDigit(at + 1)
      {
        lengths.append(0)
      } else {
        break
      }
      at += 1
    }
    // The code of a country before, or the five figures of an American postal code.
    let isCode = lengths.count == 2 ? lengths[0] == 5 : lengths[0] == 1
    let isTelephone =
      lengths.last == 4 && lengths.dropLast().dropFirst().allSatisfy { $0 == 3 }
      && (lengths[0] == 3 || isCode)
    let isDate = lengths.count == 3 && lengths.allSatisfy { $0 <= 4 }
    return lengths.count > 1 && (isTelephone || isDate) ? at : nil
  }

  private func isInnerMark(_ start: Int, _ at: Int, _ end: Int) -> Bool {
    guard at > start, isWordStart(at + 1, end) else { return false }
    switch bytes[at] {
    case UInt8(ascii: ","):
      // Groups of three.
      guard isDigit(at - 1), at + 3 < end, (1...3).allSatisfy({ isDigit(at + $0) }) else { return false }
      return at + 4 >= end || !isDigit(at + 4)
    case UInt8(ascii: ":"), UInt8(ascii: "/"): return isDigit(at - 1) && isDigit(at + 1) && isDigit(start)
    case UInt8(ascii: "&"):
      return (0x41...0x5A).contains(bytes[at - 1]) && (0x41...0x5A).contains(bytes[at + 1])
    case UInt8(ascii: "_"): return true
    default: return false
    }
  }

  /// Takes in the full stop of an abbreviation or of initials, or the mark that a name ends with.
  private func withFinalStop(_ start: Int, _ at: Int, _ end: Int) -> Int {
    guard at < end else { return at }
    if bytes[at] == UInt8(ascii: "!") {
      return lexicon.abbreviations[SegmenterLexicon.key(bytes[start...at])] != nil ? at + 1 : at
    }
    guard bytes[at] == UInt8(ascii: ".") else { return at }
    // Two stops are an abbreviation's and the sentence's, three an ellipsis.
    if at + 2 < end, bytes[at + 1] == UInt8(ascii: "."), bytes[at + 2] == UInt8(ascii: ".") { return at }
    switch lexicon.abbreviations[SegmenterLexicon.key(bytes[start...at])] {
    case .figure: return figureFollows(at + 1) ? at + 1 : at
    case .name, .number, .open, .loose: return at + 1
    case nil: break
    }
    let isInitial =
      at - start == 1 && ((0x41...0x5A).contains(bytes[start]) || isBracketed(start) && figureOrName(at + 1))
    return isInitial || isInitials(start, at) ? at + 1 : at
  }

  private func isBracketed(_ at: Int) -> Bool {
    at > 0 && bytes[at - 1] == UInt8(ascii: "(") && (0x61...0x7A).contains(bytes[at])
  }

  /// Whether figures stand behind the spaces at `at`.
  private func figureFollows(_ at: Int) -> Bool { behindSpaces(at).map { isDigit($0) } ?? false }

  private func figureOrName(_ at: Int) -> Bool {
    behindSpaces(at).map { isDigit($0) || Scanner.isUpper(bytes, $0) } ?? false
  }

  /// Where the next character of the line stands behind a few spaces.
  private func behindSpaces(_ start: Int) -> Int? {
    var at = start
    while at < bytes.count, at - start < 8 {
      let next = Scanner.scan(bytes, at, bytes.count)
      guard next.glyph == .space else { return at }
      if bytes[at] == UInt8(ascii: "\n") { return nil }
      at += next.length
    }
    return nil
  }

  /// Letters alone between full stops, at least two of them.
  private func isInitials(_ start: Int, _ end: Int) -> Bool {
    guard end - start >= 3 else { return false }
    for i in start..<end {
      let isStop = bytes[i] == UInt8(ascii: ".")
      if (i - start) % 2 == 0 ? isStop || isDigit(i) || bytes[i] >= 0x80 : !isStop { return false }
    }
    return true
  }

  /// Where a unit starts behind the figures of a token that is nothing else.
  private func unitStart(_ start: Int, _ end: Int) -> Int? {
    guard isDigit(start) else { return nil }
    var at = start
    while at < end,
      isDigit(at) || bytes[at] == UInt8(ascii: ".") || bytes[at] == UInt8(ascii: ",")
        || bytes[at] == UInt8(ascii: ":")
    { at += 1 }
    guard at < end, lexicon.units.contains(SegmenterLexicon.key(bytes[at..<end])) else { return nil }
    return at
  }

  /// The span of an address of the web or of mail inside a chunk.
  private func addressEnd(_ start: Int, _ end: Int) -> Span? {
    var first = start
    while first < end, !isWordStart(first, end) { first += Scanner.scan(bytes, first, end).length }
    guard first < end else { return nil }
    var (isAddress, at) = (startsWith("www.", first, end), first)
    while at < end, !isAddress {
      if bytes[at] == UInt8(ascii: ":"), startsWith("://", at, end), at > first {
        isAddress = true
        first = back(from: at, to: first, and: "+")
      } else if bytes[at] == UInt8(ascii: "@"), at > first, isWordStart(at + 1, end) {
        isAddress = true
        first = back(from: at, to: first, and: "._+-&'")
      }
      at += 1
    }
    guard isAddress else { return nil }
    var stop = end
    let closing = ".,;:!?)]}'\">".utf8
    while stop > first + 1 {
      if closing.contains(bytes[stop - 1]) {
        stop -= 1
      } else if stop - 3 > first, bytes[stop - 3] == 0xE2, bytes[stop - 2] == 0x80 {
        stop -= 3
      } else {
        break
      }
    }
    return Span(first, stop)
  }

  /// Where the run of letters, figures and `marks` starts that ends at `at`; `first` if there is none.
  private func back(from at: Int, to first: Int, and marks: StaticString) -> Int {
    var start = at
    while start > first {
      // The character before, whole: a curly apostrophe is no three letters.
      var lead = start - 1
      while lead > first, bytes[lead] & 0xC0 == 0x80, start - lead < 4 { lead -= 1 }
      let byte = bytes[start - 1]
      let isMark = (0..<marks.utf8CodeUnitCount).contains { marks.utf8Start[$0] == byte }
      guard isMark || isDigit(start - 1) || Scanner.scan(bytes, lead, at).glyph == .letter else { break }
      start = lead
    }
    return start < at ? start : first
  }

  private func startsWith(_ text: StaticString, _ at: Int, _ end: Int) -> Bool {
    guard at + text.utf8CodeUnitCount <= end else { return false }
    for i in 0..<text.utf8CodeUnitCount where bytes[at + i] | 0x20 != text.utf8Start[i] | 0x20 {
      return false
    }
    return true
  }
}
