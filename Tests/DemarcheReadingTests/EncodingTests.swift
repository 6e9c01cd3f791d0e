import DemarcheReading
import Testing

@Suite struct `The encoding of a page` {
  /// What the bytes are read as: "encoding: text", with the count of what was replaced, if any.
  private func read(_ bytes: [UInt8], _ declared: String? = nil) -> String {
    let (text, encoding, replaced) = TextEncoding.decode(bytes[...], declared: declared)
    return "\(encoding): \(text)\(replaced > 0 ? " (\(replaced))" : "")"
  }

  private func ascii(_ text: String) -> [UInt8] { Array(text.utf8) }

  @Test func `goes by the byte order mark before all labels`() {
    #expect(read([0xEF, 0xBB, 0xBF, 0x41], "windows-1251") == "utf-8: A")
    #expect(read([0xFF, 0xFE, 0x16, 0x04, 0x41, 0x00]) == "utf-16le: ЖA")
    #expect(read([0xFE, 0xFF, 0x04, 0x16]) == "utf-16be: Ж")
  }

  @Test func `takes the label of the header, then that of the page`() {
    #expect(read([0xC6], "windows-1251") == "windows-1251: Ж")
    let page = ascii("<html><head><meta charset=\"koi8-r\">")
    #expect(read(page + [0xF6]) == "koi8-r: \(String(decoding: page, as: UTF8.self))Ж")
    #expect(read(page + [0xC6], "windows-1251").hasSuffix("Ж"))
    let old = ascii("<META http-equiv='Content-Type' content='text/html; charset=Windows-1251'>")
    #expect(read(old + [0xC6]).hasSuffix("Ж"))
    let feed = ascii("<?xml version='1.0' encoding='iso-8859-2'?>")
    #expect(read(feed + [0xB1]).hasSuffix("ą"))
  }

  @Test func `reads valid UTF-8 as such though the label says Latin, and Latin though it says UTF-8`() {
    #expect(read(ascii("Žur"), "ISO-8859-1") == "utf-8: Žur")
    #expect(read([0x93, 0x4E, 0x6F, 0x94], "utf-8") == "windows-1252: “No”")
    #expect(read([0x80, 0xE9], "latin1") == "windows-1252: €é")
    #expect(read([0xE9]) == "windows-1252: é")
    #expect(read(ascii("é") + [0xE9], "utf-8") == "utf-8: é\u{FFFD} (1)")
  }

  @Test func `reads East Asian encodings by the set that contains them`() {
    #expect(read([0xB1, 0xB1, 0xBE, 0xA9], "gb2312") == "gb18030: 北京")
    #expect(read([0x93, 0x8C, 0x8B, 0x9E], "Shift_JIS") == "cp932: 東京")
    #expect(read([0xBC, 0xAD, 0xBF, 0xEF], "euc-kr") == "cp949: 서울")
    #expect(read([0xA5, 0x78, 0xA5, 0x5F], "big5") == "big5-hkscs: 台北")
  }

  @Test func `marks what is no character and goes on`() {
    #expect(read([0x41, 0xFF, 0x93, 0x8C, 0x42], "shift_jis") == "cp932: A\u{FFFD}東B (1)")
    #expect(read([0x41, 0x93], "shift_jis") == "cp932: A\u{FFFD} (1)")
    #expect(read([0x41], "no-such-set") == "utf-8: A")
    #expect(read([]) == "utf-8: ")
  }
}
