public import DemarcheData

extension TableKind {
  /// The tables of several kinds among files, one list a kind, each in the order of the files.
  ///
  /// - Throws: the faults of the first table that has any.
  public static func tables(
    of kinds: [TableKind], in files: [UserTables.File]
  ) throws(DataErrors) -> [[Table]] {
    var tables: [[Table]] = []
    for kind in kinds {
      var found: [Table] = []
      for file in files where kind.holds(file.name) {
        found.append(
          try Table(text: file.text, file: file.path, columns: kind.columns, optional: kind.optional))
      }
      tables.append(found)
    }
    return tables
  }
}

extension UserTables.File {
  /// A table of a folder of the user's own, which may lie there without the folder that it has in `Data/`.
  ///
  /// - Parameter name: its path from the folder.
  /// - Throws: that no table is called so.
  public init(inFolder name: String, path: String, text: String) throws(DataFileError) {
    if name.contains("/") {
      self.init(name: name, path: path, text: text)
      return
    }
    for kind in TableKind.all {
      let folder = kind.stem.split(separator: "/").dropLast().joined(separator: "/")
      if kind.holds("\(folder)/\(name)") {
        self.init(name: "\(folder)/\(name)", path: path, text: text)
        return
      }
    }
    throw DataFileError(
      file: path, line: 0, message: "no table of actors is called \(name)",
      help: "name it as in Data/: organisations.tsv, organisation-names.tsv, roles.tsv, places.tsv …")
  }

  /// A table that its header tells, whatever the file is called; nil where the text is no table of actors.
  public init?(ofHeader text: String, path: String) {
    let lines = text.split(separator: "\n", maxSplits: 200)
    guard let header = lines.first(where: { !$0.hasPrefix("#") }), header.contains("\t") else { return nil }
    let columns = Set(header.split(separator: "\t").map(String.init))
    let kind = TableKind.all.first {
      columns.isSuperset(of: $0.columns) && !$0.stem.hasPrefix("knowledge/state")
    }
    guard let kind else { return nil }
    self.init(name: "\(kind.stem).tsv", path: path, text: text)
  }
}
