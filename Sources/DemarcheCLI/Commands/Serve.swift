import Demarche
import DemarcheAnswers
import DemarcheHTTP
import DemarcheLedger
import DemarchePlots
import DemarcheServer

let serveCommand = Command(
  name: "serve", summary: "the dashboard and the HTTP API, on this machine alone unless asked otherwise",
  operands: "",
  examples: [
    "demarche serve --ledger news.db                     then open http://127.0.0.1:8000",
    "demarche serve --read-only --port 9000              nobody can change anything",
    "demarche serve --host 0.0.0.0 --token CHOOSE-ONE    for others too, who open http://HOST:8000/?token=CHOOSE-ONE",
  ],
  flags: [
    LedgerFlags.flag, Flag("host", "ADDRESS", "listen at this address; 127.0.0.1 when not given"),
    Flag("port", "N", "listen at this port; 8000 when not given, 0 takes any that is free"),
    Flag("name", "HOST,...", "names under which others reach the server, beside addresses"),
    Flag("token", "WORD", "who asks must bring this word: ?token=WORD once, or Authorization: Bearer WORD"),
    Flag(
      "token-file", "FILE",
      "the same word as the first line of a file that only you can read; others see what stands after --token"
    ),
    Flag("read-only", nil, "nothing can be changed: no corrections, no joins"),
    Flag("title", "TEXT", "what the site calls the ledger; its file name when not given"),
    Flag("workers", "N", "how many requests are answered at a time; 4 when not given"),
    Flag("log", nil, "a line on standard error for each request"),
  ] + Engine.flags
) { arguments in
  // Signals are held back from here on, in this thread and all that it starts.
  let termination = Termination()
  let path = LedgerFlags.path(arguments)
  guard Files.exists(path) else { throw MissingLedger(path: path) }
  let host = arguments.value("host") ?? "127.0.0.1"
  let isReadOnly = arguments.has("read-only")
  // Brings an older ledger up to date, which a reader cannot.
  if !isReadOnly { _ = try LedgerFlags.writable(path, arguments) }
  let source = try DataSource.current(arguments)
  let setting = try Engine.setting(arguments)
  let site = Site(
    Site.Options(
      ledger: path, name: arguments.value("title") ?? String(path.split(separator: "/").last ?? "ledger"),
      isReadOnly: isReadOnly,
      token: try EntropyToken.random()),
    setting: setting, pipeline: try Engine.pipeline(arguments, release: setting.release),
    joining: try source.joining(), names: source.names,
    tiles: try TileGrid(Engine.table(TileGrid.name, TileGrid.tableColumns, arguments)),
    text: { source.text($0) })
  let key = try token(arguments).map { AccessKey(token: $0) }
  let router = try Routes.router(site, key: key)
  let isLogging = arguments.has("log")
  let port = try arguments.number("port") ?? 8000
  guard let number = UInt16(exactly: port) else { throw UsageError("--port is a number up to 65535") }
  let server = try Server(
    address: host, port: number, workers: try arguments.number("workers", least: 1) ?? 4,
    hosts: (arguments.value("name") ?? "").split(separator: ",").map(String.init),
    makeDesk: { try Desk(site) },
    answer: { request, desk in try Routes.answer(request, desk, router) },
    log: { served in
      site.count(served)
      if let fault = served.fault { Output.error("\(served.method) \(served.target): \(fault)") }
      if isLogging {
        Output.error(
          "\(served.method) \(served.target) \(served.status) \(served.bytes) bytes, \(tenths(served.milliseconds)) ms"
        )
      }
    })
  let shown = host.contains(":") ? "[\(host)]" : host == "0.0.0.0" ? "127.0.0.1" : host
  // A word that came in a file is not told to whoever reads what the program said.
  let word = arguments.value("token-file").map { "WORD, which is in \($0)" } ?? key?.token
  Output.error("\(path): http://\(shown):\(server.port)\(word.map { "/?token=\($0)" } ?? "")")
  if host != "127.0.0.1", host != "localhost", host != "::1", key == nil {
    Output.error(
      "  anybody who reaches \(host) can read\(isReadOnly ? "" : " and correct"): --token WORD asks for a word"
    )
  }
  Output.error("  to end: Ctrl-C")
  _ = termination.wait()
  Output.error("ending: requests under way are answered")
  server.stop()
  return Status.done
}

/// The word that each request must bring; nil when none is asked for.
private func token(_ arguments: Arguments) throws -> String? {
  guard let path = arguments.value("token-file") else { return arguments.value("token") }
  if arguments.value("token") != nil {
    throw UsageError("--token and --token-file name one word each", help: "give one of them")
  }
  let text = try Files.text(path)
  guard !Files.isForOthers(path) else {
    throw UsageError("\(path) can be read by others", help: "chmod 600 \(path)")
  }
  let word = String(text.prefix { !$0.isNewline })
  guard !word.isEmpty else {
    throw UsageError("\(path) holds no word", help: "write one of your choice into its first line")
  }
  return word
}
