package import DemarcheSyntax
public import DemarcheText

/// What free text tells of words: which stand in like contexts, and which are written with a capital.
///
/// Words are clustered by the frequent words to their left and right (spherical k-means over square
/// roots of shares), once finely and once coarsely. A fixed order of sums makes the outcome the same each time.
public struct WordClusters: Sendable {
  /// By the hash of the folded form.
  package private(set) var known: [UInt64: Vocabulary.Known] = [:]

  public init() {}

  /// Reads free text, then clusters its words.
  public struct Counter {
    static let contexts = 500
    static let vocabulary = 40_000
    static let least: Int32 = 12

    private let segmenter: Segmenter
    private var numbers: [UInt64: UInt32] = [:]
    private var hashes: [UInt64] = [0]
    private var counts: [Int32] = [0]
    private var inside: [Int32] = [0]
    private var capitals: [Int32] = [0]
    /// Word numbers in order of the text; 0 between sentences.
    private var stream: [UInt32] = [0]

    public init(segmenter: Segmenter) { self.segmenter = segmenter }

    /// Takes in a text of one paragraph a line.
    public mutating func add(_ text: String) {
      let bytes = Array(text.utf8)
      let sentences = segmenter.sentences(in: bytes)
      var buffer = [UInt8](repeating: 0, count: 2048)
      bytes.withUnsafeBufferPointer { bytes in
        buffer.withUnsafeMutableBufferPointer { buffer in
          guard let buffer = buffer.baseAddress else { return }
          for sentence in sentences {
            for (i, token) in sentence.tokens.enumerated() {
              for span in token.words.isEmpty ? [token.span] : token.words {
                let form = UnsafeBufferPointer(rebasing: bytes[span.start..<span.end])
                add(Lexical(form, buffer: buffer), isFirst: i == 0)
              }
            }
            stream.append(0)
          }
        }
      }
    }

    private mutating func add(_ word: Lexical, isFirst: Bool) {
      let number: UInt32
      if let known = numbers[word.hash] {
        number = known
      } else {
        number = UInt32(hashes.count)
        numbers[word.hash] = number
        hashes.append(word.hash)
        counts.append(0)
        inside.append(0)
        capitals.append(0)
      }
      counts[Int(number)] += 1
      if !isFirst {
        inside[Int(number)] += 1
        if word.shape & 7 != 0 { capitals[Int(number)] += 1 }
      }
      stream.append(number)
    }

    /// Clusters the words read so far.
    ///
    /// - Cost: some minutes and a gigabyte for 20 million words.
    public func clusters(report: (String) -> Void = { _ in }) -> WordClusters {
      let order = counts.indices.dropFirst().filter { counts[$0] >= Counter.least }
        .sorted { counts[$0] != counts[$1] ? counts[$0] > counts[$1] : hashes[$0] < hashes[$1] }
      let words = Array(order.prefix(Counter.vocabulary))
      report("clusters: \(stream.count) places, \(words.count) words of \(hashes.count)")
      let vectors = contextVectors(words)
      let fine = KMeans.cluster(vectors, dimensions: 2 * (Counter.contexts + 2), clusters: 512, rounds: 10)
      report("clusters: fine ones done")
      let coarse = KMeans.cluster(vectors, dimensions: 2 * (Counter.contexts + 2), clusters: 96, rounds: 12)
      var found = WordClusters()
      for (i, word) in words.enumerated() {
        var known = Vocabulary.Known()
        known.fine = UInt16(fine[i] + 1)
        known.coarse = UInt8(coarse[i] + 1)
        known.capital = capital(word)
        found.known[hashes[word]] = known
      }
      return found
    }

    private func capital(_ word: Int) -> UInt8 {
      guard inside[word] >= 3 else { return 0 }
      switch Int(capitals[word]) * 100 / Int(inside[word]) {
      case ..<5: return 1
      case ..<30: return 2
      case ..<70: return 3
      case ..<95: return 4
      default: return 5
      }
    }

    /// For each word the square roots of the shares of its left and right neighbours.
    private func contextVectors(_ words: [Int]) -> [[KMeans.Part]] {
      var row = [Int32](repeating: -1, count: hashes.count)
      for (i, word) in words.enumerated() { row[word] = Int32(i) }
      // Context 0 is the end of the sentence, the last one every rarer word.
      let width = Counter.contexts + 2
      var context = [Int32](repeating: Int32(width - 1), count: hashes.count)
      context[0] = 0
      for (i, word) in words.prefix(Counter.contexts).enumerated() { context[word] = Int32(i + 1) }
      var table = [Int32](repeating: 0, count: words.count * 2 * width)
      for i in 1..<max(1, stream.count - 1) {
        let r = Int(row[Int(stream[i])])
        guard r >= 0 else { continue }
        table[r * 2 * width + Int(context[Int(stream[i - 1])])] += 1
        table[r * 2 * width + width + Int(context[Int(stream[i + 1])])] += 1
      }
      return words.indices.map { r in
        let counts = table[(r * 2 * width)..<((r + 1) * 2 * width)]
        let total = Float(max(1, counts.reduce(0) { $0 + Int($1) }))
        var parts: [KMeans.Part] = []
        for (i, count) in counts.enumerated() where count > 0 {
          parts.append(KMeans.Part(dimension: i, value: (Float(count) / total).squareRoot()))
        }
        return parts
      }
    }
  }
}

/// Spherical k-means over sparse unit vectors, begun from the first vectors.
enum KMeans {
  struct Part {
    var dimension: Int
    var value: Float
  }

  /// The cluster of each vector.
  static func cluster(_ vectors: [[Part]], dimensions: Int, clusters: Int, rounds: Int) -> [Int] {
    let count = min(clusters, max(1, vectors.count))
    // By dimension, then cluster, so that one part of a vector meets all clusters in one run.
    var centres = [Float](repeating: 0, count: dimensions * count)
    for (k, vector) in vectors.prefix(count).enumerated() {
      for part in vector { centres[part.dimension * count + k] = part.value }
    }
    var assigned = [Int](repeating: 0, count: vectors.count)
    var scores = [Float](repeating: 0, count: count)
    for _ in 0..<rounds {
      for (i, vector) in vectors.enumerated() {
        nearest(vector, centres, &scores)
        var best = 0
        for k in 1..<count where scores[k] > scores[best] { best = k }
        assigned[i] = best
      }
      centres = means(vectors, assigned, dimensions, count)
    }
    return assigned
  }

  private static func nearest(_ vector: [Part], _ centres: [Float], _ scores: inout [Float]) {
    let count = scores.count
    scores.withUnsafeMutableBufferPointer { scores in
      centres.withUnsafeBufferPointer { centres in
        for k in 0..<count { scores[k] = 0 }
        for part in vector {
          let base = part.dimension * count
          for k in 0..<count { scores[k] += part.value * centres[base + k] }
        }
      }
    }
  }

  private static func means(_ vectors: [[Part]], _ assigned: [Int], _ dimensions: Int, _ count: Int)
    -> [Float]
  {
    var sums = [Float](repeating: 0, count: dimensions * count)
    for (vector, k) in zip(vectors, assigned) {
      for part in vector { sums[part.dimension * count + k] += part.value }
    }
    var norms = [Float](repeating: 0, count: count)
    for d in 0..<dimensions {
      for k in 0..<count { norms[k] += sums[d * count + k] * sums[d * count + k] }
    }
    for d in 0..<dimensions {
      for k in 0..<count where norms[k] > 0 { sums[d * count + k] /= norms[k].squareRoot() }
    }
    return sums
  }
}
