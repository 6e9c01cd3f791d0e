import DemarcheReportLines
import DemarcheText

extension ReportReader {
  /// A file of plain text is one report, named by its path.
  func plainText(_ input: Input) throws(Rejection) -> any ReportSource {
    let bytes = try whole(input)
    var draft = Draft(id: input.path)
    (draft.text, draft.replaced) = ReportReader.text(of: bytes[...])
    guard draft.text.utf8.contains(where: { $0 > 0x20 }) else {
      throw Rejection(report: input.path, error: "the input holds no text", help: "give a report to read")
    }
    draft.isWrapped = HardWraps.isWrapped(draft.text)
    return Held(.text, [items(draft)], failure: input.source.failure)
  }

  /// The text with each invalid stretch as U+FFFD, and how many there were.
  static func text(of bytes: ArraySlice<UInt8>) -> (text: String, replaced: Int) {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    if let text = String(validating: bytes, as: UTF8.self) { return (text, 0) }
    let text = String(decoding: bytes, as: UTF8.self)
    var marks = 0
    for scalar in text.unicodeScalars where scalar == "\u{FFFD}" { marks += 1 }
    return (text, max(1, marks))
  }
}
