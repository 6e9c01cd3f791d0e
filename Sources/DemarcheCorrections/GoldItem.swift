public import DemarcheEvents

/// What is right of one thing, as people settled it.
public struct GoldItem: Hashable, Sendable {
  public var target: CorrectionTarget
  /// The machine's record that was shown; nil where a sentence was.
  public var before: Event?
  /// What is there: of a sentence all events, of the machine's event what it should have been; empty where there is nothing.
  public var events: [MarkedEvent]
  /// How the machine's event was drawn, where that is known.
  public var order: Correction.Order?
  public var split: GoldSplit

  /// Whether all events of the sentence are there, so that one more of the machine is wrong and one less is missed.
  public var isWhole: Bool { before == nil }
}

extension Standing {
  /// What is settled, in the order in which it was decided on: what all agree on, or an adjudication says.
  ///
  /// An event in a sentence that was marked as a whole is left out, since the whole says it too.
  public var gold: [GoldItem] {
    var gold: [GoldItem] = []
    var wholes: [CorrectionItem: [Stretch]] = [:]
    for (item, corrections) in items {
      guard case .settled(let events) = Verdict(corrections),
        let last = corrections.last(where: { $0.isAdjudication && $0.right != nil })
          ?? corrections.last(where: { $0.right != nil })
      else { continue }
      if case .sentence(let span) = item.place { wholes[item.anywhere, default: []].append(span) }
      gold.append(
        GoldItem(
          target: last.target, before: last.before, events: events, order: last.order,
          split: GoldSplit(of: last)))
    }
    return gold.filter { one in
      guard let before = one.before, let trigger = one.target.trigger else { return true }
      let item = CorrectionItem(
        text: one.target.text, report: one.target.report, field: one.target.field,
        place: .event(trigger: trigger, type: before.event))
      return !(wholes[item.anywhere] ?? []).contains { $0.contains(trigger) }
    }
  }

  /// How many things people disagree on and nobody has adjudicated.
  public var disputed: Int { items.count { Verdict($0.corrections) == .disputed } }
}

extension CorrectionItem {
  /// The same field of the same text, whatever the place.
  fileprivate var anywhere: CorrectionItem {
    var item = self
    if let start = Stretch(0, 0) { item.place = .sentence(start) }
    return item
  }
}
