public import DemarcheEvents

/// An event as a person marks it: what is right, without what only the program adds.
public struct MarkedEvent: Hashable, Sendable {
  /// Who takes part, with the words that name him where there are any.
  public struct Party: Hashable, Sendable {
    public var words: MarkedWords?
    public var code: String?
    public var sectors: [String]

    public init(words: MarkedWords? = nil, code: String? = nil, sectors: [String] = []) {
      self.words = words
      self.code = code
      self.sectors = sectors
    }
  }

  /// The type, as the codebook names it.
  public var event: String
  public var mode: [String]
  public var aux: [Auxiliary]
  /// The day of the act, ISO 8601; nil when the text gives none.
  public var date: String?
  public var actor: [Party]
  public var recipient: [Party]
  /// The word that tells it.
  public var trigger: MarkedWords?

  public init(
    event: String, mode: [String] = [], aux: [Auxiliary] = [], date: String? = nil, actor: [Party] = [],
    recipient: [Party] = [], trigger: MarkedWords? = nil
  ) {
    self.event = event
    self.mode = mode
    self.aux = aux
    self.date = date
    self.actor = actor
    self.recipient = recipient
    self.trigger = trigger
  }

  /// What a person accepts of the machine's record.
  public init(_ record: Event) {
    func parties(_ list: [Participant]) -> [Party] {
      list.map { participant in
        Party(
          words: MarkedWords(text: participant.text, participant.start, participant.end),
          code: participant.code,
          sectors: participant.sectors.isEmpty
            ? participant.sector.map { [$0] } ?? [] : participant.sectors)
      }
    }
    self.init(
      event: record.event, mode: record.mode, aux: record.aux, date: record.date,
      actor: parties(record.actor), recipient: parties(record.recipient),
      trigger: MarkedWords(text: record.trigger.text, record.trigger.start, record.trigger.end))
  }

  /// The codes of who acts, sorted and each once; empty where none is known.
  public var actorCodes: [String] { Set(actor.compactMap(\.code)).sorted() }
  /// The codes of toward whom.
  public var recipientCodes: [String] { Set(recipient.compactMap(\.code)).sorted() }

  /// Whether both say the same of who did what to whom: type and codes.
  public func agrees(with other: MarkedEvent) -> Bool {
    event == other.event && actorCodes == other.actorCodes && recipientCodes == other.recipientCodes
  }
}

/// Words of a report with their place in its field.
public struct MarkedWords: Hashable, Sendable {
  /// Empty where they were taken out.
  public var text: String
  public var place: Stretch

  public init(text: String, place: Stretch) {
    self.text = text
    self.place = place
  }

  /// Nil where the two offsets are no stretch.
  public init?(text: String, _ start: Int, _ end: Int) {
    guard let place = Stretch(start, end) else { return nil }
    self.init(text: text, place: place)
  }
}
