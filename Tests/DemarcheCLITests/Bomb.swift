import Testing

/// One input made to exhaust whoever reads it, and what the program must do with it.
struct Bomb: Sendable, CustomTestStringConvertible {
  let id: String
  /// What it is given to, before the file: `code`, `read`.
  let command: [String]
  /// The name of the file, whose ending tells the format.
  let file: String
  /// Pieces of the file, one behind the other; a hundred megabytes need not be held at once.
  let pieces: @Sendable () -> any Sequence<[UInt8]>
  /// The status that the program ends with.
  let status: Int32
  /// What must stand in its output or in what it says.
  let says: [String]
  /// What must not.
  let never: [String]
  /// The longest it may take, in seconds; some ten times what it takes on two shared cores.
  let seconds: Int

  init(
    _ id: String, _ file: String, by command: [String] = ["code"], status: Int32, says: [String],
    never: [String] = [], seconds: Int = 60, _ pieces: @escaping @Sendable () -> any Sequence<[UInt8]>
  ) {
    self.id = id
    self.command = command
    self.file = file
    self.status = status
    self.says = says
    self.never = never
    self.seconds = seconds
    self.pieces = pieces
  }

  var testDescription: String { id }

  /// So much address space the program gets, in KiB: its pack, its code, and what the limits allow.
  static let memory = 1 << 20
}

extension Bomb {
  private static let sentence = "The minister of Arnland met his Bostrian counterpart in Sol on Monday."

  private static func text(_ text: String) -> @Sendable () -> any Sequence<[UInt8]> { { [Array(text.utf8)] } }

  /// A head, so many times the same, and an end.
  private static func many(
    _ count: Int, _ piece: String, head: String = "", end: String = ""
  ) -> @Sendable () -> any Sequence<[UInt8]> {
    {
      // In blocks, so that a million pieces are not a million writes.
      let block = 1000
      let whole = Array(String(repeating: piece, count: block).utf8)
      let rest = Array(String(repeating: piece, count: count % block).utf8)
      return [Array(head.utf8)] + Array(repeating: whole, count: count / block) + [rest, Array(end.utf8)]
    }
  }

