import DemarcheCorrections
import DemarcheLedger

/// Which decisions a command takes.
enum CorrectionFlags {
  static let flags = [
    Flag("coder", "NAME", "decisions of this person"),
    Flag("queue", "QUEUE,...", "of these queues: assisted, blind, missed, disputed"),
    Flag("split", "test|dev", "what may be tested on, or what may be learnt from"),
  ]

  /// The filter that flags ask for.
  static func filter(_ arguments: Arguments) throws(UsageError) -> CorrectionFilter {
    var filter = CorrectionFilter(coder: arguments.value("coder"), isInForce: true)
    for text in (arguments.value("queue") ?? "").split(separator: ",") {
      guard let queue = Correction.Queue(rawValue: String(text)) else {
        let known = Correction.Queue.allCases.map(\.rawValue).joined(separator: ", ")
        throw UsageError("--queue knows no \"\(text)\"", help: "queues: \(known)")
      }
      filter.queues.insert(queue)
    }
    return filter
  }

  /// Whether a decision is of the part that `--split` names.
  static func split(_ arguments: Arguments) throws(UsageError) -> GoldSplit? {
    switch try arguments.choice("split", ["test", "dev"]) {
    case "test": .test
    case "dev": .development
    default: nil
    }
  }

  /// Says so where decisions wait in the journal for the ledger.
  static func tellWaiting(_ ledger: Ledger) throws(LedgerError) {
    let journal = CorrectionJournal(ofLedger: ledger.file)
    if try ledger.isBehind(journal) {
      Output.error(
        "\(journal.path) has decisions that the ledger has not taken in; the next command that writes does it"
      )
    }
  }
}
