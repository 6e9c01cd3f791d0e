import DemarcheEvents

/// Events as the rows of a table, each with the way to its sentence.
struct EventRows {
  let events: [Event]
  let quads: [Int: String]
  /// What people said of an event, by its id: accepted, edited, rejected ...
  var status: [String: String] = [:]

  var html: HTML {
    """
    <div class="scroll"><table data-list>
    <thead><tr><th scope="col">Date</th><th scope="col">Actor</th><th scope="col">Event</th>\
    <th scope="col">Recipient</th><th scope="col">Marks</th><th scope="col">Said by</th><th scope="col">Words</th>\
    <th scope="col">Report</th><th scope="col" class="num">Confidence</th><th scope="col">Status</th></tr></thead>
    <tbody>\(events.map(row))</tbody></table></div>
    """
  }

  private func row(_ event: Event) -> HTML {
    """
    <tr data-row><td class="nowrap">\(EventWords.date(event))</td><td>\(EventWords.side(event.actor))</td>\
    <td>\(EventWords.type(event, quads))</td><td>\(EventWords.side(event.recipient))</td>\
    <td>\(EventWords.marks(event))</td><td>\(EventWords.speakers(event))</td>\
    <td><a href="\(EventWords.address(event))">\(event.trigger.text)</a></td>\
    <td><a href="\(EventWords.address(report: event.report))">\(event.report)</a></td>\
    <td class="num">\(String(event.confidence))</td><td>\(status[event.id] ?? "machine")</td></tr>

    """
  }
}
