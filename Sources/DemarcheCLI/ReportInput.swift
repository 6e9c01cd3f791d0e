import Demarche
import DemarcheEvents
import DemarcheFetching
import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheText
import Glibc

/// The reports of a command line: files, folders, archives, addresses or standard input, with what went wrong told as it
/// goes.
final class ReportInput {
  static let flags = [
    Flag("published", "DATE", "the date of reports that do not say theirs: 2026-02-07"),
    Flag("source", "NAME", "the outlet of reports that do not name theirs"),
    Flag(
      "input", "FORMAT",
      "the format of the input, else its first bytes and the ending of its name tell: "
        + ReportReader.Format.allCases.map(\.rawValue).joined(separator: ", ")),
    Flag(
      "columns", "FIELD=NAME,...", "in which column or member a field stands: text=body,published=pubDate"),
    Flag("encoding", "NAME", "the encoding of text that is not UTF-8: windows-1252"),
    Flag(
      "wrap", "yes|no", "whether single newlines of plain text merely wrap lines; found out when not given"),
    Flag("fetch", nil, "read addresses of the web, and the pages that the entries of feeds lead to"),
    Flag("allow-private", nil, "fetch from this machine and from private networks too"),
    Flag("quiet", nil, "no progress on standard error"),
  ]

  let paths: [String]
  let reader: ReportReader
  private(set) var reports = 0
  private(set) var rejected = 0
  /// What was read and rejected so far, by format.
  private(set) var counts = ReportReader.Counts()
  /// Where rejected records are told; standard error unless the command takes them over.
  var reject: (Rejection) -> Void = { Output.error($0.json.line) }

  /// - Parameter isCoded: whether the reports are to be coded, so that those in languages without rules are refused.
  init(_ arguments: Arguments, operands: [String]? = nil, isCoded: Bool = true) throws {
    let operands = operands ?? arguments.operands
    var options = try ReportInput.options(arguments)
    if !isCoded { options.languages = nil }
    reader = ReportReader(options: options)
    paths = operands.isEmpty ? ["-"] : operands
    if operands.isEmpty, isatty(0) == 1 {
      throw UsageError("no report given", help: "name files, or pipe text into demarche (see --help)")
    }
  }

  static func options(_ arguments: Arguments) throws -> ReportReader.Options {
    var options = ReportReader.Options()
    options.format = try arguments.choice("input", ReportReader.Format.allCases.map(\.rawValue))
      .flatMap { ReportReader.Format(rawValue: $0) }
    options.wrap = try arguments.choice("wrap", ["yes", "no"]).map { $0 == "yes" }
    options.source = arguments.value("source")
    options.encoding = arguments.value("encoding")
    options.published = arguments.value("published")
    if let published = options.published, Day(iso: published) == nil || published.utf8.count < 10 {
      throw UsageError("--published is no date: \(published)", help: "write it as 2026-02-07")
    }
    options.columns = try columns(arguments.values("columns"))
    options.layouts = try Layouts(Engine.table(Layouts.name, Layouts.columns, arguments))
    options.pages = try PageLexicon(Engine.table(PageLexicon.file, PageLexicon.columns, arguments))
    if arguments.has("fetch") { options.fetch = pages(fetch(arguments)) }
    return options
  }

  /// How the web is asked.
  static func fetch(_ arguments: Arguments) -> Fetch {
    var fetch = Fetch(agent: "demarche/\(Release.version) (reads news that a person asks for)")
    fetch.allowsPrivate = arguments.has("allow-private")
    return fetch
  }

  /// What fetches pages of the web.
  private static func pages(
    _ fetch: Fetch
  ) -> @Sendable (String) -> Result<ReportReader.WebPage, Rejection> {
    { address in
      switch fetch.get(address) {
      case .success(let answer):
        .success(.init(address: answer.address, type: answer.type, bytes: answer.body ?? []))
      case .failure(let failure):
        .failure(Rejection(report: address, error: failure.error, help: failure.help))
      }
    }
  }

  private static func columns(_ words: [String]) throws(UsageError) -> [ReportFields.Field: String] {
    var columns: [ReportFields.Field: String] = [:]
    for word in words.flatMap({ $0.split(separator: ",") }) {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      let known = ReportFields.Field.allCases.map(\.rawValue)
      guard parts.count == 2, let field = ReportFields.Field(rawValue: parts[0]) else {
        throw UsageError(
          "--columns is no FIELD=NAME: \(word)", help: "the fields are \(known.joined(separator: ", "))")
      }
      columns[field] = parts[1]
    }
    return columns
  }

  /// The part of the input that is read; nil reads all of it.
  var shard: Shard?
  /// How many reports and rejected records are passed over, since they were read before.
  var isRead = 0
  /// How many reports and rejected records came so far, with those that were passed over.
  private(set) var items = 0

  /// Hands over every report in order; returning false ends the reading.
  func forEach(_ body: (Report) throws -> Bool) rethrows {
    var goesOn = true
    func take(_ item: ReportReader.Item) throws -> Bool {
      if items < isRead {
        if case .note = item { return true }
        items += 1
        return true
      }
      let report = ReportInput.report(of: item) { rejection in
        items += 1
        rejected += 1
        reject(rejection)
      }
      if let report {
        items += 1
        reports += 1
        goesOn = try body(report)
      }
      return goesOn
    }
    if let shard {
      counts += try reader.read(paths: paths, shard: shard, take)
      return
    }
    for path in paths where goesOn { counts += try reader.read(path: path, take) }
  }

  /// How many bytes the files of the input have; 0 for what is no file.
  var size: Int { ReportReader.size(of: paths) }

  /// The report that an item is, if it is one; what else there is to say of it is said on standard error.
  static func report(of item: ReportReader.Item, reject: (Rejection) throws -> Void) rethrows -> Report? {
    switch item {
    case .report(let report): return report
    case .mended(let report, let replaced):
      Output.error(ReportItem.mending(of: report, replaced: replaced).json.line)
      return report
    case .note(let note): Output.error(note.json.line)
    case .rejected(let rejection): try reject(rejection)
    }
    return nil
  }

  /// 3 when something was rejected, 1 when nothing else was there, else 0.
  var status: Int32 {
    if rejected == 0 { return Status.done }
    return reports == 0 && paths.count == rejected ? Status.failed : Status.rejected
  }
}
