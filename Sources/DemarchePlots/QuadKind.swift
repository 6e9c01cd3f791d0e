import DemarcheRelations

/// The four kinds of acts that a bar tells apart, from the axis outward: deeds, then words.
enum QuadKind: Int, CaseIterable {
  case cooperationInDeeds, cooperationInWords, conflictInDeeds, conflictInWords

  var isConflict: Bool { self == .conflictInDeeds || self == .conflictInWords }
  var isMaterial: Bool { self == .cooperationInDeeds || self == .conflictInDeeds }

  /// The class of its colour.
  var colour: String { isConflict ? "conf" : "coop" }

  init(quad: Int, _ labels: QuadLabels) {
    switch (labels.conflict.contains(quad), labels.material.contains(quad)) {
    case (false, true): self = .cooperationInDeeds
    case (false, false): self = .cooperationInWords
    case (true, true): self = .conflictInDeeds
    case (true, false): self = .conflictInWords
    }
  }

  /// What the codebook calls its quads; empty where none is of the kind.
  func name(_ labels: QuadLabels) -> String {
    labels.numbers.filter { QuadKind(quad: $0, labels) == self }.compactMap { labels.names[$0] }
      .joined(separator: ", ")
  }

  /// What fills an area of the kind: solid for deeds, hatched for words.
  func look(_ hatching: Hatching) -> (class: String?, fill: String?) {
    isMaterial ? (colour, nil) : (nil, isConflict ? hatching.conflict : hatching.cooperation)
  }
}
