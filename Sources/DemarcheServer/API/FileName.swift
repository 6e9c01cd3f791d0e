/// What a file of rows is called when it is saved: `events_RUS-UKR_2022-01_2022-06_run-12.csv`.
struct FileName: CustomStringConvertible {
  let description: String

  /// - Parameter name: of the endpoint.
  init(_ name: String, _ question: APIQuestion, run: Int?) {
    self.init(name, ending: question.format.rawValue, run: run) { question[$0] }
  }

  /// - Parameter value: that of a parameter.
  init(_ name: String, ending: String, run: Int?, _ value: (String) -> String?) {
    let parties = [value("a"), value("b")].compactMap(\.self)
    let acting = [value("actor"), value("recipient"), value("with")].compactMap(\.self)
    let who = (value("pair").map { [$0] } ?? []) + parties + acting
    let what = [value("event"), value("quad").map { "quad-\($0)" }, value("report"), value("id")]
    let bounds = [value("from"), value("until")]
    let run = run.map { "run-\($0)" }
    let parts = [name, who.isEmpty ? nil : who.joined(separator: "-")] + what + bounds + [run]
    let whole = parts.compactMap(\.self).map(FileName.plain).joined(separator: "_")
    description = String(whole.prefix(120)) + "." + ending
  }

  /// Letters, figures, "." and "-" alone, so that every system takes it.
  private static func plain(_ text: String) -> String {
    let bytes = text.utf8.map { byte -> UInt8 in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."):
        byte
      default: UInt8(ascii: "-")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
