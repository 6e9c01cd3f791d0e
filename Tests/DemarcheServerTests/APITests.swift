import DemarcheHTTP
import DemarcheJSON
import Testing

@testable import DemarcheServer

@Suite struct `The API` {
  @Test func `gives events as a page with the way to the next`() throws {
    let site = try SmallSite()
    let first = try site.json("/api/v1/events?limit=2")
    #expect(first["run"] == 1)
    #expect(
      first["items"]?.array?.compactMap { $0["id"]?.string } == [
        "ev_0000000000000001", "ev_0000000000000002",
      ])
    let next = try #require(first["next"]?.string)
    let second = try site.json(next)
    #expect(second["items"]?.array?.compactMap { $0["id"]?.string } == ["ev_0000000000000003"])
    #expect(second["next"] == .null)
    #expect(try site.ask("/api/v1/events?limit=2").headers["Link"] == "<\(next)>; rel=\"next\"")
  }

  @Test(arguments: [
    ("event=ASSAULT", 2), ("negated=yes", 4), ("quad=1", 1), ("not-event=ASSAULT", 1), ("not-quad=1,4", 0),
    ("source=Arnish%20Post", 1), ("source-type=private", 2), ("not-source=Bostrian%20Times", 1),
    ("actor=BBB", 1),
    ("not-actor=BBB", 2), ("not-recipient=BBB,AAA", 0), ("text=struck", 2), ("text=met&not-text=nothing", 0),
    ("not-text=struck", 1),
    ("pair=AAA,BBB&from=2015-08-31", 2), ("with=CCC", 0), ("confidence=0.5", 2), ("report=talks", 1),
  ])
  func `narrows events`(query: String, count: Int) throws {
    let answer = try SmallSite().json("/api/v1/events?total=yes&\(query)")
    #expect(answer["items"]?.array?.count == count)
    #expect(answer["total"]?.int == count)
  }

  @Test(arguments: [
    ("/api/v1/events?evnt=AID", 400, "there is no parameter \"evnt\" here", "did you mean \"event\"?"),
    ("/api/v1/events?event=DANCE", 400, "event is a list of AGREE", "event: PLOVER types"),
    ("/api/v1/events?limit=5&limit=6", 400, "limit is given twice", "give it once; a list has commas"),
    (
      "/api/v1/events?limit=0", 400, "limit is a whole number from 1 to 1000, not \"0\"",
      "limit: at most so many"
    ),
    ("/api/v1/events?source=Daily%20Nobody", 404, "source names none", "it has Arnish Post"),
    ("/api/v1/events/ev_ffff", 404, "The ledger has no event \"ev_ffff\"", "An event has another id"),
    ("/api/v1/report", 400, "id is missing", "id: of the report"),
    ("/api/v1/runs/9", 404, "There is no run 9.", "All runs stand at /api/v1/runs."),
    ("/api/v1/relation/AAA/group:NINE", 400, "b is a code such as USA", "b: the other"),
  ])
  func `says what is wrong and what to do`(target: String, status: Int, detail: String, hint: String) throws {
    let answer = try SmallSite().ask(target)
    let problem = try JSON.read(answer.text)
    #expect(answer.status == status)
    #expect(answer.headers["Content-Type"] == "application/problem+json")
    #expect(problem["detail"]?.string?.hasPrefix(detail) == true, "\(answer.text)")
    #expect(problem["hint"]?.string?.hasPrefix(hint) == true, "\(answer.text)")
  }

  @Test func `streams all rows of CSV and of JSON lines, with a name that tells what they are`() throws {
    let site = try SmallSite()
    let csv = try site.ask("/api/v1/events.csv?pair=AAA,BBB&from=2015&until=2015-12")
    #expect(csv.text.split(separator: "\n").count == 4)
    #expect(csv.text.hasPrefix("id,report,sentence,"))
    #expect(
      csv.headers["Content-Disposition"] == "attachment; filename=\"events_AAA-BBB_2015_2015-12_run-1.csv\"")
    let lines = try site.ask("/api/v1/events", headers: ["accept": "application/x-ndjson"]).text.split(
      separator: "\n")
    #expect(lines.count == 3)
    #expect(try JSON.read(String(lines[0]))["report"] == "talks")
  }

  @Test func `holds no sentence unless it is asked for`() throws {
    let site = try SmallSite()
    #expect(!(try site.ask("/api/v1/events.csv").text.contains("Arnland met Bostria on Monday.")))
    #expect(!(try site.ask("/api/v1/events.jsonl").text.contains("on Monday")))
    #expect(try site.ask("/api/v1/events.csv?with-text=yes").text.contains("Arnland met Bostria on Monday."))
    #expect(
      try site.json("/api/v1/events/ev_0000000000000001?with-text=yes")["text"]
        == "Arnland met Bostria on Monday.")
  }

  @Test func `does not send again what a client has, and tells forms apart`() throws {
    let site = try SmallSite()
    let tag = try #require(try site.ask("/api/v1/events").headers["ETag"])
    #expect(try site.ask("/api/v1/events", headers: ["if-none-match": tag]).status == 304)
    #expect(try site.ask("/api/v1/events.csv", headers: ["if-none-match": tag]).status == 200)
  }

  @Test func `gives a report with the places of its sentences and its events`() throws {
    let report = try SmallSite().json("/api/v1/report?id=strike")
    #expect(report["text"] == "Arnland struck Bostria. Bostria struck back.")
    #expect(report["sentences"]?.array?.map { $0["start"]?.int } == [0, 24])
    #expect(report["events"]?.array?.count == 2)
  }

  @Test func `counts pairs as their relation does`() throws {
    let site = try SmallSite()
    let pair = try #require(try site.json("/api/v1/pairs")["items"]?.array?.first)
    let overall = try #require(try site.json("/api/v1/relation/AAA/BBB")["overall"])
    for name in ["incidents", "reports", "texts", "quad_1", "quad_4", "score_mean"] {
      #expect(pair[name] == overall[name], "\(name)")
    }
    #expect(pair["a_to_b"] == overall["a_to_b_incidents"])
    #expect(pair["b_to_a"] == overall["b_to_a_incidents"])
  }

  @Test func `gives every period of a relation between what was read first and last`() throws {
    let relation = try SmallSite().json("/api/v1/relation/AAA/BBB?by=month&from=1000&until=9999")
    #expect(
      relation["items"]?.array?.compactMap { $0["period"]?.string }
        == ["2015-08", "2015-09", "2015-10", "2015-11", "2015-12", "2016-01"])
    #expect(relation["summary"]?.array?.isEmpty == false)
  }

  @Test(arguments: [
    "/api/v1/incidents", "/api/v1/reports", "/api/v1/relation/AAA/BBB", "/api/v1/relation/AAA/BBB/changes",
    "/api/v1/partners/AAA",
    "/api/v1/comparison/AAA/BBB?first=ownership%3Dstate", "/api/v1/pairs",
    "/api/v1/panel?actors=AAA,BBB&all-periods=yes",
    "/api/v1/coverage", "/api/v1/sources", "/api/v1/runs", "/api/v1/runs/1/failures", "/api/v1/codebook",
    "/api/v1/rules",
    "/api/v1/actors?q=arn", "/api/v1/decisions",
  ])
  func `gives rows in three forms, with as many cells as columns`(target: String) throws {
    let site = try SmallSite()
    func inForm(_ form: String) -> String {
      let path = target.prefix { $0 != "?" }
      return path + ".\(form)" + target.dropFirst(path.count)
    }
    let items = try #require(try site.json(target)["items"]?.array)
    let csv = try site.ask(inForm("csv"))
    #expect(csv.headers["Content-Type"] == "text/csv; charset=utf-8")
    let lines = csv.text.split(separator: "\n")
    #expect(lines.count == items.count + 1, "\(csv.text)")
    let columns = lines[0].split(separator: ",").count
    for line in lines.dropFirst() where !line.contains("\"") {
      #expect(line.split(separator: ",", omittingEmptySubsequences: false).count == columns, "\(line)")
    }
    #expect(try site.ask(inForm("jsonl")).text.split(separator: "\n").count == items.count)
  }

  @Test func `finds codes by names`() throws {
    let found = try SmallSite().json("/api/v1/actors?q=arn")["items"]?.array
    #expect(found?.first?["code"] == "AAA")
    #expect(try SmallSite().json("/api/v1/actors?q=bbb")["items"]?.array?.first?["name"] == "Bostria")
  }

  @Test func `is well, and tells a monitor so`() throws {
    let site = try SmallSite()
    #expect(try site.json("/healthz")["status"] == "ok")
    let metrics = try site.ask("/metrics").text
    #expect(metrics.contains("\ndemarche_events 4\n"))
    #expect(metrics.contains("\ndemarche_run_failures 1\n"))
  }

  @Test func `writes only for who knows the token, and nothing where it is read only`() throws {
    let body = #"{"kind": "join", "a": "ev_0000000000000001", "b": "ev_ffff"}"#
    let site = try SmallSite()
    let type: Headers = ["content-type": "application/json"]
    var headers = type
    headers.add("x-demarche-token", "told")
    #expect(try site.ask("/api/v1/decisions", .post, headers: type, body: body).status == 403)
    #expect(try site.ask("/api/v1/decisions", .post, headers: headers, body: body).status == 404)
    #expect(try site.ask("/api/v1/decisions", .post, headers: headers, body: "[]").status == 400)
    #expect(
      try site.ask("/api/v1/decisions", .post, headers: headers, body: #"{"kind": "part"}"#).status == 400)
    #expect(
      try site.ask("/api/v1/decisions", .post, headers: ["x-demarche-token": "told"], body: body).status
        == 415)
    #expect(try site.ask("/api/v1/decisions/7/undo", .post, headers: headers).status == 404)
    let reader = try SmallSite(isReadOnly: true)
    #expect(try reader.ask("/api/v1/decisions", .post, headers: headers, body: body).status == 405)
    #expect(try reader.json("/api/v1/session")["token"] == .null)
  }
}
