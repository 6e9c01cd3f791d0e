import Testing

@testable import DemarcheServer

@Suite struct `The box of the search` {
  private func read(_ text: String) throws -> SearchText {
    let setting = try SmallSite.setting()
    return try SearchText(text) { EventQuestion.kind($0, setting) }
  }

  @Test(arguments: [
    ("peace", "text=peace"), ("  peace   talks ", "text=peace talks"),
    ("\"peace treaty\" signed", "text=\"peace treaty\" signed"),
    ("actor:AAA", "actor=AAA"), ("ACTOR:AAA", "actor=AAA"),
    ("peace actor:AAA/GOV talks", "text=peace talks actor=AAA/GOV"),
    ("event:AGREE event:CONSULT", "event=AGREE,CONSULT"), ("event:AGREE,CONSULT", "event=AGREE,CONSULT"),
    ("-event:ASSAULT", "not-event=ASSAULT"), ("-war peace", "text=peace not-text=war"),
    ("-\"civil war\"", "not-text=\"civil war\""),
    ("source:\"Arnish Post\"", "source=Arnish Post"), ("-source:\"Arnish Post\"", "not-source=Arnish Post"),
    ("with:AAA with:BBB", "pair=AAA,BBB"), ("from:1990 until:1991-06", "from=1990 until=1991-06"),
    ("mark:future -mark:hypothetical", "aux=future without=hypothetical"), ("quad:4 quad:1", "quad=4,1"),
    ("un-named", "text=un-named"), ("-actor:AAA -actor:BBB", "not-actor=AAA,BBB"), ("", ""),
    ("confidence:0.5", "confidence=0.5"),
  ])
  func `becomes parameters`(text: String, parameters: String) throws {
    let read = try read(text)
    #expect(read.parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ") == parameters)
    // What the parameters say, the box says again, and it means the same.
    let address = Address(segments: ["search"], query: read.parameters)
    #expect(
      try self.read(SearchText.text(of: address)).parameters.map { "\($0)" }.sorted()
        == read.parameters.map { "\($0)" }.sorted())
  }

  @Test(arguments: [
    ("peace actr:AAA", 6, "there is no field \"actr\""),
    ("http://example.org", 0, "there is no field \"http\""),
    ("actor: AAA", 5, "nothing stands behind actor"), ("say \"peace", 4, "the quotation mark has no other"),
    ("\"  \"", 0, "nothing stands in the quotation marks"),
    ("quad:9", 5, "quad is a list of 1, 4, not \"9\""),
    ("event:DANCE", 6, "event is a list of AGREE"), ("from:yesterday", 5, "from is a date"),
    ("-from:1990", 0, "what has a from cannot be left out"),
    ("actor:AAA actor:BBB", 10, "actor stands twice"),
    ("é -pair:AAA,BBB", 2, "what has a pair cannot be left out"),
  ])
  func `points at what is wrong`(text: String, place: Int, message: String) throws {
    let fault = try #require(throws: SearchText.Fault.self) { try read(text) }
    #expect(fault.place == place)
    #expect(fault.message.hasPrefix(message), "\(fault.message)")
  }

  @Test func `is all words where it has no field`() throws {
    #expect(!(try read("peace \"at last\"").hasFields))
    #expect(try read("peace -war").hasFields)
  }
}
