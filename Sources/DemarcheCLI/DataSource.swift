import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheIncidents
import DemarcheKnowledge

/// Rules and tables where they lie: in a folder such as `Data/`, or in a pack.
enum DataSource {
  case folder(path: String, texts: [String: String])
  case pack(Pack)

  /// Opens a folder or a pack.
  ///
  /// - Throws: a ``DataFileError`` when there is neither, or when the folder holds no rules.
  init(path: String) throws {
    guard Files.isFolder(path) else {
      self = .pack(try Pack(path: path))
      return
    }
    var texts: [String: String] = [:]
    for name in try Files.below(path) where name.hasSuffix(".tsv") || name.hasSuffix(".rules") {
      texts[name] = try Files.text("\(path)/\(name)")
    }
    self = .folder(path: path, texts: texts)
    guard texts.keys.contains(where: DataSource.isRules) else {
      let inside = "\(path)/Data"
      throw DataFileError(
        file: path, line: 0, message: "the folder holds no rules",
        help: Files.isFolder(inside) ? "did you mean \(inside)?" : "name a folder such as Data, or a pack")
    }
  }

  /// What the command line works with: the folder of `--data`, or the pack.
  static func current(_ arguments: Arguments) throws -> DataSource {
    if let folder = arguments.value("data") { return try DataSource(path: folder) }
    return .pack(try Engine.pack())
  }

  /// The names of its rules and tables, sorted.
  var names: [String] {
    switch self {
    case .folder(_, let texts): texts.keys.sorted()
    case .pack(let pack): pack.names.filter { $0.hasSuffix(".tsv") || $0.hasSuffix(".rules") }
    }
  }

  /// The text of one of them; nil when there is none of the name.
  func text(_ name: String) -> String? {
    switch self {
    case .folder(_, let texts): texts[name]
    case .pack(let pack): pack.text(name)
    }
  }

  /// All rules as they are written, by file.
  var rules: [RuleText] {
    names.filter(DataSource.isRules).flatMap { RuleText.rules(of: $0, text($0) ?? "").rules }
  }

  /// The data, read and checked, with tables of the user's own.
  func release(user: UserTables = UserTables()) throws -> Release {
    switch self {
    case .folder(let path, let texts):
      try Release(names: names, hash: "folder:\(path)", user: user) { texts[$0] }
    case .pack(let pack): try Release(pack, user: user)
    }
  }

  /// What is held to be one act.
  func joining() throws(DataErrors) -> Joining { try Joining { text($0) } }

  private static func isRules(_ name: String) -> Bool { name.hasPrefix("rules/") && name.hasSuffix(".rules") }
}
