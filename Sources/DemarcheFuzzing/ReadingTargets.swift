import DemarcheJSON
import DemarcheReading
import DemarcheReportLines
import DemarcheText

extension FuzzTarget {
  /// The readers of reports, those of like formats in one target.
  static let reading: [FuzzTarget] = [
    reading("pages", [.html], "news.html"),
    reading("feeds", [.feed], "news.xml"),
    reading("reports-json", [.jsonl, .json], "news.jsonl"),
    reading("reports-table", [.csv, .tsv], "news.csv"),
    reading("archives", [.nexis, .factiva, .proquest, .sgml], "news.txt"),
    reading("documents", [.docx, .warc, .zip], "news.bin"),
    // Nothing is said, so that the first bytes and the ending tell: packings, encodings, plain text.
    reading("files", [nil], "news"),
    reading("plain", [.text, .markdown], "news.txt", encodings: [nil, "utf-16", "windows-1252", "gb18030"]),
  ]

  private static func reading(
    _ name: String, _ formats: [ReportReader.Format?], _ file: String, encodings: [String?] = [nil]
  ) -> FuzzTarget {
    FuzzTarget(
      name,
      "twice the same reports, each with an id and a text that can be written and read again; each rejection says why"
    ) { world in
      var readers: [ReportReader] = []
      for format in formats {
        for encoding in encodings {
          var options = ReportReader.Options()
          options.format = format
          options.encoding = encoding
          options.layouts = try world.layouts()
          options.pages = try world.pages()
          options.languages = nil
          options.limit = 1 << 20
          readers.append(ReportReader(options: options))
        }
      }
      let folder = world.folder
      return { [readers] bytes in
        let path = try folder.write(bytes, to: file)
        for reader in readers {
          if let fault = fault(reader, path) {
            return
              "as \(reader.options.format?.rawValue ?? "found"), \(reader.options.encoding ?? "UTF-8"): \(fault)"
          }
        }
        return nil
      }
    }
  }

  private static func fault(_ reader: ReportReader, _ path: String) -> String? {
    let items = self.items { reader.read(path: path, $0) }
    let again = self.items { reader.read(path: path, $0) }
    guard items == again else { return "\(items) and then \(again)" }
    for item in items {
      if let fault = item.fault { return fault }
    }
    // The parts of an input that is cut into shards are the whole, whatever is cut.
    let count = 3
    var parts: [Item] = []
    for index in 0..<count {
      guard let shard = Shard(index, of: count) else { continue }
      parts += self.items { reader.read(paths: [path], shard: shard, $0) }
    }
    return parts == items ? nil : "in three shards \(parts) instead of \(items)"
  }

  private static func items(_ read: ((ReportReader.Item) -> Bool) -> Void) -> [Item] {
    var items: [Item] = []
    read { item in
      items.append(Item(item))
      return true
    }
    return items
  }

  /// What can be compared of an item.
  private struct Item: Hashable {
    var report: Report?
    var replaced = 0
    var rejection: Rejection?
    /// Whether the rejection is a note on a report that goes on.
    var isNote = false

    init(_ item: ReportReader.Item) {
      switch item {
      case .report(let report): self.report = report
      case .mended(let report, let replaced):
        self.report = report
        self.replaced = replaced
      case .rejected(let rejection): self.rejection = rejection
      case .note(let rejection):
        self.rejection = rejection
        isNote = true
      }
    }

    var fault: String? {
      if let rejection {
        if rejection.error.isEmpty { return "a rejection without a reason" }
        if let line = rejection.line, line < 1 { return "a rejection at line \(line)" }
        return writtenFault(rejection.json)
      }
      guard let report else { return "neither a report nor a rejection" }
      if report.id.isEmpty { return "a report without an id" }
      if report.text.allSatisfy(\.isWhitespace) { return "a report without a text: \(report)" }
      return writtenFault([
        "id": .string(report.id), "title": JSON(report.title), "text": .string(report.text),
      ])
    }

    private func writtenFault(_ json: JSON) -> String? {
      do {
        let again = try JSON.read(json.line)
        return again == json ? nil : "\(json.line) is read as \(again.line)"
      } catch {
        return "\(json.line) is not read again: \(error)"
      }
    }
  }
}
