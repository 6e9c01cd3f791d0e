import DemarcheAnswers
import DemarcheData
import DemarcheKnowledge
import Testing

@Suite("The sources that tell of a pair, and what can be compared")
struct PairSourcesTests {
  private let table: OutletTable

  init() throws {
    let text = """
      key\townership\tcountry\tkind\tdomain\tsource
      AWIRE\tstate\tAAA\tagency\t\tt
      BTV\tstate\tBBB\tbroadcaster\t\tt
      CWIRE\tprivate\tCCC\tagency\t\tt
      DAILY\tprivate\tDDD\tnewspaper\t\tt
      """
    table = try OutletTable(
      [
        Table(
          text: text, file: "outlets.tsv", columns: OutletTable.columns, optional: OutletTable.optionalColumns
        )
      ],
      names: [])
  }

  private func source(_ key: String, _ reports: Int) -> PairSources.Source {
    let outlet = table.outlets.first { $0.key == key }
    return PairSources.Source(name: outlet?.name ?? key, outlet: outlet, reports: reports)
  }

  private func told(_ sources: PairSources) -> [String] {
    sources.suggestions.map { "\($0.first.text) | \($0.secondText)" }
  }

  @Test("State media of the two come first, then ownership, kinds and the largest outlets")
  func whole() {
    let sources = PairSources(
      [source("AWIRE", 15), source("BTV", 13), source("CWIRE", 19), source("DAILY", 11), source("Blog", 12)],
      countries: ["AAA", "BBB"])
    #expect(sources.obstacle == nil)
    #expect(sources.sources.map(\.name) == ["CWIRE", "AWIRE", "BTV", "Blog", "DAILY"])
    #expect(
      told(sources) == [
        "ownership=state,country=AAA | ownership=state,country=BBB", "ownership=state,country=AAA | rest",
        "ownership=state,country=BBB | rest", "ownership=state | rest",
        "ownership=state | ownership=private", "kind=agency | rest", "kind=newspaper | rest",
        "CWIRE | AWIRE", "CWIRE | rest",
      ])
    let state = sources.groups.first { $0.text == "ownership=state" }
    #expect(state?.sources == 2 && state?.reports == 28)
  }

  @Test("What has too little on a side to be tested comes last")
  func little() {
    let sources = PairSources(
      [source("AWIRE", 2), source("BTV", 30), source("CWIRE", 40)], countries: ["AAA", "BBB"])
    #expect(told(sources).first == "ownership=state,country=BBB | rest")
    #expect(
      told(sources).suffix(2) == [
        "ownership=state,country=AAA | ownership=state,country=BBB", "ownership=state,country=AAA | rest",
      ])
  }

  @Test("A comparison has something on both sides")
  func sides() {
    let sources = PairSources([source("AWIRE", 5), source("BTV", 3)], countries: ["AAA", "CCC"])
    // All are state media, so state media have no others to be held against.
    #expect(
      told(sources) == [
        "ownership=state,country=AAA | rest", "kind=broadcaster | rest", "AWIRE | BTV",
      ])
  }

  @Test("One source, none that is named, and no report at all are told apart")
  func obstacles() {
    #expect(PairSources([], countries: ["AAA", "BBB"]).obstacle == .nothing)
    #expect(PairSources([], unnamed: 4, countries: ["AAA", "BBB"]).obstacle == .unnamed(reports: 4))
    let one = PairSources([source("Blog", 2)], unnamed: 1, countries: ["AAA", "BBB"])
    #expect(one.obstacle == .oneSource("Blog", reports: 2) && one.suggestions.isEmpty)
  }

  @Test("A name that cannot be asked for by itself is not suggested")
  func names() {
    let sources = PairSources([source("Times, The", 2), source("Blog", 1)], countries: ["AAA", "AAA"])
    #expect(told(sources) == ["Blog | rest"])
  }
}
