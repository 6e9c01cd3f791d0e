import DemarcheCoding

let completionsCommand = Command(
  name: "completions", summary: "the completions of a shell: bash, zsh or fish", operands: "SHELL",
  examples: [
    "demarche completions bash > ~/.local/share/bash-completion/completions/demarche",
    "demarche completions zsh > ~/.zfunc/_demarche",
    "demarche completions fish > ~/.config/fish/completions/demarche.fish",
  ],
  flags: []
) { arguments in
  let known = ["bash", "zsh", "fish"]
  switch arguments.operands {
  case ["bash"]: print(Completions.bash, terminator: "")
  case ["zsh"]: print(Completions.zsh, terminator: "")
  case ["fish"]: print(Completions.fish, terminator: "")
  default:
    let near = arguments.operands.first.flatMap { nearest($0, among: known) }
    throw UsageError(
      "completions needs the name of a shell: \(known.joined(separator: ", "))",
      help: near.map { "did you mean \($0)?" })
  }
  return Status.done
}

/// What shells need to complete a command line of the program, made from its own list of commands.
enum Completions {
  /// For bash: a function that completes commands, flags and the known values of a flag, else files.
  static var bash: String {
    var text = """
      # Completions of demarche for bash; made by: demarche completions bash
      _demarche() {
        local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} flags= values=
        COMPREPLY=()
        if ((COMP_CWORD == 1)); then
          mapfile -t COMPREPLY < <(compgen -W "\(Program.commands.map(\.name).joined(separator: " ")) help" -- "$word")
          return
        fi
        case ${COMP_WORDS[1]} in

      """
    for command in Program.commands {
      text += "    \(command.name))\n      flags=\""
      text += (command.flags.map { "--\($0.name)" } + ["--help"]).joined(separator: " ") + "\"\n"
      let chosen = command.flags.filter { !$0.choices.isEmpty }
      if !chosen.isEmpty {
        text += "      case $before in\n"
        for flag in chosen {
          text += "        --\(flag.name)) values=\"\(flag.choices.joined(separator: " "))\" ;;\n"
        }
        text += "      esac\n"
      }
      text += "      ;;\n"
    }
    text += """
          help) flags="\(Program.commands.map(\.name).joined(separator: " "))" ;;
        esac
        if [[ -n $values ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
        elif [[ $word == -* || ${COMP_WORDS[1]} == help ]]; then
          mapfile -t COMPREPLY < <(compgen -W "$flags" -- "$word")
        else
          mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
      }
      complete -o filenames -F _demarche demarche

      """
    return text
  }

  /// For zsh: each command and flag with what it is for.
  static var zsh: String {
    var text = """
      #compdef demarche
      # Completions of demarche for zsh; made by: demarche completions zsh
      _demarche() {
        local -a commands
        commands=(

      """
    for command in Program.commands {
      text += "    '\(command.name):\(quoted(command.summary))'\n"
    }
    text += """
        )
        if ((CURRENT == 2)); then
          _describe -t commands 'command of demarche' commands
          return
        fi
        shift words
        ((CURRENT--))
        case $words[1] in

      """
    for command in Program.commands {
      text += "    \(command.name))\n      _arguments \\\n"
      for flag in command.flags {
        let help = quoted(flag.help).replacing("[", with: "\\[").replacing("]", with: "\\]")
        text += "        '*--\(flag.name)[\(help)]"
        if let value = flag.value {
          let action = flag.choices.isEmpty ? flag.action : "(\(flag.choices.joined(separator: " ")))"
          text += ":\(quoted(value).replacing(":", with: "\\:")):\(action)"
        }
        text += "' \\\n"
      }
      text += "        '--help[what the command does]' \\\n        '*:file:_files'\n      ;;\n"
    }
    text += """
        esac
      }
      if [[ $funcstack[1] == _demarche ]]; then _demarche "$@"; else compdef _demarche demarche; fi

      """
    return text
  }

  /// For fish: each command and flag with what it is for.
  static var fish: String {
    var text = "# Completions of demarche for fish; made by: demarche completions fish\n"
    for command in Program.commands {
      text += "complete -c demarche -n __fish_use_subcommand -f -a \(command.name)"
      text += " -d '\(fishQuoted(command.summary))'\n"
      for flag in command.flags {
        text += "complete -c demarche -n '__fish_seen_subcommand_from \(command.name)' -l \(flag.name)"
        if flag.value != nil { text += flag.choices.isEmpty ? " -r" : " -x" }
        if !flag.choices.isEmpty { text += " -a '\(flag.choices.joined(separator: " "))'" }
        text += " -d '\(fishQuoted(flag.help))'\n"
      }
    }
    return text
  }

  /// Text within single quotes of a shell.
  private static func quoted(_ text: String) -> String { text.replacing("'", with: "'\\''") }

  /// Text within single quotes of fish, where a backslash stands before a quote.
  private static func fishQuoted(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
  }
}

extension Flag {
  /// The words that are known as its value; none where anything may stand.
  var choices: [String] {
    guard let value, value.contains("|") else { return [] }
    let words = value.split(separator: "|").map(String.init)
    return words.allSatisfy { $0.allSatisfy { $0.isLowercase || $0.isNumber || $0 == "-" } } ? words : []
  }

  /// What zsh completes its value with.
  fileprivate var action: String {
    switch value {
    case "FOLDER": "_files -/"
    case .some: "_files"
    case nil: ""
    }
  }
}
