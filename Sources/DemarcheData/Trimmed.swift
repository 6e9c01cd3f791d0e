extension StringProtocol {
  /// Without spaces, tabs and carriage returns at either end, as hand-written files have them.
  package var trimmed: String {
    var text = Substring(self)
    while let first = text.first, first == " " || first == "\t" || first == "\r" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text.removeLast() }
    return String(text)
  }
}
