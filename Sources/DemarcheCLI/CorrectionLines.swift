import DemarcheCorrections
import DemarcheData
import DemarcheJSON
import DemarcheReading
import DemarcheReportLines

/// A file of decisions: a line of JSON each, as the journal and `demarche corrections` write them.
struct CorrectionLines {
  /// A decision with its line, and its sentence where the line has it.
  struct Line {
    var number: Int
    var correction: Correction
    var sentence: String?
  }

  let path: String
  private(set) var lines: [Line] = []

  /// Reads a file; a line that is no decision is given to `reject` and the rest goes on.
  init(_ path: String, reject: (Rejection) -> Void) throws {
    self.path = path
    let source = try LineSource(path: path, limit: 16 << 20)
    var number = 0
    while let line = try source.next() {
      number += 1
      func complain(_ error: String) {
        reject(
          Rejection(
            report: path, line: number, error: error,
            help: "a line of LEDGER.corrections.jsonl, or of demarche corrections"))
      }
      guard case .bytes(let bytes) = line else {
        complain("a line that is too long")
        continue
      }
      if bytes.allSatisfy({ $0 <= 0x20 }) { continue }
      do {
        let json = try JSON.read(bytes)
        let correction = try Correction(json: json)
        if let fault = correction.fault {
          complain(fault)
        } else {
          lines.append(Line(number: number, correction: correction, sentence: json["text"]?.string))
        }
      } catch { complain("\(error)") }
    }
  }

  var corrections: [Correction] { lines.map(\.correction) }

  /// What is settled for learning, with the sentences.
  ///
  /// - Throws: at the first decision that is not for learning, and where the sentences are not in the file.
  static func sentencesToLearn(from paths: [String]) throws -> [GoldSentence] {
    if paths.isEmpty { return [] }
    var corrections: [Correction] = []
    var sentences: [CorrectionTarget: String] = [:]
    let help = "demarche corrections --split dev --with-text > dev.jsonl"
    for path in paths {
      let file = try CorrectionLines(path) { Output.error($0.json.line) }
      for line in file.lines {
        let split = GoldSplit(of: line.correction)
        if split != .development {
          let why = split == .test ? "is for testing" : "is on a text that is tested on"
          throw DataFileError(
            file: path, line: line.number,
            message: "decision \(line.correction.id) \(why) and is not learnt from", help: help)
        }
        corrections.append(line.correction)
        if let sentence = line.sentence { sentences[line.correction.target] = sentence }
      }
    }
    let (found, leftOut) = GoldSentence.of(Standing(corrections).gold) { sentences[$0] }
    if leftOut > 0, found.isEmpty {
      throw DataFileError(
        file: paths.joined(separator: ", "), line: 0, message: "no decision has its sentence", help: help)
    }
    Output.error("\(found.count) sentences that people decided on, \(leftOut) decisions without a sentence")
    return found
  }
}
