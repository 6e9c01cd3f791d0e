import DemarcheLedger
import DemarcheAnswers
import Demarche
import DemarcheHTTP

extension Desk {
  /// A page in its frame.
  func answer(_ page: Page, status: Int = 200) throws -> Routes.Answer {
    let counted = try counted()
    let shell = Shell(options: site.options, counts: counted.counts, lastRun: counted.lastRun)
    return .html(shell.html(page).text, status: status)
  }

  /// The state of the ledger as a tag: the same tag, the same answer to the same question.
  func tag() throws -> EntityTag {
    EntityTag(
      "\(try ledger.revision())-\(site.setting.release.hash.suffix(16))-\(Asset.all.tag)", isWeak: true)
  }
}
