/// What speaks for and against the end of a sentence between two tokens: their shapes, their words and the
/// paragraph's make-up, each taken together with what the rules say.
///
/// Each piece of evidence is a short line of ASCII: a letter that names the kind, `+` or `-` for the verdict of
/// the rules, `:`, and what was seen. Shapes are one character each: `T` a capital first, `A` capitals, `I` one
/// capital, `t` lower case, `a` with a full stop, `n` figures, `d` a date, `h` a time, `@` mail, `u` an
/// address, `f` a face, `e` an ellipsis, `R` a rule of equal marks, `q` and `Q` quotes, `m` other marks,
/// `^` and `$` the ends of the paragraph; else the mark itself.
struct BoundaryEvidence {
  let tokens: [Token]
  let bytes: UnsafeBufferPointer<UInt8>
  private var shapes: [UInt8] = []
  private var make: UInt8 = 0
  private var isInformal = false
  /// Whether the paragraph may hold sentences without a final mark.
  private var isDoubtful = true

  init(tokens: [Token], bytes: UnsafeBufferPointer<UInt8>) {
    self.tokens = tokens
    self.bytes = bytes
    shapes.reserveCapacity(tokens.count)
    var hasMail = false
    var isSloppy = false
    for token in tokens {
      let shape = BoundaryEvidence.shape(token.span, bytes)
      if shape == UInt8(ascii: "@") || shape == UInt8(ascii: "d") { hasMail = true }
      if token.span.count == 1, bytes[token.span.start] == UInt8(ascii: "i") { isSloppy = true }
      shapes.append(shape)
    }
    let isClosed = shapes.last.map { ".!?e\")Qa".utf8.contains($0) } ?? false
    isInformal = isSloppy || hasMail
    isDoubtful = isInformal || !isClosed
    make = UInt8(ascii: "0") + (isSloppy ? 1 : 0) + (isClosed ? 2 : 0) + (hasMail ? 4 : 0)
  }

  /// What the evidence must weigh for an end before token `at`: much where no mark speaks for it and the
  /// paragraph is neither mail nor carelessly written.
  func threshold(_ at: Int, verdict: Bool) -> Int32 {
    if verdict || isInformal { return 0 }
    let marks = shapes[at] == UInt8(ascii: "t") ? ".fQ" : ".!?fQ"
    return marks.utf8.contains(shapes[at - 1]) ? 0 : BoundaryEvidence.doubt
  }

  /// In hundredths: odds of four to one.
  static let doubt: Int32 = 140

