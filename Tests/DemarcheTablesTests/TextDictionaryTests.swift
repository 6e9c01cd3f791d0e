import Testing

@testable import DemarcheTables

@Suite struct `A dictionary of texts` {
  func dictionary(_ values: [String?], limit: Int = 1000) -> TextDictionary? {
    var (texts, known) = (Texts(), Bits())
    for value in values {
      texts.append(value ?? "")
      known.append(value != nil)
    }
    return TextDictionary(texts, known: known, limit: limit)
  }

  @Test func `has each text once, in the order of their first places`() throws {
    let found = try #require(dictionary(["b", "a", nil, "b", "", "b", "a", "", "a"]))
    #expect((0..<found.texts.count).map { found.texts[$0] } == ["b", "a", ""])
    #expect(found.places == [0, 1, 0, 0, 2, 0, 1, 2, 1])
    #expect(found.width == 2)
  }

  @Test func `finds them again among many`() throws {
    let values = (0..<9000).map { "text \($0 % 3000)" }
    let found = try #require(dictionary(values, limit: 1 << 20))
    #expect(values == found.places.map { found.texts[Int($0)] })
    #expect(found.texts.count == 3000)
  }

  @Test(arguments: [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (256, 8), (257, 9)])
  func `needs so many bits for a place`(count: Int, width: Int) {
    let values = (0..<count).map(String.init)
    #expect(dictionary(values + values, limit: 10_000)?.width == width)
  }

  @Test func `is none where it would not pay`() {
    #expect(dictionary([]) == nil)
    #expect(dictionary([nil, nil]) == nil)
    #expect(dictionary(["a", "b", "a"]) == nil)
    #expect(dictionary(["a", "b", "a", "b"]) != nil)
    #expect(dictionary(["aaaaaa", "aaaaaa"], limit: 9) == nil)
  }
}
