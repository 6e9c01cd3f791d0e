import DemarcheJSON
import Testing

@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it")) struct `The command claims` {
  private static func claims(_ text: String, title: String? = nil) throws -> [JSON] {
    var line: [JSON.Member] = [
      .init("id", "r"), .init("text", .string(text)), .init("published", "2015-06-15"),
    ]
    if let title { line.append(.init("title", .string(title))) }
    let run = try Run.demarche("claims", "-", input: Array((JSON.object(line).line + "\n").utf8))
    #expect(run.status == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
  }

  private static func texts(_ claim: JSON) -> [String?] {
    [claim["speaker"]?["text"]?.string, claim["cue"]?["text"]?.string, claim["content"]?["text"]?.string]
  }

  @Test func `prints who says what, what contains what, and whom the speaker resolves to`() throws {
    let claims = try Self.claims(
      "The Interfax agency quoted President Vladimir Putin as saying that the harbour would be open by winter."
    )
    #expect(claims.count == 2)
    let inner = try #require(claims.last)
    #expect(inner["speaker"]?["code"]?.string == "RUS")
    #expect(inner["within"]?.int == 0)
    #expect(inner["cue"]?["text"]?.string == "saying")
    #expect(inner["stance"]?.string == "say")
    #expect(inner["content"]?["text"]?.string?.hasSuffix("by winter") == true)
  }

  @Test func `counts claims over title and text, and offsets in each`() throws {
    let claims = try Self.claims(
      "“The wells are dry,” the mayor said. “They have been dry since May.”", title: "Mayor: wells are dry")
    #expect(claims.map { $0["field"]?.string } == ["title", "text", "text"])
    #expect(claims.map { $0["kind"]?.string } == ["headline", "direct", "direct"])
    #expect(Self.texts(claims[1]) == ["mayor", "said", "The wells are dry"])
    #expect(Self.texts(claims[2]) == ["mayor", nil, "They have been dry since May"])
    #expect(claims[1]["content"]?["start"]?.int == 1)
  }

  @Test func `gives the chain that events carry`() throws {
    let text =
      "Norwegian troops shelled Santiago on Friday, the foreign minister of Chile said, citing local police."
    let line = "{\"id\": \"r\", \"published\": \"2015-06-15\", \"text\": \"\(text)\"}\n"
    let run = try Run.demarche("code", "-", "--format", "jsonl", "--quiet", input: Array(line.utf8))
    let assault = try run.output.split(separator: "\n").map { try JSON.read(String($0)) }
      .first { $0["event"]?.string == "ASSAULT" }
    let chain = try #require(assault?["attribution"]?.array)
    #expect(chain.map { $0["code"]?.string } == ["CHL", "CHL"])
    #expect(chain.map { $0["verb"]?.string } == ["said", "citing"])
  }

  @Test func `says nothing for a report in the outlet's own voice`() throws {
    #expect(try Self.claims("The ferry left at noon with forty passengers.").isEmpty)
  }
}
