import DemarcheData
import DemarcheEvents
import DemarcheRelations

@testable import DemarchePlots

let labels = QuadLabels(
  names: [1: "words of help", 2: "deeds of help", 3: "words of conflict", 4: "deeds of conflict"],
  conflict: [3, 4], materialConflict: [4], material: [2, 4])

/// So many incidents of a quad on a day.
func lines(
  _ count: Int, quad: Int, _ direction: Direction = .aToB, on date: String, score: Double? = nil,
  from first: Int
) -> [Evidence] {
  (0..<count).map { i in
    Evidence(
      event: first + i, report: first + i, text: first + i, incident: first + i, source: 1,
      direction: direction, quad: quad, type: quad - 1, score: score ?? (quad > 2 ? -5 : 4),
      day: Day(iso: date))
  }
}

func relation(_ evidence: [Evidence], by unit: Period.Unit) -> Relation {
  Relation(
    between: "Aland", and: "Borland", evidence: evidence, by: unit,
    types: ["MEET", "HELP", "BLAME", "STRIKE"], quads: labels)
}

/// Numbers that look like chance and are the same in every run (SplitMix64 by Steele, Lea and Flood).
struct Seeded: RandomNumberGenerator {
  private var state: UInt64

  init(_ seed: Int) { state = UInt64(truncatingIfNeeded: seed) &* 7919 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// Two states for so many periods, with a war in the second half, as somebody who reads more and more sees them.
func story(_ unit: Period.Unit, from start: String, periods: Int) -> (relation: Relation, coverage: Coverage)
{
  var random = Seeded(7)
  var evidence: [Evidence] = []
  var coverage: [(Period, Coverage.Row)] = []
  guard let day = Day(iso: start) else { return (relation([], by: unit), Coverage(unit)) }
  var period = Period(unit, containing: day)
  for i in 0..<periods {
    let isWar = i > periods / 2
    for (quad, mean) in [(1, 4), (2, 1), (3, isWar ? 6 : 2), (4, isWar ? 8 : 1)] {
      for direction in Direction.allCases {
        let most = direction == .mutual ? mean / 3 : direction == .bToA ? mean / 2 + 1 : mean
        evidence += lines(
          Int.random(in: 0...max(0, most), using: &random), quad: quad, direction, on: period.first.iso,
          from: evidence.count)
      }
    }
    let reports = i % 17 == 16 ? 3 : 60 + i + Int.random(in: 0...30, using: &random)
    coverage.append((period, Coverage.Row(reports: reports, sources: 4 + i * 12 / periods)))
    period = period.next
  }
  return (relation(evidence, by: unit), Coverage(unit, coverage))
}

let root = "/" + #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

func text(of path: String) throws -> String {
  let file = try MappedFile(path: path)
  return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
}

func grid() throws -> TileGrid {
  try TileGrid(
    Table(
      text: text(of: "\(root)/Data/\(TileGrid.name)"), file: TileGrid.name, columns: TileGrid.tableColumns))
}
