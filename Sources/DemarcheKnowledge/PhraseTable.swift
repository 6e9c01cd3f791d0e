import DemarcheData
import DemarcheSyntax
import DemarcheText

/// Finds the longest known phrase that starts at a word: a trie over hashes of word sequences.
///
/// Phrases are given as lists of pieces (words of a text, or lemmas); a look-up feeds the hashes of pieces one
/// after another. Two phrases are the same when their pieces are.
///
/// - Cost: one hash step and one probe a piece; nothing is allocated by a look-up.
public struct PhraseTable: Sendable {
  /// How far a look-up has come.
  public struct State: Hashable, Sendable {
    var hash: UInt64

    public init() { self.init(hash: 0xcbf2_9ce4_8422_2325) }

    init(hash: UInt64) { self.hash = hash }
  }

  /// Hashes of the states that some phrase reaches, at the place that the hash gives or behind it; 0 is empty.
  private var keys: [UInt64] = [UInt64](repeating: 0, count: 16)
  /// For each state the number of the list of its values, or -1 for a mere beginning.
  private var lists: [Int32] = [Int32](repeating: -1, count: 16)
  private var used = 0
  /// The lists: where each starts and ends in `values`, whose entries are chained by `nexts`.
  private var heads: [Int32] = []
  private var tails: [Int32] = []
  private var values: [Int32] = []
  private var nexts: [Int32] = []

  public init() {}

  /// Adds a phrase with the value it stands for.
  public mutating func add(_ pieces: some Collection<String>, value: Int) {
    precondition(!pieces.isEmpty, "an empty phrase")
    var state = State()
    var slot = 0
    for piece in pieces {
      state = PhraseTable.step(state, PhraseTable.hash(piece.utf8))
      slot = insert(state.hash)
    }
    let entry = Int32(values.count)
    values.append(Int32(value))
    nexts.append(-1)
    if lists[slot] >= 0 {
      let list = Int(lists[slot])
      nexts[Int(tails[list])] = entry
      tails[list] = entry
    } else {
      lists[slot] = Int32(heads.count)
      heads.append(entry)
      tails.append(entry)
    }
  }

  private mutating func insert(_ hash: UInt64) -> Int {
    if used * 2 >= keys.count { grow() }
    let slot = place(of: hash)
    if keys[slot] == 0 {
      keys[slot] = hash
      used += 1
    }
    return slot
  }

  private mutating func grow() {
    let (oldKeys, oldLists) = (keys, lists)
    keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
    lists = [Int32](repeating: -1, count: oldKeys.count * 2)
    for (key, list) in zip(oldKeys, oldLists) where key != 0 {
      let slot = place(of: key)
      keys[slot] = key
      lists[slot] = list
    }
  }

  /// Where a hash stands, or the empty place where it would.
  private func place(of hash: UInt64) -> Int {
    let mask = keys.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while keys[slot] != 0, keys[slot] != hash { slot = (slot + 1) & mask }
    return slot
  }

  /// The state after one more piece, given by its hash; nil when no phrase goes on like that.
  public func advance(_ state: State, _ piece: UInt64) -> State? {
    let next = PhraseTable.step(state, piece)
    return keys[place(of: next.hash)] == 0 ? nil : next
  }

  /// What the phrase that ends here stands for, in the order it was added; empty for a mere beginning.
  public func values(_ state: State) -> [Int32] {
    let slot = place(of: state.hash)
    guard keys[slot] != 0, lists[slot] >= 0 else { return [] }
    var found: [Int32] = []
    var entry = heads[Int(lists[slot])]
    while entry >= 0 {
      found.append(values[Int(entry)])
      entry = nexts[Int(entry)]
    }
    return found
  }

  /// Whether some phrase ends here.
  public func ends(_ state: State) -> Bool {
    let slot = place(of: state.hash)
    return keys[slot] != 0 && lists[slot] >= 0
  }

