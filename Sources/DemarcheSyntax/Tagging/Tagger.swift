package import DemarcheData

/// Chooses the tag (UPOS and XPOS as one) and the morphological features of each word, left to right.
///
/// Tags and feature sets go by number; ``TagInventory`` says what a number means. Tag 0 is no tag.
package struct Tagger: Sendable {
  private let weights: SparseWeights
  private let morphology: SparseWeights
  private let inventory: TagInventory

  package init(_ reader: ModelFile.Reader, _ inventory: TagInventory) throws(DataFileError) {
    weights = try SparseWeights(reader, slots: .tagWeights, entries: .tagEntries)
    morphology = try SparseWeights(reader, slots: .featWeights, entries: .featEntries)
    self.inventory = inventory
  }

  /// A tagger on weights that are not, or not yet, in a model.
  package init(weights: SparseWeights, morphology: SparseWeights, inventory: TagInventory) {
    self.weights = weights
    self.morphology = morphology
    self.inventory = inventory
  }

  /// Tags the words of a sentence.
  ///
  /// `words` and `tags` have two empty places at both ends.
  package func tag(_ words: UnsafePointer<Lexical>, count: Int, into tags: UnsafeMutablePointer<UInt8>) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: TagFeatures.capacity) { keys in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { scores in
        guard let keys = keys.baseAddress, let scores = scores.baseAddress else { return }
        for i in 2..<count + 2 {
          var list = FeatureList(keys)
          TagFeatures.fill(&list, words, tags, i)
          scores.update(repeating: 0, count: 256)
          weights.add(list, to: scores)
          tags[i] = inventory.best(scores)
        }
      }
    }
  }

  /// Chooses the number of each word's feature set, given the tags.
  package func morphology(
    _ words: UnsafePointer<Lexical>, _ tags: UnsafePointer<UInt8>, count: Int,
    into sets: UnsafeMutablePointer<UInt8>
  ) {
    withUnsafeTemporaryAllocation(of: UInt64.self, capacity: MorphologyFeatures.capacity) { keys in
      withUnsafeTemporaryAllocation(of: Int32.self, capacity: 256) { scores in
        guard let keys = keys.baseAddress, let scores = scores.baseAddress else { return }
        var subject = 0
        for i in 2..<count + 2 {
          let candidates = inventory.candidates(of: tags[i])
          if candidates.count == 1 {
            sets[i] = candidates[0]
          } else {
            var list = FeatureList(keys)
            MorphologyFeatures.fill(&list, words, tags, i, subject: subject)
            scores.update(repeating: 0, count: 256)
            morphology.add(list, to: scores)
            sets[i] = TagInventory.best(scores, among: candidates)
          }
          if inventory.isNominal(tags[i]) { subject = i }
        }
      }
    }
  }
}
