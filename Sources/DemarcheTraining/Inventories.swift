import DemarcheSyntax

/// The closed sets that a treebank defines: tags, feature sets, relations, words.
struct Inventories {
  var tags: TagInventory
  var relations: [String]
  private var tagNumbers: [String: UInt8] = [:]
  private var tagOfUPOS: [UPOS: UInt8] = [:]
  private var setNumbers: [String: UInt8] = [:]
  private var relationNumbers: [String: UInt8] = [:]

  init(_ trees: [Tree]) {
    var tagCounts: [String: Int] = [:]
    var setCounts: [String: Int] = [:]
    var relationCounts: [String: Int] = [:]
    for word in trees.lazy.flatMap(\.words) {
      tagCounts[Inventories.tagName(word), default: 0] += 1
      setCounts[word.feats.description, default: 0] += 1
      if word.head != nil { relationCounts[word.deprel, default: 0] += 1 }
    }
    let tagNames = Inventories.ranked(tagCounts).prefix(250)
    let setNames = Inventories.ranked(setCounts).prefix(250)
    relations = ["root"] + Inventories.ranked(relationCounts).prefix(250)
    var list = [TagInventory.Tag(upos: .x, xpos: "_")]
    for (i, name) in tagNames.enumerated() {
      let parts = name.split(separator: "\t").map { String($0) }
      let upos = UPOS(name: parts[0]) ?? .x
      list.append(TagInventory.Tag(upos: upos, xpos: parts[1]))
      tagNumbers[name] = UInt8(i + 1)
      if tagOfUPOS[upos] == nil { tagOfUPOS[upos] = UInt8(i + 1) }
    }
    for (i, name) in setNames.enumerated() { setNumbers[name] = UInt8(i) }
    for (i, name) in relations.enumerated() { relationNumbers[name] = UInt8(i) }
    var allowed = [[String: Int]](repeating: [:], count: list.count)
    for word in trees.lazy.flatMap(\.words) {
      guard let tag = tagNumbers[Inventories.tagName(word)] else { continue }
      let name = word.feats.description
      if setNumbers[name] != nil { allowed[Int(tag)][name, default: 0] += 1 }
    }
    let numbers = setNumbers
    let candidates = allowed.map { counts in
      let found = Inventories.ranked(counts).compactMap { numbers[$0] }
      return found.isEmpty ? [numbers["_"] ?? 0] : found
    }
    tags = TagInventory(
      tags: list, featureSets: setNames.map { Features($0) ?? Features() }, candidates: candidates)
  }

  /// A rare tag that got no number is taken for the most frequent of its part of speech.
  func tag(_ word: Word) -> UInt8 { tagNumbers[Inventories.tagName(word)] ?? tagOfUPOS[word.upos] ?? 1 }

  /// The tag's own number, if it has one.
  func knownTag(_ word: Word) -> UInt8? { tagNumbers[Inventories.tagName(word)] }

  func knownSet(_ word: Word) -> UInt8? { setNumbers[word.feats.description] }

  func relation(_ word: Word) -> UInt8 { word.head == nil ? 0 : relationNumbers[word.deprel] ?? 1 }

  private static func tagName(_ word: Word) -> String { "\(word.upos.name)\t\(word.xpos)" }

  /// Names by falling count, then by name.
  static func ranked(_ counts: [String: Int]) -> [String] {
    counts.sorted { $0.value != $1.value ? $0.value > $1.value : $0.key < $1.key }.map(\.key)
  }
}
