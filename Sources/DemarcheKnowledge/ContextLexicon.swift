public import DemarcheData
public import DemarcheEvents
public import DemarcheSyntax

/// Words of a language and sectors of actors that speak for the contexts of the codebook.
///
/// Phrases are lemmas, or words as they are written, joined by blanks in lower case; one may speak for several contexts.
public final class ContextLexicon: Sendable {
  /// For which context something speaks, and how strongly.
  public struct Sign: Hashable, Sendable {
    /// The phrase or the sector.
    public var form: String
    public var context: String
    public var weight: Double

    public init(form: String, context: String, weight: Double) {
      self.form = form
      self.context = context
      self.weight = weight
    }
  }

  private let phrases: PhraseTable
  private let signs: [Sign]
  private let bySector: [String: [Sign]]

  public static let wordColumns = ["context", "form", "weight", "source"]
  public static let sectorColumns = ["context", "sector", "weight", "source"]

  /// Reads the tables; without any nothing speaks for a context.
  ///
  /// - Throws: every row with an unknown context or sector, a weight that is none, or a twin, at once.
  public init(words: [Table], sectors: [Table], codebook: Codebook) throws(DataErrors) {
    var errors: [DataFileError] = []
    let known = Set(codebook.contexts)
    func sign(_ row: Table.Row, _ column: String, besides present: [Sign]) -> Sign? {
      if !known.contains(row["context"]) {
        errors.append(
          row.fault(
            "unknown context \(row["context"])", help: "the contexts stand in codebook/contexts.tsv"))
        return nil
      }
      guard let weight = Double(row["weight"]), weight > 0, weight <= 1 else {
        errors.append(
          row.fault("weight is \(row["weight"])", help: "a number above 0 and up to 1: what it adds"))
        return nil
      }
      if row[column].isEmpty
        || present.contains(where: { $0.context == row["context"] && $0.form == row[column] })
      {
        errors.append(
          row.fault(
            row[column].isEmpty ? "no \(column)" : "\(row[column]) speaks for \(row["context"]) twice"))
        return nil
      }
      return Sign(form: row[column], context: row["context"], weight: weight)
    }
    var phrases = PhraseTable()
    var signs: [Sign] = []
    for row in words.flatMap(\.rows) {
      let pieces = PhraseTable.pieces(row["form"])
      let present = phrases.values(of: pieces).map { signs[Int($0)] }
      guard let sign = sign(row, "form", besides: present) else { continue }
      phrases.add(pieces, value: signs.count)
      signs.append(sign)
    }
    var bySector: [String: [Sign]] = [:]
    for row in sectors.flatMap(\.rows) {
      guard let sign = sign(row, "sector", besides: bySector[row["sector"]] ?? []) else { continue }
      if codebook.sectors[row["sector"]] == nil {
        errors.append(
          row.fault("unknown sector \(row["sector"])", help: "the sectors stand in codebook/sectors.tsv"))
      }
      bySector[row["sector"], default: []].append(sign)
    }
    if !errors.isEmpty { throw DataErrors(errors) }
    self.phrases = phrases
    self.signs = signs
    self.bySector = bySector
  }

  /// The words of a sentence that speak for contexts, the longest phrases first at each word, in the order of the text.
  ///
  /// - Cost: one look-up a word.
  public func signs(in tree: Tree) -> [(words: Range<Int>, signs: [Sign])] {
    let pieces = SentencePieces(tree.words)
    var found: [(words: Range<Int>, signs: [Sign])] = []
    var word = 0
    while word < tree.words.count {
      guard let phrase = pieces.longest(phrases, word, .lemma) else {
        word += 1
        continue
      }
      found.append((word..<phrase.end, phrases.values(phrase.state).map { signs[Int($0)] }))
      word = phrase.end
    }
    return found
  }

  /// What a participant of a sector speaks for.
  public func signs(ofSector sector: String) -> [Sign] { bySector[sector] ?? [] }
}
