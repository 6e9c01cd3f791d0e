public import DemarcheSyntax
import DemarcheText

/// What speaks for a type of event between two given words of a tree, as names that a person can read.
///
/// Names begin with what they are: `verb=` the predicate that joins the two, `object=` what it takes,
/// `above=` the verbs over it, `path=` relations from one to the other, `word=` lemmas of the clause, `between=` lemmas
/// between the two, `class=` semantic classes, `rule=` what the rules say.
public struct PairFeatures: Sendable {
  /// How the names begin that tell what rules say.
  public static let rulePrefix = "rule"

  public private(set) var names: [String] = []

  private let tree: Tree

  /// - Parameters:
  ///   - actor, recipient: the head words of the two; nil for one that is not given.
  ///   - answers: what the rules say, the best first.
  ///   - groups: semantic classes and their lemmas.
  ///   - types: the types of event that rules know a word for, whether or not one holds here.
  public init(
    tree: Tree, actor: Int?, recipient: Int?, answers: [Labeler.Answer],
    groups: [(name: String, words: Set<String>)], types: (Word) -> [String]
  ) {
    self.tree = tree
    let words = tree.words
    let up = actor.map { ancestors($0) } ?? []
    let down = recipient.map { ancestors($0) } ?? []
    let joint =
      up.isEmpty
      ? down.dropFirst().first ?? tree.root
      : up.first { down.isEmpty ? $0 != actor : down.contains($0) } ?? tree.root
    // The predicate: the joint itself, or the verb over a noun that only joins names.
    predicate(at: joint)
    for word in chain(above: joint).prefix(3) { names.append("above=\(lemma(word))") }
    if let first = chain(above: joint).first { names.append("above+verb=\(lemma(first))+\(lemma(joint))") }
    for (side, given, line) in [("a", actor, up), ("r", recipient, down)] {
      guard let given else { continue }
      names.append("\(side):rel=\(words[given].deprel)")
      if let mark = tree.child(of: given, "case") { names.append("\(side):case=\(lemma(mark))") }
      // What governs each of the two, up to the joint.
      var steps = 0
      var path = ""
      for word in line {
        if word == given {
          path = words[word].deprel
          continue
        }
        if steps < 4 {
          names.append("\(side):gov=\(lemma(word))")
          names.append("\(side):gov+rel=\(lemma(word))<\(path)")
          if steps == 0, let mark = tree.child(of: given, "case") {
            names.append("\(side):gov+case=\(lemma(word))+\(lemma(mark))")
          }
        }
        if word == joint { break }
        path += ">\(words[word].deprel)"
        steps += 1
      }
      names.append("\(side):path=\(path)")
    }
    var seen: Set<String> = []
    for word in tree.subtree(of: joint) where isContent(word) {
      if seen.insert(lemma(word)).inserted { names.append("clause=\(lemma(word))") }
    }
    for word in words.indices where isContent(word) && !seen.contains(lemma(word)) {
      names.append("word=\(lemma(word))")
    }
    if let actor, let recipient {
      let range = min(actor, recipient)..<max(actor, recipient)
      names.append(actor < recipient ? "order=ar" : "order=ra")
      var previous = ""
      for word in range.dropFirst() where words[word].upos != .punct && words[word].upos != .det {
        names.append("between=\(lemma(word))")
        if !previous.isEmpty { names.append("between2=\(previous)_\(lemma(word))") }
        previous = lemma(word)
      }
    }
    let near = Set(tree.subtree(of: joint).map { lemma($0) })
    for group in groups where !near.isDisjoint(with: group.words) { names.append("class=\(group.name)") }
    for group in groups where group.words.contains(lemma(joint)) { names.append("verb:class=\(group.name)") }
    for type in types(words[joint]) { names.append("known:verb=\(type)") }
    for word in chain(above: joint).prefix(2) {
      for type in types(words[word]) { names.append("known:above=\(type)") }
    }
    var known: [String: Int] = [:]
    for word in tree.subtree(of: joint) where word != joint {
      for type in types(words[word]) { known[type, default: 0] += 1 }
    }
    for (side, line) in [("a", up), ("r", down)] {
      for word in line.dropFirst().prefix(4) where word != joint {
        for type in types(words[word]) { names.append("known:\(side)=\(type)") }
      }
    }
    for type in known.keys.sorted() { names.append("known:below=\(type)") }
    var all: Set<String> = []
    for word in words { all.formUnion(types(word)) }
    for type in all.sorted() { names.append("known:word=\(type)") }
    rules(answers)
  }

  // MARK: Parts

  private func lemma(_ word: Int) -> String { tree.words[word].lowerLemma }

  /// The word and those above it, up to the root.
  private func ancestors(_ word: Int) -> [Int] {
    var line = [word]
    var at = word
    while let head = tree.words[at].head, line.count < 60 {
      line.append(head)
      at = head
    }
    return line
  }

  private func chain(above word: Int) -> [Int] { Array(ancestors(word).dropFirst()) }

  private func isContent(_ word: Int) -> Bool {
    switch tree.words[word].upos {
    case .verb, .noun, .adj, .adv: true
    default: false
    }
  }

  private mutating func predicate(at word: Int) {
    let verb = lemma(word)
    names.append("verb=\(verb)")
    names.append("verb:upos=\(tree.words[word].upos.rawValue)")
    for child in tree.children(of: word) {
      let below = lemma(child)
      let deprel = tree.words[child].deprel
      switch deprel {
      case "obj", "xcomp", "ccomp", "nsubj:pass", "advcl", "acl", "conj", "iobj", "parataxis":
        names.append("verb+\(deprel)=\(verb)+\(below)")
        names.append("\(deprel)=\(below)")
        if deprel == "xcomp" || deprel == "ccomp" || deprel == "advcl" || deprel == "obj" {
          for under in tree.children(of: child)
          where ["obj", "xcomp", "nmod", "obl", "acl"].contains(tree.words[under].deprel) {
            names.append("\(deprel)>\(tree.words[under].deprel)=\(below)+\(lemma(under))")
          }
        }
      case "compound:prt", "aux", "aux:pass", "advmod", "mark", "cop":
        names.append("verb~\(deprel)=\(verb)+\(below)")
        names.append("~\(deprel)=\(below)")
      case "obl", "nmod":
        if let mark = tree.child(of: child, "case") {
          names.append("verb+\(lemma(mark))=\(verb)+\(below)")
          names.append("verb+case=\(verb)+\(lemma(mark))")
        }
      default: continue
      }
    }
  }

  private mutating func rules(_ answers: [Labeler.Answer]) {
    guard let best = answers.first else {
      names.append("rule=none")
      return
    }
    names.append("rule=\(best.type)")
    names.append("rule:\(best.isCertain ? "sure" : "loose")=\(best.type)")
    names.append("rule:id=\(best.rule)")
    names.append("rule:conf=\(best.type)/\(Int(best.confidence * 5))")
    for answer in answers.dropFirst().prefix(3) where answer.type != best.type {
      names.append("rule:also=\(answer.type)")
    }
    if answers.allSatisfy({ $0.type == best.type }) { names.append("rule:only=\(best.type)") }
  }
}
