/// The symmetric test whether two acts are one.
public struct Joining: Sendable {
  public init() {}
  public func link(_ a: Act, _ b: Act) -> Link? {
    a.type == b.type && a.who == b.who && a.day == b.day && a.day != nil && a.report != b.report
      ? Link(confidence: 0.9, why: ["same day"]) : nil
  }
  public func contradiction(_ a: Act, _ b: Act) -> String? { nil }
}
