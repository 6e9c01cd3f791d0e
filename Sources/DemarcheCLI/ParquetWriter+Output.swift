import Demarche
import DemarcheJSON
import DemarcheTables

extension ParquetWriter where Failure == Never {
  /// Begins a file that says of itself what made it.
  init(_ definitions: [ColumnDefinition], manifest: JSON, to output: Output) {
    self.init(
      definitions, metadata: [("demarche", manifest.line)], createdBy: "demarche version \(Release.version)"
    ) { output.write($0) }
  }
}
