import DemarcheAnswers
import DemarcheData
import DemarcheEvents
import Glibc

extension PrecisionTable {
  /// The text of the table for new scores.
  static func text(
    _ scores: EventScores, _ codebook: Codebook, on day: Day, corpus: String, model: String
  ) -> String {
    let head = [
      "# How well each type is coded, in percent: of the events that come out, how many are right; of those there, how many",
      "# come out. \"parties\" counts an event only with the right actor and recipient. Measured on the families of",
      "# the corpus that are held out; written by: demarche evaluate coding Corpus/en --write Data/codebook/precision.tsv",
      "# Licence: CC0-1.0 (measured by the project).",
      columns.joined(separator: "\t"),
    ]
    let rows = codebook.types.map { type in
      let (own, whole) = (scores.score(type.name, .type), scores.score(type.name, .both))
      let figures = [own.precision, own.recall, whole.precision, whole.recall].map(percent)
      return ([type.name] + figures + ["\(own.there)", day.iso, corpus, model]).joined(separator: "\t")
    }
    return (head + rows).joined(separator: "\n") + "\n"
  }

  /// The day of the machine's clock, in universal time.
  static var today: Day {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Day(number: time.tv_sec / 86_400)
  }
}
