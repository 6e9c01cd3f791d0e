import DemarcheSyntax

/// Learns the tagger's weights.
enum TaggerTraining {
  struct Tables {
    var slots: [UInt64]
    var entries: [UInt16]
  }

  /// Learns tags from sentences whose words are already numbered.
  ///
  /// History is the learner's own guess.
  static func tags(
    _ sentences: [TrainingSentence], _ inventory: TagInventory, epochs: Int, margin: Int32, seed: UInt64
  ) -> Tables {
    let learner = Perceptron()
    var random = RandomNumbers(seed: seed)
    var order = Array(sentences.indices)
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: TagFeatures.capacity)
    let scores = UnsafeMutablePointer<Int32>.allocate(capacity: 256)
    defer {
      keys.deallocate()
      scores.deallocate()
    }
    for _ in 0..<epochs {
      order.shuffle(using: &random)
      for s in order {
        let sentence = sentences[s]
        var guess = [UInt8](repeating: 0, count: sentence.count + 4)
        for i in 2..<sentence.count + 2 {
          var list = FeatureList(keys)
          sentence.words.withUnsafeBufferPointer { words in
            guess.withUnsafeBufferPointer { guess in
              guard let words = words.baseAddress, let guess = guess.baseAddress else { return }
              TagFeatures.fill(&list, words, guess, i)
            }
          }
          learner.score(keys, list.count, into: scores)
          guess[i] = inventory.best(scores)
          let gold = Int(sentence.tags[i])
          scores[gold] -= margin
          let rival = Int(inventory.best(scores))
          if rival != gold { learner.update(keys, list.count, right: gold, wrong: rival) }
          learner.tick()
        }
      }
    }
    let (slots, entries) = SparseWeights.layOut(learner.quantized(minimum: 3, rows: 209_000))
    return Tables(slots: slots, entries: entries)
  }

  /// Learns the choice among the feature sets of a tag, from gold tags.
  static func morphology(
    _ sentences: [TrainingSentence], _ inventory: TagInventory, epochs: Int, seed: UInt64
  ) -> Tables {
    let learner = Perceptron()
    var random = RandomNumbers(seed: seed)
    var order = Array(sentences.indices)
    let keys = UnsafeMutablePointer<UInt64>.allocate(capacity: MorphologyFeatures.capacity)
    let scores = UnsafeMutablePointer<Int32>.allocate(capacity: 256)
    defer {
      keys.deallocate()
      scores.deallocate()
    }
    for _ in 0..<epochs {
      order.shuffle(using: &random)
      for s in order {
        let sentence = sentences[s]
        var subject = 0
        for i in 2..<sentence.count + 2 {
          let candidates = inventory.candidates(of: sentence.tags[i])
          let gold = sentence.sets[i]
          if candidates.count > 1, candidates.contains(gold) {
            var list = FeatureList(keys)
            sentence.words.withUnsafeBufferPointer { words in
              sentence.tags.withUnsafeBufferPointer { tags in
                guard let words = words.baseAddress, let tags = tags.baseAddress else { return }
                MorphologyFeatures.fill(&list, words, tags, i, subject: subject)
              }
            }
            learner.score(keys, list.count, into: scores)
            scores[Int(gold)] -= 2
            let rival = TagInventory.best(scores, among: candidates)
            if rival != gold { learner.update(keys, list.count, right: Int(gold), wrong: Int(rival)) }
            learner.tick()
          }
          if inventory.isNominal(sentence.tags[i]) { subject = i }
        }
      }
    }
    let (slots, entries) = SparseWeights.layOut(learner.quantized(minimum: 3, rows: 52_000))
    return Tables(slots: slots, entries: entries)
  }

  /// Replaces the tags of sentences by what a tagger with these weights says.
  static func retag(
    _ sentences: inout [TrainingSentence], at places: [Int], _ tables: Tables, _ inventory: TagInventory
  ) {
    tables.slots.withUnsafeBufferPointer { slots in
      tables.entries.withUnsafeBufferPointer { entries in
        let weights = SparseWeights(slots: slots, entries: entries)
        let tagger = Tagger(weights: weights, morphology: weights, inventory: inventory)
        for s in places {
          let count = sentences[s].count
          let words = sentences[s].words
          words.withUnsafeBufferPointer { words in
            sentences[s].tags.withUnsafeMutableBufferPointer { tags in
              guard let words = words.baseAddress, let tags = tags.baseAddress else { return }
              tagger.tag(words, count: count, into: tags)
            }
          }
        }
      }
    }
  }
}
