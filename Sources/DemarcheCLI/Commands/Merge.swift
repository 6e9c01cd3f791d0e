import DemarcheData
import DemarcheReading
import DemarcheText

let mergeCommand = Command(
  name: "merge", summary: "join what the shards of one coding wrote, when all of them are there",
  operands: "FILE...",
  examples: [
    "demarche code reports.jsonl --shard 0/2 --output 0.jsonl",
    "demarche code reports.jsonl --shard 1/2 --output 1.jsonl",
    "demarche merge 0.jsonl 1.jsonl --output events.jsonl",
  ],
  flags: [
    Flag("output", "FILE", "the file to write; standard output when not given"),
    Flag("quiet", nil, "no summary on standard error"),
  ]
) { arguments in
  guard !arguments.operands.isEmpty else {
    throw UsageError("no file given", help: "name the files of all shards: demarche merge events.*.jsonl")
  }
  let parts = try Parts(arguments.operands)
  let output = try Output(path: arguments.outputFile)
  for (i, part) in parts.inOrder.enumerated() {
    let file = try MappedFile(path: part.file)
    withExtendedLifetime(file) { output.write(file.bytes.dropFirst(i == 0 ? 0 : part.record.head)) }
  }
  try output.close()
  if !arguments.has("quiet") { Output.error(parts.summary) }
  return parts.inOrder.contains { $0.record.rejected > 0 } ? Status.rejected : Status.done
}

/// The files of all shards of one coding.
private struct Parts {
  /// One for each shard, in the order of the input.
  let inOrder: [(file: String, record: ShardRecord)]

  /// - Throws: everything that is missing, stands twice, does not belong together or is damaged, at once.
  init(_ files: [String]) throws {
    var faults: [DataFileError] = []
    var parts: [(file: String, record: ShardRecord)] = []
    for file in files {
      do throws(DataFileError) { parts.append((file, try Parts.whole(file))) } catch { faults.append(error) }
    }
    parts.sort { $0.record.shard.index < $1.record.shard.index }
    if let first = parts.first {
      faults += Parts.strangers(parts, among: first)
      faults += Parts.gaps(parts, first)
    }
    if !faults.isEmpty { throw DataErrors(faults) }
    inOrder = parts
  }

  /// The record of a file that is as its shard wrote it.
  private static func whole(_ file: String) throws(DataFileError) -> ShardRecord {
    let record = try ShardRecord.read(of: file)
    let content = try MappedFile(path: file)
    let isWhole = withExtendedLifetime(content) {
      content.bytes.count == record.bytes && SHA256.hex(of: content.bytes) == record.sha256
    }
    if isWhole { return record }
    throw DataFileError(
      file: file, line: 0, message: "the file is not what its shard wrote",
      help: "remove it and code --shard \(record.shard) again")
  }

  /// Those that another version, other data, another input or other flags have made.
  private static func strangers(
    _ parts: [(file: String, record: ShardRecord)], among first: (file: String, record: ShardRecord)
  ) -> [DataFileError] {
    parts.filter {
      $0.record.making != first.record.making || $0.record.shard.count != first.record.shard.count
    }
    .map {
      DataFileError(
        file: $0.file, line: 0,
        message: "it was coded in another way than \(first.file): other input, data, flags or version",
        help: "code all shards in one way; the records \(ShardRecord.path(of: "FILE")) tell the difference")
    }
  }

  private static func gaps(
    _ parts: [(file: String, record: ShardRecord)], _ first: (file: String, record: ShardRecord)
  ) -> [DataFileError] {
    let byIndex = Dictionary(grouping: parts) { $0.record.shard.index }
    return (0..<first.record.shard.count).compactMap { index in
      let found = byIndex[index] ?? []
      if found.isEmpty {
        return DataFileError(
          file: first.file, line: 0, message: "the shard \(index)/\(first.record.shard.count) is missing",
          help: "code it, or name its file too")
      }
      guard found.count > 1 else { return nil }
      return DataFileError(
        file: found[1].file, line: 0, message: "the shard \(index) stands twice, also in \(found[0].file)")
    }
  }

  var summary: String {
    let records = inOrder.map(\.record)
    let rejected = records.reduce(0) { $0 + $1.rejected }
    return "\(records.count) shards, \(records.reduce(0) { $0 + $1.reports }) reports, "
      + "\(records.reduce(0) { $0 + $1.events }) events" + (rejected > 0 ? "; \(rejected) rejected" : "")
  }
}
