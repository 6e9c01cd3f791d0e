import Demarche

let manCommand = Command(
  name: "man", summary: "a page of the manual, in the form that man reads", operands: "[COMMAND]",
  examples: ["demarche man > demarche.1", "demarche man code | man -l -"],
  flags: []
) { arguments in
  guard let name = arguments.operands.first else {
    print(ManualPage.overview, terminator: "")
    return Status.done
  }
  print(ManualPage.page(of: try Program.command(named: name)), terminator: "")
  return Status.done
}

let referenceCommand = Command(
  name: "reference", summary: "all commands and flags as one page of Markdown", operands: "",
  examples: ["demarche reference > docs/reference.md"],
  flags: []
) { _ in
  print(Reference.page, terminator: "")
  return Status.done
}

/// Pages of the manual as troff with the macros of man(7).
enum ManualPage {
  /// The page on the program as a whole.
  static var overview: String {
    var text = head("demarche")
    text += ".SH NAME\ndemarche \\- \(escaped(Program.purpose))\n"
    text += ".SH SYNOPSIS\n.B demarche\n.I COMMAND\n[\\fIFLAG\\fR...] [\\fIFILE\\fR...]\n"
    text += ".SH COMMANDS\n"
    for command in Program.commands {
      text += ".TP\n.BR demarche\\-\(escaped(command.name)) (1)\n\(line(command.summary))\n"
    }
    text += ".SH EXAMPLES\n.nf\n"
    for example in Program.examples { text += "\(line(example.command))\n" }
    return text + ".fi\n" + exits + files + ".SH SEE ALSO\n" + also
  }

  /// The page on one command.
  static func page(of command: Command) -> String {
    var text = head("demarche-\(command.name)")
    text += ".SH NAME\ndemarche\\-\(escaped(command.name)) \\- \(escaped(command.summary))\n"
    text += ".SH SYNOPSIS\n.B demarche \(escaped(command.name))\n"
    if !command.flags.isEmpty { text += "[\\fIFLAG\\fR...]\n" }
    if !command.operands.isEmpty { text += "\(line(command.operands))\n" }
    if !command.flags.isEmpty {
      text += ".SH OPTIONS\n"
      for flag in command.flags {
        text += ".TP\n\\fB\\-\\-\(escaped(flag.name))\\fR"
        if let value = flag.value { text += " \\fI\(escaped(value))\\fR" }
        text += "\n\(line(flag.help))\n"
      }
    }
    if !command.examples.isEmpty {
      text += ".SH EXAMPLES\n.nf\n" + command.examples.map { "\(line($0))\n" }.joined() + ".fi\n"
    }
    return text + exits + ".SH SEE ALSO\n.BR demarche (1)\n"
  }

  private static func head(_ name: String) -> String {
    ".TH \(name.uppercased().replacing("-", with: "\\-")) 1 \"\" \"demarche \(Release.version)\" \"User Commands\"\n"
  }

  private static var exits: String {
    ".SH EXIT STATUS\n"
      + Program.statuses.map { ".TP\n.B \($0.status)\n\(line($0.meaning))\n" }.joined()
  }

  private static var files: String {
    ".SH ENVIRONMENT\n"
      + Program.environment.map { ".TP\n.B \($0.name)\n\(line($0.meaning))\n" }.joined()
  }

  private static var also: String {
    Program.commands.map { ".BR demarche\\-\(escaped($0.name)) (1)" }.joined(separator: ",\n") + "\n"
  }

  /// Text of a line: a dot or a quote at its begin would be a request.
  private static func line(_ text: String) -> String {
    (text.hasPrefix(".") || text.hasPrefix("'") ? "\\&" : "") + escaped(text)
  }

  /// Text in which a hyphen is a hyphen of the keyboard, which can be searched for and copied.
  private static func escaped(_ text: String) -> String {
    text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...")
      .replacing("–", with: "\\-")
  }
}

/// All commands and flags as Markdown.
enum Reference {
  static var page: String {
    var text = """
      # Commands

      What `demarche COMMAND --help` says of each, on one page. Made by `demarche reference`; do not edit it by hand.


      """
    for command in Program.commands {
      text += "## demarche \(command.name)\n\n\(sentence(command.summary))\n\n"
      let operands = command.operands.isEmpty ? "" : " \(command.operands)"
      text += "    demarche \(command.name)\(command.flags.isEmpty ? "" : " [FLAG...]")\(operands)\n\n"
      if !command.examples.isEmpty {
        text += "Examples:\n\n" + command.examples.map { "    \($0)\n" }.joined() + "\n"
      }
      if !command.flags.isEmpty {
        text += "| flag | is |\n|---|---|\n"
        for flag in command.flags {
          let value = flag.value.map { " \($0)" } ?? ""
          text += "| `--\(flag.name)\(value.replacing("|", with: "\\|"))` | \(cell(flag.help)) |\n"
        }
        text += "\n"
      }
    }
    text += "## Exit status\n\n"
    for status in Program.statuses { text += "- \(status.status): \(status.meaning)\n" }
    text += "\n## Environment\n\n"
    for variable in Program.environment { text += "- `\(variable.name)`: \(variable.meaning)\n" }
    return text
  }

  private static func sentence(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst() + "."
  }

  /// Text of a cell of a table.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("<", with: "&lt;")
  }
}
