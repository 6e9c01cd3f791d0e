import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheJSON
import DemarcheKnowledge
import DemarcheLedger
import DemarcheSyntax
import DemarcheText
import Glibc

let doctorCommand = Command(
  name: "doctor", summary: "what is there, what is missing or damaged, what to do about it", operands: "",
  examples: [
    "demarche doctor", "demarche doctor --ledger gulf.db",
    "demarche doctor --ledger gulf.db --save readable.jsonl",
  ],
  flags: [
    Flag("ledger", "FILE", "look this ledger over instead, from end to end: what is damaged, and what helps"),
    Flag("save", "FILE", "write the reports of the ledger that can be read, as lines for demarche ingest"),
  ] + Engine.flags
) { arguments in
  var doctor = Doctor()
  if arguments.value("ledger") != nil || arguments.value("save") != nil {
    try doctor.lookOver(LedgerFlags.path(arguments), saving: arguments.value("save"))
    return doctor.end()
  }
  doctor.tell(.ok, "program", "demarche \(Release.version), \(Doctor.processor)")
  doctor.look("pack") { try Doctor.pack() }
  doctor.look("data") {
    let release = try Engine.release(arguments)
    return "\(release.book.rules.count) rules, \(release.knowledge.actors.names.count) names, "
      + "\(release.knowledge.actors.terms.count) terms of office, codebook \(release.knowledge.codebook.version)"
  }
  doctor.look("model") {
    let trees = try Engine.parser(arguments).trees(of: "One two three.")
    return "\(try Engine.modelNames(arguments)); \(ModelName.syntax) reads \(trees.count) sentence"
  }
  doctor.look("answers") { try Doctor.answers(arguments) }
  doctor.tellLocale()
  doctor.tellFolder()
  doctor.look("ledger") { try LedgerFlags.describe(arguments) }
  return doctor.end()
}

/// Tells what it finds, a line each, and how much of it is no good.
private struct Doctor {
  enum Verdict: String { case ok, note, missing, damaged }

  private var faults = 0
  private var isOfProgram = false

  mutating func tell(
    _ verdict: Verdict, _ part: String, _ what: String, blocks: String? = nil, help: String? = nil
  ) {
    print(pad(verdict.rawValue, 8) + pad(part, 10) + what)
    let indent = String(repeating: " ", count: 18)
    if let blocks { print("\(indent)blocks: \(blocks)") }
    if let help { print("\(indent)help: \(help)") }
    if verdict == .missing || verdict == .damaged { faults += 1 }
  }

  /// Tells what `body` finds, or what it lacks.
  mutating func look(_ part: String, _ body: () throws -> String) {
    do { tell(.ok, part, try body()) } catch let error as Damaged {
      tell(.damaged, part, error.what, blocks: error.blocks, help: error.help)
    } catch let error as LedgerError {
      tell(error.kind == .damaged ? .damaged : .missing, part, "\(error)", help: error.help)
    } catch {
      isOfProgram = true
      tell(.missing, part, "\(error)")
    }
  }

  /// The last line, where there is something to say; the status.
  func end() -> Int32 {
    if faults == 0 { return Status.done }
    print("\(faults) missing or damaged\(isOfProgram ? ": ./run builds the program and its data anew" : "")")
    return Status.failed
  }

  private struct Damaged: Error {
    var what: String
    var blocks: String
    var help: String
  }

  // MARK: The program

  /// What the machine is, and whether it has the wide instructions that the network of syntax is made for.
  static var processor: String {
    var system = utsname()
    uname(&system)
    let machine = withUnsafeBytes(of: system.machine) {
      String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
    }
    // Read to its end, for the system says of this file that it is empty.
    let flags = Doctor.lines(of: "/proc/cpuinfo").first { $0.hasPrefix("flags") }
    guard let flags else { return machine }
    let isWide = flags.split(separator: " ").contains("avx2")
    return "\(machine) \(isWide ? "with AVX2" : "without AVX2, which parses the same, more slowly")"
  }

