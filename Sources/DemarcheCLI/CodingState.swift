import DemarcheData
import DemarcheJSON
import DemarcheReading
import Glibc

/// How far a coding into a file has come, so that one that was broken off goes on where it stood.
///
/// It lies beside the unfinished file as `FILE.part.json` and is written only after the bytes that it counts.
struct CodingState: Equatable {
  var making: Making
  /// The part of the input; nil for all of it.
  var shard: Shard?
  /// How many items of the input are done, rejected ones too.
  var items = 0
  /// How many bytes of the unfinished file belong to them.
  var bytes = 0
  var reports = 0
  var sentences = 0
  var events = 0
  var rejected = 0

  static func path(of file: String) -> String { "\(Output.unfinished(file)).json" }

  func write(of file: String) throws(DataFileError) {
    let members: [JSON.Member] =
      [
        .init("shard", JSON(shard?.description)), .init("items", .int(items)), .init("bytes", .int(bytes)),
        .init("reports", .int(reports)), .init("sentences", .int(sentences)), .init("events", .int(events)),
        .init("rejected", .int(rejected)),
      ] + making.members
    try Files.write(Array((JSON.object(members).line + "\n").utf8), to: CodingState.path(of: file))
  }

  /// Takes the state of an unfinished file; leaves this one as it is when there is none to go on from.
  ///
  /// - Throws: a ``UsageError`` when the file was begun in another way, so that its end would not fit its begin.
  mutating func resume(_ file: String) throws {
    let path = CodingState.path(of: file)
    guard Files.exists(path), Files.exists(Output.unfinished(file)) else { return }
    guard let json = try? JSON.read(Files.bytes(path)[...]), let items = json["items"]?.int,
      let bytes = json["bytes"]?.int, let reports = json["reports"]?.int,
      let sentences = json["sentences"]?.int, let events = json["events"]?.int,
      let rejected = json["rejected"]?.int, let making = Making(json), making == self.making,
      json["shard"]?.string == shard?.description
    else {
      throw UsageError(
        "\(Output.unfinished(file)) was begun with other input, data, flags or another version",
        help: "remove it to begin anew, or call the program as before")
    }
    guard Files.size(Output.unfinished(file)) >= bytes else { return }
    self = CodingState(
      making: making, shard: shard, items: items, bytes: bytes, reports: reports, sentences: sentences,
      events: events, rejected: rejected)
  }
}
