package import DemarcheData

/// What the numbers of tags and feature sets mean in one model.
package struct TagInventory: Sendable {
  package struct Tag: Sendable {
    package var upos: UPOS
    package var xpos: String

    package init(upos: UPOS, xpos: String) {
      self.upos = upos
      self.xpos = xpos
    }
  }

  /// By number; the first stands for no tag.
  package let tags: [Tag]
  package let featureSets: [Features]
  private let nominal: [Bool]
  private let verbal: [Bool]
  /// The feature sets that a tag allows, most frequent first.
  private let candidateSets: [[UInt8]]
  private let finite: [Bool]
  private let pluralNoun: [Bool]
  private let opening: [Bool]
  /// The tag of a verb in the third person of the present; nil in a model that has none.
  package let presentTag: UInt8?

  package init(tags: [Tag], featureSets: [Features], candidates: [[UInt8]]) {
    self.tags = tags
    self.featureSets = featureSets
    candidateSets = candidates
    nominal = tags.map { [.noun, .pron, .propn].contains($0.upos) }
    verbal = tags.map { [.verb, .aux].contains($0.upos) }
    finite = tags.map { ["VBZ", "VBD", "VBP", "MD"].contains($0.xpos) }
    pluralNoun = tags.map { $0.upos == .noun && $0.xpos == "NNS" }
    opening = tags.map { [.det, .adj, .noun, .propn, .num, .pron, .part, .adp, .sconj].contains($0.upos) }
    presentTag = tags.firstIndex { $0.upos == .verb && $0.xpos == "VBZ" }.map { UInt8($0) }
  }

  package init(_ reader: ModelFile.Reader) throws(DataFileError) {
    var tags: [Tag] = []
    for line in try reader.strings(.tags) {
      let parts = line.split(separator: "\t")
      guard parts.count == 2, let upos = UPOS(name: String(parts[0])) else {
        throw reader.fault("\"\(line)\" is not a tag")
      }
      tags.append(Tag(upos: upos, xpos: String(parts[1])))
    }
    var sets: [Features] = []
    for line in try reader.strings(.featureSets) {
      guard let set = Features(line) else { throw reader.fault("\"\(line)\" is not a set of features") }
      sets.append(set)
    }
    let bytes = try reader.values(.candidates, as: UInt8.self)
    var candidates: [[UInt8]] = []
    var at = 0
    while at < bytes.count {
      let end = at + 1 + Int(bytes[at])
      guard end <= bytes.count, bytes[at] > 0, bytes[(at + 1)..<end].allSatisfy({ Int($0) < sets.count })
      else {
        throw reader.fault("the table of candidates is broken")
      }
      candidates.append(Array(bytes[(at + 1)..<end]))
      at = end
    }
    guard candidates.count == tags.count, tags.count > 1, tags.count < 255 else {
      throw reader.fault("\(candidates.count) rows of candidates for \(tags.count) tags")
    }
    self.init(tags: tags, featureSets: sets, candidates: candidates)
  }

  /// Adds this inventory's sections to a model.
  package func write(to writer: inout ModelFile.Writer) {
    let names = tags.map { "\($0.upos.name)\t\($0.xpos)" }
    writer.add(.tags, Array(names.joined(separator: "\n").utf8))
    writer.add(.featureSets, Array(featureSets.map(\.description).joined(separator: "\n").utf8))
    writer.add(.candidates, candidateSets.flatMap { [UInt8($0.count)] + $0 })
  }

  @inline(__always)
  package func candidates(of tag: UInt8) -> [UInt8] { candidateSets[Int(tag)] }

  @inline(__always)
  package func isNominal(_ tag: UInt8) -> Bool { nominal[Int(tag)] }

  /// Whether a tag is of a finite verb or a modal.
  @inline(__always)
  package func isFinite(_ tag: UInt8) -> Bool { finite[Int(tag)] }

  package func isPunctuation(_ tag: UInt8) -> Bool { tags[Int(tag)].upos == .punct }

  @inline(__always)
  package func isPluralNoun(_ tag: UInt8) -> Bool { pluralNoun[Int(tag)] }

  /// Whether a word of the tag can open what stands behind a verb.
  @inline(__always)
  package func opensPhrase(_ tag: UInt8) -> Bool { opening[Int(tag)] }

  @inline(__always)
  package func isVerbal(_ tag: UInt8) -> Bool { verbal[Int(tag)] }

  /// The tag of the highest score; the lower number wins a tie.
  @inline(__always)
  package func best(_ scores: UnsafePointer<Float>) -> UInt8 {
    var best = 1
    for tag in 2..<tags.count where scores[tag] > scores[best] { best = tag }
    return UInt8(truncatingIfNeeded: best)
  }

  @inline(__always)
  package static func best(_ scores: UnsafePointer<Float>, among candidates: [UInt8]) -> UInt8 {
    var best = candidates[0]
    for candidate in candidates where scores[Int(candidate)] > scores[Int(best)] { best = candidate }
    return best
  }
}
