import DemarcheEvents
import DemarcheJSON

extension GoldSentence {
  /// The text and the standoff annotation of one document of brat: events with their triggers and parties.
  ///
  /// An event of which no trigger is marked cannot be one there, and is left out.
  public var brat: (text: String, annotation: String) {
    let graph = MarkedGraph(self)
    var lines: [String] = []
    for (i, entity) in graph.entities.enumerated() {
      lines.append(
        "T\(i + 1)\t\(entity.label) \(entity.place.start) \(entity.place.end)\t\(words(entity.place))")
    }
    func number(_ label: String, _ place: Stretch) -> Int? {
      graph.entities.firstIndex { $0.label == label && $0.place == place }.map { $0 + 1 }
    }
    var (count, marks) = (0, 0)
    for event in events {
      guard let trigger = event.trigger.flatMap({ number(event.event, $0.place) }) else { continue }
      count += 1
      var line = "E\(count)\t\(event.event):T\(trigger)"
      for (role, parties) in [("Actor", event.actor), ("Recipient", event.recipient)] {
        let places = parties.compactMap { $0.words?.place }.compactMap { number(MarkedGraph.party, $0) }
        for (i, place) in places.enumerated() { line += " \(role)\(i == 0 ? "" : "\(i + 1)"):T\(place)" }
      }
      lines.append(line)
      for aux in event.aux {
        marks += 1
        lines.append("A\(marks)\t\(aux.rawValue) E\(count)")
      }
      // Codes and modes, which stretches do not tell.
      lines.append("#\(count)\tAnnotatorNotes E\(count)\t\(event.json.line)")
    }
    return (text + "\n", lines.map { $0 + "\n" }.joined())
  }

  /// The settings that brat needs beside the documents.
  ///
  /// - Parameter types: the types of events.
  public static func bratSettings(types: [String]) -> String {
    """
    [entities]
    \(MarkedGraph.party)

    [events]
    \(types.map { "\($0)\tActor*:\(MarkedGraph.party), Recipient*:\(MarkedGraph.party)" }.joined(separator: "\n"))

    [relations]

    [attributes]
    historical\tArg:<EVENT>
    future\tArg:<EVENT>
    hypothetical\tArg:<EVENT>
    negation\tArg:<EVENT>

    """
  }
}
