import DemarcheData
import DemarcheKnowledge
import Testing

@Suite struct `What words tell of whom pronouns mean` {
  private func lexicon(names: String = "", nouns: String = "", signs: String = "") throws -> ReferenceLexicon
  {
    try ReferenceLexicon(
      names: [
        Table(text: "form\tgender\tsource\n" + names, file: "names", columns: ReferenceLexicon.nameColumns)
      ],
      nouns: [
        Table(
          text: "form\tsort\tgender\tsource\n" + nouns, file: "nouns", columns: ReferenceLexicon.nounColumns)
      ],
      signs: [
        Table(
          text: "sign\tweight\tmeaning\tsource\n" + signs, file: "signs",
          columns: ReferenceLexicon.signColumns)
      ])
  }

  @Test func `names have a gender, nouns a sort, and a point behind a title does not matter`() throws {
    let lexicon = try lexicon(
      names: "Ole\tm\tt\n", nouns: "mr\tperson\tm\tt\nteam\tbody\t\tt\n", signs: "subject\t1.5\tm\tt\n")
    #expect(lexicon.gender(ofName: "Ole") == .masculine)
    #expect(lexicon.gender(ofName: "Alex") == nil)
    #expect(lexicon.noun("mr.") == ReferenceLexicon.Noun(sort: .person, gender: .masculine))
    #expect(lexicon.noun("team")?.gender == nil)
    #expect(lexicon.weight(.subject) == 1.5)
    #expect(lexicon.weight(.object) == 0)
  }

  @Test func `every broken row is told at once`() {
    #expect {
      try lexicon(
        names: "Ole\tx\tt\n", nouns: "mr\tking\tm\tt\n", signs: "luck\t1\tm\tt\nsubject\tmuch\tm\tt\n")
    } throws: { ($0 as? DataErrors)?.errors.count == 4 }
  }
}
