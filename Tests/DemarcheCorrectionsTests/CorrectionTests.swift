import DemarcheCorrections
import DemarcheEvents
import DemarcheJSON
import Testing

@Suite struct `A decision` {
  private let whole = Correction(
    id: "c1", made: "2026-01-01T10:00:00Z", coder: "Ada", queue: .assisted, order: .random, decision: .edit,
    target: CorrectionTarget(
      text: hash(1), cluster: hash(2), report: "r1", field: .title, sentence: 1, span: stretch(0, 40),
      event: "ev_1", trigger: stretch(8, 11)),
    before: record(),
    after: [
      MarkedEvent(
        event: "AGREE", mode: ["sign"], aux: [.future], date: "2026-01-02",
        actor: [
          MarkedEvent.Party(
            words: MarkedWords(text: "men", 0, 3), code: "AAA", sectors: ["GOV", "MIL"])
        ],
        recipient: [MarkedEvent.Party(code: "BBB")], trigger: MarkedWords(text: "met", 8, 11))
    ],
    comment: "said of the men", seconds: 4.5, codebook: "c", version: "0.1.0", data: "sha256:0")

  @Test func `is the same after it was written and read`() throws {
    #expect(whole.fault == nil)
    let line = whole.json.line
    #expect(try Correction(json: JSON.read(line)) == whole)
    let undo = decided("c2", .undo, undoes: "c1")
    #expect(try Correction(json: JSON.read(undo.json.line)) == undo)
    let nothing = marking("c3", [])
    #expect(try Correction(json: JSON.read(nothing.json.line)) == nothing)
  }

  @Test func `is written with its members in a fixed order, the id among the first`() {
    #expect(
      marking("c3", []).json.line == """
        {"correction": 1, "id": "c3", "made": "2026-01-01T10:00:00Z", "coder": "Ada", "queue": "blind", \
        "order": null, "decision": "mark", "undoes": null, "target": {"text_sha256": "\(hash(1))", \
        "cluster": null, "report": "r1", "field": "text", "sentence": 1, "start": 0, "end": 100, \
        "event": null, "trigger": null}, "before": null, "after": [], "comment": null, "seconds": null, \
        "codebook": "", "version": "", "data": ""}
        """)
  }

  @Test(arguments: [
    ("\"queue\": \"assisted\"", "\"queue\": \"asisted\"", "queue is \"asisted\""),
    ("\"decision\": \"edit\"", "\"decision\": 7", "decision is missing or no text"),
    ("\"start\": 0, \"end\": 40", "\"start\": 40, \"end\": 0", "no stretch of text"),
    ("\"event\": \"AGREE\"", "\"event\": \"\"", "has no type"),
    ("\"correction\": 1", "\"correction\": 2", "no decision"),
    ("\"rule\": \"test/rule\"", "\"rule\": null", "before is no record"),
  ])
  func `that cannot be read says why`(_ there: String, _ instead: String, _ message: String) throws {
    let line = whole.json.line
    let broken = line.replacing(there, with: instead)
    #expect(broken != line)
    let error = #expect(throws: CorrectionError.self) { try Correction(json: JSON.read(broken)) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `that does not hold together says why`() {
    func fault(_ change: (inout Correction) -> Void) -> String? {
      var correction = whole
      change(&correction)
      return correction.fault
    }
    #expect(fault { $0.id = "" } == "it has no id")
    #expect(fault { $0.coder = "" } == "it has no coder")
    #expect(fault { $0.made = "yesterday" } == "made is no date: yesterday")
    #expect(fault { $0.target.text = "abc" }?.contains("64 hexadecimal digits") == true)
    #expect(fault { $0.after = [] }?.contains("reject") == true)
    #expect(fault { $0.before = nil }?.contains("in before") == true)
    #expect(fault { $0.target.trigger = nil }?.contains("its trigger") == true)
    #expect(fault { $0.decision = .mark }?.contains("marked in a sentence") == true)
    #expect(fault { $0.decision = .undo }?.contains("undoes") == true)
    #expect(fault { $0.seconds = .infinity }?.contains("seconds") == true)
    #expect(marking("c", []).fault == nil)
  }

  @Test func `says what is right, or nothing`() {
    let event = MarkedEvent(record())
    #expect(decided("c", .accept).right == [event])
    #expect(decided("c", .reject).right == [])
    #expect(decided("c", .edit, after: [marked("AGREE")]).right == [marked("AGREE")])
    #expect(marking("c", []).right == [])
    for silent in [Correction.Decision.ignore, .flag] { #expect(decided("c", silent).right == nil) }
    #expect((event.event, event.actorCodes, event.recipientCodes) == ("CONSULT", ["AAA"], ["BBB"]))
  }

  @Test func `without words keeps types, codes and places, and no word of the report`() {
    let bare = whole.withoutWords
    let line = bare.json.line
    for word in ["\"men\"", "\"met\"", "a test", "said"] { #expect(!line.contains(word), "\(word)") }
    #expect(whole.json.line.contains("\"men\""))
    #expect(bare.fault == nil)
    #expect(bare.item == whole.item)
    #expect(bare.right?.first?.agrees(with: whole.after[0]) == true)
    #expect(bare.before?.actor.first?.code == "AAA")
  }
}
