/// What the quads are called, and which of them are conflict: the codebook decides.
public struct QuadLabels: Hashable, Sendable {
  /// Names as they stand in a sentence: "verbal conflict".
  public var names: [Int: String]
  /// The quads of conflict, in words and in deeds; all others are cooperation.
  public var conflict: Set<Int>
  /// The quads of conflict in deeds.
  public var materialConflict: Set<Int>
  /// The quads of deeds, of conflict and of cooperation; all others are words.
  public var material: Set<Int>

  /// - Parameter material: nil where only the deeds of conflict are told from words.
  public init(
    names: [Int: String], conflict: Set<Int>, materialConflict: Set<Int>, material: Set<Int>? = nil
  ) {
    self.names = names
    self.conflict = conflict
    self.materialConflict = materialConflict
    self.material = material ?? materialConflict
  }

  /// The quads in order.
  public var numbers: [Int] { names.keys.sorted() }

  /// The quads that a measure of a series counts; nil for one that counts none.
  func numbers(of measure: ChangeMeasure) -> Set<Int>? {
    switch measure {
    case .materialConflict: materialConflict
    case .verbalConflict: conflict.subtracting(materialConflict)
    case .cooperation: Set(names.keys).subtracting(conflict)
    case .meanScore: nil
    }
  }
}
