import DemarcheData
import DemarcheJSON
import DemarcheSyntax
import DemarcheText
import DemarcheTraining
import Glibc

/// `demarche train --treebank FILE [--text FILE]… [--dev FILE] --output FILE [--seed N]`: makes a model
/// of syntax; `--text` gives free text, plain or as report lines, for clusters of words.
func trainCommand(_ arguments: [String]) -> Int32 {
  guard let treebank = option("--treebank", arguments), let output = option("--output", arguments) else {
    return usage("demarche train --treebank FILE [--dev FILE] --output FILE [--seed N]")
  }
  var options = Trainer.Options()
  if let seed = option("--seed", arguments).flatMap({ UInt64($0) }) { options.seed = seed }
  if let n = option("--parser-epochs", arguments).flatMap({ Int($0) }) { options.parserEpochs = n }
  if let n = option("--tagger-epochs", arguments).flatMap({ Int($0) }) { options.taggerEpochs = n }
  if let n = option("--tagger-margin", arguments).flatMap({ Int32($0) }) { options.taggerMargin = n }
  if let n = option("--parser-margin", arguments).flatMap({ Int32($0) }) { options.parserMargin = n }
  if let n = option("--folds", arguments).flatMap({ Int($0) }) { options.folds = n }
  return reporting { () throws(DataFileError) in
    let trees = try treesOf(treebank)
    let start = clockSeconds()
    var clusters = WordClusters()
    let texts = values("--text", arguments)
    if !texts.isEmpty {
      var counter = WordClusters.Counter(segmenter: Segmenter(lexicon: try lexiconOf("Data/lexicon/en")))
      for path in texts { counter.add(try freeText(of: path)) }
      clusters = counter.clusters { note($0) }
    }
    let bytes = Trainer.train(trees, clusters: clusters, options: options) { note($0) }
    note("trained in \(Int(clockSeconds() - start)) s, \(bytes.count) bytes")
    try writeFile(bytes, to: output)
    if let dev = option("--dev", arguments) {
      let model = try SyntaxModel(path: output)
      try printScores(of: model, on: dev)
    }
  }
}

/// `demarche parse --model FILE [--input conllu|text] FILE…`: analyses CoNLL-U files afresh, or plain text.
func parseCommand(_ arguments: [String]) -> Int32 {
  guard let path = option("--model", arguments) else { return usage("demarche parse --model FILE FILE…") }
  return reporting { () throws(DataFileError) in
    let model = try SyntaxModel(path: path)
    if option("--input", arguments) == "text" {
      let segmenter = Segmenter(lexicon: try lexiconOf(option("--lexicon", arguments) ?? "Data/lexicon/en"))
      for file in operands(arguments) {
        let text = Array(try contents(of: file).utf8)
        for sentence in segmenter.sentences(in: text) {
          var output = ""
          CoNLLU.write(model.parse(sentence: sentence, text: text), to: &output)
          print(output, terminator: "")
        }
      }
      return
    }
    for file in operands(arguments) {
      for tree in try treesOf(file) {
        var output = ""
        CoNLLU.write(model.parse(words: tree), to: &output)
        print(output, terminator: "")
      }
    }
  }
}

/// `demarche evaluate syntax --model FILE FILE…`: scores from gold tokens on each CoNLL-U file.
func evaluateSyntaxCommand(_ arguments: [String]) -> Int32 {
  guard let path = option("--model", arguments) else {
    return usage("demarche evaluate syntax --model FILE FILE…")
  }
  return reporting { () throws(DataFileError) in
    let model = try SyntaxModel(path: path)
    let lexicon = option("--lexicon", arguments) ?? "Data/lexicon/en"
    for file in operands(arguments) {
      try printScores(of: model, on: file)
      try printRawScores(of: model, on: file, lexicon: lexicon)
    }
  }
}

private func printScores(of model: SyntaxModel, on path: String) throws(DataFileError) {
  let gold = try treesOf(path)
  let start = clockSeconds()
  let system = gold.map { model.parse(words: $0) }
  let seconds = clockSeconds() - start
  let words = gold.reduce(0) { $0 + $1.words.count }
  print("\(path), from gold tokens: \(Int(Double(words) / seconds)) words/s")
  printTable(Evaluation(gold: gold, system: system))
}

