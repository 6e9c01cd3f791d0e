/// The sizes of the network that reads a sentence, and where each of its parameters lies.
///
/// The network: each word is the sum of learnt rows for its form, its endings and its shape; a
/// window of three words; layers of light recurrences, half of their width read from the left and half
/// from the right; from the last but one the tags, from the last a score for each pair of words as
/// head and dependent and for each relation of the pair.
///
/// Sources: rows by hashes (Svenstrup et al. 2017), simple recurrent units (Lei et al. 2018), scores of
/// head and dependent (Dozat and Manning 2017).
package struct NetworkShape: Hashable, Sendable {
  /// Numbers kept for each word between layers; a multiple of 16.
  package var width = 160
  package var layers = 3
  /// Numbers by which a head and a dependent meet; a multiple of 8.
  package var arc = 64
  /// Numbers from which the relation is chosen; a multiple of 8.
  package var pair = 128
  package var tags: Int
  package var sets: Int
  package var relations: Int
  /// Forms that have a row of their own.
  package var forms: Int

  package init(tags: Int, sets: Int, relations: Int, forms: Int) {
    self.tags = tags
    self.sets = sets
    self.relations = relations
    self.forms = forms
  }

  /// All rows of words, those of forms last.
  package var wordRows: Int { WordRows.firstForm + forms }

  /// Numbers read from either side.
  package var half: Int { width / 2 }
  /// The columns of a layer: candidate, forget gate and reset gate, from the left, then from the right.
  package var gates: Int { 3 * width }
  package var tagColumns: Int { NetworkShape.padded(tags) }
  package var setColumns: Int { NetworkShape.padded(sets) }
  package var relationColumns: Int { NetworkShape.padded(relations) }

  /// So many columns, filled up to a whole number of steps of the product of matrices.
  package static func padded(_ n: Int) -> Int { (n + 15) / 16 * 16 }

  /// A matrix among the parameters, with the row of numbers added to its product.
  package struct Dense: Hashable, Sendable {
    package let rows: Int
    package let columns: Int
    /// Where the matrix starts, row by row, in numbers from the start of all parameters.
    package let matrix: Int
    /// Where the added row starts.
    package let bias: Int
  }

  package var window: Dense { dense(3 * width, width, at: 0) }
  package func layer(_ l: Int) -> Dense {
    dense(width, gates, at: end(window) + l * (width * gates + gates))
  }
  package var tag: Dense { dense(width, tagColumns, at: end(layer(layers - 1))) }
  package var set: Dense { dense(width, setColumns, at: end(tag)) }
  package var arcHead: Dense { dense(width, arc, at: end(set)) }
  package var arcDependent: Dense { dense(width, arc, at: end(arcHead)) }
  /// A row for each distance, which the dependent meets beside the head; its bias is not used.
  package var arcDistance: Dense { dense(Distance.columns, arc, at: end(arcDependent)) }
  /// One row that makes some words likelier heads than others, and the root as a head.
  package var arcPrior: Dense { dense(1, arc, at: end(arcDistance)) }
  package var pairHead: Dense { dense(width, pair, at: end(arcPrior)) }
  package var pairDependent: Dense { dense(width, pair, at: end(pairHead)) }
  package var pairDistance: Dense { dense(Distance.columns, pair, at: end(pairDependent)) }
  package var relation: Dense { dense(pair, relationColumns, at: end(pairDistance)) }
  /// All parameters but the rows of words.
  package var parameterCount: Int { end(relation) }

  private func dense(_ rows: Int, _ columns: Int, at start: Int) -> Dense {
    Dense(rows: rows, columns: columns, matrix: start, bias: start + rows * columns)
  }

  private func end(_ dense: Dense) -> Int { dense.bias + dense.columns }
}

/// How far a head stands from its dependent, in steps that widen.
package enum Distance {
  /// Steps to either side and the root, filled up to a multiple of 16.
  package static let columns = 32

  private static let steps: [UInt8] = {
    // 1, 2, 3, 4, 5-6, 7-9, 10-14, 15-24, further.
    var steps = [UInt8](repeating: 0, count: 26)
    for (step, reach) in [1, 2, 3, 4, 6, 9, 14, 24, 25].enumerated() {
      for far in 1...reach where steps[far] == 0 { steps[far] = UInt8(step + 1) }
    }
    return steps
  }()

  /// The number of the step from a dependent to a head, both counted from 0; never 0, which is the root's.
  @inline(__always)
  package static func step(from dependent: Int, to head: Int) -> Int {
    head > dependent ? 9 + Int(steps[min(head - dependent, 25)]) : Int(steps[min(dependent - head, 25)])
  }

  package static let root = 0
}