  /// Whether a sentence might end before token `at`, so that weighing the evidence is worth while.
  func isOpen(_ at: Int, verdict: Bool) -> Bool {
    if verdict { return true }
    guard tokens[at - 1].span.end < tokens[at].span.start else { return false }
    switch shapes[at] {
    case UInt8(ascii: "t"):
      switch shapes[at - 1] {
      case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: "f"), UInt8(ascii: "u"),
        UInt8(ascii: "@"), UInt8(ascii: "R"), UInt8(ascii: ">"):
        return true
      default: return false
      }
    case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
      UInt8(ascii: "?"), UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "%"), UInt8(ascii: "Q"):
      return false
    default: return isDoubtful || !isWord(shapes[at - 1])
    }
  }

  private func isWord(_ shape: UInt8) -> Bool {
    shape | 0x20 == UInt8(ascii: "t") || shape == UInt8(ascii: "A")
  }

  /// Hands over all evidence on an end before token `at`.
  func weigh(_ at: Int, first: Int, verdict: Bool, _ sink: inout some EvidenceSink) {
    let mark = verdict ? UInt8(ascii: "+") : UInt8(ascii: "-")
    let (b, a, x, y) = (shape(at - 2), shapes[at - 1], shapes[at], shape(at + 1))
    let length = self.length(at - first)
    func kind(_ name: UInt8) {
      sink.begin()
      sink.add(name)
      sink.add(mark)
      sink.add(UInt8(ascii: ":"))
    }
    kind(UInt8(ascii: "Z"))
    sink.end()
    kind(UInt8(ascii: "A"))
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "B"))
    sink.add(b)
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "C"))
    sink.add(a)
    sink.add(x)
    sink.add(y)
    sink.end()
    kind(UInt8(ascii: "D"))
    sink.add(b)
    sink.add(a)
    sink.add(x)
    sink.add(y)
    sink.end()
    kind(UInt8(ascii: "E"))
    sink.add(make)
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "F"))
    sink.add(length)
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "G"))
    sink.add(isBare(first, at) ? UInt8(ascii: "1") : UInt8(ascii: "0"))
    sink.add(length)
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "H"))
    sink.add(depth(first, at))
    sink.add(a)
    sink.add(x)
    sink.end()
    kind(UInt8(ascii: "I"))
    word(at - 1, &sink)
    sink.end()
    kind(UInt8(ascii: "J"))
    sink.add(x)
    word(at - 1, &sink)
    sink.end()
    kind(UInt8(ascii: "K"))
    word(at, &sink)
    sink.end()
    kind(UInt8(ascii: "L"))
    sink.add(a)
    word(at, &sink)
    sink.end()
    kind(UInt8(ascii: "O"))
    sink.add(a)
    sink.add(y)
    word(at, &sink)
    sink.end()
    kind(UInt8(ascii: "M"))
    sink.add(x)
    word(first, &sink)
    sink.end()
    kind(UInt8(ascii: "N"))
    sink.add(a)
    sink.add(x)
    word(at - 2, &sink)
    sink.end()
  }

  private func shape(_ at: Int) -> UInt8 {
    at < 0 ? UInt8(ascii: "^") : at < shapes.count ? shapes[at] : UInt8(ascii: "$")
  }

  /// The length of a sentence so far, as a figure from 1 to 9.
  private func length(_ count: Int) -> UInt8 {
    UInt8(ascii: "0")
      + UInt8(count < 5 ? count : count < 8 ? 5 : count < 13 ? 6 : count < 25 ? 7 : count < 50 ? 8 : 9)
  }

  /// Whether no word of the sentence so far begins in lower case; looks at 12 tokens.
  private func isBare(_ first: Int, _ at: Int) -> Bool {
    for i in first..<min(at, first + 12) where shapes[i] == UInt8(ascii: "t") { return false }
    return true
  }

  /// Whether a bracket or a quote stands open among the last 40 tokens.
  private func depth(_ first: Int, _ at: Int) -> UInt8 {
    var brackets = 0
    var quotes = 0
    for i in max(first, at - 40)..<at {
      switch shapes[i] {
      case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets = max(0, brackets - 1)
      case UInt8(ascii: "q"): quotes = 1
      case UInt8(ascii: "Q"): quotes = 0
      case UInt8(ascii: "\""): quotes = 1 - quotes
      default: break
      }
    }
    return UInt8(ascii: "0") + (brackets > 0 ? 1 : 0) + (quotes > 0 ? 2 : 0)
  }

  /// The word in lower case, figures as noughts, at most 14 bytes; what is not ASCII as a tilde.
  private func word(_ at: Int, _ sink: inout some EvidenceSink) {
    guard at >= 0 else { return sink.add(UInt8(ascii: "^")) }
    let span = tokens[at].span
    for i in span.start..<min(span.end, span.start + 14) {
      let byte = bytes[i]
      switch byte {
      case 0x41...0x5A: sink.add(byte | 0x20)
      case 0x30...0x39: sink.add(UInt8(ascii: "0"))
      case 0x21...0x7E: sink.add(byte)
      default: sink.add(UInt8(ascii: "~"))
      }
    }
  }

  private static func shape(_ span: Span, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    let first = bytes[span.start]
    let last = bytes[span.end - 1]
    switch Scanner.scan(bytes, span.start, span.end).glyph {
    case .digit: return figureShape(span, bytes)
    case .letter:
      if span.count == 1 { return (0x41...0x5A).contains(first) ? UInt8(ascii: "I") : UInt8(ascii: "t") }
      if span.count > 6, let address = addressShape(span, bytes) { return address }
      if last == UInt8(ascii: ".") { return UInt8(ascii: "a") }
      guard Scanner.isUpper(bytes, span.start) else { return UInt8(ascii: "t") }
      return (0x41...0x5A).contains(last) ? UInt8(ascii: "A") : UInt8(ascii: "T")
    case .openQuote: return first < 0x80 ? first : UInt8(ascii: "q")
    case .closeQuote: return first < 0x80 ? first : UInt8(ascii: "Q")
    case .apostrophe: return UInt8(ascii: "'")
    case .stop: return span.count == 1 || last != UInt8(ascii: ".") && first < 0x80 ? last : UInt8(ascii: "e")
    case .dash: return span.count > 3 ? UInt8(ascii: "R") : UInt8(ascii: "-")
    case .space: return UInt8(ascii: "m")
    case .mark:
      guard first < 0x80 else { return UInt8(ascii: "m") }
      if span.count == 1 { return first }
      if first == last { return span.count > 2 ? UInt8(ascii: "R") : first }
      return UInt8(ascii: "f")
    }
  }

  private static func figureShape(_ span: Span, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
    for i in span.start..<span.end {
      if bytes[i] == UInt8(ascii: "/") { return UInt8(ascii: "d") }
      if bytes[i] == UInt8(ascii: ":") { return UInt8(ascii: "h") }
    }
    return UInt8(ascii: "n")
  }

  private static func addressShape(_ span: Span, _ bytes: UnsafeBufferPointer<UInt8>) -> UInt8? {
    for i in span.start..<span.end {
      if bytes[i] == UInt8(ascii: "@") { return UInt8(ascii: "@") }
      if bytes[i] == UInt8(ascii: "/") { return UInt8(ascii: "u") }
    }
    return nil
  }
}

