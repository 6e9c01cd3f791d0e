import DemarcheData
import DemarcheEvents
import Testing

/// The codebook and the crosswalk of this checkout.
private struct Book {
  let codebook: Codebook
  let crosswalk: Crosswalk

  init() throws {
    let root = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 }
    func table(_ name: String, _ columns: [String], optional: [String] = []) throws -> Table {
      let file = try MappedFile(path: "\(root)/Data/codebook/\(name).tsv")
      let text = withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
      return try Table(text: text, file: name, columns: columns, optional: optional)
    }
    codebook = try Codebook(
      .init(
        version: table("version", Codebook.versionColumns),
        types: table("types", Codebook.typeColumns, optional: Codebook.optionalTypeColumns),
        modes: table("modes", Codebook.modeColumns),
        contexts: table(
          "contexts", Codebook.contextColumns, optional: Codebook.optionalContextColumns),
        sectors: table("sectors", Codebook.sectorColumns), cameo: table("cameo", Codebook.cameoColumns),
        quads: table("quads", Codebook.quadColumns)))
    crosswalk = try Crosswalk(table("crosswalk", Crosswalk.columns), codebook: codebook)
  }
}

@Suite struct `The codebook` {
  private let book: Codebook

  init() throws { book = try Book().codebook }

  @Test func `has 16 types, 67 pairs of type and mode, 37 contexts and 25 sectors`() {
    #expect(book.types.count == 16)
    #expect(book.modes.count == 67)
    #expect(Set(book.modes).count == 67)
    #expect(Set(book.contexts).count == 37)
    #expect(book.sectors.count == 25)
  }

  @Test(arguments: [
    ("AGREE", 1, 2.5), ("CONSULT", 1, 2.5), ("SUPPORT", 1, 5), ("CONCEDE", 1, 4.5), ("COOPERATE", 2, 9.5),
    ("AID", 2, 10), ("RETREAT", 2, 6.5), ("REQUEST", 3, 0), ("ACCUSE", 3, -3), ("REJECT", 3, -2),
    ("THREATEN", 3, -3.5), ("PROTEST", 4, -5), ("SANCTION", 4, -6), ("MOBILIZE", 4, -5.5), ("COERCE", 4, -7),
    ("ASSAULT", 4, -9),
  ])
  func `gives each type its quad and score`(_ name: String, _ quad: Int, _ score: Double) throws {
    let type = try #require(book.type(name))
    #expect(type.quad == quad)
    #expect(type.score == score)
    #expect(book.score(name, modes: []) == score)
  }

  @Test(arguments: [
    ("CONSULT", "visit 4, third-party 1, multilateral 4, phone 1.5"),
    ("RETREAT", "withdraw 8, release 6.5, disarm 10, ceasefire 7.5, access 6.5, resign 4.5"),
    ("REQUEST", "assist 0.5, change -1, yield -1, meet 0"),
    ("ACCUSE", "disapprove -2, investigate -3.5, allege -3.5"),
    ("REJECT", "assist -1.5, change -2, yield -2, meet -2"),
    ("THREATEN", "restrict -3, arrest -3.5, relations -3.5, expel -3.5, territory -4, violence -3.5"),
    (
      "PROTEST",
      "demo -5, riot -7, strike -5, hunger -4.5, boycott -4.5, obstruct -4.5, vandalize -5"
    ),
    ("SANCTION", "convict -6, expel -5.5, withdraw -6, discontinue -6"),
    ("MOBILIZE", "troops -6.5, weapons -6.5, police -5.5, militia -6"),
    (
      "COERCE",
      "seize -7, restrict -7, arrest -7, deport -7, withhold -7, cyber -7, censor -6.5, curfew -6.5, misinformation -6.5, martial-law -7.5"
    ),
    (
      "ASSAULT",
      "abduct -8.5, beat -7.5, torture -8.5, sexual -8.5, targeted -9.5, destroy -8.5, primitive -8, firearms -9, explosives -9, suicide-attack -9.5, aerial -9.5, drone -9.5, heavy-weapons -9.5, crowd-control -7.5, unconventional -10"
    ),
    ("AGREE", ""), ("SUPPORT", ""), ("CONCEDE", ""), ("COOPERATE", ""), ("AID", ""),
  ])
  func `gives each mode its score`(_ type: String, _ modes: String) {
    var expected: [String: Double] = [:]
    for pair in modes.split(separator: ",") {
      let words = pair.split(separator: " ")
      if let name = words.first, let score = words.last.flatMap({ Double($0) }) {
        expected[String(name)] = score
      }
    }
    let found = book.modes.filter { $0.type == type }.map { ($0.name, $0.score) }
    #expect(Dictionary(found, uniquingKeysWith: { a, _ in a }) == expected)
  }