/// Scores from plain text: tokens, sentences and everything behind them.
private func printRawScores(of model: SyntaxModel, on path: String, lexicon: String) throws(DataFileError) {
  let gold = try treesOf(path)
  let text = Array(PlainText.text(of: gold).utf8)
  let segmenter = Segmenter(lexicon: try lexiconOf(lexicon))
  let start = clockSeconds()
  let sentences = segmenter.sentences(in: text)
  let cut = clockSeconds()
  let system = sentences.map { model.parse(sentence: $0, text: text) }
  let seconds = clockSeconds() - start
  let words = Double(system.reduce(0) { $0 + $1.words.count })
  print("\(path), from plain text: \(Int(words / seconds)) words/s, cutting \(Int(words / (cut - start)))")
  printTable(Evaluation(gold: gold, system: system))
}

private func lexiconOf(_ folder: String) throws(DataFileError) -> SegmenterLexicon {
  func text(_ name: String) throws(DataFileError) -> String { try contents(of: "\(folder)/\(name)") }
  do {
    return try SegmenterLexicon(
      abbreviations: try text("abbreviations.tsv"), contractions: try text("contractions.tsv"), folder: folder
    )
  } catch let errors as DataErrors {
    throw errors.errors[0]
  } catch let error as DataFileError {
    throw error
  } catch {
    throw DataFileError(file: folder, line: 0, message: "\(error)")
  }
}

private func printTable(_ evaluation: Evaluation) {
  for (name, score) in evaluation.named {
    let hundredths = Int((score.f1 * 10_000).rounded())
    let fraction = hundredths % 100
    print("  \(name): \(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)")
  }
}

private func treesOf(_ path: String) throws(DataFileError) -> [Tree] {
  let document = CoNLLU.read(try contents(of: path), file: path)
  for error in document.errors { note(error.description) }
  return document.trees
}

/// The text of a file; of report lines, what stands in their `text`.
private func freeText(of path: String) throws(DataFileError) -> String {
  let text = try contents(of: path)
  guard path.hasSuffix(".jsonl") else { return text }
  var found: [UInt8] = []
  for (i, line) in text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
    do {
      let report = try JSON.read(line)
      for byte in (report["text"]?.string ?? "").utf8 {
        found.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
      }
      found.append(UInt8(ascii: "\n"))
    } catch {
      throw DataFileError(file: path, line: i + 1, message: error.description)
    }
  }
  return String(decoding: found, as: UTF8.self)
}

private func contents(of path: String) throws(DataFileError) -> String {
  let file = try MappedFile(path: path)
  return withExtendedLifetime(file) { String(decoding: file.bytes, as: UTF8.self) }
}

private func writeFile(_ bytes: [UInt8], to path: String) throws(DataFileError) {
  guard let file = fopen(path, "wb") else {
    throw DataFileError(file: path, line: 0, message: "cannot write: \(String(cString: strerror(errno)))")
  }
  let written = fwrite(bytes, 1, bytes.count, file)
  guard fclose(file) == 0, written == bytes.count else {
    throw DataFileError(file: path, line: 0, message: "cannot write it whole")
  }
}

private func reporting(_ body: () throws(DataFileError) -> Void) -> Int32 {
  do {
    try body()
    return 0
  } catch {
    note(error.description)
    return 1
  }
}

private func usage(_ text: String) -> Int32 {
  note("usage: \(text)")
  return 2
}

private func note(_ text: String) {
  let line = Array("\(text)\n".utf8)
  _ = write(STDERR_FILENO, line, line.count)
}

private func option(_ name: String, _ arguments: [String]) -> String? {
  guard let i = arguments.firstIndex(of: name), i + 1 < arguments.count else { return nil }
  return arguments[i + 1]
}

private func values(_ name: String, _ arguments: [String]) -> [String] {
  arguments.indices.dropLast().filter { arguments[$0] == name }.map { arguments[$0 + 1] }
}

private func operands(_ arguments: [String]) -> [String] {
  var found: [String] = []
  var i = 0
  while i < arguments.count {
    if arguments[i].hasPrefix("--") {
      i += 2
    } else {
      found.append(arguments[i])
      i += 1
    }
  }
  return found
}

private func clockSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
