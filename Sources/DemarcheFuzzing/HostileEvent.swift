import DemarcheEvents

/// An event whose every text is given by a stranger.
enum HostileEvent {
  /// The same event for the same bytes: its texts are pieces of them, its numbers follow from their count.
  static func event(of bytes: [UInt8]) -> Event {
    let text = String(decoding: bytes, as: UTF8.self)
    let pieces = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
    func piece(_ i: Int) -> String { pieces[i % pieces.count] }
    func side(_ i: Int) -> Participant {
      Participant(
        text: piece(i), start: 0, end: piece(i).unicodeScalars.count, name: piece(i + 1), code: piece(i + 2),
        sector: piece(i + 3), sectors: [piece(i + 3), piece(i + 4)], office: piece(i + 5),
        identifier: piece(i + 6),
        inferred: false, how: piece(i + 7))
    }
    return Event(
      id: piece(0), report: piece(1), sentence: bytes.count, incident: piece(2), date: "2015-01-02",
      published: piece(3), event: "CONSULT", mode: [piece(4)], context: [piece(5), piece(6)], quad: 1,
      score: 2.5,
      cameo: "040", actor: [side(0)], recipient: [side(3), side(5)],
      trigger: Mention(text: piece(7), start: 0, end: 1),
      place: Place(
        text: piece(8), start: 0, end: 1, name: piece(9), country: piece(10), lat: 1.5, lon: -2.5,
        precision: "city"),
      rule: piece(11), why: [piece(12)], confidence: 0.5, codebook: piece(13), version: piece(14),
      data: piece(15))
  }
}
