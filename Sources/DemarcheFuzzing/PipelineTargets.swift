import Demarche
import DemarcheCoding
import DemarcheDiscourse
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheReportLines
import DemarcheSyntax
import DemarcheText

extension FuzzTarget {
  static let pipeline = FuzzTarget(
    "pipeline",
    "twice the same events; their spans are the words of the text; they are written and read again as they were"
  ) { world in
    let pipeline = try world.pipeline()
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      let report = Report(
        id: lines[0], title: lines.count > 1 ? lines[0] : nil, text: lines.last ?? "", published: "2015-08-09"
      )
      return PipelineFault.find(pipeline, report)
    }
  }

  static let dates = FuzzTarget(
    "dates",
    "whatever the day of the report, expressions of time lie in their sentence and end after they begin; a date that is read is written the same"
  ) { world in
    let pipeline = try world.pipeline()
    let time = pipeline.release.knowledge.time
    let days = [nil, Day(1, 1, 1), Day(9999, 12, 31), Day(2015, 8, 9), Day(2016, 2, 29)]
    let lines = ReportLines(layouts: try world.layouts())
    return { bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      for tree in pipeline.parser.trees(of: text) {
        for day in days {
          for found in time.expressions(in: tree, on: day, anchor: Day(2015, 1, 1)) {
            guard tree.words.indices.contains(found.words.lowerBound),
              tree.words.indices.contains(found.words.upperBound)
            else { return "words \(found.words) of \(tree.words.count)" }
            guard found.from <= found.until else {
              return "from \(found.from) until \(found.until): \(found.how)"
            }
          }
        }
        if let day = time.dateline(of: tree), Day(iso: day.iso) != day { return "dated \(day)" }
      }
      // The first line as a date of publication, in whatever form.
      let date = text.split(separator: "\n", omittingEmptySubsequences: false).first.map(String.init) ?? ""
      if let day = Day(iso: date) {
        guard Day(iso: day.iso) == day, date.hasPrefix(day.iso) || date.utf8.count < 10 else {
          return "\"\(date)\" is read as \(day.iso)"
        }
      }
      var fault: String?
      let line: JSON = ["id": "r", "text": "Arnland met Bostria on Friday.", "published": .string(date)]
      lines.read(Array(line.line.utf8), path: "given") { item in
        guard case .report(let report) = item else { return }
        if let published = report.published, Day(iso: published) == nil {
          fault = "\"\(date)\" is published as \"\(published)\""
        }
        fault = fault ?? PipelineFault.find(pipeline, report)
      }
      return fault
    }
  }
}

/// What does not hold of the events of a report.
enum PipelineFault {
  /// Codes a report twice and looks at what comes of it; nil when all is as it should be.
  static func find(_ pipeline: Pipeline, _ report: Report) -> String? {
    let writer = EventLines(negated: true, emitsEmpty: true)
    let coding = pipeline.code(report)
    var lines: [UInt8] = []
    writer.write(report, coding, to: &lines)
    var again: [UInt8] = []
    writer.write(report, pipeline.code(report), to: &again)
    guard lines == again else { return "not the same bytes twice" }
    let title = Array((report.title ?? "").unicodeScalars)
    let text = Array(report.text.unicodeScalars)
    for event in writer.events(of: coding) {
      let field = event.field == .title ? title : text
      func words(_ start: Int, _ end: Int) -> String? {
        guard start >= 0, start <= end, end <= field.count else { return nil }
        var words = String.UnicodeScalarView()
        words.append(contentsOf: field[start..<end])
        return String(words)
      }
      let trigger = event.trigger
      guard words(trigger.start, trigger.end) == trigger.text else {
        return "the trigger \(trigger) is not the words \"\(words(trigger.start, trigger.end) ?? "outside")\""
      }
      for side in event.actor + event.recipient where words(side.start, side.end) == nil {
        return "\(side) lies outside the text"
      }
      for date in [event.date, event.dateEnd] {
        if let date, Day(iso: date) == nil { return "the date \(date)" }
      }
      guard (0...1).contains(event.confidence) else { return "a confidence of \(event.confidence)" }
      do {
        guard Event(json: try JSON.read(event.json.line)) == event else { return "not read again: \(event)" }
      } catch {
        return "not read again: \(error)"
      }
    }
    for line in pipeline.mentionLines(of: report) + pipeline.claimLines(of: report)
    where JSON.fuzzed(Array(line.line.utf8)) != line {
      return "not read again: \(line.line)"
    }
    return nil
  }
}