  /// Those that take moments.
  static let small: [Bomb] = [
    Bomb(
      "html-million-deep", "deep.html", status: 1, says: ["no article in the page"],
      many(1_000_000, "<div>", head: "<html><body>", end: "<p>\(sentence)")),
    Bomb(
      "html-attribute-50-mb", "attribute.html", status: 1,
      says: ["longer than 16 MB", "split it into reports"],
      many(500_000, String(repeating: "a", count: 100), head: "<p title=\"", end: "\">\(sentence)</p>")),
    Bomb(
      "html-attribute-10-mb", "attribute.html", by: ["read"], status: 0,
      says: ["1 report", "met his Bostrian"],
      many(
        100_000, String(repeating: "a", count: 100), head: "<html><body><p title=\"",
        end: "\">\(sentence) \(sentence)</p><p>\(sentence) \(sentence)</p></body></html>")),
    Bomb(
      "json-million-deep", "deep.json", status: 1, says: ["nested deeper than 512 levels"],
      many(1_000_000, "[", end: String(repeating: "]", count: 1_000_000))),
    Bomb(
      "jsonl-million-deep-then-good", "deep.jsonl", status: 3,
      says: ["nested deeper than 512 levels", "in 1 report", "1 rejected"],
      many(1_000_000, "[", head: "{\"text\": ", end: "\n{\"text\": \"\(sentence)\"}\n")),
    Bomb(
      "jsonl-half-a-million-keys", "keys.jsonl", status: 0, says: ["in 1 report"],
      many(500_000, "\"k\": 1, ", head: "{", end: "\"text\": \"\(sentence)\"}\n")),
    Bomb(
      "jsonl-twin-keys", "twins.jsonl", by: ["read"], status: 0, says: ["second of two", "\"id\": \"b\""],
      never: ["first of two"],
      text(
        "{\"id\": \"a\", \"text\": \"The first of two.\", \"text\": \"The second of two.\", \"id\": \"b\"}\n")
    ),
    Bomb(
      "jsonl-lone-surrogates", "halves.jsonl", by: ["read"], status: 0,
      says: ["Arnland \u{FFFD}met\u{FFFD} Bostria"],
      text("{\"id\": \"s\", \"text\": \"Arnland \\ud800met\\udc00 Bostria.\"}\n")),
    Bomb(
      "jsonl-absurd-dates", "dates.jsonl", status: 3,
      says: [
        "in 1 report", "is no date: 99999-99-99", "is no date: 0000-00-00", "a number out of range",
        "9 rejected",
      ],
      text(
        [
          "\"99999-99-99\"", "\"0000-00-00\"", "\"1e400\"", "\"-9999999999\"", "\"2026-02-30\"",
          "\"+999-01-01\"",
          "1e400", "-9999999999", "\"999999999999999999999\"", "\"2015-08-09\"",
        ].map { "{\"text\": \"\(sentence) They meet again on 99999-99-99.\", \"published\": \($0)}\n" }
          .joined())),
    Bomb(
      "xml-billion-laughs", "laughs.xml", by: ["read", "--input", "feed"], status: 0, says: ["1 report"],
      never: ["lollol"],
      text(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"lol\">"
          + (1..<10).map { "<!ENTITY a\($0) \"\(String(repeating: "&a\($0 - 1);", count: 10))\">" }.joined()
          + "]><rss><channel><item><title>&a9;</title><description>\(sentence)</description></item></channel></rss>"
      )),
    Bomb(
      "xml-external-entity", "external.xml", by: ["read", "--input", "feed"], status: 0, says: ["1 report"],
      never: ["root:"],
      text(
        "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><rss><channel><item>"
          + "<title>t &x;</title><description>\(sentence) &x;</description></item></channel></rss>")),
    Bomb(
      "csv-quotes-that-nothing-closes", "quotes.csv", by: ["read"], status: 3,
      says: ["a quote is opened and never closed, as in many rows before"],
      many(100_000, "a\",\"\n", head: "id,text\n")),
    Bomb(
      "import-quote-that-nothing-closes", "open.csv", by: ["import", "--dry-run", "--layout", "icews"],
      status: 1,
      says: ["the row is longer than any of the layout can be"],
      many(300_000, "a\n", head: icews + "\n\"")),
    Bomb(
      "text-nuls", "nuls.txt", status: 1, says: ["this looks like a binary file"],
      text(sentence.split(separator: " ").joined(separator: "\0"))),
    Bomb(
      "text-mixed-encodings", "mixed.txt", by: ["read"], status: 0, says: ["invalid UTF-8 in", "1 report"],
      {
        [Array(sentence.utf8), [0xFF, 0xFE, 0x20, 0x47, 0x72, 0xF6, 0xDF, 0x65, 0x20], Array(sentence.utf8)]
      }),
    Bomb(
      "text-bidi-and-zero-width", "bidi.txt", by: ["parse"], status: 0,
      says: ["2\tArnland\tArnland\tPROPN", "Bos\u{200D}tria"],
      text("\u{202E}Arnland\u{202C} met \u{200B}Bos\u{200D}tria\u{2066} at \u{2069}Sol\u{200F}.\n")),
    Bomb(
      "text-word-of-a-megabyte", "word.txt", status: 0, says: ["0 events in 1 report"],
      many(1_000_000, "a")),
    Bomb(
      "text-20000-words-without-a-stop", "nostop.txt", status: 0, says: ["in 1 report", "50 sentences"],
      many(4_000, "and so on with it ")),
    Bomb(
      "conllu-deep-tree", "deep.conllu", by: ["parse", "--input", "conllu"], status: 3,
      says: ["more than 100000 words in one sentence"],
      {
        [Array("# sent_id = 1\n".utf8)]
          + (1...100_001).map {
            Array("\($0)\tw\tw\tNOUN\t_\t_\t\($0 - 1)\t\($0 == 1 ? "root" : "nmod")\t_\t_\n".utf8)
          }
          + [[0x0A]]
      }),
    Bomb(
      "conllu-cycle", "cycle.conllu", by: ["parse", "--input", "conllu"], status: 3,
      says: ["0 roots", "1 words in 1 sentences"],
      text(
        "1\ta\ta\tNOUN\t_\t_\t2\tnmod\t_\t_\n2\tb\tb\tNOUN\t_\t_\t1\tnmod\t_\t_\n\n1\tok\tok\tNOUN\t_\t_\t0\troot\t_\t_\n\n"
      )),
  ]

