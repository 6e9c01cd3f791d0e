import DemarcheKnowledge
import Testing

@Suite struct `A table of phrases` {
  @Test func `keeps the values of each phrase in the order they were added, however many there are`() {
    var table = PhraseTable()
    for n in 0..<2000 { table.add(["w\(n % 500)", "x"], value: n) }
    table.add(["w1"], value: 9999)
    func values(_ pieces: String...) -> [Int32]? {
      var state = PhraseTable.State()
      for piece in pieces {
        guard let next = table.advance(state, PhraseTable.hash(piece.utf8)) else { return nil }
        state = next
      }
      return table.values(state)
    }
    #expect(values("w7", "x") == [7, 507, 1007, 1507])
    #expect(values("w1") == [9999])
    #expect(values("w2") == [])
    #expect(values("x") == nil)
    #expect(values("w7", "x", "y") == nil)
  }

  @Test(arguments: [
    ("Erdoğan", ["Erdogan"]), ("Łódź", ["Lodz"]), ("al-Qaeda", ["al", "-", "Qaeda"]),
    ("People’s Republic", ["People", "'s", "Republic"]), ("Ceuta y Melilla", ["Ceuta", "y", "Melilla"]),
    ("Δελφοί", ["Δελφοί"]), ("Åland", ["Aland"]), ("São Tomé", ["Sao", "Tome"]),
  ])
  func `cuts a form into pieces without marks`(_ form: String, _ pieces: [String]) {
    #expect(PhraseTable.pieces(form) == pieces)
  }
}
