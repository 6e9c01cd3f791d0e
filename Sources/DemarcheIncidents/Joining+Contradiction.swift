import DemarcheEvents

extension Joining {
  /// What forbids that two acts are ever in one group, in words; nil where nothing does.
  ///
  /// Symmetric. A person's decision overrules it.
  public func contradiction(_ a: Act, _ b: Act) -> String? {
    contradiction(
      a.id <= b.id ? Comparison(a: a, b: b, joining: self) : Comparison(a: b, b: a, joining: self))
  }

  func contradiction(_ both: Comparison) -> String? {
    if both.a.report == both.b.report { return "one report tells them as two acts" }
    if let gap = both.gap(widely: true), gap > 1, let one = both.a.day, let other = both.b.day {
      return "\(one) in one and \(other) in the other"
    }
    if !both.isOneFamily {
      return "\(both.a.types.joined(separator: " and ")) and \(both.b.types.joined(separator: " and "))"
    }
    if let (one, other) = both.distantTowns { return "\(one) in one and \(other) in the other" }
    if both.isMutual || both.a.recipients.isEmpty && both.a.actors.count > 1
      || both.b.recipients.isEmpty && both.b.actors.count > 1
    {
      if Comparison.agreement(
        stated(both.a.actors + both.a.recipients), stated(both.b.actors + both.b.recipients)) == .none
      {
        return "no party of one takes part in the other"
      }
    } else {
      if Comparison.agreement(stated(both.a.actors), stated(both.b.actors)) == .none {
        return "done by \(list(both.a.actors)) in one and by \(list(both.b.actors)) in the other"
      }
      if Comparison.agreement(stated(both.a.recipients), stated(both.b.recipients)) == .none {
        return "done to \(list(both.a.recipients)) in one and to \(list(both.b.recipients)) in the other"
      }
    }
    if let killed = both.a.killed, let dead = both.b.killed, let (few, many) = apart(killed.min, dead.min) {
      return "\(few) killed in one and \(many) in the other"
    }
    return nil
  }

  /// Two numbers, the smaller first, where they are so far apart that no report would give one for the other.
  private func apart(_ one: Int, _ other: Int) -> (Int, Int)? {
    let few = min(one, other), many = max(one, other)
    return many >= 10 && many > 4 * few ? (few, many) : nil
  }

  private func stated(_ parties: [Act.Party]) -> [Act.Party] { parties.filter { !$0.isInferred } }

  private func list(_ parties: [Act.Party]) -> String {
    stated(parties).map { $0.name.isEmpty ? $0.code : $0.name }.joined(separator: " and ")
  }
}
