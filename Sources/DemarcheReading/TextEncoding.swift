enum TextEncoding {
  static func decode(_ bytes: ArraySlice<UInt8>, declared: String?) -> (
    text: String, encoding: String, replaced: Int
  ) {
    if let text = String(validating: bytes, as: UTF8.self) { return (text, "UTF-8", 0) }
    var text = String.UnicodeScalarView()
    for b in bytes { text.append(Unicode.Scalar(b)) }
    return (String(text), "latin1", 0)
  }
}
