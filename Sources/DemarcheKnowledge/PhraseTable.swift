/// Finds the longest known phrase that starts at a word: a trie over hashes of word sequences.
///
/// Phrases are given as lists of pieces (words of a text, or lemmas); a look-up feeds the pieces one
/// after another. Two phrases are the same when their pieces are.
///
/// - Cost: one hash step and one probe a piece; nothing is allocated by a look-up.
public struct PhraseTable: Sendable {
  /// How far a look-up has come.
  public struct State: Hashable, Sendable {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    public init() {}
  }

  /// For each state that some phrase reaches: where in `lists` the values of the phrase that ends there
  /// stand, or -1 for a mere beginning.
  private var nodes: [UInt64: Int32] = [:]
  private var lists: [[Int32]] = []

  public init() {}

  /// Adds a phrase with the value it stands for.
  public mutating func add(_ pieces: some Collection<String>, value: Int) {
    precondition(!pieces.isEmpty, "an empty phrase")
    var state = State()
    for piece in pieces {
      state = PhraseTable.step(state, piece.utf8)
      if nodes[state.hash] == nil { nodes[state.hash] = -1 }
    }
    if let list = nodes[state.hash], list >= 0 {
      lists[Int(list)].append(Int32(value))
    } else {
      nodes[state.hash] = Int32(lists.count)
      lists.append([Int32(value)])
    }
  }

  /// The state after one more piece; nil when no phrase goes on like that.
  public func advance(_ state: State, _ piece: some Sequence<UInt8>) -> State? {
    let next = PhraseTable.step(state, piece)
    return nodes[next.hash] == nil ? nil : next
  }

  /// What the phrase that ends here stands for; empty for a mere beginning.
  public func values(_ state: State) -> [Int32] {
    guard let list = nodes[state.hash], list >= 0 else { return [] }
    return lists[Int(list)]
  }

  private static func step(_ state: State, _ piece: some Sequence<UInt8>) -> State {
    // FNV-1a, with a separator that no text holds between pieces.
    var hash = state.hash
    for byte in piece { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    hash = (hash ^ 0xFF) &* 0x100_0000_01b3
    return State(hash: hash)
  }
}

extension PhraseTable.State {
  init(hash: UInt64) { self.hash = hash }
}

extension PhraseTable {
  /// The pieces of a form as texts break it: at spaces, around hyphens and slashes, before a possessive.
  ///
  /// Curly apostrophes become straight, so that a form is written once.
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
    for scalar in form.unicodeScalars {
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
