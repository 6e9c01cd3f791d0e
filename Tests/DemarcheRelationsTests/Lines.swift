import DemarcheData
import DemarcheEvents
import DemarcheRelations
import Testing

/// Two types of each side, as the tests number them.
let types = ["MEET", "HELP", "BLAME", "STRIKE"]

let quads = QuadLabels(
  names: [1: "words of help", 2: "deeds of help", 3: "words of conflict", 4: "deeds of conflict"],
  conflict: [3, 4], materialConflict: [4])

/// A line of evidence; quad `n` has the type of its place, and each line is an incident of its own unless told.
func line(
  _ event: Int, report: Int = 1, text: Int? = nil, incident: Int? = nil, source: Int = 7,
  _ direction: Direction = .aToB, quad: Int = 1, score: Double = 1, goldstein: Double? = nil,
  on date: String? = "2015-07-01", byPublication: Bool = false, precision: DatePrecision = .day,
  negated: Bool = false, hypothetical: Bool = false
) -> Evidence {
  Evidence(
    event: event, report: report, text: text ?? report, incident: incident ?? 1000 + event, source: source,
    direction: direction, quad: quad, type: quad - 1, score: score, goldstein: goldstein,
    day: date.flatMap { Day(iso: $0) }, datedByPublication: byPublication, precision: precision,
    negated: negated, hypothetical: hypothetical)
}

func relation(_ evidence: some Sequence<Evidence>, by unit: Period.Unit = .month) -> Relation {
  Relation(between: "Aland", and: "Borland", evidence: evidence, by: unit, types: types, quads: quads)
}

/// The English sentences of the project.
func english() throws -> SummaryWords {
  let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")
  let file = try MappedFile(path: "/\(root)/Data/\(SummaryWords.name)")
  let text = withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
  return try SummaryWords(Table(text: text, file: SummaryWords.name, columns: SummaryWords.columns))
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

  /// A count with that mean: the sum of many small chances.
  mutating func count(mean: Double) -> Int {
    let trials = max(20, Int(mean * 20))
    let chance = mean / Double(trials)
    return (0..<trials).reduce(0) { sum, _ in Double.random(in: 0..<1, using: &self) < chance ? sum + 1 : sum
    }
  }
}
