import Glibc
import Testing

/// A run of the program whose calls to the network are written down.
private enum Trace {
  /// Whether calls can be traced here; a container may forbid it.
  static let isThere: Bool = {
    guard access("/usr/bin/strace", X_OK) == 0 else { return false }
    // What fails here fails for every case: they are then skipped, with the reason that stands at the suite.
    let run = try? Run.command("/usr/bin/strace", ["-qq", "-e", "trace=network", "/bin/true"])
    return run?.status == 0
  }()

  /// The calls that have to do with the network which a command, and all that it starts, made.
  static func calls(_ words: [String], in folder: String) throws -> (run: Run, calls: [String]) {
    let program = try #require(Run.program, "no release build: ./run builds it")
    let list = "\(folder)/calls"
    let run = try Run.command(
      "/usr/bin/strace",
      ["-f", "-qq", "-e", "trace=network", "-e", "signal=none", "-o", list, program] + words)
    let text = String(decoding: Scratch.bytes(list) ?? [], as: UTF8.self)
    return (run, text.split(separator: "\n").map(String.init).filter { !$0.contains("+++") })
  }
}

@Suite(
  .enabled(if: Run.program != nil, "no release build: ./run builds it"),
  .enabled(if: Trace.isThere, "strace is not there, or may not trace: apt-get install strace"))
struct `Without being asked to fetch` {
  /// What stands in the folder of each case; all of it names addresses of the web.
  private static func fill(_ folder: Folder) throws {
    try folder.write(
      "reports.jsonl",
      #"{"id": "r1", "text": "Arnland's minister met his colleague of Borland on Monday.", "#
        + #""published": "2024-05-07", "source": "Wire", "url": "http://wire.example/1"}"# + "\n")
    try folder.write(
      "page.html",
      """
      <html><head><title>Talks</title><link rel="stylesheet" href="http://a.example/a.css">
      <script src="http://a.example/a.js"></script><base href="http://a.example/"></head>
      <body><article><p>France and Germany held talks in Paris on Monday about the price of steel and coal.</p>
      <p>Both sides said that they would meet again in a month, in a city that was not named.</p>
      <img src="http://a.example/p.png"></article></body></html>
      """)
    try folder.write(
      "feed.xml",
      """
      <?xml version="1.0"?><!DOCTYPE rss SYSTEM "http://a.example/rss.dtd" [<!ENTITY far SYSTEM "http://a.example/e">]>
      <rss version="2.0"><channel><title>Wire</title><link>http://a.example/</link><item><title>Talks</title>
      <link>http://a.example/1</link><description>France met Germany in Paris on Monday. &far;</description></item>
      </channel></rss>
      """)
    let made = try Run.demarche(
      "ingest", "--quiet", "--ledger", "\(folder.path)/l.db", "\(folder.path)/reports.jsonl")
    try #require(made.status == 0, "\(made.errors)")
  }

  @Test(
    "no command of a working day makes a call to the network",
    arguments: [
      "code reports.jsonl", "code page.html --published 2024-05-07", "code feed.xml --input feed",
      "parse reports.jsonl",
      "mentions reports.jsonl", "claims reports.jsonl", "read page.html", "ingest --ledger l.db page.html",
      "events --ledger l.db", "incidents --ledger l.db", "relation FRA DEU --ledger l.db",
      "panel --ledger l.db --all --by year",
      "export --ledger l.db --format csv", "recode --ledger l.db --dry-run", "backup copy.db --ledger l.db",
      "doctor --ledger l.db", "cite", "schema", "--version",
    ])
  func silent(command: String) throws {
    let folder = try Folder()
    try Self.fill(folder)
    let files: Set = ["reports.jsonl", "page.html", "feed.xml", "l.db", "copy.db"]
    let words = command.split(separator: " ").map {
      files.contains(String($0)) ? "\(folder.path)/\($0)" : String($0)
    }
    let (run, calls) = try Trace.calls(words, in: folder.path)
    #expect([0, 3].contains(run.status), "\(run.errors)")
    #expect(calls.isEmpty)
  }

  @Test("and what is asked for does: the trace sees it")
  func asked() throws {
    let folder = try Folder()
    // A port of this machine at which nobody listens.
    let (_, calls) = try Trace.calls(
      ["read", "--fetch", "--allow-private", "http://127.0.0.1:9/"], in: folder.path)
    #expect(calls.contains { $0.contains("connect(") })
  }
}
