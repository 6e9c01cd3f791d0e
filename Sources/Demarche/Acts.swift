public import DemarcheCoding
public import DemarcheData
import DemarcheEvents
public import DemarcheIncidents
import DemarcheKnowledge
import DemarcheSyntax

extension Pipeline {
  /// How many of its rarest words tell what a report is about.
  private static let contextWords = 40

  /// The acts of a coded report, one for each incident, in the order of their first lines; without those it denies.
  public func acts(of coding: Coder.ReportCoding, wording: Wording) -> [Act] {
    let context = Wording.rarest(
      Pipeline.contextWords, of: wording.words(coding.flatMap(\.tree.contentLemmas)))
    var order: [String] = []
    var lines: [String: [Event]] = [:]
    var lemmas: [String: [String]] = [:]
    for sentence in coding {
      for event in sentence.events where !event.aux.contains(.negation) {
        if lines[event.incident] == nil { order.append(event.incident) }
        lines[event.incident, default: []].append(withoutNamesOfCountries(event))
        lemmas[event.incident, default: []] += sentence.tree.contentLemmas + event.names
      }
    }
    return order.compactMap { incident in
      Act(lines: lines[incident] ?? [], wording: wording.words(lemmas[incident] ?? []), context: context)
    }
  }

  /// The event with countries told by their codes alone, so that a name is always that of a person or body.
  private func withoutNamesOfCountries(_ event: Event) -> Event {
    func plain(_ participant: Participant) -> Participant {
      guard let code = participant.code, let entity = release.knowledge.actors.entity(code),
        entity.isCountry, entity.name == participant.name
      else { return participant }
      var participant = participant
      participant.name = nil
      return participant
    }
    var event = event
    event.actor = event.actor.map(plain)
    event.recipient = event.recipient.map(plain)
    return event
  }
}

extension Event {
  /// The words of the names of parties and place, which stand in other sentences where this one has a pronoun or an office.
  fileprivate var names: [String] {
    ((actor + recipient).compactMap(\.name) + [place?.name].compactMap(\.self))
      .flatMap { $0.split(separator: " ").map(String.init) }
  }
}

extension Tree {
  /// The lemmas of the words that carry content: nouns, names, verbs, adjectives, adverbs and figures.
  var contentLemmas: [String] {
    words.compactMap { word in
      switch word.upos {
      case .noun, .propn, .verb, .adj, .adv, .num, .sym, .x: word.lemma
      default: nil
      }
    }
  }
}

extension Joining {
  /// The files it is read from, as in `Data/`: types, signs and how common words are.
  public static let files = [
    "codebook/joining-types.tsv", "codebook/joining-signs.tsv", "lexicon/en/frequencies.tsv",
  ]

  /// Reads what is held to be one act from a release's tables.
  ///
  /// Apart from ``Release``, because only who compares reports needs it.
  ///
  /// - Parameter text: the text of a file, named as in `Data/`; nil when there is none.
  /// - Throws: every fault of every file.
  public init(text: (String) -> String?) throws(DataErrors) {
    var errors: [DataFileError] = []
    func table(_ name: String, _ columns: [String]) -> Table? {
      guard let content = text(name) else {
        errors.append(DataFileError(file: name, line: 0, message: "the file is missing"))
        return nil
      }
      do { return try Table(text: content, file: name, columns: columns) } catch {
        errors += error.errors
        return nil
      }
    }
    let types = table(Joining.files[0], Joining.typeColumns)
    let signs = table(Joining.files[1], Joining.signColumns)
    let frequencies = table(Joining.files[2], Wording.columns)
    guard let types, let signs, let frequencies else { throw DataErrors(errors) }
    try self.init(types: types, signs: signs, wording: try Wording(frequencies))
  }
}
