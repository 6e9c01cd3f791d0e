import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheReading
import DemarcheSyntax
import DemarcheText

/// Sentences with two marked participants and the label between them.
struct LabelledPairs {
  var pairs: [(pair: MarkedPair, label: String)] = []

  /// Reads a table of `id`, `label`, `quad` and a sentence with `<s>` and `<t>` marks.
  init(_ path: String) throws {
    var number = 0
    for line in try Files.text(path).split(separator: "\n") {
      number += 1
      guard line.contains("<s>") || line.contains("<t>") else { continue }
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard cells.count >= 3 else {
        throw DataFileError(
          file: path, line: number, message: "\(cells.count) cells", help: "id, label and a marked sentence")
      }
      do throws(Rejection) {
        pairs.append((try MarkedPair(marked: String(line), path, number), String(cells[1])))
      } catch { throw DataFileError(file: path, line: number, message: error.error, help: error.help) }
    }
    if pairs.isEmpty {
      throw DataFileError(file: path, line: 0, message: "no marked sentence", help: "mark them: <s>A</s> met <t>B</t>")
    }
  }

  /// What rules and features say of each pair.
  func readings(_ labeler: Labeler, _ parser: TextParser) -> [Labeler.Reading] {
    pairs.map { labeler.reading(of: $0.pair, parser) }
  }
}

extension Labeler {
  /// The reading of the sentence that holds the given participants.
  func reading(of pair: MarkedPair, _ parser: TextParser) -> Reading {
    let given = [pair.actor, pair.recipient].compactMap { $0 }
    let trees = parser.trees(of: pair.text).filter { tree in given.contains(where: tree.span.overlaps) }
    var all = Reading(answers: [], features: [])
    // Of two sentences with one participant each the features of the first count.
    let whole = trees.first { tree in given.allSatisfy(tree.span.overlaps) } ?? trees.first
    for tree in trees {
      let reading = reading(
        in: tree, actor: pair.actor.flatMap { tree.span.overlaps($0) ? $0 : nil },
        recipient: pair.recipient.flatMap { tree.span.overlaps($0) ? $0 : nil })
      all.answers += reading.answers
      if tree == whole { all.features = reading.features }
    }
    all.answers = all.answers.filter(\.isCertain) + all.answers.filter { !$0.isCertain }
    return all
  }
}

/// Macro-averaged F1 of labels, as scikit-learn has it.
struct LabelScores {
  private(set) var byLabel: [(label: String, f1: Double, precision: Double, recall: Double, count: Int)] = []
  private(set) var accuracy = 0.0

  var macro: Double { byLabel.isEmpty ? 0 : byLabel.reduce(0) { $0 + $1.f1 } / Double(byLabel.count) }

  init(_ pairs: [(gold: String, said: String)]) {
    let labels = Set(pairs.map(\.gold) + pairs.map(\.said)).sorted()
    for label in labels {
      let hit = Double(pairs.count { $0.gold == label && $0.said == label })
      let said = Double(pairs.count { $0.said == label })
      let there = Double(pairs.count { $0.gold == label })
      byLabel.append(
        (
          label, said + there > 0 ? 2 * hit / (said + there) : 0, said > 0 ? hit / said : 0,
          there > 0 ? hit / there : 0, Int(there)
        ))
    }
    accuracy = Double(pairs.count { $0.gold == $0.said }) / Double(max(pairs.count, 1))
  }
}

/// Scores of the coder on labelled pairs: rules alone, and with a ranker learnt from the other folds.
enum CodingScores {
  static func evaluate(_ path: String, _ arguments: Arguments) throws {
    let pipeline = try Engine.pipeline(arguments)
    let scheme = try PLVScheme(Engine.table("codebook/plv.tsv", PLVScheme.columns, arguments))
    let codebook = pipeline.release.knowledge.codebook
    let labeler = Labeler(
      matcher: Matcher(book: pipeline.release.book, classes: pipeline.release.knowledge.classes), codebook: codebook)
    let table = try LabelledPairs(path)
    let readings = table.readings(labeler, pipeline.parser)
    let gold = table.pairs.map(\.label)
    let byRules = readings.map { reading in
      reading.answers.first.map { scheme.label($0, codebook).label } ?? codebook.types.first?.name ?? ""
    }
    report("rules alone", gold, byRules, scheme)
    let folds = try arguments.number("folds", least: 2) ?? 5
    for (name, keeps) in [
      ("rules and ranker", { (_: String) in true }), ("ranker alone", { (name: String) in !name.hasPrefix("rule") }),
    ] {
      var said = [String](repeating: "", count: gold.count)
      for fold in 0..<folds {
        let examples = gold.indices.filter { $0 % folds != fold }
          .map { RankerTraining.Example(features: readings[$0].features.filter(keeps), label: gold[$0]) }
        let ranker = RankerTraining.learn(examples, options: try options(arguments))
        for index in gold.indices where index % folds == fold {
          said[index] = ranker.scores(readings[index].features.filter(keeps)).first?.label ?? ""
        }
      }
      report("\(name), \(folds) folds", gold, said, scheme, details: name.hasPrefix("rules"))
    }
  }

  static func options(_ arguments: Arguments) throws -> RankerTraining.Options {
    var options = RankerTraining.Options()
    if let epochs = try arguments.number("epochs", least: 1) { options.epochs = epochs }
    if let seed = try arguments.number("seed") { options.seed = UInt64(seed) }
    return options
  }

  private static func report(
    _ name: String, _ gold: [String], _ said: [String], _ scheme: PLVScheme, details: Bool = false
  ) {
    let root = LabelScores(zip(gold, said).map { ($0, $1) })
    let quad = LabelScores(zip(gold, said).map { (scheme.quad($0), scheme.quad($1)) })
    let binary = LabelScores(zip(gold, said).map { (scheme.side($0), scheme.side($1)) })
    print(
      "\(name): root \(percent(root.macro)), quad \(percent(quad.macro)), binary \(percent(binary.macro)); "
        + "accuracy \(percent(root.accuracy)), \(percent(quad.accuracy)), \(percent(binary.accuracy))")
    if details {
      for row in root.byLabel {
        print("  \(row.label): F1 \(percent(row.f1)), P \(percent(row.precision)), R \(percent(row.recall)), n \(row.count)")
      }
    }
  }

  private static func percent(_ value: Double) -> String {
    let tenths = Int((value * 1000).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
