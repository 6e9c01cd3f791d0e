import DemarcheLedger
import DemarcheRelations

/// What a monitor asks for, as the text that Prometheus reads.
struct Metrics: CustomStringConvertible {
  static let type = "text/plain; version=0.0.4; charset=utf-8"

  private var text = ""
  var description: String { text }

  /// - Parameter age: seconds since the last run ended; nil when none has.
  init(_ counts: LedgerCounts, _ lastRun: Run?, age: Int?, _ traffic: Traffic.Counts) {
    gauge("demarche_reports", "reports in the ledger", counts.reports)
    gauge("demarche_texts", "distinct texts", counts.texts)
    gauge("demarche_events", "events, a sentence each", counts.events)
    gauge("demarche_incidents", "distinct acts", counts.incidents)
    gauge("demarche_sources", "sources with a report", counts.sources)
    gauge("demarche_runs", "runs so far", lastRun?.id.number ?? 0)
    gauge("demarche_run_failures", "inputs of the last run that became no report", lastRun?.rejected ?? 0)
    if let age { gauge("demarche_last_success_seconds", "seconds since the last run that ended", age) }
    head("demarche_http_requests_total", "requests by the class of their answer", "counter")
    for (i, count) in traffic.byClass.enumerated() where i > 0 {
      line("demarche_http_requests_total{class=\"\(i)xx\"}", "\(count)")
    }
    line("demarche_http_requests_total{class=\"none\"}", "\(traffic.byClass[0])")
    head("demarche_http_response_bytes_total", "bytes of bodies sent", "counter")
    line("demarche_http_response_bytes_total", "\(traffic.bytes)")
    head(
      "demarche_http_request_duration_seconds", "from the line of a request to the end of its answer",
      "histogram")
    var sum = 0
    for (bound, count) in zip(Traffic.bounds, traffic.byDuration) {
      sum += count
      line("demarche_http_request_duration_seconds_bucket{le=\"\(decimal(bound, digits: 3))\"}", "\(sum)")
    }
    sum += traffic.byDuration[Traffic.bounds.count]
    line("demarche_http_request_duration_seconds_bucket{le=\"+Inf\"}", "\(sum)")
    line("demarche_http_request_duration_seconds_sum", "\(decimal(traffic.seconds, digits: 6))")
    line("demarche_http_request_duration_seconds_count", "\(sum)")
  }

  private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
    head(name, help, "gauge")
    line(name, "\(value)")
  }

  private mutating func head(_ name: String, _ help: String, _ type: String) {
    text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
  }

  private mutating func line(_ name: String, _ value: String) { text += "\(name) \(value)\n" }
}
