/// The events that several people see in one thing, those side by side that are the same act.
struct AlignedEvents {
  /// For each act the event of each coder, in the order of the coders; nil where one has none.
  private(set) var acts: [[MarkedEvent?]] = []

  /// - Parameters:
  ///   - codings: what each coder says is there.
  ///   - isOneAct: whether all speak of one event of the machine, so that their events are the same act whatever they say of it.
  init(_ codings: [[MarkedEvent]], isOneAct: Bool) {
    for (coder, events) in codings.enumerated() {
      // The surest pairs first; of equal ones the earlier.
      var pairs: [(act: Int, event: Int, likeness: Int)] = []
      for (i, act) in acts.enumerated() {
        for (j, event) in events.enumerated() {
          let likeness = act.reduce(0) { max($0, $1.map(event.likeness) ?? 0) }
          if likeness > 0 || isOneAct { pairs.append((i, j, likeness)) }
        }
      }
      pairs.sort { ($1.likeness, $0.act, $0.event) < ($0.likeness, $1.act, $1.event) }
      var places: [Int: Int] = [:]
      var taken: Set<Int> = []
      for pair in pairs where places[pair.event] == nil && !taken.contains(pair.act) {
        places[pair.event] = pair.act
        taken.insert(pair.act)
      }
      for (j, event) in events.enumerated() {
        if places[j] == nil {
          places[j] = acts.count
          acts.append(Array(repeating: nil, count: codings.count))
        }
        if let place = places[j] { acts[place][coder] = event }
      }
    }
  }
}

extension MarkedEvent {
  /// How far two events tell the same act: 0 where neither the trigger's place nor the type is common.
  fileprivate func likeness(_ other: MarkedEvent) -> Int {
    var likeness = 0
    if let one = trigger?.place, let two = other.trigger?.place, one.shared(with: two) > 0 { likeness += 4 }
    if event == other.event { likeness += 2 }
    if likeness > 0, actorCodes == other.actorCodes { likeness += 1 }
    return likeness
  }
}
