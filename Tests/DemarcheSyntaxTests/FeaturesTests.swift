import DemarcheSyntax
import Testing

@Suite struct FeaturesTests {
  @Test(
    "features are written as they were read",
    arguments: [
      "_", "Number=Sing", "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
      "ExtPos=ADP|PronType=Int,Rel",
      "Case=Nom|Odd=Thing|Person=1", "Typo=Yes", "Number[psor]=Plur|Person=3",
      "Number=Sing|NumForm=Word|NumType=Ord",
    ])
  func roundTrip(_ text: String) { #expect(Features(text)?.description == text) }

  @Test("features are read and set by name")
  func byName() {
    var feats = Features()
    #expect(feats.isEmpty && feats["Tense"] == nil)
    feats["Tense"] = "Past"
    feats["Odd"] = "Thing"
    #expect(feats["Tense"] == "Past" && feats["Odd"] == "Thing" && feats.has("Tense", "Past"))
    feats["Tense"] = "Unheard"
    #expect(feats["Tense"] == "Unheard")
    feats["Tense"] = nil
    feats["Odd"] = nil
    #expect(feats == Features())
  }

  @Test("order of writing does not matter")
  func equality() { #expect(Features("Person=3|Number=Sing") == Features("Number=Sing|Person=3")) }

  @Test("what is no pair is no set of features", arguments: ["", "Tense", "=Past", "Tense=", "A=B||C=D"])
  func faults(_ text: String) { #expect(Features(text) == nil) }
}
