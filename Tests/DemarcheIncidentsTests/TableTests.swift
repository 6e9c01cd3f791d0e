import DemarcheData
import DemarcheIncidents
import Testing

@Test func everyFaultOfTheTablesIsTold() throws {
  let types = try Table(
    text:
      "type\tfamily\tdays\tmutual\tsource\nAID\taid\tmany\tno\town\nAID\taid\t2\tno\town\nAID\taid\t3\tno\town\n",
    file: "types.tsv", columns: Joining.typeColumns)
  let signs = try Table(
    text: "sign\tweight\tmeaning\tsource\nsame-hat\t1\t\town\nalways\tmuch\t\town\n", file: "signs.tsv",
    columns: Joining.signColumns)
  do {
    _ = try Joining(types: types, signs: signs, wording: Wording())
    Issue.record("the tables were read")
  } catch {
    #expect(error.errors.map(\.line) == [2, 4, 2, 3])
  }
}

@Test func signsAreNamedAsTheTableWritesThem() {
  #expect(Joining.Sign.sameType.name == "same-type")
  #expect(Joining.Sign.always.name == "always")
}

@Test func aWordIsOneNumberThatTellsItsRarity() throws {
  let table = try Table(text: "lemma\trarity\nsay\t4\n", file: "words.tsv", columns: Wording.columns)
  let wording = try Wording(table)
  #expect(wording.word("say") & 15 == 4)
  #expect(wording.word("say") == wording.word("Say"))
  #expect(wording.word("Müller") == wording.word("muller"))
  #expect(wording.word("orlova") & 15 == 15)
  #expect(wording.lemma(wording.word("say")) == "say")
  #expect(wording.words(["say", "--", "Say", "orlova"]).count == 2)
}
