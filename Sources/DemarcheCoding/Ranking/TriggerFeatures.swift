import DemarcheKnowledge
public import DemarcheSyntax

/// What speaks for an event that a single word tells, as names that a person can read.
///
/// Names begin with what they are: `lemma=` the word, `obj=` and other relations what hangs below it, `below=` its
/// phrases with their prepositions, `head=` what governs it, `near=` the words beside it, `class=` semantic classes,
/// `known=` the types of the rules that know the word.
public struct TriggerFeatures: Sendable {
  private let book: RuleBook
  private let classesOf: [String: [String]]

  init(book: RuleBook, classes: WordClasses) {
    self.book = book
    var classesOf: [String: [String]] = [:]
    for name in classes.names { for word in classes[name] { classesOf[word, default: []].append(name) } }
    self.classesOf = classesOf
  }

  /// Whether rules know a word by itself, whatever its company.
  public func isKnown(_ word: Word) -> Bool { !book.rules(of: word).isEmpty }

  /// The features of a word in a tree that is ready for rules.
  public func names(of word: Int, in tree: Tree) -> [String] {
    func classes(_ lemma: String) -> [String] { classesOf[lemma] ?? [] }
    func types(_ word: Word) -> [String] { book.types(of: word) }
    var names: [String] = []
    let words = tree.words
    let lemma = words[word].lemma.lowercased()
    let upos = words[word].upos.name
    names.reserveCapacity(64)
    names.append(TriggerFeatures.lemma(lemma))
    names.append("lemma+upos=\(lemma)+\(upos)")
    names.append("lemma+rel=\(lemma)+\(words[word].deprel)")
    names.append("rel=\(upos)+\(words[word].deprel)")
    if lemma.utf8.count > 5 { names.append("end=\(lemma.suffix(4))+\(upos)") }
    for name in classes(lemma) { names.append("class=\(name)") }
    for type in types(words[word]) { names.append("known=\(type)") }
    if let feat = words[word].feats["VerbForm"] { names.append("form=\(feat)") }
    for child in tree.children(of: word) {
      let below = words[child].lemma.lowercased()
      let deprel = words[child].deprel
      switch deprel {
      case "punct", "det", "cc": continue
      case "obl", "nmod", "advcl", "acl", "obl:agent":
        let mark =
          tree.children(of: child).first {
            words[$0].deprel == "case" || words[$0].deprel == "mark"
          }.map { words[$0].lemma.lowercased() } ?? deprel
        names.append("lemma+case=\(lemma)+\(mark)")
        names.append("below=\(mark)+\(below)")
        names.append("lemma+below=\(lemma)+\(mark)+\(below)")
        for name in classes(below) { names.append("below:class=\(mark)+\(name)") }
      case "nsubj", "nsubj:pass", "nmod:poss", "compound", "amod", "obj", "iobj", "xcomp", "ccomp":
        names.append("\(deprel)=\(below)")
        names.append("lemma+\(deprel)=\(lemma)+\(below)")
        names.append("lemma~\(deprel)=\(lemma)")
        for name in classes(below) {
          names.append("\(deprel):class=\(name)")
          names.append("lemma+\(deprel):class=\(lemma)+\(name)")
        }
        for type in types(words[child]) { names.append("\(deprel):known=\(type)") }
        // What the object is of: "voiced support for the plan", "the release of prisoners".
        if deprel == "obj" || deprel == "xcomp" || deprel == "ccomp" {
          for under in tree.children(of: child)
          where ["obj", "nmod", "obl", "amod", "xcomp", "compound"].contains(words[under].deprel) {
            names.append("\(deprel)>\(words[under].deprel)=\(below)+\(words[under].lemma.lowercased())")
            for name in classes(words[under].lemma.lowercased()) { names.append("\(deprel)>class=\(name)") }
          }
        }
      default:
        names.append("lemma+\(deprel)=\(lemma)+\(below)")
      }
    }
    if let head = words[word].head {
      let above = words[head].lemma.lowercased()
      names.append("head=\(words[word].deprel)+\(above)")
      names.append("lemma+head=\(lemma)+\(above)")
      for type in types(words[head]) { names.append("head:known=\(words[word].deprel)+\(type)") }
      for name in classes(above) { names.append("head:class=\(words[word].deprel)+\(name)") }
      if let top = words[head].head { names.append("top=\(words[top].lemma.lowercased())") }
    } else {
      names.append("head=root")
    }
    for step in [-2, -1, 1, 2] where words.indices.contains(word + step) {
      let beside = words[word + step]
      if beside.upos == .propn || beside.upos == .punct { continue }
      names.append("near\(step)=\(beside.lemma.lowercased())")
      if step == 1 { names.append("lemma+next=\(lemma)+\(beside.lemma.lowercased())") }
    }
    return names
  }

  /// The name of the feature that tells the word itself.
  static func lemma(_ lemma: String) -> String { "lemma=\(lemma)" }
}
