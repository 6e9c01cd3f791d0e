public import DemarcheJSON

extension GoldSentence {
  /// A line for doccano, project of sequences with relations: `text`, `entities`, `relations`; the rest becomes metadata there.
  ///
  /// - Parameter number: of the line, from 0; ids of entities and relations are told apart by it.
  public func doccano(_ number: Int) -> JSON {
    let graph = MarkedGraph(self)
    // doccano wants numbers that no other line has.
    let base = number * 1_000
    let entities = graph.entities.enumerated().map { i, entity -> JSON in
      [
        "id": .int(base + i), "label": .string(entity.label), "start_offset": .int(entity.place.start),
        "end_offset": .int(entity.place.end),
      ]
    }
    let relations = graph.relations.enumerated().map { i, relation -> JSON in
      [
        "id": .int(base + i), "from_id": .int(base + relation.from), "to_id": .int(base + relation.to),
        "type": .string(relation.label),
      ]
    }
    return .object(
      [
        JSON.Member("id", .int(number + 1)), JSON.Member("text", .string(text)),
        JSON.Member("entities", .array(entities)), JSON.Member("relations", .array(relations)),
      ] + about)
  }

  /// A task for Label Studio with its annotation: regions of `text` named by `label`, and relations between them.
  public var labelStudio: JSON {
    let graph = MarkedGraph(self)
    let regions = graph.entities.enumerated().map { i, entity -> JSON in
      [
        "id": .string("e\(i)"), "from_name": "label", "to_name": "text", "type": "labels",
        "value": [
          "start": .int(entity.place.start), "end": .int(entity.place.end),
          "text": .string(words(entity.place)),
          "labels": [.string(entity.label)],
        ],
      ]
    }
    let relations = graph.relations.map { relation -> JSON in
      [
        "type": "relation", "from_id": .string("e\(relation.from)"), "to_id": .string("e\(relation.to)"),
        "direction": "right", "labels": [.string(relation.label)],
      ]
    }
    return [
      "data": .object([JSON.Member("text", .string(text))] + about),
      "annotations": [["result": .array(regions + relations)]],
    ]
  }

  /// A line for spaCy: stretches as a group of spans named `sc`, as its component of spans takes them; relations name stretches by number.
  public var spacy: JSON {
    let graph = MarkedGraph(self)
    let spans = graph.entities.map { entity -> JSON in
      [
        "start": .int(entity.place.start), "end": .int(entity.place.end), "label": .string(entity.label),
      ]
    }
    let relations = graph.relations.map { relation -> JSON in
      ["head": .int(relation.from), "child": .int(relation.to), "label": .string(relation.label)]
    }
    return [
      "text": .string(text), "spans": ["sc": .array(spans)], "relations": .array(relations),
      "meta": .object(about),
    ]
  }

  /// Where it is from, and what the stretches do not tell: types, codes, days.
  private var about: [JSON.Member] {
    [
      JSON.Member("sentence_id", .string(id)), JSON.Member("cluster", .string(cluster)),
      JSON.Member("split", .string(split.rawValue)), JSON.Member("whole", .bool(isWhole)),
      JSON.Member("events", .array(events.map(\.json))), JSON.Member("wrong", .array(wrong.map(\.json))),
    ]
  }

  /// The words of a stretch.
  func words(_ place: Stretch) -> String {
    let points = text.unicodeScalars
    let start = points.index(points.startIndex, offsetBy: place.start)
    return String(points[start..<points.index(start, offsetBy: place.count)])
  }
}
