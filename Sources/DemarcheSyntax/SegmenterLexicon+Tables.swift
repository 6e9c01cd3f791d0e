public import DemarcheData
public import DemarcheText

extension SegmenterLexicon {
  /// Reads the lists of a language, or throws every fault found in them.
  ///
  /// - Parameters:
  ///   - abbreviations: a table of `form`, `kind` (one of ``Abbreviation``, `opener` for a word that usually
  ///     opens a sentence, or `weekday`), `source`.
  ///   - boundaries: a table of `evidence` and `weight` for the ends of sentences; without it the rules
  ///     alone decide.
  ///   - contractions: a table of `kind` (`whole`, `ending`, `prefix`, `unit`), `form`, `words`, `source`;
  ///     `words` are those of a whole form, with spaces between.
  public init(
    abbreviations: String, contractions: String, boundaries: String? = nil, folder: String = "Data/lexicon/en"
  ) throws(DataErrors) {
    self.init()
    var errors: [DataFileError] = []
    do {
      let file = "\(folder)/abbreviations.tsv"
      let table = try Table(text: abbreviations, file: file, columns: ["form", "kind", "source"])
      for row in table.rows {
        if row["kind"] == "opener" {
          addOpener(row["form"])
        } else if row["kind"] == "weekday" {
          addWeekday(row["form"])
        } else if let kind = Abbreviation(rawValue: row["kind"]) {
          addAbbreviation(row["form"], kind)
        } else {
          let kinds = "name, number, figure, open, loose, opener or weekday"
          errors.append(row.fault("unknown kind \"\(row["kind"])\"", help: kinds))
        }
      }
    } catch { errors += error.errors }
    do {
      let file = "\(folder)/contractions.tsv"
      let table = try Table(text: contractions, file: file, columns: ["kind", "form", "words", "source"])
      for row in table.rows {
        let words = row["words"].split(separator: " ").map { String($0) }
        switch row["kind"] {
        case "whole" where words.count > 1 && words.joined() == row["form"]: addContraction(words)
        case "whole": errors.append(row.fault("the words do not make up the form"))
        case "ending": addEnding(row["form"])
        case "prefix": addPrefix(row["form"])
        case "unit": addUnit(row["form"])
        default:
          errors.append(row.fault("unknown kind \"\(row["kind"])\"", help: "whole, ending, prefix or unit"))
        }
      }
    } catch { errors += error.errors }
    if let boundaries {
      do {
        let file = "\(folder)/boundaries.tsv"
        let table = try Table(text: boundaries, file: file, columns: ["evidence", "weight"])
        for row in table.rows {
          if let weight = Int32(row["weight"]) {
            addEvidence(row["evidence"], weight)
          } else {
            errors.append(row.fault("the weight is no number", help: "write hundredths, such as 120 or -35"))
          }
        }
      } catch { errors += error.errors }
    }
    if !errors.isEmpty { throw DataErrors(errors) }
  }
}
