public import DemarcheCoding
public import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
public import DemarcheText

/// What `demarche code` writes of a coded report as JSON lines: a line an event, and of a report without one a line that
/// says why.
///
/// The program and the library for other languages both write with it, so that their bytes are the same.
public struct EventLines: Sendable {
  /// Whether denied events are written too.
  public var negated: Bool
  /// Whether a report without events has a line `{"report","events":0,"why"}`.
  public var emitsEmpty: Bool

  public init(negated: Bool = false, emitsEmpty: Bool = false) {
    self.negated = negated
    self.emitsEmpty = emitsEmpty
  }

  /// The events that are written, in their order.
  public func events(of coding: Coder.ReportCoding) -> [Event] {
    coding.flatMap(\.events).filter { negated || !$0.aux.contains(.negation) }
  }

  /// Appends the lines of a report.
  public func write(_ report: Report, _ coding: Coder.ReportCoding, to bytes: inout [UInt8]) {
    let events = events(of: coding)
    for event in events {
      event.json.write(to: &bytes)
      bytes.append(UInt8(ascii: "\n"))
    }
    if events.isEmpty { writeEmpty(report, coding, to: &bytes) }
  }

  /// Appends the line of a report without events, where such lines are wanted.
  public func writeEmpty(_ report: Report, _ coding: Coder.ReportCoding, to bytes: inout [UInt8]) {
    guard emitsEmpty else { return }
    let line: JSON = [
      "report": .string(report.id), "events": 0, "why": .string(EventLines.whyEmpty(coding)),
    ]
    line.write(to: &bytes)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Why a report gave no event, in words.
  public static func whyEmpty(_ coding: Coder.ReportCoding) -> String {
    if coding.isEmpty { return "no sentence" }
    if coding.allSatisfy({ $0.mentions.allSatisfy { $0.actor.kind == .unknown } }) {
      return "no known actor"
    }
    if coding.allSatisfy({ $0.matches.isEmpty && $0.misses.isEmpty }) { return "no word that a rule knows" }
    if coding.allSatisfy({ $0.matches.isEmpty }) { return "no rule held" }
    return "only denied acts or acts without their participants"
  }
}
