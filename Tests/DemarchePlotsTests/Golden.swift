import DemarcheData
import Glibc
import Testing

@testable import DemarchePlots

/// Compares a figure with the file of its name, byte for byte; with `DEMARCHE_GOLDEN=write` it writes the file.
func expectGolden(_ figure: Figure, _ name: String, _ location: SourceLocation = #_sourceLocation) throws {
  let path = "\(root)/Tests/DemarchePlotsTests/Golden/\(name).svg"
  let drawn = figure.svg(standalone: false)
  if getenv("DEMARCHE_GOLDEN").map({ String(cString: $0) }) == "write" {
    let file = try #require(fopen(path, "w"), sourceLocation: location)
    fputs(drawn, file)
    fclose(file)
  }
  #expect(drawn == (try text(of: path)), sourceLocation: location)
}
