import DemarcheEvents
import DemarcheKnowledge
import DemarcheSyntax

// Which country the report is about, sentence by sentence.
extension Coreference {
  /// Notes which countries the present sentence names: what it is about counts for its own roles too,
  /// also when it is named behind them.
  ///
  /// A country that merely describes something ("French flags") counts for less.
  mutating func weighNamed(_ mentions: [ActorMention]) {
    present = countries(in: mentions)
    for entry in present {
      guard let key = entry.actor.key, isCountry(key) else { continue }
      let isNamed = mentions.contains { $0.actor.key == key && !$0.isModifier }
      weigh(key, isNamed ? 0.5 : 0.25)
    }
    for place in places {
      guard let key = tables.entity(place.entry.country)?.key,
        !present.contains(where: { $0.actor.key == key })
      else { continue }
      weigh(key, 0.4)
    }
  }

  /// The country of the place where they act: "students rallied in Arnburg".
  func scene(
    of mention: ActorMention, in tree: Tree, _ places: [Gazetteer.PlaceMention]
  ) -> (key: String, code: String)? {
    let words = tree.words
    guard words[mention.head].deprel.hasPrefix("nsubj"), let verb = words[mention.head].head else {
      return nil
    }
    let place = places.first { place in
      words[place.head].head == verb && words[place.head].deprel.hasPrefix("obl")
        && tree.children(of: place.head).contains {
          words[$0].deprel == "case" && classes.contains("scene", words[$0].lowerLemma)
        }
    }
    return place.flatMap { tables.entity($0.entry.country) }.flatMap { entity in
      entity.code.map { (entity.key, $0) }
    }
  }

  func isCountry(_ key: String) -> Bool { tables.entity(key)?.isCountry ?? false }

  mutating func weigh(_ key: String, _ more: Double) {
    if weight[key] == nil { order.append(key) }
    weight[key, default: 0] += more
  }

  func prevailing(share: Double = 0) -> (key: String, code: String)? {
    // A country that only describes something counts where no other is named at all: "strikes at Arnish mines".
    let ranked = order.map { (key: $0, value: weight[$0] ?? 0) }
    // Of equals the one that came in last.
    if let best = ranked.reversed().max(by: { $0.value < $1.value }),
      best.value > 0.3 || weight.count == 1 && best.value > 0.2
    {
      guard best.value >= share * weight.values.reduce(0, +), let code = tables.entity(best.key)?.code else {
        return nil
      }
      return (best.key, code)
    }
    guard let main, main.share >= max(share, 0.5), let code = tables.entity(main.key)?.code else {
      return nil
    }
    return (main.key, code)
  }

  /// The different countries and bodies that mentions belong to, each once, in order of the text.
  func countries(in mentions: [ActorMention]) -> [(actor: Actor, head: Int)] {
    var found: [(actor: Actor, head: Int)] = []
    for mention in mentions where !mention.isPlace && !isWhereabouts(mention) {
      guard let code = mention.actor.code, let key = mention.actor.key, let entity = tables.entity(key),
        !found.contains(where: { $0.actor.code == code })
      else { continue }
      let actor = Actor(
        key: key, name: entity.name, code: code, sectors: entity.isCountry ? [] : entity.sectors,
        how: "\(entity.name), named in sentence \(sentence + 1)",
        kind: entity.isCountry ? .country : .organisation)
      found.append((actor, mention.head))
    }
    return found
  }

  /// Whether a country only says where a place lies: "Reykjavik, Iceland".
  func isWhereabouts(_ mention: ActorMention) -> Bool {
    guard mention.actor.kind == .country else { return false }
    return places.contains {
      $0.words.upperBound < mention.head && mention.head - $0.words.upperBound <= 2
        && $0.entry.country == mention.actor.code
    }
  }
}
