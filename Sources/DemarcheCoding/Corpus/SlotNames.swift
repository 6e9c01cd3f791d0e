import DemarcheData
public import DemarcheEvents
public import DemarcheKnowledge

/// Names for the slots of the corpus, drawn from the tables so that no state stands for a type of event.
///
/// A sentence gets its states by its id: the same sentence always the same ones.
public struct SlotNames: Sendable {
  private struct State: Sendable {
    var key: String
    var forms: [String: String]
  }

  private var states: [State] = []
  private var bodies: [String] = []
  private var associations: [String] = []

  /// The kinds of a state's slot.
  public static let kinds = [
    "", "adj", "people", "capital", "city", "leader", "name", "minister", "rebels", "party", "agency",
    "outlet",
  ]

  /// - Parameters:
  ///   - day: the day on which offices are held.
  ///   - organisations: kind, code and name of organisations, as their tables have them.
  public init(
    _ knowledge: Knowledge, on day: Day, organisations: [(kind: String, code: String, name: String)]
  ) {
    let actors = knowledge.actors
    var byKey: [String: [Name]] = [:]
    for name in actors.names {
      let entity = actors.entities[name.entity]
      if entity.kind == .state, name.from == nil, name.until == nil {
        byKey[entity.key, default: []].append(name)
      }
    }
    var cities: [String: (name: String, size: Int)] = [:]
    for place in knowledge.gazetteer.entries
    where place.kind == "city" && place.name.utf8.allSatisfy({ $0 < 0x80 }) {
      if place.size > cities[place.country]?.size ?? 0 { cities[place.country] = (place.name, place.size) }
    }
    let byKind = Dictionary(grouping: organisations, by: { "\($0.kind)/\($0.code)" })
    func body(_ kind: String, _ key: String) -> String? {
      byKind["\(kind)/\(key)"]?.map(\.name).min { $0.count < $1.count }
    }
    for entity in actors.entities where entity.kind == .state {
      let names = byKey[entity.key] ?? []
      func form(_ kind: Name.Kind) -> String? { names.first { $0.kind == kind }?.form }
      func holder(_ offices: [String]) -> (office: String, term: Term)? {
        for office in offices {
          if let term = actors.holder(of: office, entity.key, on: day) { return (office, term) }
        }
        return nil
      }
      guard let adjective = form(.adjective), let capital = form(.capital),
        let city = cities[entity.key]?.name,
        let people = names.first(where: { $0.kind == .people && $0.form.hasSuffix("s") })?.form,
        let head = holder(["president", "prime minister"]), let rebels = body("rebel", entity.key),
        let party = body("party", entity.key), let agency = body("intelligence", entity.key),
        let outlet = body("media", entity.key)
      else { continue }
      let title = head.office.split(separator: " ").map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(
        separator: " ")
      let minister = holder(["foreign minister", "secretary of state"]).map {
        "\(SlotNames.titled($0.office)) \($0.term.short)"
      }
      states.append(
        State(
          key: entity.key,
          forms: [
            "": entity.name, "adj": adjective, "people": people, "capital": capital, "city": city,
            "leader": "\(title) \(head.term.short)", "name": head.term.short,
            "minister": minister ?? "the foreign minister", "rebels": rebels, "party": party,
            "agency": agency,
            "outlet": outlet,
          ]))
    }
    bodies = organisations.filter { $0.kind == "igo" && $0.name.split(separator: " ").count < 4 }.map(\.name)
      .sorted()
    associations = organisations.filter { $0.kind == "ngo" && $0.name.split(separator: " ").count < 4 }.map(
      \.name
    ).sorted()
  }

  private static func titled(_ office: String) -> String {
    office.split(separator: " ").map {
      $0.count > 2 ? $0.prefix(1).uppercased() + $0.dropFirst() : String($0)
    }
    .joined(separator: " ")
  }

  /// How many states have all that a slot may ask for.
  public var count: Int { states.count }

  /// The text of a sentence with its marks, its slots filled.
  public func filled(_ sentence: CorpusSentence) -> MarkedText {
    let seed = Ranker.key(sentence.id)
    return MarkedText(sentence.pattern) { slot, kind in
      let letter = UInt64(slot.utf8.first ?? 0)
      // Neighbouring letters get states far apart; 7919 is a prime.
      let number = Int((seed / 7 + letter * 7919) % UInt64(max(states.count, 1)))
      switch slot {
      case "O", "P": return bodies.isEmpty ? slot : bodies[Int((seed / 11 + letter) % UInt64(bodies.count))]
      case "N":
        return associations.isEmpty ? slot : associations[Int((seed / 13) % UInt64(associations.count))]
      default: return states.isEmpty ? slot : states[number].forms[kind] ?? slot
      }
    }
  }
}
