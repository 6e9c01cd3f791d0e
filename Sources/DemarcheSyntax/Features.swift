/// The morphological features of a word, by name: `feats["Tense"] == "Past"`.
///
/// Kept as one small number that points into the fixed inventory of feature sets below.
public struct Features: Hashable, Sendable {
  var storage: String = ""
  public init() {}

  public subscript(name: String) -> String? { nil }
}
