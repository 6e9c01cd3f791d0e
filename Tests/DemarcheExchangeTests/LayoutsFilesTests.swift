import DemarcheEvents
import FoundationEssentials
import Testing

@testable import DemarcheExchange

private typealias World = LayoutsWorld

/// Where files are written for `Tests/Exchange/open-layouts`, which opens them with other programs.
private let outbox = ProcessInfo.processInfo.environment["DEMARCHE_LAYOUTS"]

@Suite("Files for other programs to open")
struct LayoutsFilesTests {
  /// Acts with all that may trouble a reader: several parties, nothing known, marks, controls and quotation marks.
  static var events: [ExportedEvent] {
    var bare = World.threat()
    bare.id = "ev_2"
    bare.incident = "in_2"
    bare.date = nil
    bare.place = nil
    bare.recipient = []
    var hostile = World.threat()
    hostile.id = "ev_3"
    hostile.incident = "in_3"
    hostile.actor[0].name = "\"Ada\tFerrin, & <sons>\n"
    var promised = World.threat()
    promised.aux = [.future]
    var meeting = World.meeting([World.ferrin, World.bostria, World.troops])
    meeting.id = "ev_4"
    meeting.incident = "in_4"
    var lone = World.threat()
    lone.id = "ev_5"
    lone.incident = "in_5"
    lone.actor = [World.rebels]
    var report = World.report
    report.source = "The \"Plains\"\tGazette"
    return [World.threat(), bare, hostile, promised, meeting, lone].map { World.exported($0, report: report) }
  }

  @Test(
    "Each layout is written, with its columns where a reader needs them",
    .enabled(if: outbox != nil, "DEMARCHE_LAYOUTS names no folder"), arguments: EventLayout.allCases)
  func write(_ layout: EventLayout) throws {
    let folder = try #require(outbox)
    let text = World.file(layout, Self.events)
    #expect(!text.isEmpty)
    let path = "\(folder)/\(layout.rawValue).\(layout.fileExtension)"
    try #require(FileManager.default.createFile(atPath: path, contents: Data(text.utf8)))
  }
}
