import DemarcheEvents

extension Correction {
  /// The decision without any word of the report: what stays is who decided what and when, types, codes and offsets.
  public var withoutWords: Correction {
    var bare = self
    bare.comment = nil
    bare.before = before?.withoutWords
    bare.after = after.map(\.withoutWords)
    return bare
  }
}

extension Event {
  fileprivate var withoutWords: Event {
    var bare = self
    bare.trigger.text = ""
    bare.actor = actor.map(\.withoutWords)
    bare.recipient = recipient.map(\.withoutWords)
    bare.attribution = []
    bare.place = nil
    bare.why = []
    return bare
  }
}

extension Participant {
  fileprivate var withoutWords: Participant {
    Participant(
      text: "", start: start, end: end, code: code, sector: sector, sectors: sectors, inferred: inferred)
  }
}

extension MarkedEvent {
  fileprivate var withoutWords: MarkedEvent {
    var bare = self
    bare.trigger?.text = ""
    for i in bare.actor.indices { bare.actor[i].words?.text = "" }
    for i in bare.recipient.indices { bare.recipient[i].words?.text = "" }
    return bare
  }
}
