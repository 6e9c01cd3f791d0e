import DemarcheCorrections
import Testing

@Suite struct `Krippendorff's alpha` {
  /// Columns are things, rows are coders; "." is nothing.
  private func units(_ coders: [String]) -> [[String]] {
    let rows = coders.map { $0.split(separator: " ").map(String.init) }
    return rows[0].indices.map { column in rows.map { $0[column] }.filter { $0 != "." } }
  }

  @Test(
    arguments: [
      // Krippendorff 2011, section D: four coders, twelve things, some left out.
      (
        [
          "1 2 3 3 2 1 4 1 2 . . .", "1 2 3 3 2 2 4 1 2 5 . 3", ". 3 3 3 2 3 4 2 2 5 1 .",
          "1 2 3 3 2 4 4 1 2 5 1 .",
        ], 0.743, 11
      ),
      // Section B: two coders, ten things, two names.
      (["0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0"], 0.095, 10),
      // Section C: two coders, twelve things, five names.
      (["a a b b d c c c e d d a", "b a b b b c c c e d d d"], 0.692, 12),
      // All agree and the names vary; each thing gets two names.
      (["a b a", "a b a"], 1, 3), (["a b", "b a"], -0.5, 2),
    ] as [([String], Double, Int)])
  func `is that of the published examples`(_ coders: [String], _ expected: Double, _ n: Int) throws {
    let alpha = Alpha(units(coders))
    #expect(abs(try #require(alpha.value) - expected) < 0.0005)
    #expect(alpha.n == n)
    #expect(alpha.absence == nil)
    #expect(alpha.isFew)
  }

  @Test func `is none without two people, or where all got the same name`() {
    for units in [[], [["a"], ["b"], []]] {
      let alpha = Alpha(units)
      #expect((alpha.value, alpha.absence, alpha.n) == (nil, .nothingShared, 0))
    }
    let alpha = Alpha([["a", "a"], ["a", "a", "a"]])
    #expect((alpha.value, alpha.absence, alpha.n) == (nil, .noVariation, 2))
    #expect(alpha.interval == nil)
  }

  @Test func `has an interval that a seed fixes, holds the figure, and narrows with more things`() throws {
    func coded(_ count: Int) -> [[String]] {
      (0..<count).map { $0 % 5 == 0 ? ["a", "b"] : $0 % 2 == 0 ? ["a", "a"] : ["b", "b"] }
    }
    let (few, many) = (Alpha(coded(40)), Alpha(coded(400)))
    #expect(few.isFew && !many.isFew)
    for alpha in [few, many] {
      let interval = try #require(alpha.interval)
      #expect(try interval.contains(#require(alpha.value)))
      #expect(interval.upperBound <= 1)
    }
    func width(_ alpha: Alpha) throws -> Double {
      let interval = try #require(alpha.interval)
      return interval.upperBound - interval.lowerBound
    }
    #expect(try width(many) < width(few) / 2)
    #expect(Alpha(coded(40)) == few)
    #expect(Alpha(coded(40), seed: 2).interval != few.interval)
    #expect(Alpha(coded(40), seed: nil).interval == nil)
    // The standard error of such a figure is about sqrt(p(1-p)/n) / De: 0.063 × 2 for 40 things.
    #expect(try (0.35...0.65).contains(width(few)))
  }
}

@Suite struct `Agreement of people` {
  @Test func `compares types, codes, days and places of those who decided on the same`() throws {
    let (one, two) = (record("ev_1"), record("ev_2", at: 30))
    let agreement = Agreement([
      decided("a1", .accept, on: one),
      decided("b1", .edit, by: "Bo", on: one, after: [marked("AGREE", date: "2026-01-01")]),
      decided("a2", .accept, on: two), decided("b2", .accept, by: "Bo", on: two),
      decided("a3", .accept, on: record("ev_3", at: 60)),
    ])
    #expect(agreement.coders == ["Ada", "Bo"])
    #expect(agreement.alphas[.event] == Alpha([["CONSULT", "AGREE"], ["CONSULT", "CONSULT"]]))
    #expect(agreement.alphas[.actor] == Alpha([["AAA", "AAA"], ["AAA", "AAA"]]))
    #expect(agreement.alphas[.date] == Alpha([["-", "2026-01-01"], ["-", "-"]]))
    #expect(
      agreement.confusion.map { [$0.one, $0.other, "\($0.count)"] } == [
        ["AGREE", "CONSULT", "1"], ["CONSULT", "CONSULT", "1"],
      ])
    #expect((agreement.trigger.f1, agreement.trigger.pairs) == (1, 2))
    #expect(agreement.reports.map(\.report) == ["r1"])
    #expect(agreement.reports.map(\.event.n) == [2])
  }

  @Test func `takes a rejected event for none, and what was ignored or flagged for nothing said`() {
    let agreement = Agreement([
      decided("a1", .accept), decided("b1", .reject, by: "Bo"), decided("c1", .ignore, by: "Cy"),
      decided("d1", .flag, by: "Di"),
    ])
    #expect(agreement.coders == ["Ada", "Bo"])
    #expect(agreement.alphas[.event]?.n == 1)
    #expect(agreement.alphas[.actor]?.absence == .nothingShared)
    #expect(agreement.confusion.map { [$0.one, $0.other] } == [["CONSULT", Agreement.noEvent]])
  }

  @Test func `puts the acts of a sentence side by side by the places of their triggers`() {
    let agreement = Agreement([
      marking("a1", [marked("CONSULT", at: 8), marked("ACCUSE", at: 40)]),
      marking("b1", [marked("REJECT", at: 41), marked("CONSULT", at: 9), marked("AID", at: 80)], by: "Bo"),
      marking("a2", [], sentence: 2), marking("b2", [], by: "Bo", sentence: 2),
    ])
    #expect(
      agreement.confusion.map { [$0.one, $0.other] } == [
        ["ACCUSE", "REJECT"], ["AID", Agreement.noEvent], ["CONSULT", "CONSULT"],
        [Agreement.noEvent, Agreement.noEvent],
      ])
    // Both pairs of triggers share two of three code points.
    #expect(agreement.trigger.pairs == 2)
    #expect(agreement.trigger.f1.map { abs($0 - 2.0 / 3) < 1e-9 } == true)
  }

  @Test func `leaves adjudications out`() {
    let with = Agreement([
      decided("a1", .accept), decided("b1", .reject, by: "Bo"),
      decided("c1", .accept, by: "Cy", queue: .disputed),
    ])
    #expect(with.coders == ["Ada", "Bo"])
    #expect(with.alphas[.event]?.n == 1)
  }

  @Test func `of one person, or of none, is no figure`() {
    for corrections in [[], [decided("a1", .accept), marking("a2", [])]] {
      let agreement = Agreement(corrections)
      #expect(agreement.coders == [])
      #expect(agreement.alphas[.event]?.absence == .nothingShared)
      #expect((agreement.trigger.f1, agreement.trigger.pairs) == (nil, 0))
    }
  }

  @Test func `shows each person what an adjudication decided otherwise`() {
    let standing = Standing([
      decided("a1", .accept), decided("b1", .reject, by: "Bo"),
      decided("c1", .edit, by: "Cy", after: [MarkedEvent(record())], queue: .disputed),
    ])
    #expect(standing.overruled("Ada").map(\.correction.id) == [])
    #expect(standing.overruled("Bo").map(\.correction.id) == ["b1"])
    #expect(standing.overruled("Bo").first?.settled == [MarkedEvent(record())])
  }
}
