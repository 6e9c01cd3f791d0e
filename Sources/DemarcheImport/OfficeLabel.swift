/// How the label of an office names the office and its state: `{office} of {state}`.
struct OfficeLabel: Hashable {
  private let head: String
  private let middle: String
  private let tail: String
  private let isOfficeFirst: Bool

  private static let officeSlot = "{office}"
  private static let stateSlot = "{state}"

  /// A pattern of `import/office-labels.tsv`; nil when it lacks one of its slots.
  init?(_ text: String) {
    func range(of piece: String) -> Range<String.Index>? {
      text.indices.first { text[$0...].hasPrefix(piece) }.map { $0..<text.index($0, offsetBy: piece.count) }
    }
    guard let office = range(of: Self.officeSlot), let state = range(of: Self.stateSlot) else { return nil }
    isOfficeFirst = office.lowerBound < state.lowerBound
    let first = isOfficeFirst ? office : state
    let second = isOfficeFirst ? state : office
    head = String(text[..<first.lowerBound])
    middle = String(text[first.upperBound..<second.lowerBound])
    tail = String(text[second.upperBound...])
  }

  /// The two parts of a label; the middle is looked for from the end, since offices hold "of" themselves.
  func match(_ label: String) -> (office: String, state: String)? {
    guard label.hasPrefix(head), label.hasSuffix(tail), label.count > head.count + tail.count else {
      return nil
    }
    let inner = label.dropFirst(head.count).dropLast(tail.count)
    let places = inner.indices.filter { inner[$0...].hasPrefix(middle) }
    guard let at = isOfficeFirst ? places.last : places.first else { return nil }
    let first = String(inner[..<at])
    let second = String(inner[inner.index(at, offsetBy: middle.count)...])
    if first.isEmpty || second.isEmpty { return nil }
    return isOfficeFirst ? (first, second) : (second, first)
  }
}
