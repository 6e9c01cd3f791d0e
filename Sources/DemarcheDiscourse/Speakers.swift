public import DemarcheKnowledge
public import DemarcheSyntax

/// One who is said to have said it: the phrase of the speaker and the word of saying.
public struct Speaker: Hashable, Sendable {
  /// Head word of the speaker's phrase.
  public var head: Int
  /// The word of saying.
  public var cue: Int

  public init(head: Int, cue: Int) {
    self.head = head
    self.cue = cue
  }
}

extension Tree {
  /// The chain of speakers on whose word a predicate stands, outermost first; empty for the outlet's own voice.
  ///
  /// - Parameter classes: `say` (verbs that report), `according` (prepositions of source).
  public func speakers(of predicate: Int, classes: WordClasses) -> [Speaker] {
    var chain: [Speaker] = []
    var at = predicate
    for _ in 0..<32 {
      for speaker in sources(beside: at, classes) { chain.append(speaker) }
      guard let head = words[at].head else { break }
      if isReported(at, by: head, classes) {
        for subject in subjects(of: head) { chain.append(Speaker(head: subject, cue: head)) }
      }
      at = head
    }
    return chain.reversed()
  }

  /// "B attacked A, C said", "according to C": sources that hang below the clause they vouch for.
  private func sources(beside clause: Int, _ classes: WordClasses) -> [Speaker] {
    children(of: clause).compactMap { child in
      switch words[child].deprel {
      case "parataxis" where classes.contains("say", words[child].lemma.lowercased()):
        guard let subject = subjects(of: child).first, subject != clause else { return nil }
        return Speaker(head: subject, cue: child)
      case "obl", "nmod", "advcl":
        guard
          let mark = children(of: child).first(where: {
            (words[$0].deprel == "case" || words[$0].deprel == "mark")
              && classes.contains("according", words[$0].lemma.lowercased())
          })
        else { return nil }
        return Speaker(head: child, cue: mark)
      default: return nil
      }
    }
  }

  private func isReported(_ clause: Int, by head: Int, _ classes: WordClasses) -> Bool {
    let lemma = words[head].lemma.lowercased()
    switch words[clause].deprel {
    case "ccomp", "parataxis": return classes.contains("say", lemma)
    case "xcomp": return classes.contains("say", lemma) && words[clause].upos == .verb
    case "obj": return classes.contains("say", lemma) && words[clause].upos == .verb
    default: return false
    }
  }
}
