import DemarcheKnowledge

extension KnowledgeRows {
  /// The tables that hold rows, in the order of their paths.
  public var files: [File] {
    [
      File(path: "knowledge/ministers.tsv", columns: ActorTables.termColumns, rows: terms),
      File(path: "knowledge/organisation-names.tsv", columns: ActorTables.nameColumns, rows: names),
      File(path: "knowledge/organisations.tsv", columns: ActorTables.entityColumns, rows: organisations),
      File(path: "lexicon/en/roles.tsv", columns: ActorTables.roleColumns, rows: roles),
    ].filter { !$0.rows.isEmpty }
  }
}
