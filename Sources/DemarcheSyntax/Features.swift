/// The morphological features of a word, by name: `feats["Tense"] == "Past"`.
///
/// The features of UD's inventory are packed into bits, so that a value owns no memory; others,
/// and those with several values, stand in a string beside them. Two sets with the same pairs are equal.
///
/// - Cost: copying moves 32 bytes; reading one feature is one look at the inventory.
public struct Features: Hashable, Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  /// Pairs outside the inventory, as UD writes them, sorted; "" in all usual text.
  private var others: String = ""

  /// The empty set, `_` in CoNLL-U.
  public init() {}

  /// Reads a FEATS column: `_` or `Name=Value` pairs joined by `|`; nil when it is neither.
  public init?(_ text: some StringProtocol) {
    if text == "_" { return }
    for pair in text.split(separator: "|", omittingEmptySubsequences: false) {
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      self[String(parts[0])] = String(parts[1])
    }
  }

  /// Whether no feature is set.
  public var isEmpty: Bool { low == 0 && high == 0 && others.isEmpty }

  /// The value of a feature, nil when the word has none.
  public subscript(_ name: String) -> String? {
    get {
      if let field = FeatureInventory.field(name) {
        let index = bits(field)
        if index > 0 { return field.values[index - 1] }
      }
      return otherPairs.first { $0.name == name }?.value
    }
    set {
      let field = FeatureInventory.field(name)
      if let field { setBits(field, 0) }
      if !others.isEmpty { setOthers(otherPairs.filter { $0.name != name }) }
      guard let newValue else { return }
      if let field, let index = field.values.firstIndex(of: newValue) {
        setBits(field, index + 1)
      } else {
        setOthers(otherPairs + [(name, newValue)])
      }
    }
  }

  /// Whether the feature has this value.
  public func has(_ name: String, _ value: String) -> Bool { self[name] == value }

  /// Every pair, in UD's order: by name, letters compared without case.
  public var pairs: [(name: String, value: String)] {
    var found: [(name: String, value: String)] = []
    for field in FeatureInventory.fields {
      let index = bits(field)
      if index > 0 { found.append((field.name, field.values[index - 1])) }
    }
    if others.isEmpty { return found }
    return Features.sorted(found + otherPairs)
  }

  private func bits(_ field: FeatureInventory.Field) -> Int {
    Int(((field.high ? high : low) >> field.shift) & field.mask)
  }

  private mutating func setBits(_ field: FeatureInventory.Field, _ value: Int) {
    let clear = ~(field.mask << field.shift)
    if field.high {
      high = high & clear | UInt64(value) << field.shift
    } else {
      low = low & clear | UInt64(value) << field.shift
    }
  }

  private var otherPairs: [(name: String, value: String)] {
    others.split(separator: "|").compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }
  }

  private mutating func setOthers(_ pairs: [(name: String, value: String)]) {
    others = Features.sorted(pairs).map { "\($0.name)=\($0.value)" }.joined(separator: "|")
  }

  private static func sorted(_ pairs: [(name: String, value: String)]) -> [(name: String, value: String)] {
    pairs.map { ($0.name.lowercased(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension Features: CustomStringConvertible {
  /// The FEATS column of CoNLL-U.
  public var description: String {
    let text = pairs.map { "\($0.name)=\($0.value)" }.joined(separator: "|")
    return text.isEmpty ? "_" : text
  }
}
