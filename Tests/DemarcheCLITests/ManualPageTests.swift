import Testing

/// What the program says of itself for shells, for man and for the documentation.
@Suite(.enabled(if: Run.program != nil, "no release build: ./run builds it"))
struct `The manual of the program` {
  private static let commands = ["code", "ingest", "relation", "export", "serve", "completions"]

  @Test func `lists every command with its flags on one page, which lies in docs`() throws {
    let page = try Run.demarche("reference").output
    let kept = try #require(Scratch.bytes("\(Run.root)/docs/reference.md"))
    #expect(page == String(decoding: kept, as: UTF8.self), "demarche reference > docs/reference.md")
    for line in try Run.demarche("--help").output.split(separator: "\n") where line.hasPrefix("  ") {
      guard let name = line.split(separator: " ").first, name != "demarche" else { continue }
      #expect(page.contains("## demarche \(name)\n"), "no section on \(name)")
    }
  }

  @Test(arguments: commands) func `has a page for man on each command`(name: String) throws {
    let page = try Run.demarche("man", name)
    #expect(page.status == 0)
    #expect(page.output.hasPrefix(".TH DEMARCHE\\-\(name.uppercased()) 1"))
    for part in ["NAME", "SYNOPSIS", "EXIT STATUS", "SEE ALSO"] {
      #expect(page.output.contains(".SH \(part)\n"))
    }
    // A line that begins with a dot is a request of troff; no other may.
    let requests: Set<Substring> = [".TH", ".SH", ".B", ".BR", ".TP", ".nf", ".fi"]
    for line in page.output.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(line.prefix { $0 != " " }), "\(line)")
    }
  }

  @Test func `says which command was meant when there is none of a name`() throws {
    let page = try Run.demarche("man", "cod")
    #expect(page.status == 2 && page.errors.contains("did you mean code?"))
  }

  @Test(arguments: [("co", "code"), ("rel", "relation"), ("exp", "export")])
  func `completes commands in bash`(typed: String, command: String) throws {
    #expect(try completed(["demarche", typed]).contains(Substring(command)))
  }

  @Test func `completes flags and the known values of a flag in bash, else files`() throws {
    #expect(try completed(["demarche", "code", "--emit"]) == ["--emit-empty", "--emit-errors"])
    #expect(try completed(["demarche", "relation", "EGY", "ISR", "--by", "qu"]) == ["quarter"])
    #expect(try completed(["demarche", "code", "\(Run.root)/READ"]) == ["\(Run.root)/README.md"])
  }

  @Test func `names every command in the completions of each shell`() throws {
    for shell in ["bash", "zsh", "fish"] {
      let text = try Run.demarche("completions", shell).output
      for command in Self.commands { #expect(text.contains(command), "\(shell): \(command)") }
    }
    #expect(try Run.demarche("completions", "bsh").errors.contains("did you mean bash?"))
  }

  /// What bash would offer at the end of a line.
  private func completed(_ words: [String]) throws -> [Substring] {
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let program = try #require(Run.program)
    let script = """
      source <('\(program)' completions bash)
      COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
      _demarche
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return try Run.command("/bin/bash", ["-c", script]).output.split(separator: "\n")
  }
}
