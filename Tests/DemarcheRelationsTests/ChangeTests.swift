import DemarcheEvents
import DemarcheRelations
import Testing

/// Sixty months from January 2010 on, with so many incidents of a quad in each, and what was read.
private struct Months {
  var lines: [Evidence] = []
  var coverage: [(Period, Coverage.Row)] = []
  private var period = Period(.month, containing: Day(number: 14_610))
  private var report = 0

  mutating func add(_ counts: [Int: Int], read: Int, sources: Int = 10) {
    coverage.append((period, Coverage.Row(reports: read, sources: sources)))
    for quad in counts.keys.sorted() {
      for _ in 0..<(counts[quad] ?? 0) {
        report += 1
        lines.append(
          line(report, report: report, quad: quad, score: quad > 2 ? -5 : 5, on: period.first.iso))
      }
    }
    period = period.next
  }

  var changes: RelationChanges {
    RelationChanges(of: relation(lines), coverage: Coverage(.month, coverage))
  }
}

@Suite("Change points")
struct ChangeTests {
  @Test("A level that doubles twice over is found where it does, with its size")
  func rise() throws {
    var random = Seeded(1)
    var months = Months()
    for month in 0..<60 {
      months.add([4: random.count(mean: month < 36 ? 3 : 12), 1: random.count(mean: 4)], read: 1000)
    }
    let changes = months.changes
    let rise = try #require(changes.points.first { $0.measure == .materialConflict })
    #expect(rise.period.description == "2013-01")
    #expect(rise.earliest <= rise.period && rise.period <= rise.latest)
    #expect(rise.rises && rise.doubt == nil && rise.confidence > 0.99)
    #expect(abs(rise.before - 3) < 1 && abs(rise.after - 12) < 2)
    #expect(try #require(rise.ratio) > 3)
    #expect(!changes.points.contains { $0.measure == .cooperation })
    #expect(changes.doubtful.isEmpty && changes.refusal == nil)
  }

  @Test("A stretch of conflict has a beginning and an end")
  func stretch() {
    var random = Seeded(2)
    var months = Months()
    for month in 0..<60 {
      months.add([4: random.count(mean: (20..<28).contains(month) ? 30 : 2)], read: 1000)
    }
    let found = months.changes.points.filter { $0.measure == .materialConflict }
    #expect(found.map(\.period.description) == ["2011-09", "2012-05"])
    #expect(found.map(\.rises) == [true, false])
    #expect(found.first?.until.description == "2012-04")
  }

  @Test("The incidents behind a rise are those of its kind, the most told first")
  func leading() throws {
    var months = Months()
    for month in 0..<40 { months.add([4: month < 20 ? 1 : 9, 1: 2], read: 1000) }
    let strike = line(9000, report: 9000, incident: 5, quad: 4, score: -9, on: "2011-09-03")
    months.lines += [strike, line(9001, report: 9001, incident: 5, quad: 4, score: -9, on: "2011-09-03")]
    let rise = try #require(months.changes.points.first { $0.measure == .materialConflict })
    #expect(rise.period.description == "2011-09")
    #expect(rise.leading.first?.incident == 5 && rise.leading.first?.texts == 2)
    #expect(rise.leading.allSatisfy { $0.quad == 4 })
    #expect(rise.leading.count == RelationChanges.leadingLimit)
  }

  @Test("The mean score may change where no count does")
  func score() throws {
    var random = Seeded(4)
    var months = Months()
    for month in 0..<60 {
      let good = month < 30 ? 8 : 6
      months.add([1: good, 3: 14 - good - random.count(mean: 0.3), 4: random.count(mean: 0.2)], read: 1000)
    }
    let changes = months.changes
    #expect(
      changes.points.contains { $0.measure == .meanScore && $0.period.description == "2012-07" && !$0.rises })
  }

  @Test("Noise has no changes: fewer than one series in twenty has any")
  func noise() {
    var alarms = 0
    for seed in 0..<200 {
      var random = Seeded(seed + 1)
      var months = Months()
      for _ in 0..<60 {
        // Bursts: a month may be a quiet or a loud one.
        let mood = Double.random(in: 0.3..<1.7, using: &random)
        months.add(
          [
            1: random.count(mean: 2 * mood), 2: random.count(mean: 0.3), 3: random.count(mean: 3 * mood),
            4: random.count(mean: mood),
          ], read: 900 + Int.random(in: 0..<200, using: &random))
      }
      let changes = months.changes
      if !changes.points.isEmpty { alarms += 1 }
    }
    #expect(alarms < 10, "\(alarms) of 200")
  }

  @Test("Twice the reports alone are no change of the relation, and that is said")
  func coverageAlone() {
    var random = Seeded(5)
    var months = Months()
    for month in 0..<60 {
      let read = month < 30 ? 500 : 1500
      months.add(
        [4: random.count(mean: Double(read) / 100)], read: read + Int.random(in: 0..<50, using: &random))
    }
    let changes = months.changes
    #expect(changes.points.isEmpty)
    #expect(changes.doubtful.contains { $0.measure == .materialConflict && $0.doubt == .onlyCountChanges })
  }

  @Test("A change where the coverage changes too is doubtful, whichever of reports and outlets does")
  func coverageToo() throws {
    var random = Seeded(6)
    for isOfSources in [false, true] {
      var months = Months()
      for month in 0..<60 {
        let isLate = month >= 30
        months.add(
          [4: random.count(mean: isLate ? 20 : 2)], read: isLate && !isOfSources ? 2000 : 1000,
          sources: isLate && isOfSources ? 60 : 12)
      }
      let changes = months.changes
      #expect(!changes.points.contains { $0.measure == .materialConflict })
      let doubtful = try #require(changes.doubtful.first { $0.measure == .materialConflict })
      guard case .coverageChanges(let measure, let before, let after) = doubtful.doubt else {
        Issue.record("no doubt about the coverage")
        continue
      }
      #expect(measure == (isOfSources ? .sources : .reports))
      #expect(before < after)
    }
  }

  @Test("Little is not searched, and that is said")
  func little() {
    var months = Months()
    for _ in 0..<60 { months.add([:], read: 1000) }
    months.lines = (0..<19).map { line($0, on: "2012-05-01") }
    #expect(months.changes.refusal == .fewIncidents(19, atLeast: 20))
    var short = Months()
    for month in 0..<8 { short.add([4: month < 4 ? 1 : 50], read: 1000) }
    #expect(short.changes.refusal == .fewPeriods(8, atLeast: 12))
  }

  @Test("What lies where nothing was read has no rate and makes no change")
  func beforeCoverage() {
    var random = Seeded(7)
    var months = Months()
    for _ in 0..<60 { months.add([4: random.count(mean: 2)], read: 1000) }
    months.lines += (0..<300).map { line(5000 + $0, report: 5000, quad: 4, on: "1994-05-01") }
    #expect(months.changes.points.isEmpty)
  }
}
