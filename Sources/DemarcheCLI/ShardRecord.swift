import DemarcheData
import DemarcheJSON
import DemarcheReading
import Glibc

/// What a file of coded events was made of and how: only files of one making belong together.
struct Making: Equatable {
  var version: String
  var data: String
  var format: String
  /// The flags that decide what is written.
  var options: [String]
  /// How many bytes the whole input has.
  var input: Int

  init(version: String, data: String, format: String, options: [String], input: Int) {
    self.version = version
    self.data = data
    self.format = format
    self.options = options
    self.input = input
  }

  var members: [JSON.Member] {
    [
      .init("version", .string(version)), .init("data", .string(data)), .init("format", .string(format)),
      .init("options", .array(options.map(JSON.string))), .init("input_bytes", .int(input)),
    ]
  }

  init?(_ json: JSON) {
    guard let version = json["version"]?.string, let data = json["data"]?.string,
      let format = json["format"]?.string, let options = json["options"]?.array,
      let input = json["input_bytes"]?.int
    else { return nil }
    self.init(
      version: version, data: data, format: format, options: options.compactMap(\.string), input: input)
  }
}

/// What is known of a file that one shard of a coding wrote: enough to tell whether all of them together are the whole.
///
/// It lies beside the file as `FILE.shard.json`, and is written before the file has its name.
struct ShardRecord: Equatable {
  var shard: Shard
  var making: Making
  var reports: Int
  var events: Int
  var rejected: Int
  /// The length of a line of names at the beginning of the file, with its newline.
  var head: Int
  var bytes: Int
  var sha256: String

  /// Where the record of a file lies.
  static func path(of file: String) -> String { "\(file).shard.json" }

  /// Writes it beside the file.
  func write(of file: String) throws(DataFileError) {
    let members: [JSON.Member] =
      [
        .init("shard", .int(shard.index)), .init("of", .int(shard.count)), .init("reports", .int(reports)),
        .init("events", .int(events)), .init("rejected", .int(rejected)), .init("head", .int(head)),
        .init("bytes", .int(bytes)), .init("sha256", .string(sha256)),
      ] + making.members
    try Files.write(Array((JSON.object(members).line + "\n").utf8), to: ShardRecord.path(of: file))
  }

  /// Reads the record of a file.
  ///
  /// - Throws: a ``DataFileError`` when there is none, or when it is damaged.
  static func read(of file: String) throws(DataFileError) -> ShardRecord {
    let path = path(of: file)
    guard Files.exists(path) else {
      throw DataFileError(
        file: path, line: 0, message: "there is no record of the shard",
        help: "write the file with demarche code ... --shard I/N --output \(file)")
    }
    let bytes = try Files.bytes(path)
    guard let json = try? JSON.read(bytes[...]), let index = json["shard"]?.int, let count = json["of"]?.int,
      let shard = Shard(index, of: count), let reports = json["reports"]?.int,
      let events = json["events"]?.int,
      let rejected = json["rejected"]?.int, let head = json["head"]?.int, let size = json["bytes"]?.int,
      let sha256 = json["sha256"]?.string, let making = Making(json)
    else {
      throw DataFileError(
        file: path, line: 0, message: "this is no record of a shard", help: "code the shard again")
    }
    return ShardRecord(
      shard: shard, making: making, reports: reports, events: events, rejected: rejected, head: head,
      bytes: size, sha256: sha256)
  }
}
