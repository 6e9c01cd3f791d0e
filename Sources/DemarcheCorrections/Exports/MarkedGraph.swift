/// The marks of a sentence as most tools have them: labelled stretches, and arrows between them.
struct MarkedGraph {
  struct Entity: Hashable {
    var label: String
    var place: Stretch
  }

  struct Relation: Hashable {
    var label: String
    /// The places of trigger and party in ``entities``.
    var from: Int
    var to: Int
  }

  /// The label of whoever takes part; a trigger has that of its event's type.
  static let party = "PARTY"

  /// By place, then label; each once.
  private(set) var entities: [Entity] = []
  private(set) var relations: [Relation] = []

  init(_ sentence: GoldSentence) {
    var arrows: [(label: String, from: Entity, to: Entity)] = []
    var found: Set<Entity> = []
    for event in sentence.events {
      let trigger = event.trigger.map { Entity(label: event.event, place: $0.place) }
      if let trigger { found.insert(trigger) }
      for (role, parties) in [("actor", event.actor), ("recipient", event.recipient)] {
        for place in parties.compactMap({ $0.words?.place }) {
          let party = Entity(label: MarkedGraph.party, place: place)
          found.insert(party)
          if let trigger { arrows.append((role, trigger, party)) }
        }
      }
    }
    entities = found.sorted { ($0.place, $0.label) < ($1.place, $1.label) }
    let numbers = Dictionary(entities.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    for arrow in arrows {
      guard let from = numbers[arrow.from], let to = numbers[arrow.to] else { continue }
      let relation = Relation(label: arrow.label, from: from, to: to)
      if !relations.contains(relation) { relations.append(relation) }
    }
  }
}
