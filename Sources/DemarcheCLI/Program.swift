import Demarche
import DemarcheAnswers
import DemarcheCoding
import DemarcheData
import DemarcheLedger
import DemarcheReading
import DemarcheReportLines
// why: the C library's own stdout is a variable, which nobody here changes.
@preconcurrency import Glibc

/// One command of the program.
struct Command: Sendable {
  var name: String
  /// One line for the list of commands.
  var summary: String
  /// What stands behind the name: "[FILE...]".
  var operands: String
  var examples: [String]
  var flags: [Flag]
  var run: @Sendable (Arguments) throws -> Int32
}

/// What a command leaves behind: 0 done, 1 failed, 2 wrong usage, 3 done with rejected input.
enum Status {
  static let done: Int32 = 0
  static let failed: Int32 = 1
  static let usage: Int32 = 2
  static let rejected: Int32 = 3
}

/// The program `demarche`: finds the command, reads its flags, runs it, tells what went wrong.
enum Program {
  static let commands: [Command] = [
    codeCommand, mergeCommand, readCommand, parseCommand, mentionsCommand, claimsCommand, labelCommand,
    ingestCommand, importCommand, eventsCommand, incidentsCommand, joinCommand, splitCommand,
    correctionsCommand, agreementCommand, exportCommand, relationCommand, panelCommand, plotCommand,
    explainCommand, recodeCommand, rerunCommand, forgetCommand,
    backupCommand, serveCommand,
    dumpCommand, actorsCommand, placesCommand, rulesCommand, codebookCommand, trainCommand, evaluateCommand,
    benchCommand, benchLedgerCommand,
    packCommand, schemaCommand, doctorCommand, demoCommand, citeCommand, completionsCommand, manCommand,
    referenceCommand,
  ]

  /// What the program is for, in one line.
  static let purpose = "reads the news and writes down who did what to whom, when, where and on whose word"

  /// What a newcomer tries first.
  static let examples: [(command: String, does: String)] = [
    ("demarche demo", "the sample reports, coded"),
    ("demarche code report.txt --published 2026-02-07", "one report to a table of events"),
    ("demarche code reports.jsonl > events.jsonl", "many reports to JSON lines"),
    ("demarche ingest reports.jsonl && demarche relation EGY ISR --by year", ""),
  ]

  /// What each exit status means.
  static let statuses: [(status: Int32, meaning: String)] = [
    (Status.done, "done, also when nothing was found, and then it says why"),
    (Status.failed, "failed; standard error names the thing, the place and the way out"),
    (Status.usage, "wrong usage"),
    (Status.rejected, "done, but some of the input was rejected: a line of JSON on standard error for each"),
  ]

  /// The variables of the environment that the program looks at.
  static let environment: [(name: String, meaning: String)] = [
    ("DEMARCHE_LEDGER", "the ledger where --ledger is not given; else demarche.db in the current folder"),
    (
      "DEMARCHE_PACK",
      "the file of knowledge and models; else demarche.pack beside the program or in ../share/demarche"
    ),
  ]

  /// The command of a name.
  static func command(named name: String) throws(UsageError) -> Command {
    if let command = commands.first(where: { $0.name == name }) { return command }
    let near = nearest(name, among: commands.map(\.name))
    throw UsageError(
      "no command \"\(name)\"",
      help: near.map { "did you mean \($0)?" } ?? "demarche --help lists the commands")
  }

  /// What holds for the whole process, before anything is opened.
  static func prepare() {
    // A reader that closes the pipe is no failure of ours.
    signal(SIGPIPE, SIG_IGN)
    // A file that may not grow is told as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    // Where a standard stream is closed, the next file opened would take its number, and messages would be written into it.
    var descriptor: Int32 = 0
    repeat { descriptor = open("/dev/null", O_RDONLY) } while (0...2).contains(descriptor)
    if descriptor > 2 { close(descriptor) }
  }

  /// The status, or that of a failure where what was printed cannot be written.
  static func written(_ status: Int32) -> Int32 {
    if fflush(nil) == 0, ferror(stdout) == 0 { return status }
    var pipe = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
    if poll(&pipe, 1, 0) == 1, Int32(pipe.revents) & POLLERR != 0 { return status }
    Output.error(
      "cannot write to standard output: not all of it was taken\n  help: free space there and do the same again"
    )
    return Status.failed
  }

  static func run(_ words: [String]) -> Int32 {
    guard let name = words.first, name != "--help", name != "-h" else {
      print(help(), terminator: "")
      return words.isEmpty ? Status.usage : Status.done
    }
    if name == "help" { return words.count > 1 ? help(of: words[1]) : run(["--help"]) }
    if name == "--version" || name == "version" {
      print("demarche \(Release.version)")
      return Status.done
    }
    let command: Command
    do { command = try self.command(named: name) } catch {
      Output.error("demarche: \(error.message)")
      if let help = error.help { Output.error("  help: \(help)") }
      return Status.usage
    }
    if words.dropFirst().contains("--help") || words.dropFirst().contains("-h") { return help(of: name) }
    do {
      return try command.run(
        try Arguments(Array(words.dropFirst()), flags: command.flags, command: command.name))
    } catch let error as UsageError {
      Output.error("demarche \(command.name): \(error.message)")
      if let help = error.help { Output.error("  help: \(help)") }
      return Status.usage
    } catch let error as QuestionError {
      Output.error("demarche \(command.name): \(error.parameter == nil ? "" : "--")\(error)")
      if let help = error.help { Output.error("  help: \(help)") }
      return Status.usage
    } catch let error as LedgerError {
      Output.error("\(error)\n  help: \(error.help)")
      return Status.failed
    } catch {
      Output.error("\(error)")
      return Status.failed
    }
  }

  private static func help() -> String {
    var text = "demarche - \(purpose)\n\nExamples:\n"
    for example in examples {
      text += "  " + (example.does.isEmpty ? example.command : pad(example.command, 49) + example.does) + "\n"
    }
    text += "\nCommands:\n"
    for command in commands { text += "  " + pad(command.name, 13) + command.summary + "\n" }
    text += "\ndemarche COMMAND --help tells more of each.\n"
    return text
  }

  private static func help(of name: String) -> Int32 {
    guard let command = commands.first(where: { $0.name == name }) else { return run([name]) }
    print("demarche \(command.name) - \(command.summary)\n")
    print("usage: demarche \(command.name) \(command.operands)\n")
    if !command.examples.isEmpty {
      print("Examples:")
      for example in command.examples { print("  \(example)") }
      print("")
    }
    if !command.flags.isEmpty {
      print("Flags:")
      for flag in command.flags {
        print("  " + pad("--\(flag.name)" + (flag.value.map { " \($0)" } ?? ""), 24) + flag.help)
      }
    }
    return Status.done
  }
}

/// Text filled up with spaces to a width.
func pad(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(1, width - text.count))
}