  @Test func `asks COOPERATE, AID and SANCTION alone for a recipient`() {
    #expect(Set(book.types.filter(\.needsRecipient).map(\.name)) == ["COOPERATE", "AID", "SANCTION"])
  }

  @Test func `says what a future act becomes`() {
    let future = book.types.compactMap { type in type.future.map { (type.name, $0) } }
    #expect(
      Dictionary(future, uniquingKeysWith: { a, _ in a }) == [
        "CONSULT": "AGREE", "SUPPORT": "AGREE", "COOPERATE": "AGREE", "AID": "AGREE", "RETREAT": "CONCEDE",
      ])
  }

  @Test func `drops MOBILIZE beside ASSAULT and nothing else`() {
    #expect(book.type("ASSAULT")?.drops == ["MOBILIZE"])
    #expect(book.types.filter { !$0.drops.isEmpty }.count == 1)
  }

  // Where the manual contradicts itself: docs/codebook.md.

  @Test func `counts SANCTION as material conflict`() {
    #expect(book.type("SANCTION")?.quad == 4)
    #expect(book.materialConflict == [4])
  }

  @Test func `scores ACCUSE below zero, as all its modes`() {
    #expect(book.type("ACCUSE")?.score == -3)
    #expect(book.modes.filter { $0.type == "ACCUSE" }.allSatisfy { $0.score < 0 })
  }

  @Test func `scores PROTEST vandalize as the type`() {
    #expect(book.mode("vandalize", of: "PROTEST")?.score == book.type("PROTEST")?.score)
  }

  @Test func `has SANCTION expel for groups and COERCE deport for persons`() {
    #expect(book.mode("expel", of: "SANCTION") != nil)
    #expect(book.mode("deport", of: "COERCE") != nil)
    #expect(book.mode("expel", of: "COERCE") == nil)
    #expect(book.mode("expel", of: "REJECT") == nil)
  }

  @Test(arguments: [
    "RESTRICT", "THREAT", "INVESTIGATE", "DEMAND", "DISAPPROVE", "CRIME", "FIGHT", "YIELD",
  ])
  func `has no type of an older list`(_ name: String) { #expect(book.type(name) == nil) }

  @Test func `scores by the scale of manual 2.0, not by the older one`() {
    #expect(book.type("ASSAULT")?.score != -9.3)
    #expect(book.type("RETREAT")?.score != 7.6)
    #expect(book.type("AID")?.score != 7.4)
    #expect(book.version.hasPrefix("plover-2.0+"))
  }

  @Test(arguments: ["ease", "return", "ban", "political", "assassinate", "cleansing", "massacre"])
  func `has no retired mode`(_ name: String) { #expect(!book.modes.contains { $0.name == name }) }

  @Test(arguments: ["humanitarian", "democracy"])
  func `has no retired context`(_ name: String) { #expect(!book.contexts.contains(name)) }

  @Test func `gives CAMEO 1.1b3 the values of its own numbering`() {
    let values = ["016": -5, "124": -4, "1246": -4, "163": -8, "164": -6.5, "166": -7]
    for (code, value) in values { #expect(book.goldstein[code] == value, "\(code)") }
    #expect(book.goldstein["10"] == -5)
    #expect(book.goldstein["010"] == 0)
  }
}

@Suite struct `The crosswalk from CAMEO` {
  private let book: Codebook
  private let crosswalk: Crosswalk

  init() throws {
    let data = try Book()
    book = data.codebook
    crosswalk = data.crosswalk
  }

  @Test func `has every code of CAMEO 1.1b3 once`() {
    #expect(crosswalk.entries.count == book.goldstein.count)
    #expect(Set(crosswalk.entries.map(\.cameo)) == Set(book.goldstein.keys))
    #expect(crosswalk["1214"] == nil)
  }

  /// Each defect of the table of 2021, as it is decided.
  @Test(arguments: [
    ("116", "SANCTION convict"), ("055", "CONCEDE"), ("163", "SANCTION discontinue"),
    ("195", "ASSAULT aerial"),
    ("143", "PROTEST strike"), ("1431", "PROTEST strike"), ("1434", "PROTEST strike"),
    ("1712", "ASSAULT destroy"), ("175", "ASSAULT crowd-control"), ("0872", "RETREAT"), ("085", "RETREAT"),
    ("0842", "RETREAT release"), ("132", "THREATEN restrict"), ("1321", "THREATEN restrict"),
    ("1322", "THREATEN restrict"), ("1722", "COERCE restrict"), ("185", "ASSAULT targeted"),
    ("186", "ASSAULT targeted"), ("112", "ACCUSE allege"), ("105", "REQUEST yield"), ("124", "REJECT yield"),
    ("1241", "REJECT yield"), ("1242", "REJECT yield"), ("0813", "CONCEDE"), ("0814", "CONCEDE"),
    ("0871", "CONCEDE"), ("044", "CONSULT"), ("045", "CONSULT third-party"), ("183", "ASSAULT explosives"),
    ("1312", "THREATEN relations"), ("200", "ASSAULT"), ("201", "ASSAULT"), ("202", "ASSAULT targeted"),
    ("203", "ASSAULT"), ("133", "THREATEN"), ("139", "THREATEN"),
  ])
  func `mends what was wrong in the table of 2021, and says so`(_ code: String, _ kind: String) throws {
    let entry = try #require(crosswalk[code])
    #expect(([entry.type ?? "-"] + entry.modes).joined(separator: " ") == kind)
    #expect(!entry.note.isEmpty)
  }

  @Test(arguments: ["0811", "0812", "082"])
  func `says pro_democracy where the context was democracy`(_ code: String) {
    #expect(crosswalk[code]?.contexts == ["pro_democracy"])
  }

  @Test(arguments: ["0333", "073", "0863", "1033", "1223", "1623"])
  func `says human_security where the context was humanitarian`(_ code: String) {
    #expect(crosswalk[code]?.contexts == ["human_security"])
  }

  @Test func `puts the context of 175 where contexts stand`() {
    #expect(crosswalk["175"]?.contexts == ["pro_autocracy"])
  }

  @Test(arguments: ["01", "010", "011", "012", "013", "014", "015", "016", "017"])
  func `has no event for a statement, and says why`(_ code: String) throws {
    let entry = try #require(crosswalk[code])
    #expect(entry.type == nil)
    #expect(!entry.note.isEmpty)
  }

  @Test(arguments: [
    ("018", "SUPPORT"), ("019", "SUPPORT"), ("020", "REQUEST"), ("0212", "REQUEST assist"),
    ("0241", "REQUEST change"), ("025", "REQUEST yield"), ("0253", "REQUEST yield"), ("026", "REQUEST meet"),
  ])
  func `has sympathy as SUPPORT and appeals as the demand of the same`(_ code: String, _ kind: String) throws
  {
    let entry = try #require(crosswalk[code])
    #expect(([entry.type ?? "-"] + entry.modes).joined(separator: " ") == kind)
    #expect(!entry.note.isEmpty)
  }

  @Test func `gives the codes below one the type of that code, but where the code parts`() {
    // 01 holds sympathy, 08 words and deeds, 17 violence, 19 blockade and occupation.
    let parting: Set = ["01", "08", "17", "19"]
    for entry in crosswalk.entries where entry.cameo.count > 2 {
      let above = String(entry.cameo.prefix(2))
      guard !parting.contains(above), let type = crosswalk[above]?.type else { continue }
      if ["055", "116"].contains(entry.cameo) { continue }
      #expect(entry.type == type, "\(entry.cameo)")
    }
  }

  @Test func `leads back to the type of a mode, but where CAMEO has one code for two`() {
    // 0831 and 0871 are a word and a deed in one code.
    let shared: Set = ["RETREAT ceasefire", "RETREAT resign"]
    for mode in book.modes where !shared.contains("\(mode.type) \(mode.name)") {
      #expect(crosswalk[mode.cameo]?.type == mode.type, "\(mode.type) \(mode.name): \(mode.cameo)")
    }
  }

  @Test func `tells every fault of its table`() throws {
    let table = try Table(
      text: """
        code\ttype\tmode\tcontext\tnote\tsource
        030\tAGREED\t\t\t\tt
        040\tCONSULT\tease\tdemocracy\t\tt
        040\tCONSULT\t\t\t\tt
        999\tAID\t\t\t\tt
        """, file: "t.tsv", columns: Crosswalk.columns)
    do {
      _ = try Crosswalk(table, codebook: book)
      Issue.record("the table was taken")
    } catch {
      let found = error.errors.filter { $0.line > 0 }.map { "\($0.line): \($0.message)" }
      #expect(
        found == [
          "2: unknown type AGREED", "3: CONSULT has no mode ease", "3: unknown context democracy",
          "4: the code 040 stands twice", "5: CAMEO 1.1b3 has no code 999",
        ])
      #expect(error.errors.contains { $0.message == "the code 041 is missing" })
    }
  }
}
