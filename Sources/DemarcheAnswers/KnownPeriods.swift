import DemarcheEvents
import DemarcheRelations

/// The periods that an answer has rows of: those asked for, as far as anything was read or told at all.
///
/// Whoever asks from the year 1000 to the year 9999 gets no row of a time of which the ledger knows nothing. Without a bound it is the first or
/// the last period with evidence.
struct KnownPeriods {
  /// Two generations by day.
  static let most = 20_000

  /// Nil where there is no evidence, nor anything asked for of what was read.
  let first: Period?
  let last: Period?

  /// - Throws: ``QuestionError`` when there are more than ``most``.
  init(
    _ question: RelationQuestion, _ relations: [Relation], _ coverages: [Coverage]
  ) throws(QuestionError) {
    let told = relations.flatMap(\.rows).compactMap(\.period)
    let read = coverages.compactMap(\.bounds).flatMap { [$0.lowerBound, $0.upperBound] }
    let all = told + read
    func period(_ day: Day) -> Period { Period(question.unit, containing: day) }
    first = question.from.map { day in all.min().map { max($0, period(day)) } ?? period(day) } ?? told.min()
    last = question.until.map { day in all.max().map { min($0, period(day)) } ?? period(day) } ?? told.max()
    guard let first, let last else { return }
    let count = last.index - first.index + 1
    if count > KnownPeriods.most {
      throw QuestionError(
        "by", "would give \(count) periods", help: "choose a longer one, or give from and until")
    }
  }
}
