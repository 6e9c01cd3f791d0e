import Demarche
import DemarcheCoding
import DemarcheData
import DemarcheEvents
import DemarcheKnowledge
import DemarcheText

/// The project's corpus with names of the tables in its slots.
struct FilledCorpus {
  /// The day that its sentences are of, on which the offices of the slots are held.
  static let published = "2015-06-01"

  var items: [(sentence: CorpusSentence, text: MarkedText)] = []

  init(_ folder: String, _ release: Release, _ arguments: Arguments) throws {
    let types = Set(release.knowledge.codebook.types.map(\.name))
    var organisations: [(kind: String, code: String, name: String)] = []
    for table in try Engine.tables(of: .organisations, arguments) {
      for row in table.rows where row["until"].isEmpty {
        organisations.append((row["kind"], row["code"], row["name"]))
      }
    }
    guard let day = Day(iso: FilledCorpus.published) else { return }
    let slots = SlotNames(release.knowledge, on: day, organisations: organisations)
    for name in try Files.below(folder) where name.hasSuffix(".tsv") {
      let path = "\(folder)/\(name)"
      let table = try Table(text: try Files.text(path), file: path, columns: CorpusSentence.columns)
      for sentence in try CorpusSentence.read(table, types: types) {
        items.append((sentence, slots.filled(sentence)))
      }
    }
    if items.isEmpty {
      throw DataFileError(
        file: folder, line: 0, message: "no sentence of a corpus", help: "name the folder Corpus/en")
    }
  }
}

/// The project's corpus, filled and read: what rules and features say of each sentence.
struct CorpusReadings {
  var items: [(sentence: CorpusSentence, reading: Labeler.Reading)] = []

  init(_ folder: String, _ pipeline: Pipeline, _ arguments: Arguments) throws {
    self.init(try FilledCorpus(folder, pipeline.release, arguments).items, pipeline)
  }

  init(_ filled: [(sentence: CorpusSentence, text: MarkedText)], _ pipeline: Pipeline) {
    items = filled.map { sentence, text in
      let actors = text.spans["a"] ?? []
      let recipients = text.spans["r"] ?? []
      // The first actor, and the recipient or the second actor.
      let pair = MarkedPair(
        id: sentence.id, text: text.text, actor: actors.first ?? recipients.first,
        recipient: recipients.first ?? actors.dropFirst().first)
      return (sentence, pipeline.coder.labeler.reading(of: pair, pipeline.parser))
    }
  }

  /// Examples to learn from: the families that are not held out.
  ///
  /// Each stands a second time without what the rules say: rules were written while reading these sentences, and on
  /// others they are right less often.
  var examples: [RankerTraining.Example] {
    items.filter { !$0.sentence.isHeldOut }.flatMap { item in
      let features = item.reading.features
      return [features, features.filter { !$0.hasPrefix(PairFeatures.rulePrefix) }].map {
        RankerTraining.Example(features: $0, label: item.sentence.label)
      }
    }
  }

  /// The sentences that tell an event, with their labels in the benchmark's scheme.
  ///
  /// - Parameter keeps: which features are learnt from.
  func examples(
    in scheme: PLVScheme, _ codebook: Codebook, weight: Float = 1, keeps: (String) -> Bool = { _ in true }
  ) -> [RankerTraining.Example] {
    items.filter { !$0.sentence.event.isEmpty }.map { item in
      let sentence = item.sentence
      let cameo = sentence.cameo ?? codebook.cameo(sentence.event, modes: sentence.modes)
      return RankerTraining.Example(
        features: item.reading.features.filter(keeps),
        label: scheme.label(sentence.event, sentence.modes, cameo).label,
        weight: weight)
    }
  }
}

extension CorpusSentence {
  /// What a ranker is to answer for it.
  var label: String { event.isEmpty ? Ranker.none : event }
}