/// Takes in evidence, a byte after the other.
protocol EvidenceSink {
  mutating func begin()
  mutating func add(_ byte: UInt8)
  mutating func end()
}

/// Adds up the weights of the evidence.
struct EvidenceSum: EvidenceSink {
  let weights: EvidenceWeights
  private(set) var sum: Int32 = 0
  private var hash: UInt64 = 0

  init(_ weights: EvidenceWeights) { self.weights = weights }

  mutating func begin() { hash = EvidenceWeights.start }
  mutating func add(_ byte: UInt8) { hash = EvidenceWeights.add(byte, to: hash) }
  mutating func end() { sum += weights[hash] }
}

/// Writes the evidence down.
struct EvidenceLines: EvidenceSink {
  private(set) var lines: [String] = []
  private var line: [UInt8] = []

  mutating func begin() { line = [] }
  mutating func add(_ byte: UInt8) { line.append(byte) }
  mutating func end() { lines.append(String(decoding: line, as: UTF8.self)) }
}

/// The weights of evidence, by the hash of its line (FNV-1a) in an open table.
struct EvidenceWeights: Sendable {
  private var keys: [UInt64] = []
  private var weights: [Int32] = []
  private(set) var count = 0

  static let start: UInt64 = 0xCBF2_9CE4_8422_2325

  static func add(_ byte: UInt8, to hash: UInt64) -> UInt64 { (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }

  mutating func set(_ line: String, _ weight: Int32) {
    if count * 2 >= keys.count { grow() }
    let hash = line.utf8.reduce(EvidenceWeights.start) { EvidenceWeights.add($1, to: $0) }
    insert(hash, weight)
  }

  /// The weight of a hash; nothing is known of nought.
  subscript(_ hash: UInt64) -> Int32 {
    guard !keys.isEmpty else { return 0 }
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while keys[slot] != 0 {
      if keys[slot] == hash { return weights[slot] }
      slot = (slot + 1) & mask
    }
    return 0
  }

  private mutating func insert(_ hash: UInt64, _ weight: Int32) {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
    while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
    if keys[slot] == 0 { count += 1 }
    keys[slot] = hash
    weights[slot] = weight
  }

  private mutating func grow() {
    let old = zip(keys, weights).filter { $0.0 != 0 }
    let size = max(64, keys.count * 2)
    keys = [UInt64](repeating: 0, count: size)
    weights = [Int32](repeating: 0, count: size)
    count = 0
    for (hash, weight) in old { insert(hash, weight) }
  }
}
