public import DemarcheJSON

extension Event {
  /// The record as one JSON object, members in the order of the schema.
  public var json: JSON {
    [
      "schema": .int(Event.schema), "id": .string(id), "report": .string(report), "sentence": .int(sentence),
      "incident": .string(incident), "date": JSON(date), "date_end": JSON(dateEnd),
      "date_precision": .string(datePrecision.rawValue), "published": JSON(published),
      "event": .string(event),
      "mode": .array(mode.map(JSON.string)), "context": .array(context.map(JSON.string)), "quad": .int(quad),
      "score": .double(score), "cameo": JSON(cameo), "cameo_basis": .string(cameoBasis.rawValue),
      "goldstein": JSON(goldstein), "aux": .array(aux.map { .string($0.rawValue) }), "count": .int(count),
      "size": size?.json ?? .null, "field": .string(field.rawValue), "actor": .array(actor.map(\.json)),
      "recipient": .array(recipient.map(\.json)), "attribution": .array(attribution.map(\.json)),
      "trigger": ["text": .string(trigger.text), "start": .int(trigger.start), "end": .int(trigger.end)],
      "place": place?.json ?? .null, "rule": .string(rule), "by": .string(by.rawValue),
      "why": .array(why.map(JSON.string)), "confidence": .double(confidence), "codebook": .string(codebook),
      "version": .string(version), "data": .string(data),
    ]
  }

  /// Reads a record of this schema; nil when a required member is missing or of the wrong kind.
  ///
  /// Unknown members are ignored, so that a record of a later release still opens.
  public init?(json: JSON) {
    guard json["schema"]?.int == Event.schema, let id = json["id"]?.string,
      let report = json["report"]?.string,
      let sentence = json["sentence"]?.int, let event = json["event"]?.string, let quad = json["quad"]?.int,
      let score = json["score"]?.double, let rule = json["rule"]?.string, let trigger = json["trigger"],
      let text = trigger["text"]?.string, let start = trigger["start"]?.int, let end = trigger["end"]?.int
    else { return nil }
    func strings(_ name: String) -> [String] { json[name]?.array?.compactMap(\.string) ?? [] }
    self.init(
      id: id, report: report, sentence: sentence, incident: json["incident"]?.string ?? "",
      date: json["date"]?.string, dateEnd: json["date_end"]?.string,
      datePrecision: json["date_precision"]?.string.flatMap(DatePrecision.init) ?? .unknown,
      published: json["published"]?.string, event: event, mode: strings("mode"), context: strings("context"),
      quad: quad, score: score, cameo: json["cameo"]?.string,
      cameoBasis: json["cameo_basis"]?.string.flatMap(CameoBasis.init) ?? .mapped,
      goldstein: json["goldstein"]?.double, aux: strings("aux").compactMap(Auxiliary.init),
      count: json["count"]?.int ?? 1, size: json["size"].flatMap(Size.init(json:)),
      field: json["field"]?.string.flatMap(Field.init) ?? .text,
      actor: json["actor"]?.array?.compactMap(Participant.init(json:)) ?? [],
      recipient: json["recipient"]?.array?.compactMap(Participant.init(json:)) ?? [],
      attribution: json["attribution"]?.array?.compactMap(Attribution.init(json:)) ?? [],
      trigger: Mention(text: text, start: start, end: end), place: json["place"].flatMap(Place.init(json:)),
      rule: rule, by: json["by"]?.string.flatMap(Basis.init) ?? .rule, why: strings("why"),
      confidence: json["confidence"]?.double ?? 0, codebook: json["codebook"]?.string ?? "",
      version: json["version"]?.string ?? "", data: json["data"]?.string ?? "")
  }
}

extension Participant {
  var json: JSON {
    [
      "text": .string(text), "start": .int(start), "end": .int(end), "name": JSON(name), "code": JSON(code),
      "sector": JSON(sector), "sectors": .array(sectors.map(JSON.string)), "office": JSON(office),
      "identifier": JSON(identifier), "inferred": .bool(inferred), "how": .string(how),
    ]
  }

  init?(json: JSON) {
    guard let text = json["text"]?.string, let start = json["start"]?.int, let end = json["end"]?.int else {
      return nil
    }
    self.init(
      text: text, start: start, end: end, name: json["name"]?.string, code: json["code"]?.string,
      sector: json["sector"]?.string, sectors: json["sectors"]?.array?.compactMap(\.string) ?? [],
      office: json["office"]?.string, identifier: json["identifier"]?.string,
      inferred: json["inferred"]?.bool ?? false, how: json["how"]?.string ?? "")
  }
}

extension Attribution {
  var json: JSON {
    [
      "text": .string(text), "start": .int(start), "end": .int(end), "name": JSON(name), "code": JSON(code),
      "sector": JSON(sector), "verb": JSON(verb),
    ]
  }

  init?(json: JSON) {
    guard let text = json["text"]?.string, let start = json["start"]?.int, let end = json["end"]?.int else {
      return nil
    }
    self.init(
      text: text, start: start, end: end, name: json["name"]?.string, code: json["code"]?.string,
      sector: json["sector"]?.string, verb: json["verb"]?.string)
  }
}

extension Place {
  var json: JSON {
    [
      "text": .string(text), "start": .int(start), "end": .int(end), "name": JSON(name),
      "country": JSON(country), "lat": JSON(lat), "lon": JSON(lon), "precision": JSON(precision),
    ]
  }

  init?(json: JSON) {
    guard let text = json["text"]?.string, let start = json["start"]?.int, let end = json["end"]?.int else {
      return nil
    }
    self.init(
      text: text, start: start, end: end, name: json["name"]?.string, country: json["country"]?.string,
      lat: json["lat"]?.double, lon: json["lon"]?.double, precision: json["precision"]?.string)
  }
}

extension Size {
  var json: JSON {
    func bounds(_ b: Bounds?) -> JSON {
      b.map { ["min": .int($0.min), "max": $0.max.map(JSON.int) ?? .null] } ?? .null
    }
    return [
      "killed": bounds(killed), "injured": bounds(injured), "arrested": bounds(arrested),
      "participants": bounds(participants),
    ]
  }

  init?(json: JSON) {
    guard case .object = json else { return nil }
    func bounds(_ name: String) -> Bounds? {
      json[name]?["min"]?.int.map { Bounds(min: $0, max: json[name]?["max"]?.int) }
    }
    self.init(
      killed: bounds("killed"), injured: bounds("injured"), arrested: bounds("arrested"),
      participants: bounds("participants"))
  }
}
