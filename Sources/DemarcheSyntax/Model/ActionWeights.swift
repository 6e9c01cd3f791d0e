package import DemarcheData

/// Weights of a linear model over three actions, in buckets of eight features that fill a cache line.
///
/// A bucket holds eight 16-bit marks of features and their weights for each action. A feature lives
/// in one bucket only, so a look-up is one load and no branch; where a bucket is full, weaker features
/// are left out. A strange feature is taken for a known one about once in ten thousand look-ups.
///
/// - Invariant: valid while the bytes it was opened on are; immutable.
package struct ActionWeights: @unchecked Sendable {
  package struct Bucket: BitwiseCopyable {
    package var marks = SIMD8<UInt16>.zero
    package var shift = SIMD8<Int16>.zero
    package var left = SIMD8<Int16>.zero
    package var right = SIMD8<Int16>.zero
  }

  private let buckets: UnsafePointer<Bucket>
  private let count: Int

  package init(_ reader: ModelFile.Reader, _ name: ModelFile.SectionName) throws(DataFileError) {
    let buckets = try reader.values(name, as: Bucket.self)
    guard let base = buckets.baseAddress, buckets.count <= 1 << 31 else {
      throw reader.fault("section \(name) is not a table of actions")
    }
    self.buckets = base
    count = buckets.count
  }

  /// The summed weights of the features by the number of the action; lane 0 is of no meaning.
  @inline(__always)
  package func score(_ keys: UnsafePointer<UInt64>, _ count: Int) -> SIMD4<Int32> {
    var (shift, left, right) = (SIMD8<Int32>.zero, SIMD8<Int32>.zero, SIMD8<Int32>.zero)
    for i in 0..<count {
      let hash = Hashing.mix(keys[i])
      let bucket = buckets[ActionWeights.place(hash, of: self.count)]
      let found = bucket.marks .== SIMD8<UInt16>(repeating: ActionWeights.mark(hash))
      shift &+= SIMD8(truncatingIfNeeded: bucket.shift.replacing(with: 0, where: .!found))
      left &+= SIMD8(truncatingIfNeeded: bucket.left.replacing(with: 0, where: .!found))
      right &+= SIMD8(truncatingIfNeeded: bucket.right.replacing(with: 0, where: .!found))
    }
    return SIMD4(0, shift.wrappedSum(), left.wrappedSum(), right.wrappedSum())
  }

  /// The bucket of a hash: its low 32 bits scaled to the number of buckets.
  @inline(__always)
  private static func place(_ hash: UInt64, of count: Int) -> Int {
    Int(truncatingIfNeeded: ((hash & 0xFFFF_FFFF) &* UInt64(truncatingIfNeeded: count)) >> 32)
  }

  /// A mark that is never 0, the mark of a free place.
  @inline(__always)
  private static func mark(_ hash: UInt64) -> UInt16 { UInt16(truncatingIfNeeded: hash >> 48) | 1 }

  /// Lays out learnt rows, strongest first, in `count` buckets for a model file.
  package static func layOut(_ rows: [(key: UInt64, weights: SIMD4<Int16>)], count: Int) -> [Bucket] {
    var buckets = [Bucket](repeating: Bucket(), count: count)
    for row in rows {
      let hash = Hashing.mix(row.key)
      let at = place(hash, of: count)
      for lane in 0..<8 {
        if buckets[at].marks[lane] == mark(hash) { break }
        guard buckets[at].marks[lane] == 0 else { continue }
        buckets[at].marks[lane] = mark(hash)
        buckets[at].shift[lane] = row.weights[1]
        buckets[at].left[lane] = row.weights[2]
        buckets[at].right[lane] = row.weights[3]
        break
      }
    }
    return buckets
  }
}