  /// A committed file, so many times: members of gzip and frames of zstd follow one another.
  private static func packed(_ name: String, times: Int = 1) -> @Sendable () -> any Sequence<[UInt8]> {
    {
      let bytes = Scratch.bytes("\(Run.root)/Tests/Fuzz/bombs/\(name)") ?? []
      return Array(repeating: bytes, count: times)
    }
  }

  /// Those that unpack to much more than they are.
  static let packed: [Bomb] = [
    Bomb(
      "gzip-two-gigabytes", "large.txt.gz", status: 1, says: ["longer than 16 MB"],
      packed("megabyte.txt.gz", times: 2000)),
    Bomb(
      "zstd-two-gigabytes", "large.txt.zst", status: 1, says: ["longer than 16 MB"],
      packed("megabyte.txt.zst", times: 2000)),
    Bomb(
      "gzip-lines-without-end", "lines.jsonl.gz", by: ["read", "--quiet"], status: 3,
      says: ["unpacks to more than 250 times its size"], packed("megabyte.jsonl.gz", times: 100)),
    Bomb("docx-20-mb", "large.docx", status: 1, says: ["longer than 16 MB"], packed("large-text.docx")),
    Bomb(
      "zip-60-mb", "large.zip", by: ["read"], status: 3,
      says: ["longer than 16 MB", "1 report (1 text), 3 rejected"],
      packed("three-large-texts.zip")),
    Bomb(
      "xlsx-20-mb", "sheet.xlsx", status: 1, says: ["save it as DOCX, CSV or text"], packed("sheet.xlsx")),
  ]

  private static let icews =
    "Event ID,Event Date,Source Name,Source Sectors,Source Country,Event Text,CAMEO Code,Intensity,Target Name,"
    + "Target Sectors,Target Country,Story ID,Sentence Number,Publisher,City,District,Province,Country,Latitude,Longitude"

  /// Those that take a minute or gigabytes of disk; `./test --long`.
  static let large: [Bomb] = [
    Bomb(
      "text-four-gigabytes-of-one-line", "line.txt", status: 1, says: ["longer than 16 MB"], seconds: 300,
      { repeatElement([UInt8](repeating: 0x61, count: 1 << 20), count: 4100) }),
    Bomb(
      "jsonl-four-gigabytes-of-one-line-then-good", "line.jsonl", by: ["read"], status: 3,
      says: ["is longer than 16 MB", "1 report (1 jsonl), 1 rejected"], seconds: 300,
      {
        [
          AnySequence(repeatElement([UInt8](repeating: 0x61, count: 1 << 20), count: 4100)),
          AnySequence([Array("\n{\"text\": \"\(sentence)\"}\n".utf8)]),
        ].lazy.joined()
      }),
    Bomb(
      "jsonl-two-million-ids", "ids.jsonl", by: ["read"], status: 0, says: ["2000000 reports"], seconds: 600,
      {
        (0..<2_000).lazy.map { block in
          (0..<1000).flatMap { Array("{\"id\": \"r\(block).\($0)\", \"text\": \"x\"}\n".utf8) }
        }
      }),
    Bomb(
      "text-word-of-ten-megabytes", "word.txt", status: 0, says: ["0 events in 1 report"], seconds: 300,
      many(10_000_000, "a")),
    Bomb(
      "text-million-words-without-a-stop", "nostop.txt", status: 0, says: ["in 1 report", "2500 sentences"],
      seconds: 1800, many(200_000, "and so on with it ")),
    Bomb(
      "text-half-a-million-open-brackets", "brackets.txt", status: 0, says: ["in 1 report"], seconds: 1800,
      many(500_000, "(")),
  ]
}
