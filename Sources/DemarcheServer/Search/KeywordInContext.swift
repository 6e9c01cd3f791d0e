import DemarcheEvents
import DemarcheLedger

/// The sentence of an event, with the words of the act marked, and where they stand.
struct KeywordInContext {
  let sentence: PlacedSentence
  let trigger: Mention

  /// Code points that are shown on either side of the act; a long sentence is cut at words.
  static let reach = 150

  /// - Parameter link: where the words of the act lead to.
  func html(_ link: Address) -> HTML {
    let text = Array(sentence.text.unicodeScalars)
    let start = trigger.start - sentence.start, end = trigger.end - sentence.start
    guard 0 <= start, start < end, end <= text.count else {
      return "<a href=\"\(link)\">\(sentence.text)</a>"
    }
    let from = KeywordInContext.cut(text, start - KeywordInContext.reach, forward: true)
    let until = KeywordInContext.cut(text, end + KeywordInContext.reach, forward: false)
    func part(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(text[range])) }
    return """
      \(from > 0 ? "… " : "")\(part(from..<start))<mark class="hit"><a href="\(link)">\(part(start..<end))</a></mark>\
      \(part(end..<until))\(until < text.count ? " …" : "")
      """
  }

  /// A place near one that parts no word.
  private static func cut(_ text: [Unicode.Scalar], _ place: Int, forward: Bool) -> Int {
    if place <= 0 { return 0 }
    if place >= text.count { return text.count }
    var at = place
    while at > 0, at < text.count, !text[at].properties.isWhitespace { at += forward ? 1 : -1 }
    return forward && at < text.count ? at + 1 : at
  }
}
