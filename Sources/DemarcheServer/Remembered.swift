import Synchronization

/// Answers to the questions asked last, as long as the ledger stays as it is.
///
/// What one worker has answered, the others need not ask the ledger again. A day's questions are few; those of older
/// states are of no use, so all are forgotten when the ledger has changed, or when there are too many.
final class Remembered<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
  private let most: Int
  private let kept = Mutex<(revision: Int, answers: [Question: Answer])>((0, [:]))

  init(most: Int) { self.most = most }

  /// The answer to a question about a state of the ledger: from memory, or made and kept.
  func answer<Failure: Error>(
    _ question: Question, at revision: Int, _ make: () throws(Failure) -> Answer
  ) throws(Failure) -> Answer {
    if let known = kept.withLock({ $0.revision == revision ? $0.answers[question] : nil }) { return known }
    let answer = try make()
    kept.withLock { kept in
      if kept.revision != revision || kept.answers.count >= most { kept = (revision, [:]) }
      kept.answers[question] = answer
    }
    return answer
  }
}
