import DemarcheTesting
import Glibc
import Testing

/// One run of the program as a user runs it.
struct Run {
  var status: Int32
  var output: String
  var errors: String

  /// The program: `DEMARCHE_PROGRAM`, or the release build of this checkout.
  static var program: String? {
    if let path = getenv("DEMARCHE_PROGRAM") { return String(cString: path) }
    let path = "\(root)/.build/release/demarche"
    return access(path, X_OK) == 0 ? path : nil
  }

  /// The root of the checkout.
  static var root: String { TestFiles.root }

  /// Runs the program with arguments and an input; its output is what it wrote when it ended.
  static func demarche(_ arguments: String..., input: [UInt8] = []) throws -> Run {
    try demarche(words: arguments, input: input)
  }

  /// The same with the arguments in a list.
  static func demarche(words arguments: [String], input: [UInt8] = []) throws -> Run {
    try command(#require(program, "no release build: ./run builds it"), arguments, input: input)
  }

  /// Runs any program.
  static func command(_ program: String, _ arguments: [String], input: [UInt8] = []) throws -> Run {
    let scratch = try Scratch()
    try scratch.write("input", input)
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, 0, "\(scratch.folder)/input", O_RDONLY, 0)
    posix_spawn_file_actions_addopen(&actions, 1, "\(scratch.folder)/output", O_WRONLY | O_CREAT, 0o600)
    posix_spawn_file_actions_addopen(&actions, 2, "\(scratch.folder)/errors", O_WRONLY | O_CREAT, 0o600)
    var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
    words.append(nil)
    defer { for word in words { free(word) } }
    var child: pid_t = 0
    let spawned = posix_spawn(&child, program, &actions, nil, words, environ)
    try #require(spawned == 0, "cannot start \(program)")
    var status: Int32 = 0
    waitpid(child, &status, 0)
    let isExit = status & 0x7F == 0
    return Run(
      status: isExit ? (status >> 8) & 0xFF : -(status & 0x7F), output: try scratch.read("output"),
      errors: try scratch.read("errors"))
  }
}

/// A folder of its own that goes when the test ends.
final class Scratch {
  let folder: String

  init() throws {
    var template = Array("/tmp/demarche-test-XXXXXX\0".utf8).map { CChar(bitPattern: $0) }
    try #require(mkdtemp(&template) != nil)
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { TestFiles.remove(folder) }

  @discardableResult
  func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    var at = 0
    while at < bytes.count {
      let wrote = bytes.withUnsafeBytes { buffer in
        buffer.baseAddress.map { Glibc.write(descriptor, $0 + at, bytes.count - at) } ?? -1
      }
      try #require(wrote > 0)
      at += wrote
    }
    close(descriptor)
    return path
  }

  @discardableResult
  func write(_ name: String, _ text: String) throws -> String { try write(name, Array(text.utf8)) }

  /// Writes a file of many pieces, one behind the other.
  func write(_ name: String, pieces: some Sequence<[UInt8]>) throws -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    for piece in pieces where !piece.isEmpty {
      // A plain file takes all at once, as long as there is room.
      try #require(Glibc.write(descriptor, piece, piece.count) == piece.count, "no room for \(path)")
    }
    return path
  }

  func read(_ name: String) throws -> String {
    String(decoding: Scratch.bytes("\(folder)/\(name)") ?? [], as: UTF8.self)
  }

  /// The bytes of a file; nil when it cannot be opened.
  static func bytes(_ path: String) -> [UInt8]? { TestFiles.bytes(of: path) }
}