  /// What one piece alone stands for.
  func values(of piece: String) -> [Int32] { values(of: CollectionOfOne(piece)) }

  /// What a phrase stands for.
  func values(of pieces: some Collection<String>) -> [Int32] {
    var state = State()
    for piece in pieces {
      guard let next = advance(state, PhraseTable.hash(piece.utf8)) else { return [] }
      state = next
    }
    return values(state)
  }

  /// The first that one piece alone stands for; nil when it stands for nothing.
  func first(of piece: String) -> Int32? {
    guard let state = advance(State(), PhraseTable.hash(piece.utf8)) else { return nil }
    let list = lists[place(of: state.hash)]
    return list < 0 ? nil : values[Int(heads[Int(list)])]
  }

  func write(to archive: inout ArchiveWriter) {
    archive.add(keys)
    archive.add(lists)
    archive.add(heads)
    archive.add(tails)
    archive.add(values)
    archive.add(nexts)
  }

  init?(_ archive: inout ArchiveReader) {
    guard let keys: [UInt64] = archive.array(), let lists: [Int32] = archive.array(),
      let heads: [Int32] = archive.array(), let tails: [Int32] = archive.array(),
      let values: [Int32] = archive.array(), let nexts: [Int32] = archive.array(),
      keys.count == lists.count, keys.count.nonzeroBitCount == 1, keys.contains(0),
      heads.count == tails.count,
      values.count == nexts.count, lists.allSatisfy({ $0 < heads.count }),
      heads.allSatisfy({ $0 < values.count }),
      nexts.indices.allSatisfy({ nexts[$0] < 0 || nexts[$0] > $0 && nexts[$0] < nexts.count })
    else { return nil }
    self.keys = keys
    self.lists = lists
    self.heads = heads
    self.tails = tails
    self.values = values
    self.nexts = nexts
    used = keys.count { $0 != 0 }
  }

  /// The hash of a piece: FNV-1a.
  ///
  /// - Parameter start: the hash of what went before, to hash parts one behind another.
  @inlinable
  public static func hash(
    _ piece: some Sequence<UInt8>, behind start: UInt64 = 0xcbf2_9ce4_8422_2325
  ) -> UInt64 {
    var hash = start
    for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return hash
  }

  /// The hash of a piece of ASCII in lower case.
  static func hash(lowered piece: String) -> UInt64 {
    hash(piece.utf8.lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 })
  }

  private static func step(_ state: State, _ piece: UInt64) -> State {
    // The order of pieces counts; the multiplier is that of splitmix64.
    var hash = (state.hash ^ piece) &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 29
    // 0 marks an empty place.
    return State(hash: max(hash, 1))
  }
}

extension PhraseTable {
  /// The pieces of a form as texts break it: at spaces, around hyphens and slashes, before a possessive.
  ///
  /// Curly apostrophes become straight and letters lose their marks, so that a form is written once.
  public static func pieces(_ form: String) -> [String] {
    var pieces: [String] = []
    var piece = ""
    func flush() {
      // A possessive is a word of its own in a tree: "People's" is "People" and "'s".
      if piece.count > 2, piece.hasSuffix("'s") {
        pieces.append(String(piece.dropLast(2)))
        piece = "'s"
      }
      if !piece.isEmpty { pieces.append(piece) }
      piece = ""
    }
    for scalar in Folding.folded(form).unicodeScalars {
      switch scalar {
      case " ", "\u{A0}": flush()
      case "-", "/", "\u{2010}", "\u{2011}", "\u{2013}":
        flush()
        pieces.append("-")
      case "\u{2019}", "\u{2BC}": piece.unicodeScalars.append("'")
      default: piece.unicodeScalars.append(scalar)
      }
    }
    flush()
    return pieces
  }
}

