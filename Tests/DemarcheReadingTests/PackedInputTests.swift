import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Testing

@Suite struct `What is packed` {
  /// "Arnland fell." and a newline, in each packing.
  static let packed: [String: [UInt8]] = [
    "gz": [
      0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x73, 0x2C, 0xCA, 0xCB, 0x49, 0xCC, 0x4B,
      0x51, 0x48,
      0x4B, 0xCD, 0xC9, 0xD1, 0xE3, 0x02, 0x00, 0x74, 0x31, 0x00, 0x29, 0x0E, 0x00, 0x00, 0x00,
    ],
    "bz2": [
      0x42, 0x5A, 0x68, 0x39, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59, 0xD4, 0xCD, 0xA3, 0x15, 0x00, 0x00, 0x01,
      0xD5, 0x80,
      0x00, 0x10, 0x40, 0x01, 0x20, 0x00, 0x27, 0x05, 0x10, 0x00, 0x20, 0x00, 0x22, 0x06, 0x81, 0x90, 0x80,
      0x69, 0xA6,
      0x89, 0xBE, 0x10, 0x4E, 0x00, 0x4A, 0x5E, 0x2E, 0xE4, 0x8A, 0x70, 0xA1, 0x21, 0xA9, 0x9B, 0x46, 0x2A,
    ],
    "xz": [
      0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00, 0x00, 0x01, 0x69, 0x22, 0xDE, 0x36, 0x02, 0x00, 0x21, 0x01, 0x16,
      0x00, 0x00,
      0x00, 0x74, 0x2F, 0xE5, 0xA3, 0x01, 0x00, 0x0D, 0x41, 0x72, 0x6E, 0x6C, 0x61, 0x6E, 0x64, 0x20, 0x66,
      0x65, 0x6C,
      0x6C, 0x2E, 0x0A, 0x00, 0x00, 0x00, 0x74, 0x31, 0x00, 0x29, 0x00, 0x01, 0x22, 0x0E, 0x0C, 0xDE, 0x8C,
      0x60, 0x90,
      0x42, 0x99, 0x0D, 0x01, 0x00, 0x00, 0x00, 0x00, 0x01, 0x59, 0x5A,
    ],
    "zst": [
      0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x58, 0x71, 0x00, 0x00, 0x41, 0x72, 0x6E, 0x6C, 0x61, 0x6E, 0x64, 0x20,
      0x66, 0x65,
      0x6C, 0x6C, 0x2E, 0x0A, 0x92, 0xA1, 0xCD, 0x88,
    ],
  ]

  @Test(arguments: ["gz", "bz2", "xz", "zst"])
  func `is unpacked, and named by its path`(ending: String) throws {
    let bytes = try #require(Self.packed[ending])
    let folder = try InputFolder()
    let path = try folder.write("a.txt.\(ending)", bytes)
    let readings = try Readings(path)
    #expect(readings.texts == ["Arnland fell.\n"])
    #expect(readings.reports.map(\.id) == [path])
    // The ending of a packing tells nothing that the bytes do not.
    #expect(try Readings("b", bytes).texts == ["Arnland fell.\n"])
  }

  @Test func `in several members is one text`() throws {
    let member = try #require(Self.packed["gz"])
    #expect(try Readings("a.txt.gz", member + member).texts == ["Arnland fell.\nArnland fell.\n"])
    #expect(try Readings("a.txt.gz", member + [0, 0, 0, 0]).texts == ["Arnland fell.\n"])
  }

  @Test func `between which there is something else says so, and an archive goes on behind it`() throws {
    let member = try #require(Self.packed["gz"])
    let lost = member + Array("scrap".utf8) + member
    #expect(
      try Readings("a.txt.gz", lost).rejected == ["no gzip data where a member should begin at byte 35"])
    let folder = try InputFolder()
    let source = try LineSource(path: folder.write("a.gz", lost), limit: 100)
    #expect(throws: Rejection.self) { while try source.next() != nil {} }
    #expect(source.resume())
    #expect(try source.next() != nil)
    #expect(try source.next() == nil)
  }

  @Test func `gives what is good before it was cut, and says where`() throws {
    let member = try #require(Self.packed["gz"])
    let readings = try Readings("a.txt.gz", member + member.prefix(20))
    #expect(readings.texts.count == 1)
    #expect(readings.texts.first?.hasPrefix("Arnland fell.\nArnland") == true)
    #expect(readings.rejected == ["the gzip data is cut short at byte 55"])
  }

  @Test func `that is damaged is told`() throws {
    var member = try #require(Self.packed["gz"])
    member[12] = 0xFF
    #expect(try Readings("a.txt.gz", member).rejected.first?.contains("damaged") == true)
    var block = try #require(Self.packed["xz"])
    block[30] = 0
    #expect(try Readings("a.txt.xz", block).rejected.count == 1)
  }

  @Test func `is a bomb when it grows beyond measure`() throws {
    let member = try #require(Self.packed["gz"])
    let readings = try Readings("a.txt.gz", member + member + member) { $0.unpacking.total = 20 }
    #expect(readings.rejected == ["unpacks to more than 0 MB: a bomb, or no text"])
  }
}

@Suite struct `A source of lines` {
  private func lines(_ text: String, limit: Int = 100) throws -> [String] {
    let folder = try InputFolder()
    let source = try LineSource(path: folder.write("a", text), limit: limit)
    var lines: [String] = []
    while let line = try source.next() {
      switch line {
      case .bytes(let bytes): lines.append(String(decoding: bytes, as: UTF8.self))
      case .tooLong(let count): lines.append("<\(count)>")
      }
    }
    #expect(source.offset == text.utf8.count)
    #expect(source.line == lines.count)
    return lines
  }

  @Test func `gives each line, the last one without a newline too`() throws {
    #expect(try lines("a\n\nb") == ["a", "", "b"])
    #expect(try lines("a\n") == ["a"])
    #expect(try lines("") == [])
  }

  @Test func `passes over what is too long, whatever its length`() throws {
    let long = String(repeating: "x", count: 1 << 20)
    #expect(try lines("a\n\(long)\nb\n") == ["a", "<\(1 << 20)>", "b"])
  }

  @Test func `keeps lines whole that lie across two blocks`() throws {
    let all = (0..<60_000).map { "line \($0)" }
    #expect(try lines(all.joined(separator: "\n")) == all)
  }

  @Test func `gives bytes and lines in turn`() throws {
    let folder = try InputFolder()
    let source = try LineSource(path: folder.write("a", "one\ntwo\nthree\nfour"), limit: 100)
    _ = try source.next()
    #expect(String(decoding: try source.peek(3), as: UTF8.self) == "two")
    #expect(String(decoding: source.take(6), as: UTF8.self) == "two\nth")
    #expect(source.line == 2)
    #expect(source.skip(4))
    #expect(try source.rest().map { String(decoding: $0, as: UTF8.self) } == "four")
    #expect(!source.skip(1))
  }
}
