import DemarcheEvents

public import DemarcheJSON

extension Correction {
  /// The decision as one JSON object, members always in this order.
  public var json: JSON {
    [
      "correction": .int(Correction.schema), "id": .string(id), "made": .string(made),
      "coder": .string(coder),
      "queue": .string(queue.rawValue), "order": JSON(order?.rawValue),
      "decision": .string(decision.rawValue), "undoes": JSON(undoes), "target": target.json,
      "before": before?.json ?? .null, "after": .array(after.map(\.json)), "comment": JSON(comment),
      "seconds": JSON(seconds), "codebook": .string(codebook), "version": .string(version),
      "data": .string(data),
    ]
  }

  /// Reads a decision; members that are not known are ignored, so that one of a later release still opens.
  ///
  /// - Throws: ``CorrectionError`` with what is missing or of the wrong kind; ``fault`` says what else may be wrong.
  public init(json: JSON) throws(CorrectionError) {
    guard json["correction"]?.int == Correction.schema else {
      throw CorrectionError("this is no decision: \"correction\" is not \(Correction.schema)")
    }
    func text(_ name: String) throws(CorrectionError) -> String {
      guard let text = json[name]?.string else { throw CorrectionError("\(name) is missing or no text") }
      return text
    }
    func choice<T: RawRepresentable & CaseIterable>(
      _ name: String, _ type: T.Type
    ) throws(CorrectionError) -> T where T.RawValue == String {
      let text = try text(name)
      guard let value = T(rawValue: text) else {
        let known = T.allCases.map(\.rawValue).joined(separator: ", ")
        throw CorrectionError("\(name) is \"\(text)\", and one of: \(known)")
      }
      return value
    }
    guard let place = json["target"] else { throw CorrectionError("target is missing") }
    var before: Event?
    if let record = json["before"], !record.isNull {
      before = Event(json: record)
      if before == nil { throw CorrectionError("before is no record of schema \(Event.schema)") }
    }
    var after: [MarkedEvent] = []
    for marked in json["after"]?.array ?? [] { after.append(try MarkedEvent(json: marked)) }
    self.init(
      id: try text("id"), made: try text("made"), coder: try text("coder"),
      queue: try choice("queue", Queue.self), order: json["order"]?.string.flatMap(Order.init),
      decision: try choice("decision", Decision.self), undoes: json["undoes"]?.string,
      target: try CorrectionTarget(json: place), before: before, after: after,
      comment: json["comment"]?.string, seconds: json["seconds"]?.double,
      codebook: json["codebook"]?.string ?? "", version: json["version"]?.string ?? "",
      data: json["data"]?.string ?? "")
  }
}

/// Why a JSON value is no decision.
public struct CorrectionError: Error, Hashable, Sendable, CustomStringConvertible {
  public var message: String

  public init(_ message: String) { self.message = message }

  public var description: String { message }
}

extension CorrectionTarget {
  var json: JSON {
    [
      "text_sha256": .string(text), "cluster": JSON(cluster), "report": .string(report),
      "field": .string(field.rawValue), "sentence": .int(sentence), "start": .int(span.start),
      "end": .int(span.end), "event": JSON(event),
      "trigger": trigger.map { ["start": .int($0.start), "end": .int($0.end)] } ?? .null,
    ]
  }

  init(json: JSON) throws(CorrectionError) {
    guard let text = json["text_sha256"]?.string, let report = json["report"]?.string,
      let field = json["field"]?.string.flatMap(Field.init), let sentence = json["sentence"]?.int
    else { throw CorrectionError("target has no text_sha256, report, field and sentence") }
    guard let start = json["start"]?.int, let end = json["end"]?.int, let span = Stretch(start, end) else {
      throw CorrectionError("target has no stretch of text from start to end")
    }
    var trigger: Stretch?
    if let place = json["trigger"], !place.isNull {
      guard let start = place["start"]?.int, let end = place["end"]?.int, let found = Stretch(start, end)
      else { throw CorrectionError("the trigger of target is no stretch of text") }
      trigger = found
    }
    self.init(
      text: text, cluster: json["cluster"]?.string, report: report, field: field, sentence: sentence,
      span: span, event: json["event"]?.string, trigger: trigger)
  }
}

extension MarkedEvent {
  /// The event as one JSON object, members always in this order.
  public var json: JSON {
    [
      "event": .string(event), "mode": .array(mode.map(JSON.string)),
      "aux": .array(aux.map { .string($0.rawValue) }), "date": JSON(date),
      "actor": .array(actor.map(\.json)), "recipient": .array(recipient.map(\.json)),
      "trigger": trigger?.json ?? .null,
    ]
  }

  init(json: JSON) throws(CorrectionError) {
    guard let event = json["event"]?.string, !event.isEmpty else {
      throw CorrectionError("an event of after has no type in event")
    }
    func parties(_ name: String) throws(CorrectionError) -> [Party] {
      var parties: [Party] = []
      for party in json[name]?.array ?? [] { parties.append(try Party(json: party)) }
      return parties
    }
    self.init(
      event: event, mode: json["mode"]?.array?.compactMap(\.string) ?? [],
      aux: json["aux"]?.array?.compactMap { $0.string.flatMap(Auxiliary.init) } ?? [],
      date: json["date"]?.string, actor: try parties("actor"), recipient: try parties("recipient"),
      trigger: try json["trigger"].flatMap { (place) throws(CorrectionError) in
        place.isNull ? nil : try MarkedWords(json: place)
      })
  }
}

extension MarkedEvent.Party {
  var json: JSON {
    let place = words?.place
    return [
      "text": JSON(words?.text), "start": JSON(place?.start), "end": JSON(place?.end), "code": JSON(code),
      "sectors": .array(sectors.map(JSON.string)),
    ]
  }

  init(json: JSON) throws(CorrectionError) {
    let isNamed = json["start"].map { !$0.isNull } ?? false
    self.init(
      words: isNamed ? try MarkedWords(json: json) : nil, code: json["code"]?.string,
      sectors: json["sectors"]?.array?.compactMap(\.string) ?? [])
  }
}

extension MarkedWords {
  var json: JSON { ["text": .string(text), "start": .int(place.start), "end": .int(place.end)] }

  init(json: JSON) throws(CorrectionError) {
    guard let start = json["start"]?.int, let end = json["end"]?.int,
      let words = MarkedWords(text: json["text"]?.string ?? "", start, end)
    else { throw CorrectionError("words of after are no stretch of text from start to end") }
    self = words
  }
}