/// The words of a sentence cut and hashed once for all look-ups: forms as they stand, lemmas in lower case.
struct SentencePieces {
  /// Hashes of the pieces of all forms, and where those of each word begin; one more entry ends the last.
  private(set) var forms: [UInt64] = []
  /// For pieces in capitals the hash of the same with one capital, "TALLINN" as "Tallinn"; else 0.
  private var lowered: [UInt64] = []
  private var formStart: [Int32] = [0]
  private(set) var lemmas: [UInt64] = []
  /// For pieces of lemmas the hash of the form in lower case where it is another, "rights" beside "right"; else 0.
  private var written: [UInt64] = []
  private var lemmaStart: [Int32] = [0]

  /// The number of words.
  var count: Int { formStart.count - 1 }

  init(_ words: [Word]) {
    forms.reserveCapacity(words.count + 4)
    lemmas.reserveCapacity(words.count + 4)
    written.reserveCapacity(words.count + 4)
    formStart.reserveCapacity(words.count + 1)
    lemmaStart.reserveCapacity(words.count + 1)
    for word in words {
      if SentencePieces.isWhole(word.form) {
        forms.append(PhraseTable.hash(word.form.utf8))
        lowered.append(SentencePieces.lowered(word.form))
      } else {
        for piece in PhraseTable.pieces(word.form) {
          forms.append(PhraseTable.hash(piece.utf8))
          lowered.append(SentencePieces.lowered(piece))
        }
      }
      formStart.append(Int32(forms.count))
      if SentencePieces.isWhole(word.lemma) {
        lemmas.append(PhraseTable.hash(lowered: word.lemma))
        let isOther = word.form != word.lemma && SentencePieces.isWhole(word.form)
        written.append(isOther ? PhraseTable.hash(lowered: word.form) : 0)
      } else {
        for piece in PhraseTable.pieces(word.lowerLemma) {
          lemmas.append(PhraseTable.hash(piece.utf8))
          written.append(0)
        }
      }
      lemmaStart.append(Int32(lemmas.count))
    }
  }

  /// Whether a word is one piece: letters, digits and points of ASCII alone.
  static func isWhole(_ text: String) -> Bool {
    text.utf8.allSatisfy { byte in byte < 0x80 && byte != 0x2D && byte != 0x2F && byte != 0x27 && byte != 0x20
    }
  }

  /// The other hash by which a piece may be known.
  private func other(_ piece: Int, _ side: Side) -> UInt64? {
    let hash = side == .form ? lowered[piece] : written[piece]
    return hash == 0 ? nil : hash
  }

  /// Datelines and headlines write names in capitals; three letters may be an acronym.
  private static func lowered(_ piece: String) -> UInt64 {
    guard piece.utf8.count > 3, piece.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) else { return 0 }
    var isFirst = true
    return PhraseTable.hash(
      piece.utf8.lazy.map { byte in
        defer { isFirst = false }
        return isFirst ? byte : byte | 0x20
      })
  }

  enum Side { case form, lemma }

  /// The longest phrase of a table that starts at a word, as the word behind it and the state reached.
  ///
  /// Where no phrase goes on with the lemma the form may: "human rights activist", "armed forces".
  func longest(_ table: PhraseTable, _ start: Int, _ side: Side, limit: Int = 12) -> (
    end: Int, state: PhraseTable.State
  )? {
    let hashes = side == .form ? forms : lemmas
    let starts = side == .form ? formStart : lemmaStart
    var best: (Int, PhraseTable.State)?
    var state = PhraseTable.State()
    var word = start
    while word < count, word < start + limit {
      for piece in Int(starts[word])..<Int(starts[word + 1]) {
        guard
          let next = table.advance(state, hashes[piece])
            ?? other(piece, side).flatMap({ table.advance(state, $0) })
        else { return best.map { (end: $0.0, state: $0.1) } }
        state = next
      }
      word += 1
      if table.ends(state) { best = (word, state) }
    }
    return best.map { (end: $0.0, state: $0.1) }
  }
}
