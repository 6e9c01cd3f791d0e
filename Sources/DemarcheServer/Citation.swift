import DemarcheKnowledge
import DemarcheEvents
import DemarcheAnswers
import Demarche

/// How the program, its codebook and its data are cited.
enum Citation {
  /// One line, for captions and footers.
  static func line(_ site: Site) -> String {
    let release = site.setting.release
    return
      "Demarche \(Release.version), codebook \(release.knowledge.codebook.version), data \(release.hash.prefix(19))."
  }
}
