import DemarcheIncidents
import Testing

/// Ten sentences on a market town that does not exist.
private let sentences = [
  "The council of Orlova opened the new ferry landing on Tuesday before a crowd of several hundred.",
  "Work on the landing had taken four years and twice the money that was set aside for it.",
  "Fishermen of the lower lake complained that the old pier was torn down before the new one stood.",
  "The mayor, Ilse Tamm, promised that the first winter would show whether the piles hold.",
  "Engineers from Norden had advised against the site because of the soft ground.",
  "A second boat is to run from June, and a third when the road to Krasna is mended.",
  "Tickets cost as much as before, but pupils and the old ride for nothing.",
  "Merchants hope for guests from the islands, who until now had to change at Tamsk.",
  "The opposition called the ceremony a waste and stayed away.",
  "In the evening lanterns were set on the water for those who drowned in the flood.",
]

private func signature(_ sentences: [String]) -> TextSignature {
  TextSignature(title: "Ferry landing opened", text: sentences.joined(separator: " "))
}

@Test func aTextWithASentenceMoreIsANearCopy() {
  let whole = signature(sentences), shorter = signature(Array(sentences.dropLast()))
  #expect(whole.isNearCopy(of: shorter) && shorter.isNearCopy(of: whole))
  #expect(!Set(whole.bands).isDisjoint(with: shorter.bands))
  #expect(whole.likeness(to: shorter) > 0.8)
}

@Test func halfATextIsNone() {
  #expect(!signature(sentences).isNearCopy(of: signature(Array(sentences.prefix(5)))))
}

@Test func textsWithoutACommonRunOfWordsAreUnlike() {
  let one = signature(Array(sentences.prefix(5)))
  let other = TextSignature(title: nil, text: sentences.suffix(5).joined(separator: " "))
  #expect(one.likeness(to: other) < 0.06)
  #expect(Set(one.bands).isDisjoint(with: other.bands))
}

@Test func caseMarksAndPunctuationCountNothing() {
  let one = TextSignature(title: nil, text: "Mayor Łukasz Müller “opened” the ferry, at last.")
  let other = TextSignature(title: nil, text: "MAYOR LUKASZ MULLER OPENED the ferry at last")
  #expect(one == other)
}

@Test func shortTextsAreComparedAsAWhole() {
  let one = TextSignature(title: nil, text: "Ferry sinks")
  #expect(one == TextSignature(title: "Ferry", text: "sinks!"))
  #expect(!one.isNearCopy(of: TextSignature(title: nil, text: "Ferry sails")))
  #expect(TextSignature(title: nil, text: "") == TextSignature(title: nil, text: " … "))
}

@Test func aSignatureIsReadFromItsBytes() {
  let one = signature(sentences)
  #expect(one.bytes.count == 128)
  #expect(TextSignature(bytes: one.bytes) == one)
  #expect(TextSignature(bytes: one.bytes.dropLast()) == nil)
  #expect(one.bands.count == 25)
}

@Test func likenessIsTheShareOfCommonRunsWithinTheErrorOfTheMethod() {
  // Texts of numbers, each a run of its own, of which a known share is common.
  func text(_ range: Range<Int>) -> String { range.map { "word\($0)" }.joined(separator: " ") }
  for common in [20, 50, 80] {
    let one = TextSignature(title: nil, text: text(0..<404))
    let other = TextSignature(title: nil, text: text((404 - common * 4)..<(808 - common * 4)))
    let share = Double(common * 4 - 4) / Double(800 - (common * 4 - 4))
    #expect(abs(one.likeness(to: other) - share) < 0.13)
  }
}
