public import DemarcheData

/// Lemmas of forms that the model of syntax does not know, by form and part of speech.
///
/// A lemmatiser learns from a treebank, and a treebank has few of the verbs of war and diplomacy; what it
/// guesses wrong is put right here, in a table that anybody can add to.
public struct LemmaTable: Sendable {
  private struct Key: Hashable {
    var form: String
    var upos: UPOS
  }

  private var lemmas: [Key: String] = [:]

  public static let columns = ["form", "upos", "lemma", "source"]

  /// Reads the table.
  ///
  /// - Throws: every row whose part of speech is none, at once.
  public init(_ table: Table) throws(DataErrors) {
    var errors: [DataFileError] = []
    for row in table.rows {
      guard let upos = UPOS(name: row["upos"]) else {
        errors.append(row.fault("unknown part of speech \(row["upos"])"))
        continue
      }
      lemmas[Key(form: row["form"], upos: upos)] = row["lemma"]
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }

  /// The lemma of a form, whatever its case; nil when the table has none.
  func lemma(of word: Word) -> String? {
    guard word.upos == .verb || word.upos == .noun else { return nil }
    let first = word.form.utf8.first ?? 0
    // Names keep their lemma; a form at the start of a sentence is looked up without its capital.
    let form = first < 0x60 ? word.form.lowercased() : word.form
    return lemmas[Key(form: form, upos: word.upos)]
  }

  /// The tree with the lemmas that the table knows.
  func applied(to tree: Tree) -> Tree {
    var words = tree.words
    var isChanged = false
    for i in words.indices {
      guard let lemma = lemma(of: words[i]), lemma != words[i].lemma else { continue }
      words[i].lemma = lemma
      isChanged = true
    }
    return isChanged ? tree.with(words: words) : tree
  }
}
