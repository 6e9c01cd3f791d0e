import DemarcheLedger
import Testing

@testable import DemarcheServer

@Suite struct `What a monitor is told` {
  private func counted(_ exchanges: [(status: Int, milliseconds: Double)]) -> Traffic.Counts {
    let traffic = Traffic()
    for (status, milliseconds) in exchanges {
      traffic.count(status: status, bytes: 10, milliseconds: milliseconds)
    }
    return traffic.counts
  }

  @Test func `answers by their class, and the sums of all that took no longer`() {
    let counts = counted([(200, 1), (204, 20), (404, 300), (503, 60_000), (0, 5)])
    let text = "\(Metrics(LedgerCounts(), nil, age: nil, counts))"
    for line in [
      "demarche_http_requests_total{class=\"2xx\"} 2", "demarche_http_requests_total{class=\"4xx\"} 1",
      "demarche_http_requests_total{class=\"5xx\"} 1", "demarche_http_requests_total{class=\"none\"} 1",
      "demarche_http_request_duration_seconds_bucket{le=\"0.005\"} 2",
      "demarche_http_request_duration_seconds_bucket{le=\"0.025\"} 3",
      "demarche_http_request_duration_seconds_bucket{le=\"0.500\"} 4",
      "demarche_http_request_duration_seconds_bucket{le=\"+Inf\"} 5",
      "demarche_http_request_duration_seconds_count 5",
      "demarche_http_response_bytes_total 50",
    ] {
      #expect(text.contains("\n\(line)\n"), "\(line)")
    }
    #expect(!text.contains("demarche_last_success_seconds"))
  }

  @Test func `every number has its kind told before it`() {
    let text = "\(Metrics(LedgerCounts(), nil, age: 7, counted([])))"
    var known: Set<Substring> = []
    for line in text.split(separator: "\n") {
      if line.hasPrefix("# TYPE ") { known.insert(line.split(separator: " ")[2]) }
      if line.hasPrefix("#") { continue }
      let name = line.prefix { $0 != " " && $0 != "{" }
      let isKnown = known.contains { name == $0 || name.hasPrefix($0) && $0.hasSuffix("seconds") }
      #expect(isKnown, "\(line)")
    }
    #expect(text.contains("\ndemarche_last_success_seconds 7\n"))
  }
}
