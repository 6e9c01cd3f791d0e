import DemarcheHTTP
import Testing

@testable import DemarcheServer

@Suite struct `Forms of an answer` {
  @Test(arguments: [
    ("", APIFormat.json), ("*/*", .json), ("text/csv", .csv), ("application/x-ndjson", .jsonl),
    ("application/jsonl", .jsonl),
    ("text/html, text/csv;q=0.5", .csv), ("application/json, text/csv", .json), ("image/png", .json),
  ])
  func `are chosen by Accept`(accept: String, format: APIFormat) throws {
    let request = try Request(target: "/list", headers: accept.isEmpty ? [:] : ["accept": accept])
    #expect(APIFormat(request, of: APIFormat.allCases) == format)
    #expect(APIFormat(request, of: [.json]) == .json)
  }

  @Test(arguments: [
    (
      ["pair": "RUS,UKR", "from": "2022-01", "until": "2022-06"], "events_RUS-UKR_2022-01_2022-06_run-12.csv"
    ),
    ([:], "events_run-12.csv"),
    (["actor": "USA/MIL", "event": "ASSAULT,COERCE"], "events_USA-MIL_ASSAULT-COERCE_run-12.csv"),
    (["report": "a b/../\"x\"\r\n", "quad": "4"], "events_quad-4_a-b-..--x---_run-12.csv"),
  ])
  func `have a name when they are saved`(values: [String: String], name: String) {
    #expect(FileName("events", ending: "csv", run: 12) { values[$0] }.description == name)
  }
}
