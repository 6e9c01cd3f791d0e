/// Values of some words of a sentence, by the word.
///
/// What a dictionary would do for small whole numbers, without hashing: made anew for each sentence.
///
/// - Invariant: iteration goes in the order of the words.
/// - Cost: room up to the last word that has a value.
package struct WordMap<Value>: Sequence {
  @usableFromInline package var values: [Value?] = []

  @inlinable
  package init() {}

  /// The value of a word; nil when it has none.
  @inlinable
  package subscript(_ word: Int) -> Value? {
    get { word < values.count ? values[word] : nil }
    set {
      if values.isEmpty { values.reserveCapacity(Swift.max(32, word + 1)) }
      while values.count <= word { values.append(nil) }
      values[word] = newValue
      if newValue != nil { isEmpty = false }
    }
  }

  /// Whether no word was ever given a value.
  @usableFromInline package var isEmpty = true

  @inlinable
  package func makeIterator() -> AnyIterator<(key: Int, value: Value)> {
    var word = -1
    return AnyIterator {
      while word + 1 < values.count {
        word += 1
        if let value = values[word] { return (word, value) }
      }
      return nil
    }
  }
}

extension WordMap: Sendable where Value: Sendable {}

extension WordMap {
  /// Values by the word that each stands at, in their order.
  @inlinable
  package init<Element>(grouping elements: [Element], by word: (Element) -> Int) where Value == [Element] {
    self.init()
    for element in elements {
      let word = word(element)
      if self[word] == nil { self[word] = [element] } else { values[word]?.append(element) }
    }
  }
}
