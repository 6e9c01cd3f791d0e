/// What a person decided about two acts, by their ids.
public enum Decision: Hashable, Sendable {
  /// They are one.
  case joined(String, String)
  /// They are two, whatever speaks for one.
  case split(String, String)
}