  private static func lines(of path: String) -> [Substring] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var block = [UInt8](repeating: 0, count: 1 << 14)
    while true {
      let count = fread(&block, 1, block.count, file)
      if count == 0 { break }
      bytes += block[..<count]
    }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n")
  }

  static func pack() throws -> String {
    let pack = try Engine.pack()
    guard pack.isIntact else {
      throw Damaged(
        what: "\(pack.path) is not what its hash says: some of its bytes have changed",
        blocks: "nothing may fail, and answers may differ from those of other machines",
        help: "install the program anew, or in a clone remove the file and call ./run")
    }
    return "\(pack.path), \(pack.names.count) files, sha256 \(pack.hash.prefix(16))"
  }

  /// Codes a few sentences whose events are stored with the data.
  static func answers(_ arguments: Arguments) throws -> String {
    let pipeline = try Engine.pipeline(arguments)
    var count = 0
    for line in try Engine.text("samples/check-up.jsonl", arguments).split(separator: "\n") {
      let json = try JSON.read(Array(line.utf8)[...])
      guard let text = json["text"]?.string, let stored = json["events"]?.array?.compactMap(\.string) else {
        continue
      }
      let report = Report(id: "check-up", text: text, published: json["published"]?.string)
      let found = pipeline.code(report).flatMap(\.events).map(words)
      guard found == stored else {
        throw Damaged(
          what: "\"\(text)\" gives \(found), and \(stored) is stored",
          blocks: "nothing fails, and answers differ from those of other machines",
          help: "leave flags of data of your own out; if it stays so, build or install the program anew")
      }
      count += 1
    }
    return "\(count) sentences give the events that are stored for them"
  }

  private static func words(_ event: Event) -> String {
    func side(_ participants: [Participant]) -> String {
      participants.isEmpty ? "-" : participants.map { $0.code ?? "-" }.joined(separator: "+")
    }
    return "\(side(event.actor)) \(event.event) \(side(event.recipient)) \(event.date ?? "-")"
  }

  mutating func tellLocale() {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { (name: String) -> String? in
      getenv(name).map { String(cString: $0) }
    }.first { !$0.isEmpty }
    let folded = (locale ?? "").lowercased()
    if folded.hasSuffix("utf-8") || folded.hasSuffix("utf8") { return tell(.ok, "locale", locale ?? "") }
    tell(
      .note, "locale", "\(locale ?? "none is set"): what is written is UTF-8 all the same",
      help: "LANG=C.UTF-8 shows names with accents as they are on a terminal")
  }

  mutating func tellFolder() {
    if access(".", W_OK) == 0 { return tell(.ok, "folder", "files can be written here") }
    tell(
      .note, "folder", "files cannot be written here: \(String(cString: strerror(errno)))",
      blocks: "commands that make demarche.db", help: "--ledger and --output name files elsewhere")
  }

  // MARK: A ledger

  mutating func lookOver(_ path: String, saving file: String?) throws {
    guard Files.exists(path) else {
      return tell(.missing, "ledger", "\(MissingLedger(path: path))")
    }
    let output = try file.map { path throws(DataFileError) in try Output(path: path) }
    var saved = 0
    var wrapped = 0
    let checkUp = LedgerCheckUp(of: path) { report in
      guard let output else { return }
      saved += 1
      if report.isWrapped { wrapped += 1 }
      output.line(Doctor.line(report))
    }
    for finding in checkUp.findings {
      let verdict: Verdict = finding.weight == .sound ? .ok : finding.weight == .note ? .note : .damaged
      tell(verdict, finding.part, finding.what, blocks: finding.blocks, help: finding.help)
    }
    if checkUp.isSound { look("ledger") { try LedgerFlags.describe(path) } }
    guard let output, let file else { return }
    try output.close()
    tell(
      .ok, "saved",
      "\(saved) reports in \(file)"
        + (wrapped > 0
          ? "; \(wrapped) came from texts with hard-wrapped lines, whose lines are now whole" : ""))
  }

  /// A report as a line that `demarche ingest` reads; one whose lines are merely wrapped has its paragraphs whole.
  private static func line(_ report: Report) -> String {
    let text =
      report.isWrapped
      ? report.text.replacing("\r\n", with: "\n").split(separator: "\n\n").map {
        $0.replacing("\n", with: " ")
      }
      .joined(separator: "\n") : report.text
    let members: [JSON.Member] = [
      .init("id", .string(report.id)), .init("title", JSON(report.title)), .init("text", .string(text)),
      .init("published", JSON(report.published)), .init("source", JSON(report.source)),
      .init("url", JSON(report.url)), .init("language", JSON(report.language)),
      .init("author", JSON(report.author)),
    ]
    return JSON.object(members.filter { $0.value != .null }).line
  }
}
