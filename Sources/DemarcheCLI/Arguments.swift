import DemarcheCoding

/// A flag of a command.
struct Flag {
  var name: String
  /// What its value is called in help; nil for a switch.
  var value: String?
  var help: String

  init(_ name: String, _ value: String? = nil, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }
}

/// A wrong use of the program: told on standard error, exit 2.
struct UsageError: Error {
  var message: String
  var help: String?

  init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// The words of a command line after the command, sorted into flags and operands.
struct Arguments {
  private(set) var operands: [String] = []
  private var values: [String: [String]] = [:]
  private var switches: Set<String> = []

  init(_ words: [String], flags: [Flag], command: String) throws(UsageError) {
    var i = 0
    var onlyOperands = false
    while i < words.count {
      let word = words[i]
      i += 1
      if onlyOperands || word == "-" || !word.hasPrefix("-") {
        operands.append(word)
        continue
      }
      if word == "--" {
        onlyOperands = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      let name = String(parts[0])
      guard let flag = flags.first(where: { "--\($0.name)" == name }) else {
        let near = nearest(name, among: flags.map { "--\($0.name)" })
        let help = near.map { "did you mean \($0)?" } ?? "demarche \(command) --help lists the flags"
        throw UsageError("unknown flag \(name) of demarche \(command)", help: help)
      }
      guard flag.value != nil else {
        guard parts.count == 1 else { throw UsageError("\(name) takes no value") }
        switches.insert(flag.name)
        continue
      }
      if parts.count == 2 {
        values[flag.name, default: []].append(String(parts[1]))
      } else {
        guard i < words.count else { throw UsageError("\(name) needs a value: \(flag.value ?? "")") }
        values[flag.name, default: []].append(words[i])
        i += 1
      }
    }
  }

  func has(_ name: String) -> Bool { switches.contains(name) }
  func value(_ name: String) -> String? { values[name]?.last }
  func values(_ name: String) -> [String] { values[name] ?? [] }

  /// A whole number of at least `least`.
  func number(_ name: String, least: Int = 0) throws(UsageError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), number >= least else {
      throw UsageError("--\(name) is a whole number of at least \(least), not \"\(text)\"")
    }
    return number
  }

  /// One of the known values.
  func choice(_ name: String, _ known: [String]) throws(UsageError) -> String? {
    guard let text = value(name) else { return nil }
    guard known.contains(text) else {
      let near = nearest(text, among: known)
      throw UsageError(
        "--\(name) is one of \(known.joined(separator: ", ")), not \"\(text)\"",
        help: near.map { "did you mean \($0)?" })
    }
    return text
  }
}
