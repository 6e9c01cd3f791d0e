import DemarcheJSON
import Testing

@Suite struct `A JSON text` {
  @Test(arguments: [
    #"{"a": [1, -2.5, true, false, null, "x"], "b": {}}"#, #"[]"#, #""é\n\"\\""#, "0", "-0.5", "1e3",
  ])
  func `that is written is read as the same`(_ text: String) throws {
    let value = try JSON.read(text)
    #expect(try JSON.read(value.line) == value)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    var text: String
    var message: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Fault(text: "", message: "the text ends where a value should stand at byte 1"),
    Fault(text: "{\"a\" 1}", message: "no colon after a name at byte 6"),
    Fault(text: "[1 2]", message: "neither a comma nor the end of the array at byte 4"),
    Fault(text: "[1,", message: "the text ends where a value should stand at byte 4"),
    Fault(text: "\"abc", message: "a string without its end at byte 5"),
    Fault(text: "01", message: "a number with a leading zero at byte 1"),
    Fault(text: "{} x", message: "more text after the value at byte 4"),
    Fault(text: "nul", message: "no JSON value at byte 1"),
    Fault(text: "\"\\u12\"", message: "no four hexadecimal digits after \\u at byte 4"),
  ])
  func `that is broken says how and where`(_ fault: Fault) {
    #expect(throws: JSONError.self) { try JSON.read(fault.text) }
    do { _ = try JSON.read(fault.text) } catch { #expect("\(error)" == fault.message) }
  }

  @Test func `surrogate pairs are one character and lone ones none`() throws {
    #expect(try JSON.read(#""\ud83d\ude00""#) == "😀")
    #expect(try JSON.read(#""\ud83d!""#) == "\u{FFFD}!")
  }

  @Test func `nested too deep is refused, not a crash`() {
    #expect(throws: JSONError.self) { try JSON.read(String(repeating: "[", count: 100_000)) }
  }

  @Test func `whole numbers beyond 64 bits become fractions`() throws {
    #expect(try JSON.read("123456789012345678901234567890").double == 1.2345678901234568e29)
  }
}
